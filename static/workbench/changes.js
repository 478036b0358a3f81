// @ts-check
// What a person does to annotations. Each step is remembered with how to take it back.

import { find } from "../dom.js";
import { fieldsBefore } from "./annotation_model.js";
import { beginning } from "./code_points.js";
import { ChangedElsewhere, newId } from "./queue.js";
import { UndoStack } from "./undo_stack.js";

const CALLED = 40; // characters of a quote in the name of a step

export class Changes {
  /**
   * Who sends a change, by its address: annotations here, other things of the article elsewhere.
   * @type {Map<string, Sender>}
   */
  senders = new Map();
  /**
   * What is shown of a thing's details, by the address of its changes.
   * @type {Map<string, (id: string) => Record<string, string> | undefined>}
   */
  shown = new Map();
  /**
   * The track of the last change that was made here, by what was changed.
   * @type {Map<string, Track>}
   */
  tracks = new Map();
  /**
   * The changes of the step that is just being made, if many are made as one.
   * @type {UndoableChange[] | undefined}
   */
  open;

  /**
   * @param {{
   *   cards: Cards, textView: TextView, outbox: Outbox, tags: Record<string, Tag>, choose: Workbench["choose"],
   *   say: Say, onMade: (span: Span) => void, textVersion: number,
   * }} parts
   */
  constructor({ cards, textView, outbox, tags, choose, say, onMade, textVersion }) {
    this.textVersion = textVersion;
    this.cards = cards;
    this.textView = textView;
    this.outbox = outbox;
    this.tags = tags;
    this.choose = choose;
    this.say = say;
    this.onMade = onMade;
    this.undoStack = new UndoStack(`annotator-past-${outbox.user}-${outbox.article}`);
    this.senders.set(outbox.url, (verb, id, fields, expected) => this.make(verb, id, fields, { expected }));
    this.shown.set(outbox.url, (id) => cards.model(id)?.details);
    outbox.on("dropped", ({ change }) => this.undoStack.forget(change));
  }

  /**
   * Put a change into the outbox. `known` is the revision that the page shows; a change of another
   * revision than `expected` fails with ChangedElsewhere.
   * @param {Verb} verb
   * @param {string} id
   * @param {Fields} fields
   * @param {{ known?: number, url?: string, expected?: number }} [options]
   * @returns {Promise<Change>}
   */
  async make(verb, id, fields, { known = this.cards.known(id), url = this.outbox.url, expected } = {}) {
    this.undoStack.refused(this.outbox.refused);
    try {
      const placed = "start" in fields ? { ...fields, text_version: this.textVersion } : fields;
      const change = await this.outbox.add(verb, id, placed, known, { url, expected });
      this.tracks.set(id, this.undoStack.made(change));
      return change;
    } catch (error) {
      if (error instanceof ChangedElsewhere) throw error;
      this.say("This browser could not keep the change. Free some of its storage and try again.");
      find("#trouble").hidden = false;
      throw error;
    }
  }

  /**
   * Remember a change that has been made: it joins the open step, or is one of its own. With `running`
   * it joins the step before, where that was the same of the same annotation just now.
   * @param {string} words what the step is called
   * @param {Omit<UndoableChange, "tracks" | "url"> & { url?: string }} change
   * @param {string} [running]
   */
  remember(words, change, running) {
    const track = this.tracks.get(change.id);
    const kept = { url: this.outbox.url, ...change, tracks: track ? [track] : [] };
    if (this.open) this.open.push(kept);
    else if (running) this.undoStack.goOn({ words, changes: [kept], running });
    else this.undoStack.add({ words, changes: [kept] });
  }

  /**
   * Make whatever `work` does one step: it is taken back, and done again, as one.
   * @template T
   * @param {string} words
   * @param {() => Promise<T>} work
   */
  async together(words, work) {
    /** @type {UndoableChange[]} */
    const changes = [];
    this.open = changes;
    try {
      return await this.outbox.quietly(work);
    } finally {
      this.open = undefined;
      if (changes.length) this.undoStack.add({ words, changes });
    }
  }

  /**
   * Return the first words that an annotation lies on, to name a step.
   * @param {Span} span
   */
  called({ start, end }) {
    return beginning(this.textView.quote(start, end), CALLED);
  }

  /**
   * Mark a span with a label; return the new annotation's id.
   * @param {string} label
   * @param {Span} span
   * @param {number} [part]
   * @param {Fields} [details]
   */
  async highlight(label, { start, end }, part = 0, details = {}) {
    const id = newId();
    const quote = this.textView.quote(start, end);
    this.onMade({ start, end });
    const fields = { label, start, end, quote, part, ...details };
    await this.make("create", id, fields);
    this.remember(`marking “${beginning(quote, CALLED)}”`, { verb: "create", id, fields, back: { verb: "delete", fields: {} } });
    if (!this.open) this.choose(id);
    if (!this.open) this.say(`${this.tags[label].text}: ${quote}`);
    return id;
  }

  /**
   * Mark the same words once more, as the next part: another question they answer.
   * @param {Annotation} model
   */
  async also(model) {
    return this.highlight(model.label, model, this.freePart(model.label, model));
  }

  /**
   * Mark some words as one's own with all that a machine proposes for them; the server keeps from which mark.
   * @param {Proposal} proposal
   * @param {Span} span
   */
  async takeOver({ id, label, details }, span) {
    return this.highlight(label, span, this.freePart(label, span), { ...details, proposed: "taken", from_machine: id });
  }

  /**
   * Return the first part that no annotation with this label on these very words has, nor one behind it.
   * @param {string} label
   * @param {Span} span
   */
  freePart(label, { start, end }) {
    const there = this.cards.everyModel().filter((one) => one.label === label && one.start === start && one.end === end);
    return Math.max(-1, ...there.map(({ part }) => part)) + 1;
  }

  /**
   * @param {Annotation} model
   * @param {Fields} fields
   * @param {{ stay?: boolean, running?: string }} [options] whether it is chosen afterwards
   */
  async edit(model, fields, { stay = true, running } = {}) {
    const back = { verb: /** @type {Verb} */ ("edit"), fields: this.before(model, fields) };
    await this.make("edit", model.id, fields);
    this.remember(`changing “${this.called(model)}”`, { verb: "edit", id: model.id, fields, back }, running);
    if (stay && !this.open) this.choose(model.id);
  }

  /**
   * @param {Annotation} model
   * @param {Fields} fields
   */
  before(model, fields) {
    return fieldsBefore(model, fields, this.textView.quote(model.start, model.end));
  }

  /**
   * Move an annotation to other words.
   * @param {Annotation} model
   * @param {Span} span
   */
  move(model, { start, end }) {
    return this.edit(model, { start, end, quote: this.textView.quote(start, end) }, { running: `move ${model.id}` });
  }

  /** @param {string} id */
  async erase(id) {
    const model = this.cards.model(id);
    if (!model) return;
    const order = this.cards.all().map((card) => card.dataset.id);
    await this.make("delete", id, {});
    this.remember(`deleting “${this.called(model)}”`, { verb: "delete", id, fields: {}, back: { verb: "restore", fields: {} } });
    if (this.open) return;
    this.choose(order[order.indexOf(id) + 1] ?? order[order.indexOf(id) - 1]);
    this.say("Deleted. Control Z brings it back.");
  }

  /**
   * Bring back one that was deleted, as it was.
   * @param {Annotation} model
   */
  async restore(model) {
    const { id } = model;
    await this.make("restore", id, {});
    this.remember(`restoring “${this.called(model)}”`, { verb: "restore", id, fields: {}, back: { verb: "delete", fields: {} } });
  }

  /**
   * Send a refused change once more, as it was.
   * @param {Change} refused
   */
  async again(refused) {
    const { verb, annotation, fields } = refused;
    this.undoStack.again(refused, await this.make(verb, annotation, fields));
    await this.outbox.drop(refused);
  }
}
