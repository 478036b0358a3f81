// @ts-check
// What a claim answers: its question, the options of a choice, the value, and a line that reads back what that
// comes to.

import { closest, find, findAs, queryAll } from "../dom.js";
import { readable, readingBack } from "./reading_back.js";

const READ_LATER = 250; // milliseconds after the last key
const ENDS = ["value_low", "value_high", "unit", "approximator"];
const NOTHING_TOLD = { reads_back: "", relative: "" };

export class ClaimValue {
  /** What the server says that the value comes to, and what it took from the article's date. */
  told = NOTHING_TOLD;
  /** Which claim's turn it is: an answer to another one's is not listened to. */
  turn = 0;
  /** @type {Annotation | undefined} */
  model;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  reading;

  /**
   * @param {Details} details
   * @param {{
   *   questions: Question[], server: import("./proposals.js").ProposalsOf, onRead: (row: ProposedQuestion) => void,
   * }} options
   */
  constructor(details, { questions, server, onRead }) {
    this.details = details;
    this.questions = questions;
    this.server = server;
    this.onRead = onRead;
    this.options = find("[data-options]", details.form);
    this.line = find("[data-reads-back]", details.form);
    this.options.addEventListener("click", ({ target }) => this.answer(closest(target, "button")?.dataset.option ?? ""));
  }

  /** @param {Annotation} model */
  begin(model) {
    this.turn += 1;
    this.model = model;
    this.told = NOTHING_TOLD;
  }

  end() {
    this.turn += 1;
    clearTimeout(this.reading);
  }

  /** @param {string} name */
  field(name) {
    return this.details.field(name);
  }

  /** Return the story's question that the form names, if it names one. */
  question() {
    const slug = this.details.boxes.all.get("question")?.choice?.value;
    return slug ? this.questions.find((question) => question.slug === slug) : undefined;
  }

  /** Return how a change tells of a new question, beside its wording. */
  newQuestion() {
    return { question_type: this.field("question_type").value, question_unit: this.field("question_unit").value.trim() };
  }

  /** The type of answer that the question asks for; empty while there is none. */
  get type() {
    const isNew = this.details.boxes.all.get("question")?.choice?.isNew;
    return this.question()?.type ?? (isNew ? this.field("question_type").value : "");
  }

  get choices() {
    return this.question()?.options ?? (this.type === "yes-no" ? ["yes", "no"] : []);
  }

  /**
   * Show the fields that the question's type of answer has.
   * @param {boolean} [opening]
   */
  asked(opening = false) {
    const { form, boxes } = this.details;
    const { type } = this;
    find("[data-new-question]", form).hidden = !boxes.all.get("question")?.choice?.isNew;
    for (const part of queryAll("[data-types]", form)) {
      part.hidden = Boolean(type) && !part.dataset.types?.split(" ").includes(type);
    }
    for (const label of queryAll("[data-day]", form)) {
      label.textContent = (type === "date" ? label.dataset.day : label.dataset.otherwise) ?? "";
    }
    findAs(HTMLInputElement, "[name=scope]", form).placeholder = this.question()?.scope ?? "";
    this.drawOptions();
    if (!opening) this.readAgain();
    this.readBack();
  }

  /** Whether the claim says already what it answers. */
  get isAnswered() {
    return ["value", ...this.details.declared.comesTo].some((name) => this.model?.details[name]);
  }

  /** Read the value for another question: off what the person wrote, else off the marked words. */
  readAgain() {
    const field = this.field("value");
    const isOwn = Boolean(field.value) && ("touched" in field.dataset || Boolean(this.model?.details.value));
    this.read(isOwn ? field.value : this.details.quote, isOwn);
  }

  drawOptions() {
    const { choices, type } = this;
    const chosen = this.field("answer_key").value;
    this.options.replaceChildren(...choices.map((option, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.option = option;
      button.setAttribute("aria-pressed", String(option === chosen));
      const key = document.createElement("kbd");
      key.textContent = type === "yes-no" ? option.slice(0, 1).toUpperCase() : String(at + 1);
      const words = document.createElement("bdi");
      words.textContent = option;
      button.append(words, ...(at < 9 ? [" ", key] : []));
      return button;
    }));
    this.options.closest(".field")?.toggleAttribute("hidden", !choices.length);
  }

  /**
   * Answer with an option; with the chosen one once more, with none.
   * @param {string} option
   */
  answer(option) {
    if (!option) return;
    const field = this.field("answer_key");
    const within = this.options.contains(document.activeElement);
    field.value = field.value === option ? "" : option;
    this.details.touch(field);
    this.told = NOTHING_TOLD;
    this.asked(true);
    if (within) queryAll("button", this.options).find((button) => button.dataset.option === option)?.focus();
  }

  /**
   * Fill in what is proposed for the value, but for what the person has typed. What only stands in for a
   * proposal is not marked as one.
   * @param {Pick<ProposedQuestion, "values" | "reads_back" | "relative" | "why">} proposed
   * @param {{ keepValue?: boolean, isStandIn?: boolean }} [options]
   */
  fill({ values, reads_back, relative, why }, { keepValue = false, isStandIn = false } = {}) {
    for (const name of ["value", ...this.details.declared.comesTo]) {
      const field = this.details.fields().find((one) => one.name === name);
      if (!field || (name === "value" && keepValue) || "touched" in field.dataset) continue;
      field.value = values[name] ?? "";
      // Who is in it and has not typed yet replaces what is proposed by typing.
      if (field === document.activeElement && "select" in field) field.select();
      this.details.marks.values.delete(name);
      if (field.value && !isStandIn) this.details.marks.mark(field, why || "read off the marked words");
      else this.details.marks.unmark(field);
    }
    this.told = { reads_back, relative };
    this.drawOptions();
    this.readBack();
  }

  /**
   * Read the value that some words state, for the question that is chosen.
   * @param {string} text
   * @param {boolean} keepValue
   */
  async read(text, keepValue) {
    const { turn, model } = this;
    const slug = this.question()?.slug ?? "";
    if (!text.trim() || !model) return;
    const proposals = slug ? await this.server.ask(model, { question: slug, text: keepValue ? text : undefined }) : null;
    if (turn !== this.turn || slug !== (this.question()?.slug ?? "")) return;
    if (proposals?.questions.length) {
      this.fill(proposals.questions[0], { keepValue });
      this.onRead(proposals.questions[0]);
      return;
    }
    const found = await this.server.readOff(text, slug);
    if (turn !== this.turn || !found || slug !== (this.question()?.slug ?? "")) return;
    /** @type {Record<string, string>} */
    const values = {};
    for (const [part, name] of Object.entries(this.details.declared.readOff)) {
      if (found[part] && name) values[name] = found[part];
    }
    this.fill({ values, reads_back: "", relative: "", why: "" }, { keepValue });
  }

  /** @param {Control} field that the person has changed */
  changed(field) {
    if (field.name === "question_type") this.asked();
    if (ENDS.includes(field.name)) {
      // Whether the ends belong to it is the server's to say of what stands there now.
      this.field("value_bounds").value = "";
      this.told = NOTHING_TOLD;
    }
    if (field.name === "value") {
      this.told = NOTHING_TOLD;
      clearTimeout(this.reading);
      this.reading = setTimeout(() => this.read(field.value, true), READ_LATER);
    }
    this.readBack();
  }

  /** Say in one line what the value comes to. */
  readBack() {
    const details = Object.fromEntries(this.details.declared.comesTo.map((name) => [name, this.field(name).value.trim()]));
    const words = readable(this.told.reads_back) || readingBack(details);
    find("b", this.line).textContent = words;
    find("small", this.line).textContent = this.told.relative;
    this.line.hidden = !words;
  }
}
