// Settling by keyboard: the current place, ticks, filters. htmx sends and swaps; this only aims.
import { TextView } from "../workbench/text_view.js";
import { TextSelection } from "../workbench/text_selection.js";
import { EditForm } from "./edit_form.js";

const bench = document.querySelector(".bench");
const list = document.getElementById("cards");
const text = document.getElementById("text");
const liveRegion = document.getElementById("live-region");
const adding = document.getElementById("adding");
const alike = document.getElementById("alike");
const open = "open" in bench.dataset;
const memory = `settle-${bench.dataset.article}`;
let show = sessionStorage.getItem(memory) ?? "todo";
let current = null; // the key of the current place
let last = sessionStorage.getItem(`${memory}-last`); // the key of the place decided last

const say = (words) => { liveRegion.textContent = words; };
const cards = () => [...list.children];
const card = () => (current ? document.getElementById(`p-${current}`) : null);
const fits = (one) => {
  const { state, types } = one.dataset;
  if (show === "all") return true;
  if (show === "todo") return state === "open" || state === "stale";
  if (["stale", "agreed", "settled"].includes(show)) return state === show;
  return (state === "open" || state === "stale") && types.split(" ").includes(show);
};
const shown = () => cards().filter((one) => !one.classList.contains("out"));

function filter() {
  if (!document.querySelector(`#chips [data-show="${CSS.escape(show)}"]`)) show = "todo";
  for (const chip of document.querySelectorAll("#chips [data-show]")) {
    chip.setAttribute("aria-pressed", String(chip.dataset.show === show));
  }
  for (const one of cards()) one.classList.toggle("out", !fits(one) && one.dataset.key !== current);
  const left = document.querySelector("[data-sheet] b");
  if (left) left.textContent = cards().filter((one) => one.dataset.state !== "settled").length;
  const none = cards().length > 0 && shown().length === 0;
  const empty = document.querySelector("[data-empty]");
  empty.hidden = !none;
  if (none) {
    const finish = document.querySelector("#finish button.primary:not([disabled])");
    empty.firstElementChild.textContent =
      show !== "todo" ? "Nothing of this kind." : finish ? "All settled. Finish the article." : "Nothing is left to settle here.";
  }
}

function lit() {
  for (const mark of text.querySelectorAll("mark.here")) mark.classList.remove("here");
  if (!current) return;
  for (const mark of text.querySelectorAll(`mark[data-a~="${current}"]`)) mark.classList.add("here");
}

function choose(key, { scroll = true, focus = true } = {}) {
  card()?.classList.remove("current");
  current = key;
  filter();
  const chosen = card();
  if (!chosen) return;
  chosen.classList.add("current");
  lit();
  if (focus) chosen.focus({ preventScroll: true });
  if (!scroll) return;
  chosen.scrollIntoView({ block: "nearest" });
  text.querySelector("mark.here")?.scrollIntoView({ block: "center" });
}

function step(by, from = card()) {
  const all = cards().filter((one) => fits(one) || one === from);
  const at = from ? all.indexOf(from) : -1;
  const next = all[at + by] ?? null;
  if (next) choose(next.dataset.key);
  else say(by > 0 ? "This is the last place." : "This is the first place.");
}

// After a decision: on to the next place that is left, from here on or from the top.
function onward(from) {
  const at = cards().indexOf(from);
  const left = [...cards().slice(at + 1), ...cards().slice(0, Math.max(at, 0))].filter((one) => one !== from && fits(one));
  if (left.length) choose(left[0].dataset.key);
  else {
    filter();
    document.querySelector("#finish button.primary:not([disabled])")?.focus();
  }
}

function act(name) {
  const button = card()?.querySelector(`[data-do="${name}"]`);
  if (!button) return;
  if (name === "accept" && !card().querySelector("[name=accept]:checked")) {
    say("Tick what is right first: press its number.");
    card().querySelector("[name=accept]")?.focus();
    return;
  }
  button.click();
}

function discuss() {
  const talk = card()?.querySelector(".talk");
  if (!talk) return;
  talk.hidden = false;
  talk.querySelector("textarea").focus();
}

function undo() {
  const here = card()?.querySelector("[data-do=undo]");
  const before = last ? document.getElementById(`p-${last}`)?.querySelector("[data-do=undo]") : null;
  const button = here ?? before;
  if (!button) say("There is nothing to undo.");
  else {
    choose(button.closest(".place").dataset.key);
    button.click();
  }
}

const closePanel = () => {
  const panel = card()?.querySelector(".editor:not(:empty)") ?? [adding, alike].find((one) => one.childElementCount);
  if (panel) panel.replaceChildren();
  (card() ?? text).focus();
};

const keys = {
  j: () => step(1), k: () => step(-1), e: () => act("edit"), d: discuss, u: undo, 0: () => act("none"),
  r: () => card()?.querySelector("[name=reason]")?.focus(), t: () => text.focus(),
  l: () => card()?.querySelector(".lane .chip")?.click(),
  g: () => document.querySelector("[data-key=g]")?.click(), m: () => document.querySelector("[data-key=m]")?.click(),
  f: () => document.querySelector("#finish button")?.focus(), "?": () => document.getElementById("keys")?.togglePopover(),
};

// Words that nobody marked: selected in the text, they open the form above the cards.
const textView = new TextView(text);
const edges = new EditForm(textView);
let offered = ""; // a selection that stays while the edges are moved is not offered again
const reading = open ? new TextSelection({ textView, text, close() {}, say, offer(span) {
  const form = document.querySelector(".editor form.edit, #adding form.edit");
  const again = offered === `${span.start}-${span.end}`;
  offered = `${span.start}-${span.end}`;
  if (form && again) return;
  if (form) edges.set(form, span.start, span.end);
  else htmx.ajax("GET", `${bench.dataset.edit}?start=${span.start}&end=${span.end}`, { target: "#adding", swap: "innerHTML" });
} }) : null;

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (key === "Escape") {
    if (document.querySelector(":popover-open")) return;
    closePanel();
    return;
  }
  if (target.matches("textarea, select, input:not([type=checkbox]), [contenteditable]")) {
    if (key === "Enter" && target.matches(".act [name=reason]")) {
      event.preventDefault();
      act("accept");
    }
    return;
  }
  if (reading?.key(event)) {
    event.preventDefault();
    return;
  }
  if (key === "j" || key === "J" || key === "k" || key === "K" || (open && (keys[key.toLowerCase()] || /^[1-9]$/.test(key)))) {
    event.preventDefault();
    const box = /^[1-9]$/.test(key) ? card()?.querySelectorAll("[name=accept]")[Number(key) - 1] : null;
    if (box) {
      box.checked = !box.checked;
      say(`${box.getAttribute("aria-label")} ${box.checked ? "ticked" : "not ticked"}`);
    } else keys[key.toLowerCase()]?.();
    return;
  }
  if (key === "Enter" && target.matches(".place, body, [name=accept]")) {
    event.preventDefault();
    act("accept");
  }
});

document.addEventListener("click", (event) => {
  const { target } = event;
  const chip = target.closest("[data-show]");
  if (chip) {
    show = chip.dataset.show;
    sessionStorage.setItem(memory, show);
    card()?.classList.remove("current");
    current = null;
    filter();
    if (shown().length) choose(shown()[0].dataset.key, { focus: false });
    return;
  }
  if (target.closest("[data-close]")) closePanel();
  if (target.closest("[data-do=discuss]")) discuss();
  const handle = target.closest("[data-sheet]");
  if (handle) handle.setAttribute("aria-expanded", String(bench.classList.toggle("sheet-open")));
  const mark = target.closest("#text mark");
  if (mark && getSelection().isCollapsed) {
    const all = mark.dataset.a.split(" ");
    const next = all[(all.indexOf(current) + 1) % all.length];
    bench.classList.add("sheet-open");
    choose(next);
    return;
  }
  const place = target.closest(".place");
  if (place && place.dataset.key !== current) choose(place.dataset.key, { scroll: false, focus: !target.closest("input, button, textarea, a") });
});
list.addEventListener("focusin", (event) => {
  const place = event.target.closest(".place");
  if (place && place.dataset.key !== current) choose(place.dataset.key, { scroll: false, focus: false });
});

// What comes back: the card, the chips, the text beneath. Each part of an answer settles by itself.
const answered = new WeakSet();
document.addEventListener("htmx:afterSettle", (event) => {
  const { target, xhr, requestConfig } = event.detail;
  if (target === adding || target === alike || target.matches(".editor")) {
    if (target.matches(".editor, #adding")) edges.ready(target.querySelector("form"));
    bench.classList.add("sheet-open");
    target.querySelector("[data-first]")?.focus();
    return;
  }
  const path = requestConfig?.path ?? "";
  if (answered.has(xhr)) return;
  answered.add(xhr);
  if (!/\/(decide|undo|edit|comment)$/.test(path)) return;
  filter();
  if (xhr.status !== 200) {
    choose(current);
    say(card()?.querySelector(".trouble")?.textContent ?? "");
  } else if (/\/(decide|edit)$/.test(path)) {
    last = current;
    sessionStorage.setItem(`${memory}-last`, last);
    const decided = card();
    say("Settled. U takes it back.");
    decided?.classList.remove("current");
    onward(decided);
  } else if (card()) choose(current);
  else onward(null);
});
// The card that is being answered is the current one, whatever was clicked since.
document.addEventListener("htmx:beforeRequest", (event) => {
  const place = event.target.closest(".place");
  if (place && place.dataset.key !== current) choose(place.dataset.key, { scroll: false, focus: false });
});

const at = new URLSearchParams(location.search).get("at");
const wanted = location.hash.startsWith("#p-") ? location.hash.slice(3) : null;
const holds = ({ dataset }) => at && Number(dataset.start) <= Number(at) && Number(at) < Number(dataset.end);
const first = cards().find((one) => one.dataset.key === wanted) ?? cards().find(holds);
if (first) choose(first.dataset.key);
else {
  filter();
  if (shown().length) choose(shown()[0].dataset.key, { scroll: false, focus: open });
}
