// @ts-check
// Settling by keyboard: ticks, filters, and what an answer does; the way between places is in `place_walk.js`. htmx
// sends and swaps; this only aims.

import { closest, find, query } from "../dom.js";
import { keyAmong, shiftedDigit } from "../key_names.js";
import { announce as say } from "../live_region.js";
import { TextSelection } from "../workbench/text_selection.js";
import { TextView } from "../workbench/text_view.js";
import { accept, act, choose as chooseReading, settleSo } from "./decide.js";
import { EditForm } from "./edit_form.js";
import { KeptWords } from "./kept_words.js";
import { ALL_SETTLED, PlaceWalk } from "./place_walk.js";
import { openTalk } from "./talk.js";

const bench = find(".bench");
const list = find("#cards");
const kept = new KeptWords(`annotator-settling-${find(".bench").dataset.user}-${find(".bench").dataset.article}`);
const text = find("#text");
const adding = find("#adding");
const alike = find("#alike");
const mayDecide = "open" in bench.dataset;
const memory = `annotator-settle-${bench.dataset.article}`;
const asked = new URLSearchParams(location.search);
const walk = new PlaceWalk(list, text, asked.get("show") ?? sessionStorage.getItem(memory) ?? "todo");
/** @type {string | null | undefined} */
let last = sessionStorage.getItem(`${memory}-last`); // the key of the place decided last

function discuss() {
  const here = walk.card();
  if (here) openTalk(here);
  kept.fill();
}

async function undo() {
  let button = walk.inCard("[data-do=undo]");
  if (!button && last) {
    if (!walk.places.card(last)) await walk.places.draw(walk.show, { place: last });
    const before = walk.places.card(last);
    button = before && query("[data-do=undo]", before);
  }
  if (!button) {
    say("There is nothing to undo.");
    return;
  }
  walk.choose(closest(button, ".place")?.dataset.key);
  button.click();
}

/** Open the form in which the adjudicator writes what is right: of a place, or of the whole article. */
function edit() {
  if (walk.inCard("[data-do=edit-whole]")) settleElse();
  else act(walk.card(), "edit");
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
  const panel = walk.inCard(".editor:not(:empty)") ?? [adding, alike].find((one) => one.childElementCount);
  panel?.replaceChildren();
  (walk.card() ?? text).focus();
}

/** @type {Record<string, Act | undefined>} */
const keys = {
  j: () => walk.step(1), k: () => walk.step(-1), e: edit, d: discuss, u: undo, 0: () => act(walk.card(), "none"),
  r: () => walk.inCard("[name=reason]")?.focus(), t: () => text.focus(),
  l: () => walk.inCard(".lane .chip")?.click(),
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
      accept(walk.card());
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
    walk.inTurn(() => settleSo(walk.card(), number));
  } else if (name === "j" || name === "k" || (mayDecide && (keys[name] || isDigit))) {
    event.preventDefault();
    walk.inTurn(() => (isDigit ? chooseReading(walk.card(), Number(name)) : keys[name]?.()));
  } else if (key === "Enter" && target.matches(".place, body, [name=accept]")) {
    event.preventDefault();
    walk.inTurn(() => accept(walk.card()));
  }
});

document.addEventListener("click", ({ target }) => {
  const chip = closest(target, "[data-show]");
  if (chip) {
    const wanted = chip.dataset.show ?? "todo";
    walk.inTurn(async () => {
      if (!(await walk.showOnly(wanted))) return;
      sessionStorage.setItem(memory, walk.show);
      walk.card()?.classList.remove("current");
      walk.current = undefined;
      walk.filter();
      // The next key is for the place, not for the chip once more.
      if (walk.shown().length) walk.choose(walk.shown()[0].dataset.key);
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
    walk.inTurn(() => walk.goTo(marked[(marked.indexOf(walk.current ?? "") + 1) % marked.length]));
    return;
  }
  walk.chooseAround(target, !closest(target, "input, button, textarea, a"));
});
list.addEventListener("focusin", ({ target }) => walk.chooseAround(target));

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
  walk.inTurn(async () => {
    await walk.showOnly(walk.show, { place: walk.current });
    if (xhr.status !== 200) {
      walk.choose(walk.current);
      say(walk.inCard(".trouble")?.textContent ?? "");
    } else if (/\/(decide|edit)$/.test(path)) {
      remember(walk.current);
      const decided = walk.card();
      const left = Number(find("#left").textContent);
      say(left ? `Settled: ${nameOf(decided)}. ${left} left. U takes it back.` : `Settled: ${nameOf(decided)}. ${ALL_SETTLED}`);
      decided?.classList.remove("current");
      await walk.onward(decided);
    } else {
      if (path.endsWith("/undo")) {
        remember(null);
        say(`Taken back: ${nameOf(walk.card())}. ${find("#left").textContent} left.`);
      } else say("Sent. The annotators see it.");
      if (walk.card()) walk.choose(walk.current);
      else await walk.onward(null);
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
document.addEventListener("htmx:beforeRequest", ({ target }) => walk.chooseAround(target));

const keyInAddress = () => (location.hash.startsWith("#p-") ? location.hash.slice(3) : null);
addEventListener("hashchange", () => {
  alike.replaceChildren(); // what is open was told there, and led here
  walk.inTurn(() => walk.goTo(keyInAddress()));
});

async function begin() {
  const at = asked.get("at");
  const place = keyInAddress();
  const holds = (/** @type {HTMLElement} */ { dataset }) =>
    at !== null && Number(dataset.start) <= Number(at) && Number(at) < Number(dataset.end);
  const wanted = () => walk.places.card(place) ?? walk.cards().find(holds);
  if (!(await walk.showOnly(walk.show, { place, at }))) {
    walk.show = list.dataset.of ?? "all";
    walk.filter();
  }
  if (place && !wanted()) await walk.places.draw(walk.show, { place, at });
  const first = wanted();
  if (first) walk.choose(first.dataset.key);
  else if (walk.shown().length) walk.choose(walk.shown()[0].dataset.key, { scroll: false, focus: mayDecide });
}
walk.inTurn(begin);
