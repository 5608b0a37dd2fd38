// What the save queue's modules hand to one another.

/** What JSON.parse makes: its shape is the business of whoever asked for it. */
type Json = ReturnType<typeof JSON.parse>;

/** A change on its way to the server. */
interface Entry {
  id: string;
  at: number; // when it was made: their order
  kind: string; // fields, map, choice
  url: string;
  page: string; // the path of the page on which it was made
  tab: string; // the page that may still amend it
  body: Json;
  tried?: boolean; // it may have arrived: it is not amended any more
  refused?: string; // why it was not taken
}

type QueueState = "saved" | "saving" | "waiting" | "signed-out" | "refused";

/** How changes are sent, and what becomes of them. */
interface Handler {
  pack(batch: Entry[]): Json;
  done(answer: Json, batch: Entry[]): void;
  refuse?(batch: Entry[], answer: Json): void;
  restore?(entries: Entry[]): void;
  batch?: boolean; // several changes may go in one request
}

type FieldSides = { before: string[]; after: string[] };
