// @ts-check
// Settling by keyboard: the current place, ticks, filters. htmx sends and swaps; this only aims.

import { closest, find, query, queryAll } from "../dom.js";
import { keyAmong } from "../key_names.js";
import { announce as say } from "../live_region.js";
import { TextSelection } from "../workbench/text_selection.js";
import { TextView } from "../workbench/text_view.js";
import { EditForm } from "./edit_form.js";
import { fitsFilter } from "./place_filter.js";

const bench = find(".bench");
const list = find("#cards");
const text = find("#text");
const adding = find("#adding");
const alike = find("#alike");
const mayDecide = "open" in bench.dataset;
const memory = `settle-${bench.dataset.article}`;
let show = sessionStorage.getItem(memory) ?? "todo";
/** @type {string | undefined} */
let current; // the key of the current place
/** @type {string | null | undefined} */
let last = sessionStorage.getItem(`${memory}-last`); // the key of the place decided last

const cards = () => /** @type {HTMLElement[]} */ ([...list.children]);
const card = () => (current ? document.getElementById(`p-${current}`) : null);
const isLeft = (/** @type {HTMLElement} */ one) => fitsFilter(show, one.dataset);
const shown = () => cards().filter((one) => !one.classList.contains("out"));
const finishing = () => query("#finish button.primary:not([disabled])");
const boxes = () => {
  const here = card();
  return here ? /** @type {HTMLInputElement[]} */ (queryAll("[name=accept]", here)) : [];
};

/**
 * Return the first element of the current card that a selector finds.
 * @param {string} selector
 */
function inCard(selector) {
  const here = card();
  return here && query(selector, here);
}

function filter() {
  if (!query(`#chips [data-show="${CSS.escape(show)}"]`)) show = "todo";
  for (const chip of queryAll("#chips [data-show]")) {
    chip.setAttribute("aria-pressed", String(chip.dataset.show === show));
  }
  for (const one of cards()) one.classList.toggle("out", !isLeft(one) && one.dataset.key !== current);
  const left = query("[data-sheet] b");
  if (left) left.textContent = String(cards().filter((one) => one.dataset.state !== "settled").length);
  const isEmpty = cards().length > 0 && shown().length === 0;
  const empty = find("[data-empty]");
  empty.hidden = !isEmpty;
  if (isEmpty) {
    find("p", empty).textContent =
      show !== "todo" ? "Nothing of this kind." : finishing() ? "All settled. Finish the article." : "Nothing is left to settle here.";
  }
}

/** Light up the marks of the current place. */
function light() {
  for (const mark of queryAll("mark.here", text)) mark.classList.remove("here");
  if (!current) return;
  for (const mark of queryAll(`mark[data-a~="${current}"]`, text)) mark.classList.add("here");
}

/**
 * Make a place the current one.
 * @param {string | undefined} key
 * @param {{ scroll?: boolean, focus?: boolean }} [options]
 */
function choose(key, { scroll = true, focus = true } = {}) {
  card()?.classList.remove("current");
  current = key;
  filter();
  const chosen = card();
  if (!chosen) return;
  chosen.classList.add("current");
  light();
  if (focus) chosen.focus({ preventScroll: true });
  if (!scroll) return;
  chosen.scrollIntoView({ block: "nearest" });
  query("mark.here", text)?.scrollIntoView({ block: "center" });
}

/**
 * Make the place around an element the current one, if it is another.
 * @param {EventTarget | null} target
 * @param {boolean} [focus]
 */
function chooseAround(target, focus = false) {
  const key = closest(target, ".place")?.dataset.key;
  if (key && key !== current) choose(key, { scroll: false, focus });
}

/** @param {1 | -1} by */
function step(by) {
  const from = card();
  const all = cards().filter((one) => isLeft(one) || one === from);
  const at = from ? all.indexOf(from) : -1;
  const next = all[at + by];
  if (next) choose(next.dataset.key);
  else say(by > 0 ? "This is the last place." : "This is the first place.");
}

/**
 * Go on after a decision: to the next place that is left, from here on or from the top.
 * @param {HTMLElement | null} from
 */
function onward(from) {
  const at = from ? cards().indexOf(from) : -1;
  const left = [...cards().slice(at + 1), ...cards().slice(0, Math.max(at, 0))].filter((one) => one !== from && isLeft(one));
  if (left.length) choose(left[0].dataset.key);
  else {
    filter();
    finishing()?.focus();
  }
}

/**
 * Press a button of the current card.
 * @param {string} name
 */
function act(name) {
  const button = inCard(`[data-do="${name}"]`);
  if (!button) return;
  if (name === "accept" && !inCard("[name=accept]:checked")) {
    say("Tick what is right first: press its number.");
    inCard("[name=accept]")?.focus();
    return;
  }
  button.click();
}

function discuss() {
  const talk = inCard(".talk");
  if (!talk) return;
  talk.hidden = false;
  find("textarea", talk).focus();
}

function undo() {
  const before = last ? document.getElementById(`p-${last}`) : null;
  const button = inCard("[data-do=undo]") ?? (before && query("[data-do=undo]", before));
  if (!button) {
    say("There is nothing to undo.");
    return;
  }
  choose(closest(button, ".place")?.dataset.key);
  button.click();
}

function closePanel() {
  const panel = inCard(".editor:not(:empty)") ?? [adding, alike].find((one) => one.childElementCount);
  panel?.replaceChildren();
  (card() ?? text).focus();
}

/** @type {Record<string, Act | undefined>} */
const keys = {
  j: () => step(1), k: () => step(-1), e: () => act("edit"), d: discuss, u: undo, 0: () => act("none"),
  r: () => inCard("[name=reason]")?.focus(), t: () => text.focus(),
  l: () => inCard(".lane .chip")?.click(),
  g: () => query("[data-key=g]")?.click(), m: () => query("[data-key=m]")?.click(),
  f: () => query("#finish button")?.focus(), "?": () => document.getElementById("keys")?.togglePopover(),
};

// Words that nobody marked: selected in the text, they open the form above the cards.
const textView = new TextView(text);
const editForm = new EditForm(textView);
let offered = ""; // a selection that stays while the edges are moved is not offered again

/** @param {Span} span */
function offer({ start, end }) {
  const form = EditForm.opened();
  const isAgain = offered === `${start}-${end}`;
  offered = `${start}-${end}`;
  if (form && isAgain) return;
  if (form) editForm.set(form, { start, end });
  else htmx.ajax("GET", `${bench.dataset.edit}?start=${start}&end=${end}`, { target: "#adding", swap: "innerHTML" });
}
const selection = mayDecide ? new TextSelection({ textView, text, close() {}, say, offer }) : null;

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
  if (key === "Escape") {
    if (!query(":popover-open")) closePanel();
    return;
  }
  if (target.matches("textarea, select, input:not([type=checkbox]), [contenteditable]")) {
    if (key === "Enter" && target.matches(".act [name=reason]")) {
      event.preventDefault();
      act("accept");
    }
    return;
  }
  if (selection?.key(event)) {
    event.preventDefault();
    return;
  }
  const name = keyAmong(event, (one) => keys[one.toLowerCase()] || /^[1-9]$/.test(one))?.toLowerCase() ?? "";
  const isDigit = /^[1-9]$/.test(name);
  if (name === "j" || name === "k" || (mayDecide && (keys[name] || isDigit))) {
    event.preventDefault();
    const box = isDigit ? boxes()[Number(name) - 1] : undefined;
    if (box) {
      box.checked = !box.checked;
      say(`${box.getAttribute("aria-label")} ${box.checked ? "ticked" : "not ticked"}`);
    } else keys[name]?.();
    return;
  }
  if (key === "Enter" && target.matches(".place, body, [name=accept]")) {
    event.preventDefault();
    act("accept");
  }
});

document.addEventListener("click", ({ target }) => {
  const chip = closest(target, "[data-show]");
  if (chip) {
    show = chip.dataset.show ?? "todo";
    sessionStorage.setItem(memory, show);
    card()?.classList.remove("current");
    current = undefined;
    filter();
    if (shown().length) choose(shown()[0].dataset.key, { focus: false });
    return;
  }
  if (closest(target, "[data-close]")) closePanel();
  if (closest(target, "[data-do=discuss]")) discuss();
  closest(target, "[data-sheet]")?.setAttribute("aria-expanded", String(bench.classList.toggle("sheet-open")));
  const marked = closest(target, "#text mark")?.dataset.a?.split(" ");
  if (marked && getSelection()?.isCollapsed) {
    bench.classList.add("sheet-open");
    choose(marked[(marked.indexOf(current ?? "") + 1) % marked.length]);
    return;
  }
  chooseAround(target, !closest(target, "input, button, textarea, a"));
});
list.addEventListener("focusin", ({ target }) => chooseAround(target));

// What comes back: the card, the chips, the text beneath. Each part of an answer settles by itself.
const answered = new WeakSet();
document.addEventListener("htmx:afterSettle", ({ detail: { target, xhr, requestConfig } }) => {
  if (target === adding || target === alike || target.matches(".editor")) {
    const form = target === alike ? null : target.querySelector("form");
    if (form) editForm.showKind(form);
    bench.classList.add("sheet-open");
    query("[data-first]", target)?.focus();
    return;
  }
  const path = requestConfig?.path ?? "";
  if (answered.has(xhr)) return;
  answered.add(xhr);
  if (!/\/(decide|undo|edit|comment)$/.test(path)) return;
  filter();
  if (xhr.status !== 200) {
    choose(current);
    say(inCard(".trouble")?.textContent ?? "");
  } else if (/\/(decide|edit)$/.test(path)) {
    last = current;
    sessionStorage.setItem(`${memory}-last`, String(last));
    const decided = card();
    say("Settled. U takes it back.");
    decided?.classList.remove("current");
    onward(decided);
  } else if (card()) choose(current);
  else onward(null);
});
// The card that is being answered is the current one, whatever was clicked since.
document.addEventListener("htmx:beforeRequest", ({ target }) => chooseAround(target));

const at = new URLSearchParams(location.search).get("at");
const wanted = location.hash.startsWith("#p-") ? location.hash.slice(3) : null;
const holds = (/** @type {HTMLElement} */ { dataset }) =>
  at !== null && Number(dataset.start) <= Number(at) && Number(at) < Number(dataset.end);
const first = cards().find((one) => one.dataset.key === wanted) ?? cards().find(holds);
if (first) choose(first.dataset.key);
else {
  filter();
  if (shown().length) choose(shown()[0].dataset.key, { scroll: false, focus: mayDecide });
}
