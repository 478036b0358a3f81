// @ts-check
// A small menu at the pointer: which of several annotations is meant. Arrows walk, Enter chooses.

import { closest } from "../dom.js";

/** @typedef {{ id: string, chip: Tag, words: string, current: boolean }} MenuItem */

export class Menu {
  /** @type {((id: string) => void) | undefined} */
  onChoose;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    element.addEventListener("click", ({ target }) => {
      const item = closest(target, "[role=menuitem]");
      if (item) this.choose(item);
    });
    element.addEventListener("keydown", (event) => {
      event.stopPropagation();
      const items = /** @type {HTMLElement[]} */ ([...element.children]);
      const at = items.findIndex((item) => item === document.activeElement);
      /** @type {Record<string, number | undefined>} */
      const places = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
      const to = places[event.key];
      if (event.key === "Tab") element.hidePopover();
      if (to === undefined) return;
      event.preventDefault();
      items.at(to % items.length)?.focus();
    });
  }

  /** @param {HTMLElement} item */
  choose(item) {
    this.element.hidePopover();
    if (item.dataset.id) this.onChoose?.(item.dataset.id);
  }

  /**
   * Open the menu at a point of the window.
   * @param {MenuItem[]} items
   * @param {{ x: number, y: number }} point
   * @param {(id: string) => void} onChoose
   */
  open(items, { x, y }, onChoose) {
    this.onChoose = onChoose;
    this.element.replaceChildren(...items.map(({ id, chip: { text, look }, words, current }) => {
      const item = document.createElement("button");
      item.type = "button";
      item.tabIndex = -1;
      item.setAttribute("role", "menuitem");
      item.dataset.id = id;
      item.classList.toggle("current", current);
      const chip = document.createElement("span");
      chip.className = `chip ${look}`;
      chip.textContent = text;
      const quote = document.createElement("q");
      quote.dir = "auto";
      quote.textContent = words.length > 90 ? `${words.slice(0, 60)} … ${words.slice(-24)}` : words;
      item.append(chip, quote);
      return item;
    }));
    this.element.showPopover();
    const box = this.element.getBoundingClientRect();
    const below = y + box.height + 16 < innerHeight;
    this.element.style.left = `${Math.max(8, Math.min(x, innerWidth - box.width - 8))}px`;
    this.element.style.top = `${Math.max(8, below ? y + 10 : y - box.height - 10)}px`;
    /** @type {HTMLElement | null} */ (this.element.firstElementChild)?.focus();
  }
}
