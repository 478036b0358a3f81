// @ts-check
// Labels of the whole article, toward whom or what, with a note. Their changes go through the outbox like
// all others, and are undone with them: to the same address, whose fragment, which is never sent, says
// which part of this page they belong to.

import { cloneOf, closest, find, findAs, query, queryAll } from "../dom.js";
import { keyAmong } from "../key_names.js";
import { DocumentLabelForm } from "./document_label_form.js";
import { nameOf } from "./declared_details.js";
import { newId } from "./queue.js";

/** @param {Workbench} bench */
export function startDocumentLabels(bench) {
  bench.documentLabels = new DocumentLabels(find("#whole"), bench);
  bench.documentLabels.lay();
}

export class DocumentLabels {
  /**
   * @param {HTMLElement} box
   * @param {Workbench} bench
   */
  constructor(box, { element, facts, outbox, changes, details, drafts, keys, correctors, names, mayAnnotate, say, then }) {
    this.box = box;
    this.outbox = outbox;
    this.changes = changes;
    this.say = say;
    this.then = then;
    this.tags = facts.tags;
    this.url = box.dataset.url ?? "";
    this.template = findAs(HTMLTemplateElement, "template", box);
    this.list = find("[data-said]", box);
    /**
     * The labels by id, as the server last told them.
     * @type {Map<string, DocumentLabel>}
     */
    this.stored = new Map();
    /**
     * What the targets are called, by slug.
     * @type {Map<string, string>}
     */
    this.called = new Map();
    for (const one of facts.whole) this.store(one);
    this.buttons = queryAll("[data-give]", box);
    /** @type {DocumentLabelForm | null} */
    this.form = null;
    outbox.on("answer", (told) => this.learn(told));
    outbox.on("queue", () => this.lay());
    changes.senders.set(this.url, (verb, id, fields, expected) => this.send(verb, id, fields, expected));
    changes.shown.set(this.url, (id) => ({ stance_target: this.said().get(id)?.target ?? "" }));
    names.set(this.url, ({ fields, annotation }) => {
      const label = fields.label ?? this.said().get(annotation)?.label;
      return `Of the whole article${label ? `, “${this.tags[label].text}”` : ""}`;
    });
    correctors.set(this.url, (change) => this.correct(change));
    if (!mayAnnotate) return;
    const form = new DocumentLabelForm(box, findAs(HTMLFormElement, "form", box), {
      entitiesUrl: element.dataset.entities ?? "", recent: details.recent, drafts, onSave: (saved) => this.save(saved),
    });
    this.form = form;
    for (const button of this.buttons) {
      const { give = "" } = button.dataset;
      button.classList.add(this.tags[give].look);
      button.addEventListener("click", () => form.pick(give));
    }
    this.list.addEventListener("click", (event) => this.clicked(form, event));
    query(".choose", box)?.addEventListener("keydown", (event) => this.pressed(form, event));
    keys.bind("The page", "Say something of the whole article; a digit says which label", ["w"], () => {
      this.buttons[0]?.focus();
    }, "open");
  }

  /**
   * Take the label of a digit.
   * @param {DocumentLabelForm} form
   * @param {KeyboardEvent} event
   */
  pressed(form, event) {
    const digit = keyAmong(event, (name) => /^[1-9]$/.test(name));
    const give = this.buttons[Number(digit) - 1]?.dataset.give;
    if (!give || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    form.pick(give);
  }

  /**
   * @param {DocumentLabelForm} form
   * @param {Event} event a click on a label that was given
   */
  clicked(form, event) {
    const id = closest(event.target, "li")?.dataset.id ?? "";
    const said = this.said().get(id);
    if (said && closest(event.target, "[data-change]")) form.open(said);
    if (closest(event.target, "[data-remove]")) this.then(() => this.remove(id));
  }

  /** Return everything that was said, with what still waits laid over it; erased labels too. */
  said() {
    const all = new Map(this.stored);
    for (const { verb, annotation: id, fields } of this.outbox.waitingAt(this.url)) {
      const { label, stance_target: target, stance_target_new: made, note } = fields;
      const one = all.get(id) ?? { id, label: "", target: "", name: "", note: "", revision: 0 };
      const next = { ...one, erased: verb === "delete", waiting: true };
      if (label !== undefined) next.label = label;
      if (note !== undefined) next.note = String(note);
      if (made !== undefined) Object.assign(next, { target: "", name: String(made) });
      else if (target !== undefined) {
        const slug = String(target);
        Object.assign(next, { target: slug, name: slug && (this.called.get(slug) ?? one.name) });
      }
      if (next.label) all.set(id, next);
    }
    return all;
  }

  /** Draw the labels, the focus where it was. */
  lay() {
    const focused = this.list.contains(document.activeElement) ? document.activeElement : null;
    const at = closest(focused, "li")?.dataset.id;
    const act = focused instanceof HTMLElement && Object.keys(focused.dataset)[0];
    const live = [...this.said().values()].filter((one) => !one.erased);
    this.list.replaceChildren(...live.map((one) => this.draw(one)));
    if (at && act) query(`[data-id="${at}"] [data-${act}]`, this.list)?.focus();
    this.box.hidden = !live.length && !this.buttons.length;
  }

  /** @param {DocumentLabel} one */
  draw(one) {
    const item = cloneOf(this.template);
    const { text, look } = this.tags[one.label];
    item.dataset.id = one.id;
    item.classList.toggle("waiting", Boolean(one.waiting));
    const chip = find(".chip", item);
    chip.classList.add(look);
    // Its kind goes without saying here: “Stance · favour” is “Favour”.
    chip.textContent = text.replace(/^.* · (.)/, (_, /** @type {string} */ first) => first.toUpperCase());
    find("bdi", item).textContent = one.name;
    find(".toward", item).hidden = !one.name;
    find(".pending", item).hidden = !one.waiting;
    const note = find(".note", item);
    note.textContent = one.note;
    note.hidden = !one.note;
    for (const button of queryAll("button", item)) button.setAttribute("aria-label", `${button.textContent}: ${text}`);
    return item;
  }

  /** @param {SavedDocumentLabel} saved */
  save({ opened, label, refused, fields }) {
    const stored = this.said().get(opened.id ?? "");
    const target = String(fields.stance_target ?? "");
    if (target) this.called.set(target, nameOf("stance_target", target) ?? target);
    const same = opened.id ? undefined : this.same(label, fields);
    this.then(async () => {
      if (refused) await this.outbox.drop(refused);
      if (same) {
        if (fields.note && fields.note !== same.note) await this.edit(same, { note: fields.note });
        query(`[data-id="${same.id}"] [data-change]`, this.list)?.focus();
        return this.say(`You have said this of the whole article already: ${this.tags[label].text}.`);
      }
      if (!opened.id) await this.give(fields);
      else if (stored && Object.keys(fields).length) await this.edit({ ...stored, ...opened }, fields);
      return this.say(`Of the whole article: ${this.tags[label].text}.`);
    });
  }

  /**
   * Return what says the very same of the article already.
   * @param {string} label
   * @param {Fields} fields
   */
  same(label, { stance_target: slug = "", stance_target_new: made = "" }) {
    const live = [...this.said().values()].filter((one) => !one.erased && one.label === label);
    return live.find((one) => (made ? one.name === made : one.target === String(slug) && !(one.name && !one.target)));
  }

  /** @param {Fields} fields */
  async give(fields) {
    const id = newId();
    await this.send("create", id, fields);
    this.remember("create", id, fields, { verb: "delete", fields: {} });
  }

  /**
   * @param {DocumentLabel} one
   * @param {Fields} fields
   */
  async edit(one, fields) {
    /** @type {Fields} */
    const back = { label: one.label, note: one.note };
    // A name that has not been answered yet has no slug: it goes back by name.
    if (one.name && !one.target) back.stance_target_new = one.name;
    else back.stance_target = one.target;
    await this.send("edit", one.id, fields);
    this.remember("edit", one.id, fields, { verb: "edit", fields: back });
  }

  /** @param {string} id */
  async remove(id) {
    await this.send("delete", id, {});
    this.remember("delete", id, {}, { verb: "restore", fields: {} });
    this.buttons[0]?.focus();
    this.say("Removed. Control Z brings it back.");
  }

  /**
   * Bring a label back to what it was before a change that the history tells.
   * @param {DocumentLabel} today what the history has of it now
   * @param {Pick<DocumentLabel, "label" | "target" | "name" | "note">} was
   */
  async bringBack(today, was) {
    const { id } = today;
    if (today.revision > (this.stored.get(id)?.revision ?? 0)) this.store(today);
    if (was.target) this.called.set(was.target, was.name);
    const one = this.said().get(id) ?? today;
    if (one.erased) {
      await this.send("restore", id, {});
      this.remember("restore", id, {}, { verb: "delete", fields: {} });
    }
    const { label, target, note } = was;
    if (label === one.label && target === one.target && note === one.note) return;
    await this.edit(one, { label, stance_target: target, note });
  }

  /**
   * @param {Verb} verb
   * @param {string} id
   * @param {Fields} fields
   * @param {UndoableChange["back"]} back
   */
  remember(verb, id, fields, back) {
    this.changes.remember("what was said of the whole article", { verb, id, fields, back, url: this.url });
  }

  /** @type {Sender} */
  send(verb, id, fields, expected) {
    const known = Math.max(this.stored.get(id)?.revision ?? 0, this.outbox.revisions.get(id) ?? 0);
    return this.changes.make(verb, id, fields, { known, url: this.url, expected });
  }

  /** @param {OutboxEvents["answer"]} told */
  learn({ change, answer }) {
    if (change.url !== this.url) return;
    if (answer.said) this.store(answer.said);
    this.lay();
  }

  /** @param {DocumentLabel} one */
  store(one) {
    this.stored.set(one.id, one);
    if (one.target) this.called.set(one.target, one.name);
  }

  /**
   * Open the form of a refused change again with the reason; what has no form is tried once more.
   * @param {Change} change
   */
  correct(change) {
    const { verb, annotation, fields, reason } = change;
    const { label = "", stance_target_new: made, stance_target: slug, note } = fields;
    const known = slug ? { value: String(slug), text: this.called.get(String(slug)) ?? nameOf("stance_target", String(slug)) ?? "" } : null;
    const target = made ? { value: "", text: String(made), isNew: true } : known;
    const one = this.said().get(annotation);
    const { form } = this;
    if (verb === "create") {
      form?.open({ label }, reason, change);
      form?.fill(target, note);
    } else if (verb === "edit" && one && !one.erased) {
      form?.open(one, reason, change);
      form?.fill(target, note);
      if (label) form?.choose(label);
    } else {
      this.outbox.drop(change).then(() => this.send(verb, annotation, fields));
    }
  }
}
