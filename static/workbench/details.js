// @ts-check
// The form of an annotation's details, in its card: values, names, note. It sends only what has changed. What
// a claim has beyond that, its question and what is proposed for it, is in `claim_form.js`.

import { control, find, findAs, queryAll } from "../dom.js";
import { ClaimForm } from "./claim_form.js";
import { DetailBoxes } from "./detail_boxes.js";
import { nameAgain, namedIn } from "./drafts.js";
import { ProposedMarks } from "./proposed_marks.js";
import { RecentNames } from "./recent_names.js";

export class Details {
  /** @type {Annotation | undefined} */
  model;
  quote = "";
  /** Whether the annotation has just been made: then the keys go back to the text. */
  isFresh = false;
  marks = new ProposedMarks();

  /**
   * @param {HTMLFormElement} form
   * @param {{
   *   questions: Question[], declared: DeclaredDetails, memory: string, drafts: Drafts,
   *   urls: { readOff: string, entities: string, proposals: string },
   *   onSave: (model: Annotation, sent: Fields, leaving: boolean) => void, onClose: () => void,
   *   onLeave: (model: Annotation, isTyped: boolean) => void, say: Say,
   * }} options
   */
  constructor(form, { questions, declared, urls, memory, drafts, onSave, onClose, onLeave, say }) {
    this.form = form;
    this.declared = declared;
    this.onSave = onSave;
    this.onClose = onClose;
    this.onLeave = onLeave;
    this.drafts = drafts;
    this.drafted = find("[data-drafted]", form);
    find("button", this.drafted).addEventListener("click", () => this.forget());
    this.say = say;
    this.more = findAs(HTMLDetailsElement, "[data-more]", form);
    this.recent = new RecentNames(memory);
    this.boxes = new DetailBoxes(form, {
      questions, entities: declared.entities, url: urls.entities, recent: this.recent,
      onQuestion: () => this.claim.value.asked(),
      onTake: (name) => {
        this.touch(this.field(name));
        this.keepDraft();
      },
    });
    this.claim = new ClaimForm(this, { questions, urls });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    form.addEventListener("input", ({ target }) => this.changed(/** @type {Control} */ (target)));
    form.addEventListener("keydown", (event) => {
      const { key, target } = event;
      if (key === "Escape") {
        event.stopPropagation(); // the page's own Escape lets go of the card
        this.leave();
      }
      if (key === "Enter" && target instanceof HTMLTextAreaElement && (event.ctrlKey || event.metaKey)) this.save();
    });
    for (const button of queryAll("[data-cancel]", form)) button.addEventListener("click", () => this.leave());
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
   * @param {{ given?: Fields, reason?: string, isFresh?: boolean }} [options]
   */
  open(card, model, quote, { given = {}, reason = "", isFresh = false } = {}) {
    this.model = model;
    this.quote = quote;
    this.isFresh = isFresh;
    this.form.toggleAttribute("data-fresh", isFresh);
    this.form.reset();
    this.marks.clear(this.fields());
    for (const field of this.fields()) delete field.dataset.touched;
    this.form.hidden = false;
    card.append(this.form);
    for (const part of queryAll("[data-kind]", this.form)) part.hidden = part.dataset.kind !== model.kind;
    const shown = { ...model.details, ...given };
    for (const field of this.fields()) {
      if (this.boxes.all.has(field.name)) continue;
      if (shown[field.name] !== undefined) field.value = String(shown[field.name]);
      else if (field.type === "hidden") field.value = ""; // a form's reset leaves those
    }
    this.boxes.fill(model, given);
    this.bringBack(model);
    this.fail(reason);
    this.more.open = this.hasMore();
    if (model.kind === "claim") this.claim.open(model, quote, isFresh);
    else this.claim.shut();
    this.focus();
  }

  /** Whether something is set that the form does not show at once. */
  hasMore() {
    const said = queryAll(".field:not([hidden])", this.more).filter((part) => !part.closest("[data-kind][hidden], [data-types]"));
    return said.some((part) => /** @type {Control[]} */ (queryAll("[name]", part)).some((field) => field.value.trim()));
  }

  /** Take the focus to where one begins. */
  focus() {
    if (this.model?.kind === "claim" && this.isFresh) this.claim.focus();
    else {
      const fields = this.fields().filter((field) => field.offsetParent);
      const essential = this.declared.essential[this.model?.kind ?? "claim"];
      (fields.find(({ name, value }) => name === essential && !value) ?? fields[0])?.focus();
    }
  }

  close() {
    if (!this.isOpen) return;
    this.claim.shut();
    for (const box of this.boxes.all.values()) box.forget();
    this.form.hidden = true;
    document.body.append(this.form);
    this.onClose();
  }

  /** Close the form; what was typed stands there again when it is opened again. */
  leave() {
    const { model } = this;
    this.keepDraft();
    this.close();
    if (this.isFresh) find("#text").focus({ preventScroll: true });
    if (model) this.onLeave(model, this.drafts.of(model.id) !== undefined);
  }

  /** Keep what was typed and is not sent yet. */
  keepDraft() {
    const { model } = this;
    if (!model || !this.isOpen) return;
    const typed = this.fields().filter((field) => "touched" in field.dataset && !this.boxes.all.has(field.name));
    const fields = typed.filter(({ name, value }) => value.trim() !== (model.details[name] ?? "")).map(({ name, value }) => [name, value]);
    const named = [...this.boxes.all].map(([name, box]) => [name, "touched" in box.input.dataset || name === "question" ? namedIn(box, model.names[name] ?? "") : undefined]);
    this.drafts.keep(model.id, {
      fields: Object.fromEntries(fields), named: Object.fromEntries(named.filter(([, thing]) => thing !== undefined)),
    });
  }

  /** @param {Annotation} model */
  bringBack({ id }) {
    const draft = this.drafts.of(id);
    this.drafted.hidden = !draft;
    for (const [name, value] of Object.entries(draft?.fields ?? {})) {
      const field = this.fields().find((one) => one.name === name);
      if (!field) continue;
      field.value = value;
      field.dataset.touched = "";
    }
    for (const [name, thing] of Object.entries(draft?.named ?? {})) {
      const box = this.boxes.all.get(name);
      if (!box) continue;
      nameAgain(box, thing);
      box.input.dataset.touched = "";
    }
  }

  /** Let the form say what is kept. */
  forget() {
    const { model, quote, isFresh } = this;
    const card = this.form.parentElement;
    if (!model || !card) return;
    this.drafts.drop(model.id);
    this.open(card, model, quote, { isFresh });
  }

  /** @param {Control} field */
  touch(field) {
    field.dataset.touched = "";
    this.marks.unmark(field);
  }

  /** @param {Control} field */
  changed(field) {
    this.touch(field);
    if (this.model?.kind === "claim") this.claim.value.changed(field);
    this.keepDraft();
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
        // While it asks which question, only what the person wrote is said.
        if (this.claim.isAsking && (name === "question" || !("touched" in field.dataset))) continue;
        if (this.boxes.all.has(name)) {
          const named = this.boxes.difference(name, model);
          if (named.question_new) Object.assign(named, this.claim.value.newQuestion());
          Object.assign(sent, named);
        } else if (!name.startsWith("question_") && value !== (model.details[name] ?? "")) {
          if (!field.closest("[data-types][hidden]") || model.details[name]) sent[name] = value;
        }
      }
    }
    return sent;
  }

  /** Whether something was typed or taken that is not kept yet. */
  get isTyping() {
    return this.isOpen && (Object.keys(this.difference()).length > 0 || this.boxes.unsettled().length > 0);
  }

  /** @param {{ leaving?: boolean }} [options] */
  save({ leaving = false } = {}) {
    const { model } = this;
    const open = this.boxes.unsettled();
    const searching = leaving ? undefined : open.find(([, box]) => box.searching)?.[1].searching;
    if (searching) {
      searching.then(() => this.isOpen && this.model === model && this.save());
      return;
    }
    if (!leaving && open.some(([, box]) => !box.resolve())) return;
    const sent = this.difference();
    if (Object.keys(sent).length && !this.claim.isAsking) {
      const verdict = this.marks.verdict((name) => this.field(name).value.trim());
      if (verdict && verdict !== model?.details.proposed) sent.proposed = verdict;
    }
    if (model) this.drafts.drop(model.id);
    if (model && leaving && open.length) this.keepHalf(model, open);
    for (const name of this.declared.entities) {
      const choice = this.boxes.all.get(name)?.choice;
      if (choice && (sent[name] || sent[`${name}_new`])) this.recent.use(name, choice);
    }
    this.close();
    if (model && Object.keys(sent).length) this.onSave(model, sent, leaving);
    else if (this.isFresh && !leaving) find("#text").focus({ preventScroll: true });
  }

  /**
   * Keep half a name for when the form is opened again: it makes nobody.
   * @param {Annotation} model
   * @param {[string, import("../combobox.js").Combobox][]} open
   */
  keepHalf({ id }, open) {
    this.drafts.keep(id, { fields: {}, named: Object.fromEntries(open.map(([name, box]) => [name, box.input.value.trim()])) });
    const [[, { input }]] = open;
    this.say(`“${input.value.trim()}” names nothing yet: open the details again to choose, or to make it new.`);
  }
}
