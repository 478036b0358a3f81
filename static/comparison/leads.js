// @ts-check
// One lead, judged by key: Y, X and O say what became of it, U takes that back, N goes on.

import { query, takesKeys } from "../dom.js";
import { keyAmong } from "../key_names.js";
import { announce as say } from "../live_region.js";

const reason = /** @type {HTMLSelectElement | null} */ (query("[name=reason]"));

/** @param {string} name */
function press(name) {
  if (name === "n") {
    const next = query("[data-next]");
    if (next) next.click();
    else say("No unread lead is left.");
    return;
  }
  const button = query(`[data-verdict="${name}"]`);
  if (name === "x" && button && reason && !reason.value) {
    say("Choose why it is not so, then press Not so.");
    reason.focus();
  } else if (button) button.click();
  else if (name === "y") say("Settled answers do not confirm it.");
}

let isForPage = false;
document.addEventListener("keydown", ({ target }) => {
  isForPage = !takesKeys(target);
}, { capture: true });
document.addEventListener("keydown", (event) => {
  if (!isForPage || event.ctrlKey || event.metaKey || event.altKey) return;
  const name = keyAmong(event, (key) => ["y", "x", "o", "u", "n"].includes(key));
  if (!name) return;
  event.preventDefault();
  press(name);
});
