// @ts-check
// What every page needs: tokens that are not old, menus that close, and a word when an answer does not come.

import { freshToken } from "./csrf_token.js";
import { find, query, queryAll } from "./dom.js";
import { keyNames } from "./key_names.js";

// A key that an input method takes (Escape drops a candidate, Enter takes one) is nobody else's, on any
// page: nothing of ours hears of it. Some browsers tell it by the number 229 alone.
window.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
}, { capture: true });

// Whoever signs in again, here or in another tab, has a new token: no form is sent with an old one. Where
// somebody else has signed in, the old one stays: the desk refuses it, and says who is here.
document.addEventListener("submit", ({ target }) => {
  const field = target instanceof HTMLFormElement ? query("[name=csrfmiddlewaretoken]", target) : null;
  if (field instanceof HTMLInputElement) field.value = freshToken() || field.value;
}, { capture: true });
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if ("X-CSRFToken" in detail.headers) detail.headers["X-CSRFToken"] = freshToken() || detail.headers["X-CSRFToken"];
});

// What waits in this browser is looked at before somebody leaves it. What that needs comes when it is needed.
document.addEventListener("submit", (event) => {
  const { target } = event;
  if (!(target instanceof HTMLFormElement && target.matches("[data-sign-out]"))) return;
  event.preventDefault();
  import("./sign_out.js").then(({ signOut }) => signOut(target), () => target.submit());
});

document.addEventListener("click", ({ target }) => {
  for (const menu of queryAll("details.menu[open]")) {
    if (!menu.contains(/** @type {Node} */ (target))) menu.removeAttribute("open");
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = query("details.menu[open]");
  if (menu) {
    menu.removeAttribute("open");
    find("summary", menu).focus();
  }
});

// `/` leads to the search, where no page has a use of its own for it, and nobody is writing.
document.addEventListener("keydown", (event) => {
  // What writes a question mark tells the keys, wherever it lies.
  if (event.defaultPrevented || event.key === "?" || !keyNames(event).includes("/")) return;
  const { target } = event;
  const isWriting = target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
  const box = /** @type {HTMLElement | null} */ (query("[data-find-all]") ?? query("#id_q"));
  if (isWriting || !box || query("#keys, dialog[open]")) return;
  event.preventDefault();
  if (box.checkVisibility()) box.focus();
  else location.assign(find("form", find(".find-all")).getAttribute("action") ?? "/search/");
});

// On a phone the tabs run on to the right: the current one is brought into sight.
for (const row of queryAll(".tabs, .ways")) {
  const current = query("[aria-current]", row);
  if (current) row.scrollLeft = current.offsetLeft - row.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
}

/**
 * Show an error above the page, in the place of the one before.
 * @param {string} text
 */
function say(text) {
  let list = query("ul.messages");
  if (!list) {
    const status = document.createElement("div");
    status.setAttribute("role", "status");
    list = document.createElement("ul");
    list.className = "messages";
    status.append(list);
    find(".bar").after(status);
  }
  const line = document.createElement("li");
  line.className = "error";
  line.textContent = text;
  list.replaceChildren(line);
}

/**
 * Return what the desk says of a refusal; a page that says it in words tells nothing here.
 * @param {string} text
 * @returns {{ csrf?: boolean, user?: string, signed_in_as?: string }}
 */
function refusal(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
document.addEventListener("htmx:sendError", () => say("The server cannot be reached. Nothing was changed; try again."));
document.addEventListener("htmx:responseError", ({ detail }) => {
  const { status, responseText } = detail.xhr;
  const here = status === 403 ? refusal(responseText) : {};
  if (here.csrf && here.user && here.user !== document.body.dataset.person) {
    say(`You are signed in as ${here.signed_in_as} in this browser now. Nothing was changed: reload the page to go on as ${here.signed_in_as}, or sign in again as yourself in another tab.`);
  } else if (here.csrf) say("The page is too old. Nothing was changed: reload it, and try again.");
  else if (status === 401) say("Your session has ended. Sign in again in another tab, then try once more.");
  else if (status === 403) say("You may not do this here. Ask a manager of the story.");
  else if (status === 404) say("This is no longer there. Reload the page.");
  else if (status === 503) say("The desk is away for a moment. Nothing was changed; try again.");
  else say(`The server answered with an error (${status}). Nothing was changed; try again.`);
});
