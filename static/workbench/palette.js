// @ts-check
// The palette: every label with its key, beside the selection. Label keys act only while it is open.

import { closest, find, queryAll } from "../dom.js";
import { keyAmong } from "../key_names.js";
import { layNear, narrow } from "./lay_near.js";

/** @type {Record<string, number | undefined>} */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Palette {
  /** @type {Purpose} */
  purpose = {};
  /**
   * What the key `?` does.
   * @type {(() => void) | undefined}
   */
  onHelp;
  /**
   * What the key `p` does, where no label has it.
   * @type {(() => void) | undefined}
   */
  onRegion;
  /**
   * What a label means.
   * @type {((slug: string) => string) | undefined}
   */
  meaningOf;

  /**
   * @param {HTMLElement} element
   * @param {{
   *   onPick: (label: string, purpose: Purpose) => void, onMove: (purpose: Purpose) => void, onClose: () => void,
   * }} options
   */
  constructor(element, { onPick, onMove, onClose }) {
    this.element = element;
    this.onPick = onPick;
    this.onMove = onMove;
    this.onClose = onClose;
    this.buttons = queryAll("[data-label]", element);
    this.move = find("[data-move]", element);
    this.meaning = find("[data-meaning]", element);
    for (const name of ["pointerover", "focusin"]) {
      element.addEventListener(name, ({ target }) => this.explain(closest(target, "[data-label]")));
    }
    element.addEventListener("pointerdown", (event) => event.preventDefault());
    element.addEventListener("click", ({ target }) => {
      const button = closest(target, "button");
      if (!button) return;
      if (button.dataset.label) this.pick(button.dataset.label);
      else if (button.hasAttribute("data-move")) this.pickMove();
      else if (button.hasAttribute("data-close")) this.close();
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /**
   * Open the palette near a box of the window. `movable` offers to move the current annotation there.
   * @param {Purpose} purpose
   * @param {DOMRect} near
   * @param {{ title: string, movable?: boolean }} options
   */
  open(purpose, near, { title, movable = false }) {
    this.purpose = purpose;
    find("[data-title]", this.element).textContent = title;
    this.move.hidden = !movable;
    this.explain(null);
    this.element.hidden = false;
    layNear(this.element, near);
    if (narrow.matches) {
      // At the foot of a phone: what is selected stays in sight above it.
      const hidden = near.bottom + 12 - this.element.getBoundingClientRect().top;
      if (hidden > 0) scrollBy({ top: Math.min(hidden, near.top - 80) });
    }
  }

  /**
   * Say what the label under the pointer or the focus means.
   * @param {HTMLElement | null} button
   */
  explain(button) {
    const words = button?.dataset.label && this.meaningOf?.(button.dataset.label);
    this.meaning.textContent = words || "";
    this.meaning.hidden = !words;
  }

  /**
   * Return what a key does, by its name: a sign of the palette's own, a label, the part of the page.
   * @param {string} name
   * @returns {(() => void) | undefined}
   */
  actOf(name) {
    if (name === "?") return () => this.onHelp?.();
    if (name === "[" && !this.move.hidden) return () => this.pickMove();
    const key = name.toLowerCase();
    const label = this.buttons.find(({ dataset }) => dataset.key && dataset.key === key)?.dataset.label;
    if (label) return () => this.pick(label);
    return key === "p" ? this.onRegion : undefined;
  }

  close() {
    if (!this.isOpen) return;
    this.element.hidden = true;
    this.onClose();
  }

  /** @param {string} label */
  pick(label) {
    this.element.hidden = true;
    this.onPick(label, this.purpose);
  }

  pickMove() {
    this.element.hidden = true;
    this.onMove(this.purpose);
  }

  /**
   * Act on a key; return whether it was the palette's.
   * @param {KeyPress} event
   */
  key(event) {
    if (event.key === "Escape") {
      this.close();
      return true;
    }
    // Alt may still be held from selecting.
    const { key, code, shiftKey } = event;
    const press = { key, code, shiftKey, ctrlKey: false, metaKey: false, altKey: false };
    const act = this.actOf(keyAmong(press, (name) => this.actOf(name)) ?? "");
    if (act) {
      act();
      return true;
    }
    const steps = STEPS[event.key];
    const isWithin = this.element.contains(document.activeElement);
    if (steps && isWithin) {
      const at = this.buttons.findIndex((button) => button === document.activeElement);
      this.buttons[(at + steps + this.buttons.length) % this.buttons.length].focus();
      return true;
    }
    if (event.key === "Tab" && !isWithin) {
      this.buttons[0].focus();
      return true;
    }
    return false;
  }
}
