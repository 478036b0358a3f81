// @ts-check
// Which fields of the form hold what the program proposed, and what became of it.

import { closest } from "../dom.js";

export class ProposedMarks {
  /**
   * What was proposed, by the field's name.
   * @type {Map<string, string>}
   */
  values = new Map();

  /**
   * Mark a field that holds a proposal.
   * @param {Control} field
   * @param {string} why where it comes from
   */
  mark(field, why) {
    this.values.set(field.name, field.value.trim());
    const holder = closest(field, ".field");
    if (!holder || field.type === "hidden") return;
    holder.classList.add("proposed");
    /** @type {HTMLElement} */ (field).title = why ? `Proposed: ${why}` : "Proposed";
  }

  /**
   * Take the mark from a field: the person has written what stands there.
   * @param {Control} field
   */
  unmark(field) {
    closest(field, ".field")?.classList.remove("proposed");
    field.removeAttribute("title");
  }

  /** @param {Control[]} fields */
  clear(fields) {
    this.values.clear();
    for (const field of fields) this.unmark(field);
  }

  /**
   * Say what became of the proposals; empty where there were none.
   * @param {(name: string) => string} valueOf
   */
  verdict(valueOf) {
    if (!this.values.size) return "";
    const isTaken = [...this.values].every(([name, proposed]) => valueOf(name) === proposed);
    return isTaken ? "taken" : "changed";
  }
}
