// What a person does to annotations. Each step is remembered with how to take it back.

import { UndoStack } from "./undo_stack.js";
import { ChangedElsewhere, newId } from "./queue.js";
import { warn } from "./warning.js";

export class Changes {
  constructor({ cards, textView, outbox, tags, choose, say, onMade }) {
    Object.assign(this, { cards, textView, outbox, tags, choose, say, onMade });
    this.past = new UndoStack(`annotator-past-${outbox.user}-${outbox.article}`);
    // Who sends a change, by its address: annotations here, other things of the article elsewhere.
    this.senders = new Map([[outbox.url, (verb, id, fields) => this.make(verb, id, fields)]]);
    this.tracks = new Map(); // annotation -> the track of the last change that was made of it here
    outbox.addEventListener("dropped", ({ detail }) => this.past.forget(detail.change));
  }

  async make(verb, id, fields, known = this.cards.known(id), url = this.outbox.url) {
    const { expected } = this;
    this.expected = undefined;
    this.past.refused(this.outbox.refused);
    try {
      const change = await this.outbox.add(verb, id, fields, known, { url, expected });
      this.tracks.set(id, this.past.made(change));
      return change;
    } catch (error) {
      if (error instanceof ChangedElsewhere) throw error;
      this.say("This browser could not keep the change. Free some of its storage and try again.");
      document.getElementById("trouble").hidden = false;
      throw error;
    }
  }

  // A change that has been made joins the open step, or is one of its own. With `running` it joins
  // the step before, where that was the same of the same annotation just now.
  remember(words, change, running) {
    const kept = { url: this.outbox.url, ...change, tracks: [this.tracks.get(change.id)] };
    if (this.open) this.open.push(kept);
    else if (running) this.past.goOn({ words, changes: [kept], running });
    else this.past.add({ words, changes: [kept] });
  }

  // Whatever `work` does is one step: it is taken back, and done again, as one.
  async together(words, work) {
    this.open = [];
    try {
      return await this.outbox.quietly(work);
    } finally {
      const changes = this.open;
      this.open = undefined;
      if (changes.length) this.past.add({ words, changes });
    }
  }

  async highlight(label, { start, end }, part = 0, details = {}) {
    const id = newId();
    const quote = this.textView.quote(start, end);
    this.onMade({ start, end });
    const fields = { label, start, end, quote, part, ...details };
    await this.make("create", id, fields);
    this.remember(`marking “${quote.slice(0, 40)}”`, { verb: "create", id, fields, back: { verb: "delete", fields: {} } });
    if (!this.open) this.choose(id);
    if (!this.open) this.say(`${this.tags[label].text}: ${quote}`);
    return id;
  }

  // The same words once more, as the next part: another question they answer.
  async also(id) {
    const model = this.cards.model(id);
    const parts = this.cards.everyModel()
      .filter((other) => other.label === model.label && other.start === model.start && other.end === model.end)
      .map((other) => other.part);
    return this.highlight(model.label, model, Math.max(...parts) + 1);
  }

  async edit(model, fields, stay = true, running = undefined) {
    const back = { verb: "edit", fields: this.before(model, fields) };
    await this.make("edit", model.id, fields);
    const quote = this.textView.quote(model.start, model.end).slice(0, 40);
    this.remember(`changing “${quote}”`, { verb: "edit", id: model.id, fields, back }, running);
    if (stay && !this.open) this.choose(model.id);
  }

  move(model, { start, end }) {
    return this.edit(model, { start, end, quote: this.textView.quote(start, end) }, true, `move ${model.id}`);
  }

  // What the fields are now, as a change that would set them back.
  before(model, fields) {
    const before = {};
    for (const name of Object.keys(fields)) {
      const detail = name.replace(/_new$/, "");
      if (name === "label") Object.assign(before, model.details, { label: model.label });
      else if (["start", "end", "quote"].includes(name)) {
        const { start, end } = model;
        Object.assign(before, { start, end, quote: this.textView.quote(start, end) });
      } else if (!["question_type", "question_unit"].includes(name)) before[detail] = model.details[detail] ?? "";
    }
    // A name that has not been answered yet has no slug: it goes back by name.
    for (const [name, value] of Object.entries(model.names)) {
      if (name in before && !model.details[name]) {
        delete before[name];
        before[`${name}_new`] = value;
      }
    }
    return before;
  }

  async erase(id) {
    const model = this.cards.model(id);
    if (!model) return;
    const order = this.cards.all().map((card) => card.dataset.id);
    await this.make("delete", id, {});
    const quote = this.textView.quote(model.start, model.end).slice(0, 40);
    this.remember(`deleting “${quote}”`, { verb: "delete", id, fields: {}, back: { verb: "restore", fields: {} } });
    if (this.open) return;
    this.choose(order[order.indexOf(id) + 1] ?? order[order.indexOf(id) - 1]);
    this.say("Deleted. Control Z brings it back.");
  }

  // Bring back one that was deleted, as it was.
  async restore({ id, start, end }) {
    await this.make("restore", id, {});
    const quote = this.textView.quote(start, end).slice(0, 40);
    this.remember(`restoring “${quote}”`, { verb: "restore", id, fields: {}, back: { verb: "delete", fields: {} } });
  }

  undo() {
    return this.turn("done", "undone", { none: "Nothing to undo.", word: "Undone" });
  }

  redo() {
    return this.turn("undone", "done", { none: "Nothing to do again.", word: "Done again" });
  }

  // Take a step back, or do it again. What was changed elsewhere since stays as it is there.
  async turn(from, to, { none, word }) {
    const step = this.past[from].at(-1);
    if (!step) return this.say(none);
    const back = from === "done";
    const changes = await this.outbox.quietly(() => this.turnEach(step.changes, back));
    const left = step.changes.length - changes.length;
    this.past.turn(from, to, { ...step, changes });
    if (left) warn(this.leftAlone(left, step, word));
    if (!changes.length) return undefined;
    this.show(changes, back);
    return this.say(`${word}: ${step.words}.`);
  }

  // The changes that could be turned, in the order in which they were made.
  async turnEach(changes, back) {
    const turned = [];
    for (const change of back ? changes.toReversed() : changes) {
      try {
        turned.push(await this.turnOne(change, back));
      } catch (error) {
        if (!(error instanceof ChangedElsewhere)) throw error;
      }
    }
    return back ? turned.reverse() : turned;
  }

  leftAlone(left, { words, changes }, word) {
    if (changes.length === 1) return `Not ${word.toLowerCase()}: ${words}. It was changed elsewhere since; change it by hand.`;
    return `${word}: ${words}, but for ${left} of ${changes.length}, changed elsewhere since.`;
  }

  async turnOne(change, back) {
    const { verb, id, fields, url, tracks } = change;
    const refused = this.outbox.refused.find(({ op }) => op === tracks.at(-1)?.op);
    if (refused) {
      // It was never made: it goes from the queue, and nothing is sent.
      await this.outbox.drop(refused);
      return { ...change, tracks: tracks.slice(0, -1) };
    }
    if (this.past.isOverlaid(change)) throw new ChangedElsewhere();
    // The id of what was taken back stays taken: it is restored, not made once more.
    const forth = verb === "create" && tracks.length ? { verb: "restore", fields: {} } : { verb, fields };
    const next = back ? change.back : forth;
    this.past.refused(this.outbox.refused);
    this.expected = this.past.mine[id]; // taken by the very next change that is made
    await this.senders.get(url)(next.verb, id, next.fields);
    return { ...change, tracks: [...tracks, this.tracks.get(id)] };
  }

  // A refused change is sent once more, as it was.
  async again(refused) {
    const { verb, annotation, fields } = refused;
    this.past.again(refused, await this.make(verb, annotation, fields));
    await this.outbox.drop(refused);
  }

  // The last annotation that the step left there.
  show(changes, back) {
    const left = changes.filter(({ url, verb, back: way }) => url === this.outbox.url && (back ? way.verb : verb) !== "delete");
    this.choose(left.at(-1)?.id);
  }
}
