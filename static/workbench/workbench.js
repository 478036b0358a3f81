// The workbench: its parts, and how they are wired. Each further part is a module with `start(bench)`.

import { Cards } from "./cards.js";
import { Changes } from "./changes.js";
import { Details } from "./details.js";
import { declare } from "./drawing.js";
import { Keys } from "./keys.js";
import { Outbox } from "./outbox.js";
import { Reading } from "./reading.js";
import { Session } from "./session.js";
import { Sheet } from "./sheet.js";
import { Tagging } from "./tagging.js";
import { startHands } from "./hands.js";
import { startHistory } from "./history.js";
import { startMany } from "./many.js";
import { startOffline } from "./offline.js";
import { startRepeat } from "./repeat.js";
import { startSuggest } from "./suggest.js";
import { startUndoing } from "./undoing.js";
import { startWhole } from "./whole.js";

const element = document.querySelector(".bench");
const { dataset } = element;
const facts = JSON.parse(document.getElementById("bench-facts").textContent);
declare({ ...facts.details, questions: facts.questions });
const text = document.getElementById("text");
const voice = document.getElementById("voice");
const toolbar = document.getElementById("toolbar");
const mayAnnotate = "open" in dataset;
const sheet = new Sheet(text);
const outbox = new Outbox({ user: dataset.user, article: dataset.article, url: dataset.changes });
const cards = new Cards({
  list: document.getElementById("cards"), sheet, tags: facts.tags, outbox,
  template: document.getElementById("card-template"),
});
const keys = new Keys(document.getElementById("keys"));

function say(words) {
  voice.textContent = words;
}

function choose(id, { scroll = false, focus = false } = {}) {
  if (details.isOpen) details.save({ leaving: true });
  const card = cards.mark(id);
  dress();
  if (!card) return;
  toolbar.querySelector("[data-act=also]").hidden = cards.modelOf(card).kind === "entity";
  if (scroll !== "text") card.scrollIntoView({ block: "nearest" });
  if (scroll === "text") {
    text.querySelector(`mark[data-a~="${id}"]`)?.scrollIntoView({ block: "center" });
  }
  if (focus) card.focus({ preventScroll: true });
}

// One act after the other: a key pressed while a change is being kept waits those milliseconds.
let last = Promise.resolve();
let busy = 0;
let asked; // what a key that was typed ahead asks for: it comes before the keys typed after it
function then(act) {
  if (asked) {
    asked.push(act);
    return last;
  }
  busy += 1;
  last = last.then(act).catch((error) => console.warn(error)).finally(() => {
    busy -= 1;
  });
  return last;
}

const changes = new Changes({
  cards, sheet, outbox, tags: facts.tags, choose, say,
  onMade: (span) => {
    getSelection().removeAllRanges();
    reading.rest(span);
  },
});
const tagging = new Tagging({ cards, changes, sheet, outbox, then, mayAnnotate });
const reading = new Reading({ sheet, text, offer: (span) => tagging.offer(span), close: () => tagging.palette.close(), say });

const details = new Details(document.getElementById("details"), {
  questions: facts.questions, declared: facts.details, readOffUrl: dataset.readOff, entitiesUrl: dataset.entities,
  onSave: async (model, sent, leaving) => {
    if (refusedFor) await outbox.drop(refusedFor);
    await changes.edit(cards.model(model.id) ?? model, sent, !leaving);
    if (!leaving) cards.card(model.id)?.focus({ preventScroll: true });
  },
  onClose: () => {
    cards.lay();
    dress();
  },
});
let refusedFor; // the refused change that the open form corrects

function openDetails(id, given, reason, change) {
  refusedFor = change;
  const card = cards.mark(id);
  if (!card || !mayAnnotate) return;
  toolbar.hidden = true;
  const model = cards.modelOf(card);
  details.open(card, model, sheet.quote(model.start, model.end), given, reason);
  card.scrollIntoView({ block: "nearest" });
}

async function also(id) {
  if (cards.model(id)?.kind !== "entity") openDetails(await changes.also(id));
}

// The toolbar stands in the current card.
function dress() {
  const card = !details.isOpen && mayAnnotate && cards.current && cards.card(cards.current);
  toolbar.hidden = !card;
  if (card && toolbar.parentElement !== card) card.append(toolbar);
}
const acts = { details: openDetails, relabel: (id) => tagging.relabel(id), also, erase: (id) => changes.erase(id) };
toolbar.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]")?.dataset.act;
  if (act) then(() => acts[act](cards.current));
});
for (const [name, act] of [["undo", () => changes.undo()], ["redo", () => changes.redo()]]) {
  document.querySelector(`[data-${name}]`)?.addEventListener("click", () => then(act));
}


keys.bind("This annotation", "Details", ["e"], () => openDetails(cards.current), "current");
keys.bind("This annotation", "Another label", ["r"], () => tagging.relabel(cards.current), "current");
keys.bind("This annotation", "Also answers …: the same words once more", ["a"], () => also(cards.current), "current");
keys.bind("This annotation", "Delete", ["Backspace", "Delete"], () => changes.erase(cards.current), "current");
keys.bind("The sitting", "Undo", ["Ctrl+z"], () => changes.undo(), "open");
keys.bind("The sitting", "Do again", ["Ctrl+Shift+z", "Ctrl+y"], () => changes.redo(), "open");
keys.bind("The page", "All keys", ["?"], () => keys.show());
keys.bind("The page", "Let go of what is chosen", ["Escape"], () => choose(undefined));

function pressed(event) {
  if (tagging.palette.isOpen && !event.ctrlKey && !event.metaKey) {
    if (tagging.palette.key(event) || reading.key(event)) event.preventDefault();
    return;
  }
  if (reading.key(event)) return event.preventDefault();
  const bound = keys.of(event);
  if (!bound) return;
  const { act, needs } = bound;
  if (needs && !mayAnnotate) return;
  event.preventDefault();
  then(() => (needs === "current" && !cards.current ? undefined : act(event)));
}
async function inTurn(event) {
  const acts = (asked = []);
  try {
    pressed(event);
  } finally {
    asked = undefined;
  }
  for (const act of acts) await act();
}
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  if (!busy || event.key === "Tab" || (!keys.of(event) && (event.ctrlKey || event.metaKey || event.altKey))) return pressed(event);
  // Typed ahead of a change that is just being kept: its turn comes after it.
  event.preventDefault();
  const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
  then(() => inTurn({ key, code, shiftKey, ctrlKey, metaKey, altKey, preventDefault() {} }));
});

// The outbox's answers, and its state in words.

// Redraw cards without losing an open form, nor the place in it.
function redraw(act) {
  const id = details.isOpen && details.model.id;
  const field = document.activeElement;
  act();
  const card = id && cards.card(id);
  if (card) {
    card.append(details.form);
    if (details.form.contains(field)) field.focus();
  }
  dress();
}
outbox.addEventListener("answer", ({ detail: { change, answer } }) => {
  if (change.url === outbox.url) reading.whenStill(() => redraw(() => cards.swap(answer)));
});
outbox.addEventListener("queue", () => reading.whenStill(() => redraw(() => cards.lay())));
// What stands in an open form is not lost by submitting or leaving.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-needs-saved]") && details.isOpen) details.save({ leaving: true });
}, { capture: true });

// Who corrects a refused change, by its address.
const correctors = new Map([[outbox.url, (change) => {
  const { verb, annotation, fields, reason } = change;
  if (verb === "create") {
    // It stays among the refused until another label is chosen for its words.
    const span = { start: Number(fields.start), end: Number(fields.end) };
    sheet.range(span.start, span.end).startContainer.parentElement.scrollIntoView({ block: "center" });
    tagging.offer(span, change);
  } else if (verb === "edit" && cards.model(annotation) && !fields.label && fields.start === undefined) {
    openDetails(annotation, fields, reason, change);
  } else {
    changes.again(change);
  }
}]]);
// What a refused change of another address is called.
const names = new Map();
const session = new Session({
  outbox, cards, say, names,
  isTyping: () => details.isOpen && Object.keys(details.difference()).length > 0,
  correct: (change) => correctors.get(change.url)?.(change),
});

const bench = {
  element, dataset, facts, text, sheet, outbox, cards, changes, tagging, reading, details, keys, correctors, names,
  mayAnnotate, say, choose, then, openDetails,
};
for (const start of [startHands, startUndoing, startMany, startHistory, startOffline, startWhole, startRepeat, startSuggest]) start(bench);

window.addEventListener("pageshow", (event) => event.persisted && location.reload());
await outbox.open().catch(() => {
  document.getElementById("trouble").hidden = false;
});
cards.lay();
if (location.hash.startsWith("#a-")) choose(location.hash.slice(3), { scroll: "text" });
dataset.ready = "";
session.start();
