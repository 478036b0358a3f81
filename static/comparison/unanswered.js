// @ts-check
// Claims by keyboard: J and K walk, 1 to 5 attach, N opens the form of a new question.

import { closest, find, findAs, query, queryAll, takesKeys } from "../dom.js";
import { keyAmong } from "../key_names.js";

const memory = `annotator-unanswered-${location.pathname}${location.search}`;
let at = Number(sessionStorage.getItem(memory) ?? 0);

const claims = () => queryAll("[data-claim]");

/**
 * Remember which claim is the current one, and show it.
 * @param {number} place
 */
function mark(place) {
  at = place;
  for (const [index, claim] of claims().entries()) claim.classList.toggle("here", index === at);
  sessionStorage.setItem(memory, String(at));
}

/**
 * Go to a claim by its place in the list; beyond the ends, to the first or the last.
 * @param {number} place
 */
function go(place) {
  const all = claims();
  if (!all.length) return;
  mark(Math.max(0, Math.min(place, all.length - 1)));
  all[at].focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (takesKeys(event.target)) {
    if (event.key === "Escape") go(at);
    return;
  }
  const current = claims()[at];
  const key = keyAmong(event, (name) => /^[jkn1-5]$/i.test(name))?.toLowerCase() ?? "";
  if (!current) return;
  if (key === "j") go(at + 1);
  else if (key === "k") go(at - 1);
  else if (key === "n") {
    findAs(HTMLDetailsElement, "details", current).open = true;
    find("[data-new]", current).focus();
  } else if (key && !event.repeat) query(`[data-key="${key}"]`, current)?.click();
  else return;
  event.preventDefault();
});
document.addEventListener("focusin", ({ target }) => {
  const claim = closest(target, "[data-claim]");
  const place = claim ? claims().indexOf(claim) : -1;
  if (place >= 0 && place !== at) mark(place);
});
document.addEventListener("htmx:afterSwap", () => go(0));
if (at) go(at);
else claims()[0]?.classList.add("here");
