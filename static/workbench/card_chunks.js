// @ts-check
// The cards in chunks of some dozens. What is out of sight is laid out and painted by the chunk, or
// not at all: a thousand cards by themselves would cost the browser something at every key.

import { queryAll } from "../dom.js";

const USUAL = 40;
const HEIGHT = 108; // of a card, more or less: what a chunk out of sight takes

export class CardChunks {
  /**
   * @param {HTMLElement} list
   * @param {(one: HTMLElement, other: HTMLElement) => number} order compares two cards
   */
  constructor(list, order) {
    this.list = list;
    this.order = order;
    const cards = childrenOf(list);
    for (let at = 0; at < cards.length; at += USUAL) this.bind(cards.slice(at, at + USUAL));
    if (!cards.length) this.bind([]);
  }

  /**
   * Make a new chunk, behind another or at the end.
   * @param {HTMLElement[]} cards
   * @param {Element | null} [behind]
   */
  bind(cards, behind = this.list.lastElementChild) {
    const chunk = document.createElement("div");
    chunk.className = "chunk";
    if (behind) behind.after(chunk);
    else this.list.append(chunk);
    chunk.append(...cards);
    this.measure(chunk);
  }

  /**
   * Say how high a chunk is while it is out of sight.
   * @param {HTMLElement} chunk
   */
  measure(chunk) {
    const count = queryAll(":scope > .card:not([hidden], .out)", chunk).length;
    chunk.style.containIntrinsicBlockSize = `${count * HEIGHT}px`;
  }

  measureAll() {
    for (const chunk of childrenOf(this.list)) this.measure(chunk);
  }

  /**
   * Count the elements that stand before a card; of a chunk its first card counts.
   * @param {HTMLCollection} elements
   * @param {HTMLElement} card
   */
  countBefore(elements, card) {
    let low = 0;
    let high = elements.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = elements[middle];
      const first = other.classList.contains("chunk") ? other.firstElementChild : other;
      if (first && this.order(card, /** @type {HTMLElement} */ (first)) < 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** @param {HTMLElement} card */
  insert(card) {
    const chunks = this.list.children;
    const chunk = /** @type {HTMLElement} */ (chunks[Math.max(0, this.countBefore(chunks, card) - 1)]);
    chunk.insertBefore(card, chunk.children[this.countBefore(chunk.children, card)] ?? null);
    if (chunk.childElementCount > 2 * USUAL) this.bind(childrenOf(chunk).slice(USUAL), chunk);
    this.measure(chunk);
  }

  /** @param {HTMLElement} card */
  remove(card) {
    const chunk = card.parentElement;
    card.remove();
    if (!chunk) return;
    if (!chunk.childElementCount && this.list.childElementCount > 1) chunk.remove();
    else this.measure(chunk);
  }

  /**
   * Return the card after another, or before it; without one, the first or the last.
   * @param {HTMLElement | null | undefined} card
   * @param {boolean} forward
   */
  beside(card, forward) {
    const to = forward ? "nextElementSibling" : "previousElementSibling";
    const edge = forward ? "firstElementChild" : "lastElementChild";
    const found = card?.[to] ?? (card ? card.parentElement?.[to] : this.list[edge])?.[edge] ?? null;
    return /** @type {HTMLElement | null} */ (found);
  }
}

/**
 * Return the children of an element.
 * @param {HTMLElement} element
 */
function childrenOf(element) {
  return /** @type {HTMLElement[]} */ ([...element.children]);
}
