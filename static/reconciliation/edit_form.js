// @ts-check
// The form in which an adjudicator writes what is right: its words, and the fields of its kind.

import { closest, control, find, query, queryAll } from "../dom.js";

export class EditForm {
  /** @param {TextView} textView */
  constructor(textView) {
    this.textView = textView;
    document.addEventListener("click", ({ target }) => {
      const button = closest(target, "[data-edge]");
      const form = button?.closest("form");
      if (button && form) this.move(form, button.dataset.edge === "start" ? "start" : "end", Number(button.dataset.steps));
    });
    document.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLSelectElement && target.form && target.matches("form.edit [name=label]")) this.showKind(target.form);
    });
    document.addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      for (const name of target.dataset.clears?.split(" ") ?? []) {
        // What the old words came to does not hold for the new: it is read off afresh.
        if (target.form) control(target.form, name).value = "";
      }
    });
  }

  /**
   * Show the fields of the label's kind; those of other kinds are not sent.
   * @param {HTMLFormElement} form
   */
  showKind(form) {
    const label = control(form, "label");
    const kind = label instanceof HTMLSelectElement ? label.selectedOptions[0]?.dataset.kind : undefined;
    for (const part of queryAll(":scope > [data-kind]", form)) {
      part.hidden = part.dataset.kind !== kind;
      for (const field of /** @type {Control[]} */ (queryAll("input, select", part))) field.disabled = part.hidden;
    }
  }

  /**
   * Let the form be about other words.
   * @param {HTMLFormElement} form
   * @param {Span} span
   */
  set(form, { start, end }) {
    if (start >= end) return;
    const quote = this.textView.quote(start, end);
    control(form, "start").value = String(start);
    control(form, "end").value = String(end);
    control(form, "quote").value = quote;
    find("[data-quote]", form).textContent = quote;
  }

  /**
   * Move an edge of the words by some words.
   * @param {HTMLFormElement} form
   * @param {Edge} edge
   * @param {number} steps
   */
  move(form, edge, steps) {
    const start = Number(control(form, "start").value);
    const end = Number(control(form, "end").value);
    if (edge === "end") {
      const word = this.textView.word(end - 1, steps);
      if (word) this.set(form, { start, end: word.end });
      return;
    }
    const word = this.textView.word(steps < 0 ? start - 1 : start, steps < 0 ? 0 : 1);
    const before = steps < 0 && word && word.start >= start ? this.textView.word(start, -1) : word;
    if (before) this.set(form, { start: before.start, end });
  }

  /** Return the form that is open, or null. */
  static opened() {
    const form = query(".editor form.edit, #adding form.edit");
    return form instanceof HTMLFormElement ? form : null;
  }
}
