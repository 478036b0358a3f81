// @ts-check
// Settling by keyboard: the current place, ticks, filters. htmx sends and swaps; this only aims.

import { closest, find, query, queryAll } from "../dom.js";
import { keyAmong, shiftedDigit } from "../key_names.js";
import { announce as say } from "../live_region.js";
import { ActQueue } from "../workbench/act_queue.js";
import { TextSelection } from "../workbench/text_selection.js";
import { TextView } from "../workbench/text_view.js";
import { accept, act, choose as chooseReading, settleSo } from "./decide.js";
import { EditForm } from "./edit_form.js";
import { KeptWords } from "./kept_words.js";
import { PlaceList } from "./place_list.js";
import { openTalk } from "./talk.js";

const bench = find(".bench");
const list = find("#cards");
const places = new PlaceList(list, () => filter());
const kept = new KeptWords(`annotator-settling-${find(".bench").dataset.user}-${find(".bench").dataset.article}`);
const text = find("#text");
const adding = find("#adding");
const alike = find("#alike");
const mayDecide = "open" in bench.dataset;
const memory = `settle-${bench.dataset.article}`;
const asked = new URLSearchParams(location.search);
let show = asked.get("show") ?? sessionStorage.getItem(memory) ?? "todo";
/** @type {string | undefined} */
let current; // the key of the current place
/** @type {string | null | undefined} */
let last = sessionStorage.getItem(`${memory}-last`); // the key of the place decided last

const cards = () => places.cards();
const card = () => places.card(current);
const isLeft = (/** @type {HTMLElement} */ one) => places.fits(one, show);
const shown = () => cards().filter((one) => !one.classList.contains("out"));
const isReady = () => "ready" in find("#finish").dataset; // whether nothing is left to settle

/**
 * Return the first element of the current card that a selector finds.
 * @param {string} selector
 */
function inCard(selector) {
  const here = card();
  return here && query(selector, here);
}

// A place that is not drawn is fetched; what is typed meanwhile is for that place, and waits for it. Where
// it does not come, what was typed is dropped: it was not meant for the place where one still is.
const acts = new ActQueue();
let failures = 0;
const ALL_SETTLED = "All is settled. F finishes the article.";

/** @param {Act} does */
function inTurn(does) {
  const before = failures;
  return acts.then(() => (before === failures ? does() : undefined));
}

/** Show what the filter shows of what is drawn. */
function filter() {
  for (const chip of queryAll("#chips [data-show]")) {
    chip.setAttribute("aria-pressed", String(chip.dataset.show === show));
  }
  for (const one of cards()) one.classList.toggle("out", !isLeft(one) && one.dataset.key !== current);
  const total = Number(query("#chips [data-show=all] b")?.textContent);
  const isEmpty = total > 0 && shown().length === 0 && !query(".beyond", list);
  const empty = find("[data-empty]");
  empty.hidden = !isEmpty;
  if (isEmpty) {
    find("p", empty).textContent =
      show !== "todo" ? "Nothing of this kind." : isReady() ? ALL_SETTLED : "Nothing is left to settle here.";
  }
}

/**
 * Show the places of a filter, or of “to settle” where it has none any more; tell whether they came.
 * @param {string} wanted
 * @param {{ place?: string | null, at?: string | null }} [around]
 */
async function showOnly(wanted, around) {
  const next = query(`#chips [data-show="${CSS.escape(wanted)}"]`) ? wanted : "todo";
  if (!places.isOf(next) && !(await places.draw(next, around))) {
    failures += 1;
    return false;
  }
  show = next;
  filter();
  return true;
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

/**
 * Make a place the current one, wherever it is.
 * @param {string | null | undefined} key
 */
async function goTo(key) {
  if (key && !places.card(key) && !(await places.draw(show, { place: key }))) failures += 1;
  if (key && places.card(key)) choose(key);
}

/**
 * Go to the next or the previous place.
 * @param {1 | -1} by
 * @returns {Promise<void>}
 */
async function step(by) {
  const from = card();
  const all = cards().filter((one) => isLeft(one) || one === from);
  const at = from ? all.indexOf(from) : -1;
  const next = all[at + by];
  const beyond = places.link(by > 0 ? "after" : "before");
  if (next) choose(next.dataset.key);
  else if (!beyond) say(by > 0 ? "This is the last place." : "This is the first place.");
  else if (await places.follow(beyond)) await step(by);
  else failures += 1;
}

/**
 * Go on after a decision: to the next place that is left, from here on or from the top.
 * @param {HTMLElement | null} from
 */
async function onward(from) {
  const isNext = (/** @type {HTMLElement} */ one) => one !== from && isLeft(one);
  const isBehind = (/** @type {HTMLElement} */ one) => !from || Boolean(from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  let next = cards().find((one) => isNext(one) && isBehind(one));
  while (!next && (await places.follow(places.link("after")))) next = cards().find((one) => isNext(one) && isBehind(one));
  if (!next && places.link("before")) await places.draw(show);
  next ??= cards().find(isNext);
  if (next) choose(next.dataset.key);
  else rest();
}

/** Stay where nothing is current: the key that settled the last place must not do anything more. */
function rest() {
  card()?.classList.remove("current");
  current = undefined;
  filter();
  find("[data-rest]").focus({ preventScroll: true });
}

function discuss() {
  const here = card();
  if (here) openTalk(here);
  kept.fill();
}

async function undo() {
  let button = inCard("[data-do=undo]");
  if (!button && last) {
    if (!places.card(last)) await places.draw(show, { place: last });
    const before = places.card(last);
    button = before && query("[data-do=undo]", before);
  }
  if (!button) {
    say("There is nothing to undo.");
    return;
  }
  choose(closest(button, ".place")?.dataset.key);
  button.click();
}

/** Open the form in which the adjudicator writes what is right: of a place, or of the whole article. */
function edit() {
  if (inCard("[data-do=edit-whole]")) settleElse();
  else act(card(), "edit");
}

function settleElse() {
  const form = /** @type {HTMLDetailsElement | null} */ (query("#whole"));
  if (!form) return;
  form.open = true;
  find("select", form).focus();
}

/** Ask before the article is finished, and say what is open; asked already, finish it. */
function finish() {
  const button = query("#alike [data-finish]");
  if (button?.matches(":disabled")) say("It cannot be finished yet: what is open stands above.");
  else (button ?? query("#finish [data-key=f]"))?.click();
}

function closePanel() {
  query("#whole")?.removeAttribute("open");
  const panel = inCard(".editor:not(:empty)") ?? [adding, alike].find((one) => one.childElementCount);
  panel?.replaceChildren();
  (card() ?? text).focus();
}

/** @type {Record<string, Act | undefined>} */
const keys = {
  j: () => step(1), k: () => step(-1), e: edit, d: discuss, u: undo, 0: () => act(card(), "none"),
  r: () => inCard("[name=reason]")?.focus(), t: () => text.focus(),
  l: () => inCard(".lane .chip")?.click(),
  g: () => query("[data-key=g]")?.click(), m: () => query("[data-key=m]")?.click(),
  f: finish, "?": () => document.getElementById("keys")?.togglePopover(),
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
      accept(card());
    }
    return;
  }
  if (selection?.key(event)) {
    event.preventDefault();
    return;
  }
  const name = keyAmong(event, (one) => keys[one.toLowerCase()] || /^[1-9]$/.test(one))?.toLowerCase() ?? "";
  const number = mayDecide ? shiftedDigit(event) : 0;
  const isDigit = !number && /^[1-9]$/.test(name);
  if (number) {
    event.preventDefault();
    inTurn(() => settleSo(card(), number));
  } else if (name === "j" || name === "k" || (mayDecide && (keys[name] || isDigit))) {
    event.preventDefault();
    inTurn(() => (isDigit ? chooseReading(card(), Number(name)) : keys[name]?.()));
  } else if (key === "Enter" && target.matches(".place, body, [name=accept]")) {
    event.preventDefault();
    inTurn(() => accept(card()));
  }
});

document.addEventListener("click", ({ target }) => {
  const chip = closest(target, "[data-show]");
  if (chip) {
    const wanted = chip.dataset.show ?? "todo";
    inTurn(async () => {
      if (!(await showOnly(wanted))) return;
      sessionStorage.setItem(memory, show);
      card()?.classList.remove("current");
      current = undefined;
      filter();
      // The next key is for the place, not for the chip once more.
      if (shown().length) choose(shown()[0].dataset.key);
      else find("[data-rest]").focus({ preventScroll: true });
    });
    return;
  }
  if (closest(target, "[data-close]")) closePanel();
  if (closest(target, "[data-do=discuss]")) discuss();
  if (closest(target, "[data-do=edit-whole]")) settleElse();
  closest(target, "[data-sheet]")?.setAttribute("aria-expanded", String(bench.classList.toggle("sheet-open")));
  const marked = closest(target, "#text mark")?.dataset.a?.split(" ");
  if (marked && getSelection()?.isCollapsed) {
    bench.classList.add("sheet-open");
    inTurn(() => goTo(marked[(marked.indexOf(current ?? "") + 1) % marked.length]));
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
  inTurn(async () => {
    await showOnly(show, { place: current });
    if (xhr.status !== 200) {
      choose(current);
      say(inCard(".trouble")?.textContent ?? "");
    } else if (/\/(decide|edit)$/.test(path)) {
      remember(current);
      const decided = card();
      const left = Number(find("#left").textContent);
      say(left ? `Settled: ${nameOf(decided)}. ${left} left. U takes it back.` : `Settled: ${nameOf(decided)}. ${ALL_SETTLED}`);
      decided?.classList.remove("current");
      await onward(decided);
    } else {
      if (path.endsWith("/undo")) {
        remember(null);
        say(`Taken back: ${nameOf(card())}. ${find("#left").textContent} left.`);
      } else say("Sent. The annotators see it.");
      if (card()) choose(current);
      else await onward(null);
    }
  });
});

/**
 * Return what a card is about, in words.
 * @param {HTMLElement | null} one
 */
function nameOf(one) {
  return one?.getAttribute("aria-label") ?? "this place";
}

/**
 * Keep which place was decided last, for U.
 * @param {string | null | undefined} key
 */
function remember(key) {
  last = key;
  if (key) sessionStorage.setItem(`${memory}-last`, key);
  else sessionStorage.removeItem(`${memory}-last`);
}

// The card that is being answered is the current one, whatever was clicked since.
document.addEventListener("htmx:beforeRequest", ({ target }) => chooseAround(target));

const keyInAddress = () => (location.hash.startsWith("#p-") ? location.hash.slice(3) : null);
addEventListener("hashchange", () => {
  alike.replaceChildren(); // what is open was told there, and led here
  inTurn(() => goTo(keyInAddress()));
});

async function begin() {
  const at = asked.get("at");
  const place = keyInAddress();
  const holds = (/** @type {HTMLElement} */ { dataset }) =>
    at !== null && Number(dataset.start) <= Number(at) && Number(at) < Number(dataset.end);
  const wanted = () => places.card(place) ?? cards().find(holds);
  if (!(await showOnly(show, { place, at }))) {
    show = list.dataset.of ?? "all";
    filter();
  }
  if (place && !wanted()) await places.draw(show, { place, at });
  const first = wanted();
  if (first) choose(first.dataset.key);
  else if (shown().length) choose(shown()[0].dataset.key, { scroll: false, focus: mayDecide });
}
inTurn(begin);
