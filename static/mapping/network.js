// The network map: joins the store to the picture, the list, the panel and the hands.

import { createAdding } from "./add.js";
import { makeDraggable, pointOfClick } from "./drag.js";
import { createDragPreview } from "./drag-preview.js";
import { createDrawer } from "./drawer.js";
import { makeDrawerDraggable } from "./drawer-drag.js";
import { fromPoint, ringAt, settle, toPoint } from "./geometry.js";
import { listenToKeys, listenToUndo } from "./keys.js";
import { makeLegend } from "./legend.js";
import { createLenses } from "./lenses.js";
import { createList } from "./list.js";
import { createNotices } from "./notices.js";
import { createPanel } from "./panel.js";
import { createPhrases } from "./phrases.js";
import { createPicture } from "./picture.js";
import { isPlaced, placed, placesOfOthers } from "./placing.js";
import { createRemoving } from "./removing.js";
import { createSender, unsent } from "./sender.js";
import { createStore } from "./store.js";
import { startFromWhatIsSaved, syncWindows } from "./sync.js";
import { createZoom } from "./zoom.js";

const root = document.querySelector('[data-module="network"]');
const find = (name) => root.querySelector(`[data-${name}]`);
const data = JSON.parse(document.getElementById("network-data").textContent);
const { session, url } = root.dataset;
const phrases = createPhrases(data.words);
/** @type {SVGSVGElement} */
const svg = root.querySelector("[data-picture]");
const notices = createNotices(find("notices"));
const store = createStore(data, unsent(url));
const picture = createPicture(svg, phrases);
const list = createList({ list: find("list"), phrases, choose, open });
const preview = createDragPreview(svg);
const selection = { id: null, back: null, close };
const shapes = makeLegend(find("legend"), draw);
const lenses = createLenses({
  root,
  store,
  phrases,
  nobody: data.nobody,
  changed: lookAgain,
  say: notices.say,
});
const remove = createRemoving({ store, picture, notices, choose, focusOf, otherwise: find("add") });
const panel =
  find("selected") && createPanel({ panel: find("selected"), store, phrases, selection, remove });
const drawer =
  panel &&
  createDrawer({
    drawer: find("drawer"),
    name: find("add").elements.name,
    store,
    phrases,
    choose,
    remove,
    say: notices.say,
  });

const legendOfUnknown = () => find("legend").querySelector('[data-shape="unknown"]');

function draw() {
  const members = placed(store.members);
  picture.draw({ members, selected: selection.id, shapes, notes: lenses.notes() });
  list.draw(members, selection.id);
  legendOfUnknown().hidden = !Object.values(members).some((member) => !member.relationship);
  lenses.draw();
  panel?.show();
  if (!panel) return;
  drawer.draw(store.members, selection.id);
  find("undo").querySelector("button").disabled = !store.steps.undoable.length;
  find("redo").querySelector("button").disabled = !store.steps.redoable.length;
}

/** Another lens: who is chosen is asked about no longer. */
function lookAgain() {
  selection.id = null;
  draw();
}

function choose(id) {
  selection.id = store.members[id] ? id : null;
  draw();
}

/** @type {ScrollIntoViewOptions} */
const NEAREST = { block: "nearest", inline: "nearest" };
const inPicture = (id) => picture.node(id);
function focusOf(id) {
  return picture.node(id) ?? drawer.chip(id);
}

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

// who is no support is counted in no lens: a press opens their choices
const asks = (id) => lenses.isOpen() && !store.members[id].tie_status;

function press(id) {
  if (asks(id)) lenses.answer(id);
  else open(id);
}

function close() {
  const { id, back } = selection;
  choose(null);
  (back ?? inPicture)(id)?.focus();
  selection.back = null;
}

function step(act, label) {
  const change = act();
  notices.clear();
  notices.say(change ? `${label}: ${phrases.told(change)}` : "Nothing more");
}

function hold(id, point, box) {
  preview.show(picture.node(id), fromPoint(point), box);
  preview.showRing(ringAt(point));
}

function drop(id, point) {
  preview.hide();
  const ring = ringAt(point);
  const place = fromPoint(settle(ring, point, placesOfOthers(store, id)));
  selection.id = id;
  if (!store.commit(id, { ...store.members[id], ring, ...place })) draw();
}

function enableEditing() {
  const older = () => startFromWhatIsSaved(session);
  const sender = createSender({ store, url, get, older });
  const adding = createAdding({
    form: find("add"),
    svg,
    store,
    added: (id) => choose(store.members[id].ring ? id : null),
  });
  makeDrawerDraggable({ drawer: find("drawer"), svg, drop });
  makeDraggable(svg, {
    start: (id) => toPoint(store.members[id]),
    hold,
    drop,
    cancel: preview.hide,
  });
  listenToKeys({ svg, store, phrases, choose, open: press, remove, say: notices.say });
  const [undo, redo] = [() => step(store.undo, "Undone"), () => step(store.redo, "Redone")];
  listenToUndo({ undo, redo });
  onSubmit(find("undo"), undo);
  onSubmit(find("redo"), redo);
  svg.addEventListener("click", (event) => {
    const id = event.target.closest("[data-id]")?.dataset.id;
    const point = pointOfClick(svg, event);
    if (id) return asks(id) ? lenses.answer(id) : reveal(id);
    if (!point || lenses.isOpen()) return;
    const waiting = store.members[selection.id];
    if (waiting && !waiting.ring) return drop(selection.id, point);
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
  // what is ticked or chosen of somebody says itself
  if (change?.kind === "do" && !lenses.isOpen() && isPlaced(change))
    notices.say(phrases.told(change));
});
lenses.look(root.dataset.lens);
createZoom(find("view"), find("zoom"));
if (panel) enableEditing();
