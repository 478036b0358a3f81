// @ts-check
// Home by keyboard: ⏎ opens the first line, a digit that one, J and K walk, ? tells so.

import { find, queryAll, takesKeys } from "./dom.js";

/** The controls of the lines, from the top. */
const controls = () => queryAll(".waits [data-open]");

/** @param {1 | -1} by */
function step(by) {
  const all = controls();
  const at = all.findIndex((one) => one === document.activeElement);
  all[Math.max(0, Math.min(at + by, all.length - 1))]?.focus();
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || takesKeys(target)) return;
  const isDigit = /^[1-9]$/.test(key);
  // ⏎ on a control is the control's own.
  const opened = isDigit ? controls()[Number(key) - 1] : key === "Enter" && target === document.body ? controls()[0] : undefined;
  if (opened) opened.click();
  else if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (key === "?") find("#home-keys").togglePopover();
  else return;
  event.preventDefault();
});
