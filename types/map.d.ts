// What the map's modules hand to one another: the shapes of mapping/models.py, as the page has them.

interface Member {
  name: string;
  relationship: string;
  frequency: string;
  work: string[];
  ring: number | null; // null: named, but not placed yet
  x: number | null; // a share of the picture's width (0 to 1)
  y: number | null;
  tie_status?: string; // why they are no support; for the facilitator
  previous: string | null; // the same person on an earlier map
}

type Members = Record<string, Member>;
type Point = [number, number]; // in thousandths of the picture's width

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** `dx`, `dy`: the middle of the first line's base line, from the member; `lead`: a line from the
 *  shape to the name (x1, y1, x2, y2); `cramped`: not written in full. */
interface PlacedLabel {
  lines: string[];
  dx: number;
  dy: number;
  fits: boolean;
  cramped: boolean;
  lead?: number[];
}

/** What the picture shows. `shapes`: those shown, empty: all; `notes`: through a lens, what stands
 *  under the names of those who stand out. */
interface Drawn {
  members: Members;
  selected: string | null;
  shapes: Set<string>;
  notes: Record<string, string> | null;
}

interface Change {
  id: string;
  number?: number; // as the server counts; none while it is not saved
  kind: string; // do, undo or redo
  of: string | null; // the change that is undone or redone
  member: string;
  before: Member | null;
  after: Member | null;
}

interface Steps {
  undoable: Change[];
  redoable: Change[];
}

interface Answer {
  changes: Change[];
  /** of the map's last change before those that were sent */
  number: number;
  refused?: Record<string, string>;
  overlaps?: Record<string, Member | null>;
}

/** What the store tells those who listen: a change made here, or what came from the server. */
interface News {
  change?: Change;
  elsewhere?: Change[];
  refused?: Record<string, string>;
  overlaps?: Record<string, Member | null>;
  sent?: Change[];
  before?: Members;
}

type Store = ReturnType<typeof import("../static/mapping/store.js").createStore>;
type Phrases = ReturnType<typeof import("../static/mapping/phrases.js").createPhrases>;
type Lenses = ReturnType<typeof import("../static/mapping/lenses.js").createLenses>;
type Notices = ReturnType<typeof import("../static/mapping/notices.js").createNotices>;
type Sender = ReturnType<typeof import("../static/mapping/sender.js").createSender>;
