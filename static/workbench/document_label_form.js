// @ts-check
// The form of a label of the whole article: which label, toward whom or what, with a note. It sends nothing.

import { control, find, query, queryAll } from "../dom.js";

const STANCE = "stance-";
const SUGGEST_LATER = 150; // milliseconds after the last key

export class DocumentLabelForm {
  /**
   * What the form is open for.
   * @type {OpenedDocumentLabel}
   */
  opened = { label: "" };
  /** The label that is chosen in the form. */
  label = "";
  /**
   * The refused change that the form corrects.
   * @type {Change | undefined}
   */
  refused;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  suggesting;

  /**
   * @param {HTMLElement} box
   * @param {HTMLFormElement} form
   * @param {{ suggest: (text: string) => unknown, onSave: (saved: SavedDocumentLabel) => void }} options
   */
  constructor(box, form, { suggest, onSave }) {
    this.box = box;
    this.form = form;
    this.onSave = onSave;
    this.buttons = queryAll("[data-give]", box);
    this.listen(suggest);
  }

  /** @param {(text: string) => unknown} suggest */
  listen(suggest) {
    const { form } = this;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    form.addEventListener("keydown", ({ key, target, ctrlKey, metaKey }) => {
      if (key === "Escape") this.close();
      if (key === "Enter" && target instanceof HTMLTextAreaElement && (ctrlKey || metaKey)) this.save();
    });
    find("[data-cancel]", form).addEventListener("click", () => this.close());
    const target = control(form, "target");
    target.addEventListener("input", () => {
      clearTimeout(this.suggesting);
      this.suggesting = setTimeout(() => suggest(target.value), SUGGEST_LATER);
    });
    // What stands in an open form is not lost by submitting the article or leaving the page.
    document.addEventListener("submit", (event) => {
      const isLeaving = event.target instanceof Element && event.target.matches("[data-needs-saved]");
      if (isLeaving && !form.hidden) this.save();
    }, { capture: true });
    window.addEventListener("beforeunload", (event) => {
      if (!form.hidden && Object.keys(this.difference()).length) event.preventDefault();
    });
  }

  /**
   * Give a label anew, or give the open form another label.
   * @param {string} label
   */
  pick(label) {
    if (this.form.hidden) this.open({ label });
    else this.choose(label);
  }

  /**
   * Open the form; `reason` is why `refused` was refused.
   * @param {OpenedDocumentLabel} opened
   * @param {string} [reason]
   * @param {Change} [refused]
   */
  open(opened, reason = "", refused) {
    const { form } = this;
    this.opened = opened;
    this.refused = refused;
    form.reset();
    const [target, note] = [control(form, "target"), control(form, "note")];
    target.value = opened.name ?? "";
    note.value = opened.note ?? "";
    form.hidden = false;
    const line = find("[role=alert]", form);
    line.textContent = reason;
    line.hidden = !reason;
    this.choose(opened.label);
    (target.offsetParent ? target : note).focus();
  }

  /** @param {string} label empty: none */
  choose(label) {
    this.label = label;
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.give === label));
    find("[data-toward]", this.box).hidden = !label.startsWith(STANCE);
  }

  close() {
    const { opened, form } = this;
    form.hidden = true;
    this.choose("");
    query(opened.id ? `[data-id="${opened.id}"] [data-change]` : `[data-give="${opened.label}"]`, this.box)?.focus();
  }

  /** Return what the form says that is not so yet, as a change sends it. */
  difference() {
    const { opened, label, form } = this;
    /** @type {Fields} */
    const fields = {};
    const name = label.startsWith(STANCE) ? control(form, "target").value.trim() : "";
    const note = control(form, "note").value.trim();
    if (!opened.id || label !== opened.label) fields.label = label;
    if (name !== (opened.name ?? "")) fields[name ? "stance_target_new" : "stance_target"] = name;
    if (note !== (opened.note ?? "")) fields.note = note;
    return fields;
  }

  save() {
    const { opened, label, refused } = this;
    const fields = this.difference();
    this.close();
    this.onSave({ opened, label, refused, fields });
  }

  /**
   * Fill in what a refused change said.
   * @param {string | number | undefined} made the name of a new target
   * @param {string | number | undefined} note
   */
  fill(made, note) {
    if (made) control(this.form, "target").value = String(made);
    if (note !== undefined) control(this.form, "note").value = String(note);
  }
}
