// @ts-check
// The form of a label of the whole article: which label, toward whom or what, with a note. It sends nothing.

import { Combobox } from "../combobox.js";
import { inRegistry } from "../combobox_sources.js";
import { control, find, findAs, query, queryAll } from "../dom.js";
import { rememberName } from "./declared_details.js";
import { nameAgain, namedIn } from "./drafts.js";

const STANCE = "stance-";
const DETAIL = "stance_target";

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
  /**
   * @param {HTMLElement} box
   * @param {HTMLFormElement} form
   * @param {{ entitiesUrl: string, recent: RecentNames, drafts: Drafts, onSave: (saved: SavedDocumentLabel) => void }} options
   */
  constructor(box, form, { entitiesUrl, recent, drafts, onSave }) {
    this.box = box;
    this.form = form;
    this.onSave = onSave;
    this.drafts = drafts;
    this.buttons = queryAll("[data-give]", box);
    this.recent = recent;
    this.target = new Combobox(findAs(HTMLInputElement, "[name=target]", form), {
      find: inRegistry(entitiesUrl, () => recent.of(DETAIL)), many: "entities",
    });
    this.listen();
  }

  listen() {
    const { form } = this;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    for (const name of ["input", "change"]) form.addEventListener(name, () => this.keepDraft());
    form.addEventListener("keydown", ({ key, target, ctrlKey, metaKey }) => {
      if (key === "Escape") this.close();
      if (key === "Enter" && target instanceof HTMLTextAreaElement && (ctrlKey || metaKey)) this.save();
    });
    find("[data-cancel]", form).addEventListener("click", () => this.close());
    // What stands in an open form is not lost by submitting the article or leaving the page.
    document.addEventListener("submit", (event) => {
      const isLeaving = event.target instanceof Element && event.target.matches("[data-needs-saved]");
      if (!isLeaving || form.hidden) return;
      if (this.label.startsWith(STANCE) && !this.target.isSettled) {
        // Half a name is chosen, or taken away, before the article goes.
        event.preventDefault();
        event.stopImmediatePropagation();
        this.target.resolve();
      } else this.save({ leaving: true });
    }, { capture: true });
    window.addEventListener("beforeunload", (event) => {
      if (!form.hidden && (!this.target.isSettled || Object.keys(this.difference()).length)) event.preventDefault();
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
    const note = control(form, "note");
    const { input } = this.target;
    this.target.hold(opened.name ? { value: opened.target ?? "", text: opened.name } : null);
    note.value = opened.note ?? "";
    const draft = this.drafts.of(this.place);
    if (draft?.fields.note !== undefined) note.value = draft.fields.note;
    if (draft?.named.target !== undefined) nameAgain(this.target, draft.named.target);
    form.hidden = false;
    const line = find("[role=alert]", form);
    line.textContent = reason;
    line.hidden = !reason;
    this.choose(opened.label);
    (input.offsetParent ? input : note).focus();
  }

  /** @param {string} label empty: none */
  choose(label) {
    this.label = label;
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.give === label));
    find("[data-toward]", this.box).hidden = !label.startsWith(STANCE);
  }

  /** Under what the form's draft is kept. */
  get place() {
    return `whole ${this.opened.id ?? ""}`;
  }

  /** Keep what was typed: it stands there again when the form is opened again. */
  keepDraft() {
    const { form, opened, target } = this;
    if (form.hidden) return;
    const note = control(form, "note").value;
    const named = namedIn(target, opened.name ?? "");
    this.drafts.keep(this.place, {
      fields: note.trim() === (opened.note ?? "") ? {} : { note }, named: named === undefined ? {} : { target: named },
    });
  }

  close() {
    const { opened, form } = this;
    this.target.forget();
    form.hidden = true;
    this.choose("");
    query(opened.id ? `[data-id="${opened.id}"] [data-change]` : `[data-give="${opened.label}"]`, this.box)?.focus();
  }

  /** Return what the form says that is not so yet, as a change sends it. */
  difference() {
    const { opened, label, form } = this;
    /** @type {Fields} */
    const fields = {};
    const { choice } = this.target;
    const name = label.startsWith(STANCE) ? (choice?.text ?? "") : "";
    const note = control(form, "note").value.trim();
    if (!opened.id || label !== opened.label) fields.label = label;
    if (this.target.isSettled && name !== (opened.name ?? "")) {
      if (name && choice && !choice.value) fields.stance_target_new = name;
      else fields.stance_target = name && choice ? choice.value : "";
    }
    if (note !== (opened.note ?? "")) fields.note = note;
    return fields;
  }

  /** @param {{ leaving?: boolean }} [options] */
  save({ leaving = false } = {}) {
    const { opened, label, refused, target } = this;
    // Half a name makes nobody: it is chosen first, or goes.
    if (!leaving && label.startsWith(STANCE)) {
      if (target.searching && !target.isSettled) {
        target.searching.then(() => !this.form.hidden && this.save());
        return;
      }
      if (!target.resolve()) return;
    }
    if (target.choice) {
      this.recent.use(DETAIL, target.choice);
      if (target.choice.value) rememberName(target.choice.value, target.choice.text);
    }
    const fields = this.difference();
    this.drafts.drop(this.place);
    this.close();
    this.onSave({ opened, label, refused, fields });
  }

  /**
   * Fill in what a refused change said.
   * @param {Choice | null} target
   * @param {string | number | undefined} note
   */
  fill(target, note) {
    if (target) this.target.hold(target);
    if (note !== undefined) control(this.form, "note").value = String(note);
  }
}
