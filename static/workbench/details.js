// @ts-check
// The form of an annotation's details, in its card: questions, values, names. It sends only what
// has changed, and fills what can be read off the quote.

import { control, find, findAs, queryAll } from "../dom.js";

const READ_OFF_LATER = 250; // milliseconds after the last key
const SUGGEST_LATER = 150;

export class Details {
  /** @type {Annotation | undefined} */
  model;
  quote = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  readingOff;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  suggesting;

  /**
   * @param {HTMLFormElement} form
   * @param {{
   *   questions: Question[], declared: DeclaredDetails, readOffUrl: string, entitiesUrl: string,
   *   onSave: (model: Annotation, sent: Fields, leaving: boolean) => void, onClose: () => void,
   * }} options
   */
  constructor(form, { questions, declared, readOffUrl, entitiesUrl, onSave, onClose }) {
    this.form = form;
    this.questions = questions;
    this.entities = declared.entities;
    this.filled = declared.readOff;
    this.readOffUrl = readOffUrl;
    this.entitiesUrl = entitiesUrl;
    this.onSave = onSave;
    this.onClose = onClose;
    this.options = find("#entity-options");
    const wordings = find("#question-options");
    for (const question of questions) wordings.append(new Option(question.wording));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    form.addEventListener("input", ({ target }) => this.changed(/** @type {Control} */ (target)));
    form.addEventListener("change", ({ target }) => {
      if (/** @type {Control} */ (target).name === "question") this.asked();
    });
    form.addEventListener("keydown", ({ key, target, ctrlKey, metaKey }) => {
      if (key === "Escape") this.close();
      if (key === "Enter" && target instanceof HTMLTextAreaElement && (ctrlKey || metaKey)) this.save();
    });
    find("[data-cancel]", form).addEventListener("click", () => this.close());
  }

  get isOpen() {
    return !this.form.hidden;
  }

  /** @param {string} name */
  field(name) {
    return control(this.form, name);
  }

  /** @returns {Control[]} */
  fields() {
    return /** @type {Control[]} */ (queryAll("[name]", this.form));
  }

  /**
   * Open the form in an annotation's card. `given` is what a refused change said, `reason` why it was refused.
   * @param {HTMLElement} card
   * @param {Annotation} model
   * @param {string} quote
   * @param {Fields} [given]
   * @param {string} [reason]
   */
  open(card, model, quote, given = {}, reason = "") {
    this.model = model;
    this.quote = quote;
    this.form.reset();
    for (const field of this.fields()) delete field.dataset.touched;
    this.form.hidden = false;
    card.append(this.form);
    for (const part of queryAll("[data-kind]", this.form)) part.hidden = part.dataset.kind !== model.kind;
    const shown = { ...model.details, ...given };
    for (const field of this.fields()) {
      const { name } = field;
      if (this.entities.includes(name) || name === "question") field.value = String(given[`${name}_new`] ?? model.names[name] ?? "");
      else if (shown[name] !== undefined) field.value = String(shown[name]);
    }
    this.fail(reason);
    this.asked(true);
    this.fields().find((field) => field.offsetParent)?.focus();
    if (model.kind === "claim" && !model.details.value) this.readOff(quote);
  }

  close() {
    if (!this.isOpen) return;
    this.form.hidden = true;
    document.body.append(this.form);
    this.onClose();
  }

  /** Return the story's question that the form names, if it names one. */
  question() {
    const wording = this.field("question").value.trim().toLowerCase();
    return this.questions.find((question) => question.wording.toLowerCase() === wording);
  }

  /**
   * Show the fields that the question's type of answer has.
   * @param {boolean} [opening]
   */
  asked(opening = false) {
    const wording = this.field("question").value.trim();
    const known = this.question();
    find("[data-new-question]", this.form).hidden = !wording || Boolean(known);
    const type = known?.type ?? (wording ? this.field("question_type").value : "");
    for (const part of queryAll("[data-types]", this.form)) {
      part.hidden = Boolean(type) && !part.dataset.types?.split(" ").includes(type);
    }
    for (const label of queryAll("[data-day]", this.form)) {
      label.textContent = (type === "date" ? label.dataset.day : label.dataset.otherwise) ?? "";
    }
    findAs(HTMLInputElement, "[name=scope]", this.form).placeholder = known?.scope ?? "";
    const choice = this.field("answer_key");
    const options = known?.options ?? (type === "yes-no" ? ["yes", "no"] : []);
    choice.replaceChildren(new Option("not chosen", ""), ...options.map((option) => new Option(option)));
    const chosen = this.model?.details.answer_key;
    if (chosen !== undefined && options.includes(chosen)) choice.value = chosen;
    if (!opening && this.model?.kind === "claim") this.readOff(this.field("value").value || this.quote);
  }

  /** @param {Control} field */
  changed(field) {
    field.dataset.touched = "";
    if (field.name === "question_type") this.asked();
    if (field.name === "value") {
      clearTimeout(this.readingOff);
      this.readingOff = setTimeout(() => this.readOff(field.value, true), READ_OFF_LATER);
    }
    if (this.entities.includes(field.name)) {
      clearTimeout(this.suggesting);
      this.suggesting = setTimeout(() => this.suggest(field.value), SUGGEST_LATER);
    }
  }

  /**
   * Fill in the value that some words state, but for what the person has typed.
   * @param {string} text
   * @param {boolean} [keepValue]
   */
  async readOff(text, keepValue = false) {
    if (!text.trim()) return;
    const { model } = this;
    const query = new URLSearchParams({ text: text.slice(0, 2000), question: this.question()?.slug ?? "" });
    /** @type {Record<string, string>} */
    let found = {};
    try {
      const response = await fetch(`${this.readOffUrl}?${query}`, { headers: { "X-Requested-With": "fetch" } });
      if (response.ok) found = await response.json();
    } catch {
      // Without a connection the server reads it off when the change arrives.
    }
    if (this.model !== model || !found.type) return;
    const fields = new Map(this.fields().map((field) => [field.name, field]));
    for (const [part, target] of Object.entries(this.filled)) {
      const field = fields.get(target);
      if (!field) continue; // this part is asked for in no field
      if (target === "value" ? keepValue || field.value : "touched" in field.dataset) continue;
      field.value = found[part];
    }
  }

  /**
   * Offer the registry's entities that some letters may mean.
   * @param {string} text
   */
  async suggest(text) {
    if (!text.trim()) return;
    try {
      const query = new URLSearchParams({ q: text });
      const response = await fetch(`${this.entitiesUrl}?${query}`, { headers: { "X-Requested-With": "fetch" } });
      if (!response.ok) return;
      /** @type {{ entities: { name: string, hint: string }[] }} */
      const { entities } = await response.json();
      this.options.replaceChildren(
        ...entities.map(({ name, hint }) => {
          const option = new Option(hint, name);
          option.label = hint;
          return option;
        }),
      );
    } catch {
      // A name can be typed without suggestions.
    }
  }

  /** @param {string} reason */
  fail(reason) {
    const line = find("[role=alert]", this.form);
    line.textContent = reason;
    line.hidden = !reason;
  }

  /** Return the fields that differ from what the card shows, as a change sends them. */
  difference() {
    const { model } = this;
    /** @type {Fields} */
    const sent = {};
    if (!model) return sent;
    for (const part of queryAll("[data-kind]:not([hidden]), [data-any]", this.form)) {
      for (const field of /** @type {Control[]} */ (queryAll("[name]", part))) {
        const { name } = field;
        const value = field.value.trim();
        if (this.entities.includes(name)) {
          if (value !== (model.names[name] ?? "")) sent[value ? `${name}_new` : name] = value;
        } else if (name === "question") {
          if (value !== (model.names.question ?? "")) Object.assign(sent, this.questionFields(value));
        } else if (!name.startsWith("question_") && value !== (model.details[name] ?? "")) {
          if (!field.closest("[data-types][hidden]") || model.details[name]) sent[name] = value;
        }
      }
    }
    return sent;
  }

  /**
   * Return how a change names the question: one of the story's, none, or a new one.
   * @param {string} wording
   * @returns {Fields}
   */
  questionFields(wording) {
    const known = this.question();
    if (known || !wording) return { question: known?.slug ?? "" };
    return {
      question_new: wording, question_type: this.field("question_type").value,
      question_unit: this.field("question_unit").value.trim(),
    };
  }

  /** @param {{ leaving?: boolean }} [options] */
  save({ leaving = false } = {}) {
    const sent = this.difference();
    const { model } = this;
    this.close();
    if (model && Object.keys(sent).length) this.onSave(model, sent, leaving);
  }
}
