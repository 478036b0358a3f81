// @ts-check
// Text answers into groups: by drag, by key, by the list at each. What is chosen is what is sent.

import { closest, find, findAs, query, queryAll, takesKeys } from "../dom.js";
import { keyAmong } from "../key_names.js";

const EMPTY = "";
/** Whether something stands here that is not saved yet. */
let isChanged = false;

/**
 * Return the list at a wording that says where it goes.
 * @param {HTMLElement} wording
 */
const choice = (wording) => findAs(HTMLSelectElement, "select", wording);

const wordings = () => queryAll("[data-wording]");

/**
 * Return the box of a group by its choice; "" is that of what is not sorted.
 * @param {string} value
 */
const box = (value) => queryAll("[data-group]").find((one) => one.dataset.group === value);

/** Show one new group that is empty, so that there is always one to drop into. */
function offerOne() {
  let offered = false;
  for (const group of queryAll(".group.new")) {
    const filled = Boolean(query("[data-wording]", group)) || group.contains(document.activeElement);
    group.hidden = !filled && offered;
    offered ||= !filled;
  }
}

/** Say how many wordings wait to be saved. */
function tell() {
  const moved = queryAll("[data-wording].moved").length;
  find("[data-told]").textContent = moved
    ? `${moved} wording${moved === 1 ? "" : "s"} moved, not saved yet.`
    : "A new group without a name is called as its first wording.";
}

/**
 * Put a wording into the group that its list names.
 * @param {HTMLElement} wording
 */
function place(wording) {
  const select = choice(wording);
  const list = query("ul", box(select.value) ?? document);
  const stored = queryAll("option", select).find((one) => one.hasAttribute("data-stored"));
  wording.classList.toggle("moved", select.value !== (stored?.getAttribute("value") ?? EMPTY));
  if (list && wording.parentElement !== list) list.append(wording);
  offerOne();
  tell();
}

/**
 * Choose a group for a wording; nothing where there is no such group.
 * @param {HTMLElement} wording
 * @param {string | undefined} value
 */
function put(wording, value) {
  if (value === undefined) return;
  choice(wording).value = value;
  isChanged = true;
  place(wording);
}

/**
 * Make a wording the current one.
 * @param {HTMLElement} wording
 */
function mark(wording) {
  for (const each of wordings()) each.classList.toggle("here", each === wording);
}

/**
 * Make a wording the current one and show it.
 * @param {HTMLElement | undefined} wording
 */
function go(wording) {
  if (!wording) return;
  mark(wording);
  wording.focus({ preventScroll: true });
  wording.scrollIntoView({ block: "nearest" });
}

/**
 * Return the choice of the group with this number, or undefined.
 * @param {number} number
 */
const numbered = (number) =>
  queryAll(".group")
    .filter((group) => !group.hidden)
    .map((group) => group.dataset.group)[number - 1];

/**
 * Act on a key at the current wording; return whether it was one of ours.
 * @param {HTMLElement} current
 * @param {string} key
 */
function act(current, key) {
  const all = wordings();
  const at = all.indexOf(current);
  if (key === "j") go(all[at + 1]);
  else if (key === "k") go(all[at - 1]);
  else if (key === "0") put(current, EMPTY);
  else if (key === "n") put(current, queryAll(".group.new").find((one) => !query("[data-wording]", one))?.dataset.group);
  else if (/^[1-9]$/.test(key)) put(current, numbered(Number(key)));
  else return false;
  if (/^[0-9n]$/.test(key)) go(all[at + 1] ?? current);
  return true;
}

/** @type {HTMLElement | null} */
let dragged = null;

/** Take in the wordings that the server drew. */
function begin() {
  isChanged = false;
  for (const wording of wordings()) {
    const home = closest(wording, "[data-group]")?.dataset.group ?? EMPTY;
    for (const option of queryAll("option", wording)) {
      if (option.getAttribute("value") === home) option.setAttribute("data-stored", "");
    }
    place(wording);
  }
  wordings()[0]?.classList.add("here");
}

if (query("[data-sorting]")) {
  begin();
  document.addEventListener("htmx:afterSwap", begin);
  // Another list would lose what was moved, as leaving the page would.
  document.addEventListener("htmx:confirm", (event) => {
    if (!isChanged) return;
    event.preventDefault();
    find("[data-told]").textContent = "Save the groups first: another list would lose what is not saved.";
  });
  document.addEventListener("change", ({ target }) => {
    const wording = closest(target, "[data-wording]");
    if (!wording) return;
    isChanged = true;
    place(wording);
    // What is moved loses the focus: who walks through the list goes on in it.
    choice(wording).focus({ preventScroll: true });
  });
  document.addEventListener("input", ({ target }) => {
    if (closest(target, "[name^=called-]")) isChanged = true;
  });
  document.addEventListener("submit", ({ target }) => {
    if (closest(target, "form")?.querySelector("[data-wording]")) isChanged = false;
  });
  window.addEventListener("beforeunload", (event) => isChanged && event.preventDefault());
  document.addEventListener("focusin", ({ target }) => {
    const wording = closest(target, "[data-wording]");
    if (wording) mark(wording);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (takesKeys(event.target)) return;
    const current = query("[data-wording].here");
    const key = keyAmong(event, (name) => /^[jkn0-9]$/i.test(name))?.toLowerCase() ?? "";
    if (current && act(current, key)) event.preventDefault();
  });
  document.addEventListener("dragstart", (event) => {
    dragged = closest(event.target, "[data-wording]");
    event.dataTransfer?.setData("text/plain", dragged?.textContent?.trim() ?? "");
  });
  document.addEventListener("dragover", (event) => {
    const over = closest(event.target, "[data-group]");
    for (const each of queryAll("[data-group]")) each.classList.toggle("over", each === over);
    if (dragged && over) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const over = closest(event.target, "[data-group]");
    if (!dragged || !over) return;
    event.preventDefault();
    put(dragged, over.dataset.group);
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    for (const each of queryAll("[data-group]")) each.classList.remove("over");
  });
}
