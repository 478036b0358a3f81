// @ts-check
// The comboboxes of pages that are forms: a field with `data-combobox` finds in the list of the page that
// `data-choices` names, or in the registry at `data-from`; with `data-new` something new may be made, and
// the box of that name in its form is ticked where it is.

import { Combobox } from "./combobox.js";
import { find, query, queryAll } from "./dom.js";
import { inPage, inRegistry } from "./combobox_sources.js";
import { best } from "./combobox_matches.js";

/** @type {WeakMap<Element, Combobox>} */
const boxes = new WeakMap();

/**
 * Return the combobox of a field, if it has one.
 * @param {Element} input
 */
export function boxOf(input) {
  return boxes.get(input);
}

/**
 * Return the things that a list of the page holds. Of two with one name each is shown by its slug.
 * @param {string} selector
 * @returns {Choice[]}
 */
function choicesOf(selector) {
  /** @type {Choice[]} */
  const all = JSON.parse(find(selector).textContent ?? "[]");
  const count = new Map();
  for (const { text } of all) count.set(text, (count.get(text) ?? 0) + 1);
  return all.map((one) => (count.get(one.text) > 1 ? { ...one, text: one.value, hint: one.text } : one));
}

/** @param {HTMLInputElement} input */
function attach(input) {
  if (boxes.has(input)) return;
  const { choices, from = "", many, new: made } = input.dataset;
  const all = choices ? choicesOf(choices) : [];
  const box = new Combobox(input, {
    find: choices ? inPage(() => all) : inRegistry(from),
    mayMake: made !== undefined,
    many,
    onTake: (choice) => {
      const tick = made && input.form ? query(`[name="${made}"]`, input.form) : null;
      if (tick instanceof HTMLInputElement) tick.checked = choice?.isNew ?? false;
    },
  });
  const text = input.value.trim();
  if (text) box.choice = all.find(({ value }) => value === text) ?? { value: "", text };
  if (box.choice) input.value = box.choice.text;
  boxes.set(input, box);
}

/** @param {ParentNode} [root] */
function attachAll(root = document) {
  for (const input of queryAll("input[data-combobox]", root)) attach(/** @type {HTMLInputElement} */ (input));
}
attachAll();
document.addEventListener("htmx:afterSettle", () => attachAll());
// A form is not sent with half a name that may be somebody's: the rows are shown, and one is chosen.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  for (const input of queryAll("input[data-combobox]", form)) {
    const box = boxes.get(input);
    if (!box || box.input.disabled || box.isSettled) continue;
    if (box.searching) box.searching.then(() => form.requestSubmit(/** @type {HTMLElement | null} */ (event.submitter)));
    else if (box.resolve() || (!box.mayMake && best(box.found) < 0)) continue;
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
}, { capture: true });
