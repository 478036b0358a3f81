// The form of an annotation's details, in its card: questions, values, names. It sends only what
// has changed, and fills what can be read off the quote.

export class Details {
  constructor(form, { questions, declared, readOffUrl, entitiesUrl, onSave, onClose }) {
    const { entities, readOff: filled } = declared;
    Object.assign(this, { form, questions, entities, filled, readOffUrl, entitiesUrl, onSave, onClose });
    this.options = document.getElementById("entity-options");
    const wordings = document.getElementById("question-options");
    for (const question of questions) wordings.append(new Option(question.wording));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    form.addEventListener("input", (event) => this.changed(event.target));
    form.addEventListener("change", (event) => event.target.name === "question" && this.asked());
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      if (event.key === "Enter" && event.target.tagName === "TEXTAREA" && (event.ctrlKey || event.metaKey)) this.save();
    });
    form.querySelector("[data-cancel]").addEventListener("click", () => this.close());
  }

  get isOpen() {
    return !this.form.hidden;
  }

  field(name) {
    return this.form.elements[name];
  }

  open(card, model, quote, given = {}, reason = "") {
    this.model = model;
    this.quote = quote;
    this.form.reset();
    for (const field of this.form.elements) delete field.dataset.touched;
    this.form.hidden = false;
    card.append(this.form);
    for (const part of this.form.querySelectorAll("[data-kind]")) part.hidden = part.dataset.kind !== model.kind;
    for (const [name, value] of Object.entries({ ...model.details, ...given })) {
      const field = this.field(name);
      if (field && !this.entities.includes(name) && name !== "question") field.value = value;
    }
    for (const name of [...this.entities, "question"]) {
      this.field(name).value = given[`${name}_new`] ?? model.names[name] ?? "";
    }
    this.fail(reason);
    this.asked(true);
    const first = [...this.form.elements].find((field) => field.offsetParent && field.name);
    first?.focus();
    if (model.kind === "claim" && !model.details.value) this.readOff(quote);
  }

  close() {
    if (!this.isOpen) return;
    this.form.hidden = true;
    document.body.append(this.form);
    this.onClose();
  }

  question() {
    const wording = this.field("question").value.trim().toLowerCase();
    return this.questions.find((question) => question.wording.toLowerCase() === wording);
  }

  // The question has changed: show the fields that its type of answer has.
  asked(opening = false) {
    const wording = this.field("question").value.trim();
    const known = this.question();
    this.form.querySelector("[data-new-question]").hidden = !wording || Boolean(known);
    const type = known?.type ?? (wording ? this.field("question_type").value : "");
    for (const part of this.form.querySelectorAll("[data-types]")) {
      part.hidden = Boolean(type) && !part.dataset.types.split(" ").includes(type);
    }
    for (const label of this.form.querySelectorAll("[data-day]")) {
      label.textContent = type === "date" ? label.dataset.day : label.dataset.otherwise;
    }
    this.field("scope").placeholder = known?.scope ?? "";
    const choice = this.field("answer_key");
    const options = known?.options ?? (type === "yes-no" ? ["yes", "no"] : []);
    choice.replaceChildren(new Option("not chosen", ""), ...options.map((option) => new Option(option)));
    const chosen = this.model?.details.answer_key;
    if (options.includes(chosen)) choice.value = chosen;
    if (!opening && this.model?.kind === "claim") this.readOff(this.field("value").value || this.quote);
  }

  changed(field) {
    field.dataset.touched = "";
    if (field.name === "question_type") this.asked();
    if (field.name === "value") {
      clearTimeout(this.reading);
      this.reading = setTimeout(() => this.readOff(field.value, true), 250);
    }
    if (this.entities.includes(field.name)) {
      clearTimeout(this.suggesting);
      this.suggesting = setTimeout(() => this.suggest(field.value), 150);
    }
  }

  async readOff(text, keepValue = false) {
    if (!text.trim()) return;
    const { model } = this;
    const query = new URLSearchParams({ text: text.slice(0, 2000), question: this.question()?.slug ?? "" });
    try {
      const response = await fetch(`${this.readOffUrl}?${query}`, { headers: { "X-Requested-With": "fetch" } });
      const found = response.ok ? await response.json() : {};
      if (this.model !== model || !found.type) return;
      for (const [name, target] of Object.entries(this.filled)) {
        const field = this.field(target);
        if (!field) continue;
        if (target === "value" ? keepValue || field.value : "touched" in field.dataset) continue;
        field.value = found[name];
      }
    } catch {
      // Without a connection the server reads it off when the change arrives.
    }
  }

  async suggest(text) {
    if (!text.trim()) return;
    try {
      const query = new URLSearchParams({ q: text });
      const response = await fetch(`${this.entitiesUrl}?${query}`, { headers: { "X-Requested-With": "fetch" } });
      if (!response.ok) return;
      const { entities } = await response.json();
      this.options.replaceChildren(
        ...entities.map((entity) => {
          const option = new Option(entity.hint, entity.name);
          option.label = entity.hint;
          return option;
        }),
      );
    } catch {
      // A name can be typed without suggestions.
    }
  }

  fail(reason) {
    const line = this.form.querySelector("[role=alert]");
    line.textContent = reason;
    line.hidden = !reason;
  }

  // The fields that differ from what the card shows, as a change sends them.
  difference() {
    const sent = {};
    for (const part of this.form.querySelectorAll("[data-kind]:not([hidden]), [data-any]")) {
      for (const field of part.querySelectorAll("[name]")) {
        const { name } = field;
        const value = field.value.trim();
        if (this.entities.includes(name)) {
          if (value !== (this.model.names[name] ?? "")) sent[value ? `${name}_new` : name] = value;
        } else if (name === "question") {
          if (value === (this.model.names.question ?? "")) continue;
          const known = this.question();
          if (known || !value) sent.question = known?.slug ?? "";
          else Object.assign(sent, { question_new: value, question_type: this.field("question_type").value, question_unit: this.field("question_unit").value.trim() });
        } else if (!name.startsWith("question_") && value !== (this.model.details[name] ?? "")) {
          if (!field.closest("[data-types][hidden]") || this.model.details[name]) sent[name] = value;
        }
      }
    }
    return sent;
  }

  save({ leaving = false } = {}) {
    const sent = this.difference();
    const { model } = this;
    this.close();
    if (Object.keys(sent).length) this.onSave(model, sent, leaving);
  }
}
