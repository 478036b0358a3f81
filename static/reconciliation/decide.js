// @ts-check
// What one chooses on a card, and its buttons: by key as by mouse.

import { query, queryAll } from "../dom.js";
import { announce as say } from "../live_region.js";

/** @param {HTMLElement} card */
function boxesOf(card) {
  return /** @type {HTMLInputElement[]} */ (queryAll("[name=accept]", card));
}

/**
 * Press a button of a card.
 * @param {HTMLElement | null} card
 * @param {string} name
 */
export function act(card, name) {
  if (card) query(`[data-do="${name}"]`, card)?.click();
}

/**
 * Settle a place with what is chosen; of one reading there is nothing to choose. One that is settled so
 * already is left alone.
 * @param {HTMLElement | null} card
 */
export function accept(card) {
  if (!card) return;
  const boxes = boxesOf(card);
  const isSettled = card.matches(".settled");
  if (isSettled && !isTouched(card)) {
    say("This is settled so already. Choose something else, or U takes it back.");
    return;
  }
  if (!boxes.some((box) => box.checked)) {
    if (boxes.length !== 1 || isSettled) {
      say("Choose what is right first: press its number.");
      boxes[0]?.focus();
      return;
    }
    boxes[0].checked = true;
  }
  act(card, "accept");
}

/**
 * Choose a reading of a card, or let it go.
 * @param {HTMLElement | null} card
 * @param {number} number
 */
export function choose(card, number) {
  const box = card && boxesOf(card)[number - 1];
  if (!box) return;
  box.checked = !box.checked;
  say(`${box.getAttribute("aria-label")} ${box.checked ? "chosen" : "not chosen"}`);
}

/**
 * Settle a place with one reading and no other.
 * @param {HTMLElement | null} card
 * @param {number} number
 */
export function settleSo(card, number) {
  const boxes = card ? boxesOf(card) : [];
  if (!boxes[number - 1]) return;
  boxes.forEach((box, at) => {
    box.checked = at === number - 1;
  });
  act(card, "accept");
}

/**
 * Tell whether somebody has typed or chosen something on a card.
 * @param {HTMLElement} card
 */
export function isTouched(card) {
  if (query(".editor:not(:empty)", card)) return true;
  return queryAll("input:not([type=hidden]), textarea", card).some((field) => {
    const { value, defaultValue } = /** @type {HTMLTextAreaElement} */ (field);
    return field instanceof HTMLInputElement && field.type === "checkbox" ? field.checked !== field.defaultChecked : value !== defaultValue;
  });
}
