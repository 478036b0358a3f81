// What a person does to annotations. Each step is remembered with how to take it back.

import { Past } from "./past.js";
import { newId } from "./queue.js";

export class Changes {
  constructor({ cards, sheet, outbox, tags, choose, say, onMade }) {
    Object.assign(this, { cards, sheet, outbox, tags, choose, say, onMade });
    this.past = new Past(`annotator-past-${outbox.user}-${outbox.article}`);
    // Who sends a change, by its address: annotations here, other things of the article elsewhere.
    this.senders = new Map([[outbox.url, (verb, id, fields) => this.make(verb, id, fields)]]);
  }

  async make(verb, id, fields, known = this.cards.known(id), url = this.outbox.url) {
    try {
      await this.outbox.add(verb, id, fields, known, { url });
    } catch (error) {
      this.say("This browser could not keep the change. Free some of its storage and try again.");
      document.getElementById("trouble").hidden = false;
      throw error;
    }
  }

  // A change that has been made joins the open step, or is one of its own.
  remember(words, change) {
    const kept = { url: this.outbox.url, ...change };
    if (this.open) this.open.push(kept);
    else this.past.add({ words, changes: [kept] });
  }

  // Whatever `work` does is one step: it is taken back, and done again, as one.
  async together(words, work) {
    this.open = [];
    try {
      return await work();
    } finally {
      const changes = this.open;
      this.open = undefined;
      if (changes.length) this.past.add({ words, changes });
    }
  }

  async highlight(label, { start, end }, part = 0, details = {}) {
    const id = newId();
    const quote = this.sheet.quote(start, end);
    this.onMade({ start, end });
    await this.make("create", id, { label, start, end, quote, part, ...details });
    this.remember(`marking “${quote.slice(0, 40)}”`, { verb: "create", id, fields: {}, back: { verb: "delete", fields: {} } });
    if (!this.open) this.choose(id);
    this.say(`${this.tags[label].text}: ${quote}`);
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

  async edit(model, fields, stay = true) {
    const back = { verb: "edit", fields: this.before(model, fields) };
    await this.make("edit", model.id, fields);
    const quote = this.sheet.quote(model.start, model.end).slice(0, 40);
    this.remember(`changing “${quote}”`, { verb: "edit", id: model.id, fields, back });
    if (stay && !this.open) this.choose(model.id);
  }

  move(model, { start, end }) {
    return this.edit(model, { start, end, quote: this.sheet.quote(start, end) });
  }

  // What the fields are now, as a change that would set them back.
  before(model, fields) {
    const before = {};
    for (const name of Object.keys(fields)) {
      const detail = name.replace(/_new$/, "");
      if (name === "label") Object.assign(before, model.details, { label: model.label });
      else if (["start", "end", "quote"].includes(name)) {
        const { start, end } = model;
        Object.assign(before, { start, end, quote: this.sheet.quote(start, end) });
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
    const quote = this.sheet.quote(model.start, model.end).slice(0, 40);
    this.remember(`deleting “${quote}”`, { verb: "delete", id, fields: {}, back: { verb: "restore", fields: {} } });
    if (this.open) return;
    this.choose(order[order.indexOf(id) + 1] ?? order[order.indexOf(id) - 1]);
    this.say("Deleted. Control Z brings it back.");
  }

  async undo() {
    const step = this.past.takeBack();
    if (!step) return this.say("Nothing to undo.");
    for (const { id, back, url } of [...step.changes].reverse()) await this.send(back.verb, id, back.fields, url);
    this.show(step, (change) => change.back.verb);
    return this.say(`Undone: ${step.words}.`);
  }

  async redo() {
    const step = this.past.takeAgain();
    if (!step) return this.say("Nothing to do again.");
    // The id of what was taken back stays taken: it is restored, not made once more.
    for (const { verb, id, fields, url } of step.changes) await this.send(verb === "create" ? "restore" : verb, id, fields, url);
    this.show(step, (change) => change.verb);
    return this.say(`Done again: ${step.words}.`);
  }

  send(verb, id, fields, url) {
    return this.senders.get(url)?.(verb, id, fields);
  }

  // The last annotation that the step left there.
  show(step, verbOf) {
    const left = step.changes.filter((change) => change.url === this.outbox.url && verbOf(change) !== "delete");
    this.choose(left.at(-1)?.id);
  }
}
