// @ts-check
// The form in which an adjudicator says something about a place: one in the page, copied to where it is opened.

import { cloneOf, control, find, findAs, query } from "../dom.js";

/**
 * Open a card's talk, with the form about the card's annotations.
 * @param {HTMLElement} card
 */
export function openTalk(card) {
  const talk = query(".talk", card);
  if (!talk) return;
  if (!query("form", talk)) {
    const form = cloneOf(findAs(HTMLTemplateElement, "#talk-form"));
    for (const part of control(findAs(HTMLFormElement, "form", card), "stamp").value.split(",")) {
      const [id, revision] = part.split(":");
      if (revision) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "about", value: id }));
    }
    talk.append(form);
    htmx.process(form);
  }
  talk.hidden = false;
  find("textarea", talk).focus();
}
