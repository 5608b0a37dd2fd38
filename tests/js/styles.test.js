// What the style sheets promise each other, and the linter cannot see.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const HERE = new URL("../../static/", import.meta.url);
const sheets = readdirSync(HERE, { recursive: true })
  .filter((name) => name.endsWith(".css"))
  .map((name) => ({ name, text: readFileSync(new URL(name, HERE), "utf8") }));

test("breakpoints are in em: who sets larger type gets the layout that has room for it", () => {
  const queries = sheets.flatMap(({ name, text }) =>
    [...text.matchAll(/@media[^{]*/g)].map(([query]) => `${name}: ${query.trim()}`),
  );
  assert.ok(queries.length > 20);
  assert.deepEqual(
    queries.filter((query) => /\d(px|rem|pt)\b/.test(query)),
    [],
  );
});

test("what the frame takes of the window's height is a token", () => {
  const sums = sheets.flatMap(({ name, text }) =>
    [...text.matchAll(/100vh - \d+px/g)].map(([sum]) => `${name}: ${sum}`),
  );
  assert.deepEqual(sums, []);
});

test("every token that is used is defined", () => {
  const all = sheets.map(({ text }) => text).join("\n");
  const defined = new Set([...all.matchAll(/(--[\w-]+):/g)].map(([, token]) => token));
  const missing = sheets.flatMap(({ name, text }) =>
    [...text.matchAll(/var\((--[\w-]+)\)/g)]
      .filter(([, token]) => !defined.has(token) && !name.includes("admin/")) // Django has its own
      .map(([, token]) => `${name}: ${token}`),
  );
  assert.deepEqual(missing, []);
});
