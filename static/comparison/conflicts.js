// @ts-check
// What opens below a row: it takes the focus, and closes again.

import { closest, query } from "../dom.js";

document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target instanceof Element) query("h2[tabindex]", target)?.focus();
});

/**
 * Empty what opened below a row, and go back to the row's head.
 * @param {HTMLElement} below
 */
function close(below) {
  const row = document.getElementById(below.id.replace("under-", "q-"));
  below.replaceChildren();
  if (row) query("th a", row)?.focus();
}
document.addEventListener("click", ({ target }) => {
  const below = closest(closest(target, "[data-close]"), "[id^=under-]");
  if (below) close(below);
});
document.addEventListener("keydown", ({ key, target }) => {
  const below = key === "Escape" && closest(target, "[id^=under-]");
  if (below) close(below);
});
