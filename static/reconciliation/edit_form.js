// The form in which an adjudicator writes what is right: its words, and the fields of its kind.

export class EditForm {
  constructor(textView) {
    this.textView = textView;
    this.options = document.getElementById("entity-options");
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-edge]");
      if (button) this.move(button.form ?? button.closest("form"), button.dataset.edge, Number(button.dataset.steps));
    });
    document.addEventListener("change", (event) => {
      if (event.target.matches("form.edit [name=label]")) this.kind(event.target.form);
    });
    document.addEventListener("input", (event) => {
      const { target } = event;
      if (target.matches("[data-clears]")) {
        // What the old words came to does not hold for the new: it is read off afresh.
        for (const name of target.dataset.clears.split(" ")) target.form.elements[name].value = "";
      }
      if (target.matches("form.edit [list=entity-options]")) this.suggest(target.value);
    });
  }

  ready(form) {
    if (form) this.kind(form);
  }

  kind(form) {
    const kind = form.elements.label.selectedOptions[0]?.dataset.kind;
    for (const part of form.querySelectorAll(":scope > [data-kind]")) {
      part.hidden = part.dataset.kind !== kind;
      for (const field of part.querySelectorAll("input, select")) field.disabled = part.hidden;
    }
  }

  set(form, start, end) {
    if (start >= end) return;
    const quote = this.textView.quote(start, end);
    form.elements.start.value = start;
    form.elements.end.value = end;
    form.elements.quote.value = quote;
    form.querySelector("[data-quote]").textContent = quote;
  }

  move(form, edge, steps) {
    const start = Number(form.elements.start.value);
    const end = Number(form.elements.end.value);
    if (edge === "start") {
      const word = this.textView.word(steps < 0 ? start - 1 : start, steps < 0 ? 0 : 1);
      const before = steps < 0 && word && word.start >= start ? this.textView.word(start, -1) : word;
      if (before) this.set(form, before.start, end);
    } else {
      const word = this.textView.word(end - 1, steps);
      if (word) this.set(form, start, word.end);
    }
  }

  async suggest(words) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(async () => {
      const answer = await fetch(`${this.options.dataset.from}?q=${encodeURIComponent(words)}`, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
      if (!answer?.ok) return;
      const { entities } = await answer.json();
      this.options.replaceChildren(...entities.map(({ name, hint }) => {
        const option = document.createElement("option");
        option.value = name;
        if (hint) option.label = `${name} · ${hint}`;
        return option;
      }));
    }, 150);
  }
}
