// @ts-check
// One box that chooses all of a list. Without this script the box does not show.

import { queryAll } from "./dom.js";

function show() {
  for (const line of queryAll(".choose-all")) line.hidden = false;
}

/**
 * Return the boxes of a list, by the name that they share.
 * @param {string | undefined} name
 */
function boxes(name) {
  return /** @type {HTMLInputElement[]} */ (queryAll(`input[type=checkbox][name="${name}"]`));
}

function tell() {
  for (const all of /** @type {HTMLInputElement[]} */ (queryAll("[data-choose-all]"))) {
    const listed = boxes(all.dataset.chooseAll);
    const chosen = listed.filter((box) => box.checked).length;
    all.checked = chosen > 0 && chosen === listed.length;
    all.indeterminate = chosen > 0 && !all.checked;
  }
}

document.addEventListener("change", ({ target }) => {
  const name = target instanceof HTMLInputElement && target.dataset.chooseAll;
  if (name) for (const box of boxes(name)) box.checked = target.checked;
  tell();
});
document.addEventListener("htmx:afterSwap", () => {
  show();
  tell();
});
show();
tell();
