// What a person does to annotations, each with how to take it back.

import { newId } from "./queue.js";

export class Changes {
  constructor({ cards, sheet, outbox, tags, choose, say, onMade }) {
    Object.assign(this, { cards, sheet, outbox, tags, choose, say, onMade });
    this.undone = []; // how to take each change of this sitting back, newest last
  }

  async make(verb, id, fields) {
    try {
      await this.outbox.add(verb, id, fields, this.cards.known(id));
    } catch (error) {
      this.say("This browser could not keep the change. Free some of its storage and try again.");
      document.getElementById("trouble").hidden = false;
      throw error;
    }
  }

  async highlight(label, { start, end }, part = 0) {
    const id = newId();
    const quote = this.sheet.quote(start, end);
    this.onMade({ start, end });
    await this.make("create", id, { label, start, end, quote, part });
    this.undone.push({ verb: "delete", id, fields: {} });
    this.choose(id);
    this.say(`${this.tags[label].text}: ${quote}`);
    return id;
  }

  // The same words once more, as the next part: another question they answer.
  async also(id) {
    const model = this.cards.model(id);
    const parts = this.cards.all().map((card) => this.cards.modelOf(card))
      .filter((other) => other.label === model.label && other.start === model.start && other.end === model.end)
      .map((other) => other.part);
    return this.highlight(model.label, model, Math.max(...parts) + 1);
  }

  async edit(model, fields, stay = true) {
    const before = this.before(model, fields);
    await this.make("edit", model.id, fields);
    this.undone.push({ verb: "edit", id: model.id, fields: before });
    if (stay) this.choose(model.id);
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
    if (!this.cards.model(id)) return;
    const order = this.cards.all().map((card) => card.dataset.id);
    await this.make("delete", id, {});
    this.undone.push({ verb: "restore", id, fields: {} });
    this.choose(order[order.indexOf(id) + 1] ?? order[order.indexOf(id) - 1]);
    this.say("Deleted. Control Z brings it back.");
  }

  async undo() {
    const last = this.undone.pop();
    if (!last) return this.say("Nothing to undo.");
    await this.make(last.verb, last.id, last.fields);
    this.choose(last.verb === "delete" ? undefined : last.id);
    this.say("Undone.");
    return undefined;
  }
}
