// @ts-check
// What a person does to annotations. Each step is remembered with how to take it back.

import { find } from "../dom.js";
import { fieldsBefore } from "./annotation_model.js";
import { ChangedElsewhere, newId } from "./queue.js";
import { UndoStack } from "./undo_stack.js";
import { warn } from "./warning.js";

const CALLED = 40; // characters of a quote in the name of a step

export class Changes {
  /**
   * Who sends a change, by its address: annotations here, other things of the article elsewhere.
   * @type {Map<string, Sender>}
   */
  senders = new Map();
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
   *   say: Say, onMade: (span: Span) => void,
   * }} parts
   */
  constructor({ cards, textView, outbox, tags, choose, say, onMade }) {
    this.cards = cards;
    this.textView = textView;
    this.outbox = outbox;
    this.tags = tags;
    this.choose = choose;
    this.say = say;
    this.onMade = onMade;
    this.undoStack = new UndoStack(`annotator-past-${outbox.user}-${outbox.article}`);
    this.senders.set(outbox.url, (verb, id, fields, expected) => this.make(verb, id, fields, { expected }));
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
      const change = await this.outbox.add(verb, id, fields, known, { url, expected });
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
    return this.textView.quote(start, end).slice(0, CALLED);
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
    this.remember(`marking “${quote.slice(0, CALLED)}”`, { verb: "create", id, fields, back: { verb: "delete", fields: {} } });
    if (!this.open) this.choose(id);
    if (!this.open) this.say(`${this.tags[label].text}: ${quote}`);
    return id;
  }

  /**
   * Mark the same words once more, as the next part: another question they answer.
   * @param {Annotation} model
   */
  async also(model) {
    const parts = this.cards.everyModel()
      .filter((other) => other.label === model.label && other.start === model.start && other.end === model.end)
      .map((other) => other.part);
    return this.highlight(model.label, model, Math.max(...parts) + 1);
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

  undo() {
    return this.turn("done", "undone", { none: "Nothing to undo.", word: "Undone" });
  }

  redo() {
    return this.turn("undone", "done", { none: "Nothing to do again.", word: "Done again" });
  }

  /**
   * Take a step back, or do it again. What was changed elsewhere since stays as it is there.
   * @param {UndoSide} from
   * @param {UndoSide} to
   * @param {{ none: string, word: string }} words
   */
  async turn(from, to, { none, word }) {
    const step = this.undoStack[from].at(-1);
    if (!step) return this.say(none);
    const isBack = from === "done";
    const changes = await this.outbox.quietly(() => this.turnEach(step.changes, isBack));
    const left = step.changes.length - changes.length;
    this.undoStack.turn(from, to, { ...step, changes });
    if (left) warn(leftAlone(left, step, word));
    if (!changes.length) return undefined;
    this.show(changes, isBack);
    return this.say(`${word}: ${step.words}.`);
  }

  /**
   * Turn the changes that can be turned; return them in the order in which they were made.
   * @param {UndoableChange[]} changes
   * @param {boolean} isBack
   */
  async turnEach(changes, isBack) {
    const turned = [];
    for (const change of isBack ? changes.toReversed() : changes) {
      try {
        turned.push(await this.turnOne(change, isBack));
      } catch (error) {
        if (!(error instanceof ChangedElsewhere)) throw error;
      }
    }
    return isBack ? turned.reverse() : turned;
  }

  /**
   * @param {UndoableChange} change
   * @param {boolean} isBack
   * @returns {Promise<UndoableChange>}
   */
  async turnOne(change, isBack) {
    const { verb, id, fields, url, tracks } = change;
    const refused = this.outbox.refused.find(({ op }) => op === tracks.at(-1)?.op);
    if (refused) {
      // It was never made: it goes from the queue, and nothing is sent.
      await this.outbox.drop(refused);
      return { ...change, tracks: tracks.slice(0, -1) };
    }
    if (this.undoStack.isOverlaid(change)) throw new ChangedElsewhere();
    // The id of what was taken back stays taken: it is restored, not made once more.
    const forth = verb === "create" && tracks.length ? { verb: /** @type {Verb} */ ("restore"), fields: {} } : { verb, fields };
    const next = isBack ? change.back : forth;
    this.undoStack.refused(this.outbox.refused);
    const send = this.senders.get(url);
    if (!send) throw new Error(`Nobody sends changes to ${url}.`);
    await send(next.verb, id, next.fields, this.undoStack.mine[id]);
    const track = this.tracks.get(id);
    return { ...change, tracks: track ? [...tracks, track] : tracks };
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

  /**
   * Choose the last annotation that a step left there.
   * @param {UndoableChange[]} changes
   * @param {boolean} isBack
   */
  show(changes, isBack) {
    const left = changes.filter(({ url, verb, back }) => url === this.outbox.url && (isBack ? back.verb : verb) !== "delete");
    this.choose(left.at(-1)?.id);
  }
}

/**
 * Say which changes of a step were not turned, since they were changed elsewhere.
 * @param {number} left
 * @param {UndoStep} step
 * @param {string} word
 */
function leftAlone(left, { words, changes }, word) {
  if (changes.length === 1) return `Not ${word.toLowerCase()}: ${words}. It was changed elsewhere since; change it by hand.`;
  return `${word}: ${words}, but for ${left} of ${changes.length}, changed elsewhere since.`;
}
