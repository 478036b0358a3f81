// @ts-check
// The rows below a combobox: one list for all boxes of a page, since one is open at a time. It lies in the
// top layer, where no card and no panel cuts it off.

import { closest } from "./dom.js";

const NARROWEST = 260; // pixels
const GAP = 4;

class ComboboxList {
  /** @type {((at: number) => void) | undefined} */
  onTake;
  /** @type {HTMLElement | undefined} */
  field;

  constructor() {
    this.element = document.createElement("ul");
    this.element.id = "combobox-list";
    this.element.className = "combobox-list";
    this.element.setAttribute("role", "listbox");
    this.element.popover = "manual";
    this.said = document.createElement("div");
    this.said.className = "unseen";
    this.said.setAttribute("role", "status");
    document.body.append(this.element, this.said);
    // The field keeps the focus; a finger takes a row when it is lifted, so that the list can be scrolled.
    this.element.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.element.addEventListener("click", ({ target }) => {
      const row = closest(target, "[role=option]");
      if (row) this.onTake?.(Number(row.dataset.at));
    });
    for (const [name, place] of /** @type {[string, EventTarget][]} */ ([["scroll", document], ["resize", window]])) {
      place.addEventListener(name, ({ target }) => {
        if (this.isOpen && target !== this.element) this.place();
      }, { capture: true, passive: true });
    }
  }

  get isOpen() {
    return this.field !== undefined;
  }

  /**
   * Show rows below a field, the highlighted one by its place.
   * @param {HTMLElement} field
   * @param {Choice[]} rows
   * @param {number} active
   * @param {string} label
   * @param {(at: number) => void} onTake
   */
  show(field, rows, active, label, onTake) {
    this.field = field;
    this.onTake = onTake;
    this.element.setAttribute("aria-label", label);
    this.element.replaceChildren(...rows.map((row, at) => draw(row, at)));
    if (!this.element.matches(":popover-open")) this.element.showPopover();
    this.place();
    this.mark(active);
  }

  /**
   * Highlight a row; -1 is none.
   * @param {number} active
   */
  mark(active) {
    const rows = /** @type {HTMLElement[]} */ ([...this.element.children]);
    for (const [at, row] of rows.entries()) row.setAttribute("aria-selected", String(at === active));
    rows[active]?.scrollIntoView({ block: "nearest" });
    if (rows[active]) this.field?.setAttribute("aria-activedescendant", rows[active].id);
    else this.field?.removeAttribute("aria-activedescendant");
  }

  /** Lie below the field, or above it where there is more room. */
  place() {
    if (!this.field) return;
    const { style } = this.element;
    const box = this.field.getBoundingClientRect();
    const [below, above] = [innerHeight - box.bottom, box.top];
    const width = Math.min(Math.max(box.width, NARROWEST), innerWidth - 16);
    style.width = `${width}px`;
    style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
    const isAbove = below < Math.min(this.element.scrollHeight + 16, 220) && above > below;
    style.maxHeight = `${Math.max(80, Math.min((isAbove ? above : below) - 16, 340))}px`;
    style.top = isAbove ? "auto" : `${box.bottom + GAP}px`;
    style.bottom = isAbove ? `${innerHeight - box.top + GAP}px` : "auto";
  }

  close() {
    this.field?.removeAttribute("aria-activedescendant");
    this.field = undefined;
    if (this.element.matches(":popover-open")) this.element.hidePopover();
  }

  /**
   * Say how many rows there are, to those who listen.
   * @param {string} words
   */
  say(words) {
    this.said.textContent = words;
  }
}

/**
 * @param {Choice} row
 * @param {number} at
 */
function draw({ text, hint = "", isNew = false }, at) {
  const item = document.createElement("li");
  item.id = `combobox-row-${at}`;
  item.setAttribute("role", "option");
  item.dataset.at = String(at);
  item.classList.toggle("new", isNew);
  const words = document.createElement("bdi");
  words.textContent = isNew ? `“${text}”` : text;
  if (isNew) item.append("new: ");
  item.append(words);
  if (hint) {
    const beside = document.createElement("small");
    beside.dir = "auto";
    beside.textContent = hint;
    item.append(" ", beside);
  }
  return item;
}

/** @type {ComboboxList | undefined} */
let list;

/** Return the page's one list. */
export function comboboxList() {
  list ??= new ComboboxList();
  return list;
}
