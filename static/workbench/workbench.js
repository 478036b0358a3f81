// @ts-check
// The workbench: its parts, and how they are wired. Each further part is a module with `start…(bench)`.

import { closest, find, findAs, query, takesKeys } from "../dom.js";
import { announce as say } from "../live_region.js";
import { ActQueue } from "./act_queue.js";
import { Cards } from "./cards.js";
import { Changes } from "./changes.js";
import { Details } from "./details.js";
import { declare } from "./declared_details.js";
import { Drafts } from "./drafts.js";
import { Further } from "./further.js";
import { Keys } from "./keys.js";
import { Outbox } from "./outbox.js";
import { OutboxStatus } from "./outbox_status.js";
import { Tagging } from "./tagging.js";
import { TextSelection } from "./text_selection.js";
import { TextView } from "./text_view.js";
import { Undo } from "./undo.js";
import { startFeatures } from "./features.js";
import { startRevised } from "./revised_text.js";
import { typeInto } from "./typed_ahead.js";
import { warn } from "./warning.js";

const element = find(".bench");
const { user = "", article = "", changes: changesUrl = "", readOff = "", entities = "", proposals = "" } = element.dataset;
/** @type {Facts} */
const facts = JSON.parse(find("#bench-facts").textContent ?? "");
declare({ ...facts.details, questions: facts.questions });
const text = find("#text");
const toolbar = find("#toolbar");
const mayAnnotate = "open" in element.dataset;
const textView = new TextView(text);
const outbox = new Outbox({ user, article, url: changesUrl });
const cards = new Cards({
  list: find("#cards"), textView, tags: facts.tags, outbox, template: findAs(HTMLTemplateElement, "#card-template"),
});
const keys = new Keys(findAs(HTMLDialogElement, "#keys"));
const acts = new ActQueue();
const isOfThisText = startRevised(Number(element.dataset.textVersion));
const then = (/** @type {Act} */ act) => acts.then(act);

/** @type {Workbench["choose"]} */
function choose(id, { scroll = false, focus = false } = {}) {
  if (details.isOpen) details.save({ leaving: true });
  const card = cards.mark(id);
  dress();
  if (!card) return;
  find("[data-act=also]", toolbar).hidden = cards.modelOf(card).kind === "entity";
  if (scroll !== "text") card.scrollIntoView({ block: "nearest" });
  else query(`mark[data-a~="${id}"]`, text)?.scrollIntoView({ block: "center" });
  if (focus) card.focus({ preventScroll: true });
}

const changes = new Changes({
  cards, textView, outbox, tags: facts.tags, choose, say, textVersion: Number(element.dataset.textVersion),
  onMade: (span) => {
    getSelection()?.removeAllRanges();
    selection.rest(span);
  },
});
const tagging = new Tagging({
  cards, changes, textView, outbox, then, mayAnnotate, onMade: (id) => openDetails(id, { isFresh: true }),
  onThere: (id) => {
    getSelection()?.removeAllRanges();
    element.classList.add("sheet-open");
    choose(id);
    say("These words bear this label already: this is its card.");
    warn("These words bear this label already. This is its card; “Also” marks them once more.");
  },
});
const selection = new TextSelection({
  textView, text, offer: (span) => tagging.offer(span), close: () => tagging.palette.close(), say,
});

let hasRaised = false; // whether the cards came up, on a phone, for the form alone
/** @type {Change | undefined} */
let corrected; // the refused change that the open form corrects
const drafts = new Drafts(`annotator-drafts-${user}-${article}`);
/** @type {{ id: string, of: string } | undefined} */
let twin; // of words that were marked once more the new annotation, while nothing is said of it
const details = new Details(findAs(HTMLFormElement, "#details"), {
  questions: facts.questions, declared: facts.details, drafts, memory: `annotator-names-${user}-${article}`, say,
  urls: { readOff, entities, proposals },
  onLeave: ({ id }, isTyped) => {
    if (isTyped) {
      warn("What you typed is not kept in the annotation yet. It stands there again when you open its details: E.");
      say("What you typed stands there again when you open the details: E.");
    } else if (id === twin?.id) then(() => eraseTwin(twin));
  },
  onSave: async (model, sent, leaving) => {
    if (corrected) await outbox.drop(corrected);
    if (model.id === twin?.id) twin = undefined;
    await changes.edit(cards.model(model.id) ?? model, sent, { stay: !leaving });
    if (leaving) return;
    // Who marks word after word goes on in the text.
    if (details.isFresh) text.focus({ preventScroll: true });
    else cards.card(model.id)?.focus({ preventScroll: true });
  },
  onClose: () => {
    if (hasRaised) element.classList.remove("sheet-open");
    hasRaised = false;
    cards.lay();
    dress();
  },
});

/**
 * Open the form of an annotation's details, to correct a refused change if one is given.
 * @param {string | undefined} id
 * @param {{ change?: Change, isFresh?: boolean }} [options]
 */
function openDetails(id, { change, isFresh = false } = {}) {
  corrected = change;
  const card = cards.mark(id);
  if (!card || !mayAnnotate) return;
  toolbar.hidden = true;
  hasRaised ||= isFresh && !element.classList.contains("sheet-open");
  element.classList.toggle("sheet-open", hasRaised || element.classList.contains("sheet-open"));
  const model = cards.modelOf(card);
  const quote = textView.quote(model.start, model.end);
  details.open(card, model, quote, { given: change?.fields, reason: change?.reason, isFresh });
  card.scrollIntoView({ block: "nearest" });
}

const further = new Further({
  list: cards.list, say,
  lay: (portion) => new Promise((resolve) => {
    selection.whenStill(() => redraw(() => cards.extend(portion)));
    selection.whenStill(resolve);
  }),
});

/** Mark the words of the current annotation once more, and open the form of the new one. */
async function also() {
  const model = cards.model(cards.current);
  if (!model || model.kind === "entity" || !(await further.isWhole())) return;
  twin = { id: await changes.also(model), of: model.id };
  openDetails(twin.id, { isFresh: model.kind === "claim" });
}

/**
 * Take back a second marking of the same words, of which nothing was said.
 * @param {typeof twin} made
 */
async function eraseTwin(made) {
  if (!made) return;
  await changes.erase(made.id);
  choose(made.of, { focus: true });
}

/** Put the toolbar into the current card. */
function dress() {
  const card = !details.isOpen && mayAnnotate ? cards.card(cards.current) : null;
  toolbar.hidden = !card;
  if (card && toolbar.parentElement !== card) card.append(toolbar);
}

/** @type {Record<string, Act>} */
const ofCurrent = {
  details: () => openDetails(cards.current),
  relabel: () => tagging.relabel(cards.current),
  also,
  erase: () => cards.current && changes.erase(cards.current),
};
const steps = new Undo({ changes, outbox, choose, say });
const undo = async () => (await further.isWhole()) && steps.undo();
const redo = async () => (await further.isWhole()) && steps.redo();
toolbar.addEventListener("click", ({ target }) => {
  const act = ofCurrent[closest(target, "[data-act]")?.dataset.act ?? ""];
  if (act) then(act);
});
query("[data-undo]")?.addEventListener("click", () => then(undo));
query("[data-redo]")?.addEventListener("click", () => then(redo));

keys.bind("This annotation", "Details", ["e"], ofCurrent.details, "current");
keys.bind("This annotation", "Another label", ["r"], ofCurrent.relabel, "current");
keys.bind("This annotation", "Also answers …: the same words once more", ["a"], ofCurrent.also, "current");
keys.bind("This annotation", "Delete", ["Backspace", "Delete"], ofCurrent.erase, "current");
keys.tell("A claim just marked", "Take the question of this digit; of a choice, the option", ["1", "9"]);
keys.tell("A claim just marked", "Yes, no", ["y", "n"]);
keys.tell("A claim just marked", "Keep what is read back", ["Enter"]);
keys.tell("A claim just marked", "Not so; more; another question; later", ["Backspace", "m", "/", "Escape"]);
keys.tell("A stance just marked", "Keep toward whom it is; later", ["Enter", "Escape"]);
keys.bind("This session", "Undo", ["Ctrl+z"], undo, "open");
keys.bind("This session", "Do again", ["Ctrl+Shift+z", "Ctrl+y"], redo, "open");
keys.bind("The page", "All keys", ["?"], () => keys.show());
keys.bind("The page", "Let go of what is chosen", ["Escape"], () => choose(undefined));

/** @param {KeyEvent} event */
function pressed(event) {
  if (tagging.palette.isOpen && !event.ctrlKey && !event.metaKey) {
    if (tagging.palette.key(event) || selection.key(event)) event.preventDefault();
    return;
  }
  if (details.claim.key(event) || selection.key(event)) {
    event.preventDefault();
    return;
  }
  const bound = keys.of(event);
  if (!bound || (bound.needs && !mayAnnotate)) return;
  event.preventDefault();
  then(() => (bound.needs === "current" && !cards.current ? undefined : bound.act(event)));
}
// Asked before anybody acts on the key: who does may close what the key was for.
let isForPage = false;
document.addEventListener("keydown", ({ target }) => {
  isForPage = !takesKeys(target);
}, { capture: true });
document.addEventListener("keydown", (event) => {
  if (!isForPage) return;
  const isOfBrowser = !keys.of(event) && (event.ctrlKey || event.metaKey || event.altKey);
  if (!acts.length || event.key === "Tab" || isOfBrowser) {
    pressed(event);
    return;
  }
  // Typed ahead of a change that is just being kept: its turn comes after it, and goes to what has opened meanwhile.
  event.preventDefault();
  const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
  acts.ahead(() => {
    const press = { key, code, shiftKey, ctrlKey, metaKey, altKey, preventDefault() {} };
    const { activeElement } = document;
    if (activeElement && takesKeys(activeElement)) typeInto(activeElement, press);
    else pressed(press);
  });
});

/**
 * Redraw cards without losing an open form, nor the place in it.
 * @param {() => void} act
 */
function redraw(act) {
  const id = details.isOpen ? details.model?.id : undefined;
  const field = document.activeElement;
  const box = details.boxes.opened();
  act();
  const card = cards.card(id);
  if (card) {
    card.append(details.form);
    if (field instanceof HTMLElement && details.form.contains(field)) field.focus();
    box?.search();
  }
  dress();
}
outbox.on("answer", ({ change, answer }) => {
  // Pieces of a corrected text do not fit into the text of before.
  const shown = isOfThisText(answer) ? answer : { ...answer, pieces: {} };
  if (change.url === outbox.url) selection.whenStill(() => redraw(() => cards.swap(shown)));
});
outbox.on("queue", () => selection.whenStill(() => redraw(() => cards.lay())));
// What stands in an open form is not lost by submitting or leaving.
document.addEventListener("submit", ({ target }) => {
  const isLeaving = target instanceof Element && target.matches("[data-needs-saved]");
  if (isLeaving && details.isOpen) details.save({ leaving: true });
}, { capture: true });

/**
 * Offer to correct a refused change of an annotation, or send it once more.
 * @param {Change} change
 */
function correct(change) {
  const { verb, annotation, fields } = change;
  if (verb === "create") {
    // It stays among the refused until another label is chosen for its words.
    const span = { start: Number(fields.start), end: Number(fields.end) };
    textView.elementAt(span)?.scrollIntoView({ block: "center" });
    tagging.offer(span, change);
  } else if (verb === "edit" && cards.model(annotation) && !fields.label && fields.start === undefined) {
    openDetails(annotation, { change });
  } else {
    changes.again(change);
  }
}
/** @type {Workbench["correctors"]} */
const correctors = new Map([[outbox.url, correct]]);
/** @type {Workbench["names"]} */
const names = new Map();
const status = new OutboxStatus({
  outbox, cards, say, names,
  isTyping: () => details.isTyping,
  correct: (change) => correctors.get(change.url)?.(change),
});

startFeatures({
  element, facts, text, textView, outbox, cards, further, changes, tagging, selection, details, drafts, keys, correctors, names,
  mayAnnotate, say, choose, then, openDetails: (id) => openDetails(id),
});

window.addEventListener("pageshow", (event) => event.persisted && location.reload());
await outbox.open().catch(() => {
  find("#trouble").hidden = false;
});
cards.lay();
further.start();
const asked = location.hash.startsWith("#a-") ? location.hash.slice(3) : undefined;
if (cards.card(asked)) choose(asked, { scroll: "text" });
else if (asked) further.ended.then(() => choose(asked, { scroll: "text" }));
element.dataset.ready = "";
status.start();
