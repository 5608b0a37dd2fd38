// The network map: joins the store to the picture, the list, the panel and the hands.

import { post } from "../facilitation/http.js";
import { say as saySaved } from "../facilitation/saved.js";
import { createAdding } from "./add.js";
import { makeDraggable, pointOfClick } from "./drag.js";
import { createDragPreview } from "./drag-preview.js";
import { fromPoint, ringAt, settle, toPoint } from "./geometry.js";
import { listenToKeys, listenToUndo } from "./keys.js";
import { makeLegend } from "./legend.js";
import { createList } from "./list.js";
import { createNotices } from "./notices.js";
import { unsent } from "./outbox.js";
import { createPanel, placesOfOthers } from "./panel.js";
import { createPhrases } from "./phrases.js";
import { createPicture } from "./picture.js";
import { createSender, FINISHED } from "./sender.js";
import { createStore } from "./store.js";
import { syncWindows } from "./sync.js";
import { createZoom } from "./zoom.js";

const root = document.querySelector('[data-module="network"]');
const find = (name) => root.querySelector(`[data-${name}]`);
const data = JSON.parse(document.getElementById("network-data").textContent);
const { session, url } = root.dataset;
const phrases = createPhrases(data.words);
/** @type {SVGSVGElement} */
const svg = root.querySelector("[data-picture]");
const notices = createNotices(find("live"), find("notices"));
const store = createStore(data, unsent(localStorage, session));
const picture = createPicture(svg, phrases);
const list = createList({ list: find("list"), phrases, choose, open });
const preview = createDragPreview(svg);
const selection = { id: null, back: null, close };
const shapes = makeLegend(find("legend"), draw);
const panel =
  find("selected") && createPanel({ panel: find("selected"), store, phrases, selection, remove });

const legendOfUnknown = () => find("legend").querySelector('[data-shape="unknown"]');

function draw() {
  picture.draw(store.members, selection.id, shapes);
  list.draw(store.members, selection.id);
  legendOfUnknown().hidden = !Object.values(store.members).some((member) => !member.relationship);
  panel?.show();
  if (!panel) return;
  find("undo").querySelector("button").disabled = !store.steps.undoable.length;
  find("redo").querySelector("button").disabled = !store.steps.redoable.length;
}

function choose(id) {
  selection.id = store.members[id] ? id : null;
  draw();
}

/** @type {ScrollIntoViewOptions} */
const NEAREST = { block: "nearest", inline: "nearest" };
const inPicture = (id) => picture.node(id);

/** Chooses someone in the picture, and brings them and their choices into sight. */
function reveal(id) {
  choose(id);
  inPicture(id).scrollIntoView(NEAREST);
  // where they do not stay in sight by themselves; closing them leads back
  if (panel && getComputedStyle(find("selected")).position === "static") {
    find("selected").scrollIntoView(NEAREST);
  }
}

/** Chooses someone by key: their choices come next, and lead back to where one was. */
function open(id, back = inPicture) {
  choose(id);
  selection.back = back;
  panel?.focus();
}

function close() {
  const { id, back } = selection;
  choose(null);
  (back ?? inPicture)(id)?.focus();
  selection.back = null;
}

function remove(id) {
  const member = store.members[id];
  if (!member) return;
  const neighbour = picture.after(id);
  store.commit(id, null);
  const put = notices.offer(
    `${member.name} is off the map.`,
    [["Put back", () => putBack(id, member)]],
    () => (inPicture(neighbour) ?? find("add").elements.name).focus({ preventScroll: true }),
  );
  put.focus({ preventScroll: true });
}

function putBack(id, member) {
  const last = store.steps.undoable.at(-1);
  if (last?.member === id) store.undo();
  else store.commit(id, member);
  choose(id);
  picture.node(id)?.focus();
}

function step(act, label) {
  const change = act();
  notices.clear();
  notices.say(change ? `${label}: ${phrases.told(change)}` : "Nothing more");
}

function hold(id, point, ring) {
  preview.show(picture.node(id), fromPoint(point));
  preview.showRing(ring);
}

function drop(id, point) {
  preview.hide();
  const ring = ringAt(point);
  const place = fromPoint(settle(ring, point, placesOfOthers(store, id)));
  selection.id = id;
  if (!store.commit(id, { ...store.members[id], ring, ...place })) draw();
}

function enableEditing() {
  const sender = createSender({
    store,
    session,
    storage: localStorage,
    say: saySaved,
    post: (body) => post(url, body),
    get: (since) => get(since),
  });
  const adding = createAdding({ form: find("add"), svg, store, added: choose });
  makeDraggable(svg, {
    start: (id) => toPoint(store.members[id]),
    hold,
    drop,
    cancel: preview.hide,
  });
  listenToKeys({ svg, store, choose, open, remove, say: notices.say });
  const [undo, redo] = [() => step(store.undo, "Undone"), () => step(store.redo, "Redone")];
  listenToUndo({ undo, redo });
  onSubmit(find("undo"), undo);
  onSubmit(find("redo"), redo);
  svg.addEventListener("click", (event) => {
    const id = event.target.closest("[data-id]")?.dataset.id;
    const point = pointOfClick(svg, event);
    if (id) return reveal(id);
    if (!point) return;
    choose(null);
    adding.aim(ringAt(point), point);
  });
  syncWindows({ store, sender, session, notices, phrases });
}

function onSubmit(form, act) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act();
  });
}

async function get(since) {
  const response = await fetch(`${url}?since=${since}`, {
    headers: { Accept: "application/json" },
  });
  return response.ok ? response.json() : null;
}

store.subscribe(({ change }) => {
  draw();
  if (change?.kind === "do") notices.say(phrases.told(change));
});
draw();
createZoom(find("view"), find("zoom"));
if (panel) enableEditing();
else if (store.pending.length) saySaved(FINISHED); // kept on this device until it is reopened
