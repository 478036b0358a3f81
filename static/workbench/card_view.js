// @ts-check
// The card of an annotation: read from the page, and drawn where it waits to be sent until the server's
// own replaces it.

import { cloneOf, find } from "../dom.js";

const SHOWN = {
  entity: "names", question: "answers", value: "value", said_by: "said by", stance_holder: "holder",
  stance_target: "toward", note: "note", flag: "flag",
};

/**
 * Return a quote as a card shows it: the middle of a long one left out.
 * @param {string} quote
 */
export function shortened(quote) {
  return quote.length > 280 ? `${quote.slice(0, 200)} … ${quote.slice(-60)}` : quote;
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
  find(".at", card).textContent = `${start}–${end}`;
  find("q", card).textContent = shortened(quote);
  const list = find("dl", card);
  for (const [name, word] of Object.entries(SHOWN)) {
    const value = names[name] ?? details[name];
    if (!value) continue;
    const term = document.createElement("dt");
    term.textContent = word;
    const line = document.createElement("dd");
    line.dir = "auto";
    line.textContent = value;
    list.append(term, line);
  }
  return card;
}
