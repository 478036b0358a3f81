// @ts-check
// What was typed in a form of this page and not sent stands there again: after Escape, another place, a card
// drawn anew, and a reload.

import { boxOf } from "../combobox_fields.js";
import { closest, query, queryAll } from "../dom.js";
import { announce as say } from "../live_region.js";
import { Drafts } from "../workbench/drafts.js";

export class KeptWords {
  /** Forms in which the words stand already.
   *  @type {WeakSet<HTMLFormElement>} */
  filled = new WeakSet();
  /** Forms that were sent: what they lose the focus with is not kept again.
   *  @type {WeakSet<HTMLFormElement>} */
  sent = new WeakSet();

  /** @param {string} name under which they are kept in this browser */
  constructor(name) {
    this.drafts = new Drafts(name);
    for (const event of ["input", "change", "focusout"]) document.addEventListener(event, ({ target }) => this.note(target));
    document.addEventListener("htmx:beforeSwap", ({ detail }) => {
      const { xhr, requestConfig } = detail;
      if (xhr.status === 200 || xhr.status === 204) this.forget(requestConfig?.elt ?? null);
    });
    // A form that is not htmx's leads to another page.
    document.addEventListener("submit", ({ target }) => {
      if (target instanceof HTMLFormElement && !target.matches("[hx-post]")) this.forget(target);
    });
    document.addEventListener("htmx:afterSettle", () => this.fill());
    this.fill();
  }

  /**
   * Keep what a form says that it did not say at first.
   * @param {EventTarget | null} target
   */
  note(target) {
    const form = closest(target, "form");
    const id = form instanceof HTMLFormElement ? idOf(form) : "";
    if (!(form instanceof HTMLFormElement) || !id || this.sent.has(form)) return;
    const typed = fieldsOf(form).filter(isChanged);
    this.drafts.keep(id, { fields: Object.fromEntries(typed.map(({ name, value }) => [name, value])), named: {} });
    this.filled.add(form);
  }

  /** Let the forms of the page say what was typed in them. */
  fill() {
    for (const form of queryAll("form")) {
      if (!(form instanceof HTMLFormElement) || this.filled.has(form)) continue;
      const draft = this.drafts.of(idOf(form));
      this.filled.add(form);
      if (!draft) continue;
      for (const field of fieldsOf(form)) {
        const words = draft.fields[field.name];
        if (words === undefined) continue;
        const box = field instanceof HTMLInputElement ? boxOf(field) : undefined;
        if (box) box.draft(words);
        else field.value = words;
      }
      if (form.matches(".edit, .talk form")) say("What you typed here before stands there again.");
    }
  }

  /**
   * Drop what was typed in a form that was sent; with a decision, all that was typed to make it.
   * @param {EventTarget | null} form
   */
  forget(form) {
    if (!(form instanceof HTMLFormElement)) return;
    this.sent.add(form);
    const id = idOf(form);
    this.drafts.drop(id);
    const key = /^(.+) (?:reason|edit)$/.exec(id)?.[1];
    if (key) for (const what of ["reason", "edit"]) this.drafts.drop(`${key} ${what}`);
  }
}

/**
 * Return the name of what a form is for, or "" where nothing of it is kept.
 * @param {HTMLFormElement} form
 */
function idOf(form) {
  const key = form.closest(".place")?.getAttribute("data-key");
  if (key) return `${key} ${form.matches(".edit") ? "edit" : form.closest(".talk") ? "talk" : "reason"}`;
  if (form.closest("#adding")) return `words ${query("[data-at]", form)?.dataset.at ?? ""}`;
  if (form.closest("#whole")) return "whole";
  return form.closest(".readers") ? `back ${form.getAttribute("action")}` : "";
}

/** @param {HTMLFormElement} form */
function fieldsOf(form) {
  const typed = "input:not([type=hidden], [type=checkbox]), select, textarea";
  return /** @type {(HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[]} */ (queryAll(typed, form)).filter(({ name }) => name);
}

/** @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} field */
function isChanged(field) {
  if (!(field instanceof HTMLSelectElement)) return field.value !== field.defaultValue;
  const first = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
  return field.value !== first?.value;
}
