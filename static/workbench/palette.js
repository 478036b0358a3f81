// The palette: every label with its key, beside the selection. Label keys act only while it is open.

const narrow = matchMedia("(max-width: 900px)");

export class Palette {
  constructor(element, { onPick, onMove, onClose }) {
    Object.assign(this, { element, onPick, onMove, onClose });
    this.buttons = [...element.querySelectorAll("[data-label]")];
    this.move = element.querySelector("[data-move]");
    this.meaning = element.querySelector("[data-meaning]");
    for (const name of ["pointerover", "focusin"]) {
      element.addEventListener(name, (event) => this.explain(event.target.closest("[data-label]")));
    }
    element.addEventListener("pointerdown", (event) => event.preventDefault());
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.label) this.pick(button.dataset.label);
      else if (button.hasAttribute("data-move")) this.pickMove();
      else if (button.hasAttribute("data-close")) this.close();
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  open(purpose, near, { title, movable = false } = {}) {
    this.purpose = purpose;
    this.element.querySelector("[data-title]").textContent = title;
    this.move.hidden = !movable;
    this.explain(null);
    this.element.hidden = false;
    const box = this.element.getBoundingClientRect();
    if (narrow.matches) {
      this.element.style.left = this.element.style.top = "";
      // At the foot of a phone: what is selected stays in sight above it.
      const hidden = near.bottom + 12 - this.element.getBoundingClientRect().top;
      if (hidden > 0) scrollBy({ top: Math.min(hidden, near.top - 80) });
      return;
    }
    const left = Math.max(8, Math.min(near.left, innerWidth - box.width - 8));
    const fitsBelow = near.bottom + box.height + 16 < innerHeight;
    const top = fitsBelow ? near.bottom + 8 : Math.max(8, near.top - box.height - 8);
    this.element.style.left = `${left}px`;
    this.element.style.top = `${top}px`;
  }

  // What the label under the pointer or the focus means.
  explain(button) {
    const words = button ? this.meaningOf?.(button.dataset.label) : "";
    this.meaning.textContent = words ?? "";
    this.meaning.hidden = !words;
  }

  // The label of a key; where letters are not Latin, of the key's place.
  labelOf({ key, code = "" }) {
    const typed = [key.toLowerCase(), /^(Key|Digit).$/.test(code) ? code.at(-1).toLowerCase() : ""];
    const isLatin = /^[\p{Script=Latin}\P{L}]$/u.test(key);
    return this.buttons.find(({ dataset }) => dataset.key && dataset.key === typed[0])
      ?? (isLatin ? undefined : this.buttons.find(({ dataset }) => dataset.key && dataset.key === typed[1]));
  }

  close() {
    if (!this.isOpen) return;
    this.element.hidden = true;
    this.onClose();
  }

  pick(label) {
    const { purpose } = this;
    this.element.hidden = true;
    this.onPick(label, purpose);
  }

  pickMove() {
    const { purpose } = this;
    this.element.hidden = true;
    this.onMove(purpose);
  }

  // Returns whether the key was the palette's.
  key(event) {
    if (event.key === "Escape") {
      this.close();
      return true;
    }
    if (event.key === "?") {
      this.onHelp?.();
      return true;
    }
    if (event.key === "[" && !this.move.hidden) {
      this.pickMove();
      return true;
    }
    const button = this.labelOf(event);
    if (button) {
      this.pick(button.dataset.label);
      return true;
    }
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (steps && this.element.contains(document.activeElement)) {
      const at = this.buttons.indexOf(document.activeElement);
      this.buttons[(at + steps + this.buttons.length) % this.buttons.length].focus();
      return true;
    }
    if (event.key === "Tab" && !this.element.contains(document.activeElement)) {
      this.buttons[0].focus();
      return true;
    }
    return false;
  }
}
