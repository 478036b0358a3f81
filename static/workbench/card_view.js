// @ts-check
// The card of an annotation: read from the page, and drawn where it waits to be sent until the server's
// own replaces it.

import { cloneOf, find } from "../dom.js";
import { cardLines } from "./declared_details.js";

/**
 * Return a quote as a card shows it: the middle of a long one left out.
 * @param {string} quote
 */
export function shortened(quote) {
  if (quote.length <= 280) return quote;
  const points = [...quote];
  return points.length > 280 ? `${points.slice(0, 200).join("")} … ${points.slice(-60).join("")}` : quote;
}

/**
 * Return what a card shows, whoever drew it.
 * @param {HTMLElement} card
 * @returns {Annotation}
 */
export function readCard({ dataset }) {
  const { id = "", kind, label = "", revision, start, end, part, fields = "{}" } = dataset;
  const { details, names } = JSON.parse(fields);
  return {
    id, kind: /** @type {Kind} */ (kind), label, revision: Number(revision), start: Number(start), end: Number(end),
    part: Number(part), details, names,
  };
}

/**
 * Draw a card from the page's template.
 * @param {HTMLTemplateElement} template
 * @param {Annotation} model
 * @param {Tag} tag
 * @param {string} quote
 */
export function drawCard(template, model, { text, look }, quote) {
  const card = cloneOf(template);
  card.classList.add(look, "waiting");
  const { id, revision, kind, label, start, end, part, details, names } = model;
  const fields = JSON.stringify({ details, names });
  for (const [name, value] of Object.entries({ id, revision, kind, label, start, end, part, fields })) {
    card.dataset[name] = String(value);
  }
  const chip = find(".chip", card);
  chip.classList.add(look);
  chip.textContent = text;
  if (part) chip.after(" ", alsoPart(part));
  find(".at", card).textContent = `${start}–${end}`;
  find("q", card).textContent = shortened(quote);
  const list = find("dl", card);
  for (const [called, words] of cardLines(model)) {
    const term = document.createElement("dt");
    term.textContent = called;
    const line = document.createElement("dd");
    line.dir = "auto";
    line.textContent = words;
    list.append(term, line);
  }
  return card;
}

/**
 * Say that the same words bear the label more than once, and which time this is.
 * @param {number} part
 */
function alsoPart(part) {
  const also = document.createElement("span");
  also.className = "quiet";
  also.textContent = `marked again (no. ${part + 1})`;
  return also;
}
