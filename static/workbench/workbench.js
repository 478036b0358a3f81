// The workbench: selection to palette to outbox; marks and cards to one another; keys.

import { Cards } from "./cards.js";
import { Changes } from "./changes.js";
import { Details } from "./details.js";
import { Outbox } from "./outbox.js";
import { Palette } from "./palette.js";
import { Reading } from "./reading.js";
import { Session } from "./session.js";
import { Sheet } from "./sheet.js";

const bench = document.querySelector(".bench");
const { dataset } = bench;
const told = JSON.parse(document.getElementById("bench-facts").textContent);
const text = document.getElementById("text");
const voice = document.getElementById("voice");
const toolbar = document.getElementById("toolbar");
const sheet = new Sheet(text);
const mayAnnotate = "open" in dataset;
const outbox = new Outbox({ user: dataset.user, article: dataset.article, url: dataset.changes });
const cards = new Cards({
  list: document.getElementById("cards"), sheet, tags: told.tags, outbox,
  template: document.getElementById("card-template"),
});

function say(words) {
  voice.textContent = words;
}

function choose(id, { scroll = false, focus = false } = {}) {
  if (details.isOpen) details.save({ leaving: true });
  const card = cards.mark(id);
  dress();
  if (!card) return;
  const model = cards.modelOf(card);
  toolbar.querySelector("[data-act=also]").hidden = model.kind === "entity";
  if (scroll !== "text") card.scrollIntoView({ block: "nearest" });
  if (scroll === "text") {
    text.querySelector(`mark[data-a~="${id}"]`)?.scrollIntoView({ block: "center" });
  }
  if (focus) card.focus({ preventScroll: true });
}

// One act after the other: a key pressed while a change is being kept waits those milliseconds.
let last = Promise.resolve();
let busy = 0;
function then(act) {
  busy += 1;
  last = last.then(act).catch((error) => console.warn(error)).finally(() => {
    busy -= 1;
  });
}

const changes = new Changes({
  cards, sheet, outbox, tags: told.tags, choose, say,
  onMade: (span) => {
    getSelection().removeAllRanges();
    reading.rest(span);
  },
});

async function also(id) {
  const made = await changes.also(id);
  openDetails(made);
}

const palette = new Palette(document.getElementById("palette"), {
  onPick(label, purpose) {
    CSS.highlights?.delete("chosen");
    if (purpose.id) {
      const model = cards.model(purpose.id);
      if (model && model.label !== label) then(() => changes.edit(model, { label }));
    } else {
      then(async () => {
        await changes.highlight(label, purpose);
        if (purpose.refused) await outbox.drop(purpose.refused);
      });
    }
  },
  onMove(purpose) {
    CSS.highlights?.delete("chosen");
    const model = cards.model(cards.current);
    const quote = sheet.quote(purpose.start, purpose.end);
    getSelection().removeAllRanges();
    if (model) then(() => changes.edit(model, { start: purpose.start, end: purpose.end, quote }));
  },
  onClose() {
    CSS.highlights?.delete("chosen");
  },
});

function offer(span, refused) {
  if (!mayAnnotate || !span) return;
  const range = sheet.range(span.start, span.end);
  if (CSS.highlights) CSS.highlights.set("chosen", new Highlight(range));
  const current = cards.model(cards.current);
  palette.open({ ...span, refused }, range.getBoundingClientRect(), {
    title: sheet.quote(span.start, span.end).slice(0, 90),
    movable: Boolean(current) && (current.start !== span.start || current.end !== span.end),
  });
}

function relabel(id) {
  const model = cards.model(id);
  if (!model) return;
  palette.open({ id }, cards.card(id).getBoundingClientRect(), { title: `Change: ${sheet.quote(model.start, model.end).slice(0, 80)}` });
}

const reading = new Reading({ sheet, text, offer, close: () => palette.close(), say });

// Details.

const details = new Details(document.getElementById("details"), {
  questions: told.questions, readOffUrl: dataset.readOff, entitiesUrl: dataset.entities,
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

// Marks and cards to one another.

text.addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (!mark || !getSelection().isCollapsed) return;
  const ids = cards.under(mark);
  const next = ids[(ids.indexOf(cards.current) + 1) % ids.length];
  if (ids.length > 1) say(`${ids.length} highlights here: click again for the next.`);
  bench.classList.add("sheet-open");
  choose(next);
});
cards.list.addEventListener("click", (event) => {
  if (event.target.closest("form, #toolbar")) return;
  const card = event.target.closest(".card");
  if (card) choose(card.dataset.id, { scroll: "text", focus: true });
});
cards.list.addEventListener("dblclick", (event) => {
  const card = event.target.closest(".card");
  if (card && !event.target.closest("form")) openDetails(card.dataset.id);
});

const acts = {
  details: openDetails,
  relabel,
  also,
  erase: (id) => changes.erase(id),
};
toolbar.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]")?.dataset.act;
  if (act) then(() => acts[act](cards.current));
});
for (const button of document.querySelectorAll("[data-show]")) {
  button.addEventListener("click", () => cards.filter(cards.showing === button.dataset.show ? "all" : button.dataset.show));
}
document.querySelector("[data-sheet]").addEventListener("click", (event) => {
  const isOpen = bench.classList.toggle("sheet-open");
  event.currentTarget.setAttribute("aria-expanded", String(isOpen));
  if (isOpen && cards.current) cards.card(cards.current)?.scrollIntoView({ block: "center" });
});
document.querySelector("[data-undo]")?.addEventListener("click", () => then(() => changes.undo()));

function step(steps) {
  const all = cards.all();
  if (!all.length) return;
  const at = all.findIndex((card) => card.dataset.id === cards.current);
  const next = all[at < 0 ? (steps > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + steps))];
  choose(next.dataset.id, { scroll: "text", focus: true });
  next.scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  e: () => openDetails(cards.current),
  r: () => relabel(cards.current),
  a: () => cards.model(cards.current)?.kind !== "entity" && also(cards.current),
  Backspace: () => changes.erase(cards.current),
  Delete: () => changes.erase(cards.current),
};
function pressed(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey && mayAnnotate) {
    event.preventDefault();
    then(() => changes.undo());
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (palette.isOpen) {
    if (palette.key(event) || reading.key(event)) event.preventDefault();
    return;
  }
  if (reading.key(event)) return event.preventDefault();
  if (event.key === "Escape") return choose(undefined);
  if (!keys[event.key]) return;
  event.preventDefault();
  then(() => {
    if (["j", "k"].includes(event.key) || (mayAnnotate && cards.current)) return keys[event.key]();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  if (!busy || event.ctrlKey || event.metaKey || event.altKey || event.key === "Tab") return pressed(event);
  // Typed ahead of a change that is just being kept: its turn comes after it.
  event.preventDefault();
  const { key, shiftKey } = event;
  then(() => pressed({ key, shiftKey, preventDefault() {} }));
});

// The outbox's answers, and its state in words.

function dress() {
  const card = !details.isOpen && mayAnnotate && cards.current && cards.card(cards.current);
  toolbar.hidden = !card;
  if (card) card.append(toolbar);
}

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
outbox.addEventListener("answer", ({ detail: { answer } }) => {
  reading.whenStill(() => redraw(() => cards.swap(answer)));
});
outbox.addEventListener("queue", () => reading.whenStill(() => redraw(() => cards.lay())));
// What stands in an open form is not lost by submitting or leaving.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-needs-saved]") && details.isOpen) details.save({ leaving: true });
}, { capture: true });
const session = new Session({
  outbox, cards, say,
  isTyping: () => details.isOpen && Object.keys(details.difference()).length > 0,
  correct(change) {
    const { verb, annotation, fields, reason } = change;
    if (verb === "create") {
      // It stays among the refused until another label is chosen for its words.
      const span = { start: Number(fields.start), end: Number(fields.end) };
      sheet.range(span.start, span.end).startContainer.parentElement.scrollIntoView({ block: "center" });
      offer(span, change);
    } else if (verb === "edit" && cards.model(annotation) && !fields.label && fields.start === undefined) {
      openDetails(annotation, fields, reason, change);
    } else {
      outbox.drop(change).then(() => changes.make(verb, annotation, fields));
    }
  },
});

window.addEventListener("pageshow", (event) => event.persisted && location.reload());
await outbox.open().catch(() => {
  document.getElementById("trouble").hidden = false;
});
cards.lay();
if (location.hash.startsWith("#a-")) choose(location.hash.slice(3), { scroll: "text" });
bench.dataset.ready = "";
session.start();
