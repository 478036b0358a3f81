// The same words everywhere in the article: tag them all alike, or take the label from them all.

import { occurrences } from "./occurrences.js";

export function startTagOccurrences(bench) {
  if (!bench.mayAnnotate) return;
  const repeat = new TagOccurrences(document.getElementById("repeat"), bench);
  const ofCurrent = () => repeat.ofAnnotation(bench.cards.model(bench.cards.current));
  document.querySelector("[data-repeat]").addEventListener("click", () => bench.then(ofCurrent));
  bench.keys.bind("The text", "All occurrences of these words", ["o"], ofCurrent, "current");
  // For what is not marked yet: {words, label, details}.
  bench.repeat = (asked) => repeat.open(asked);
}

class TagOccurrences {
  constructor(dialog, { textView, cards, changes, facts, text, choose, say, then }) {
    Object.assign(this, { dialog, textView, cards, changes, tags: facts.tags, text, choose, say, then });
    this.form = dialog.querySelector("form");
    this.list = dialog.querySelector("[data-list]");
    this.form.elements.act.forEach((choice) => choice.addEventListener("change", () => this.lay()));
    this.form.elements.any.addEventListener("change", () => this.find());
    this.list.addEventListener("change", () => this.count());
    dialog.querySelector("[data-all]").addEventListener("click", () => this.tickAll());
    dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go();
    });
  }

  ofAnnotation(model) {
    if (!model) return;
    const { id, label, kind, start, end, details, names } = model;
    const copied = {};
    if (kind === "entity" && details.entity) copied.entity = details.entity;
    else if (kind === "entity" && names.entity) copied.entity_new = names.entity;
    this.open({ id, words: this.textView.quote(start, end), label, details: copied, name: names.entity });
  }

  open({ id, words, label, details = {}, name = "" }) {
    Object.assign(this, { id, words, label, details });
    this.form.reset();
    const { text, look } = this.tags[label];
    const chip = this.dialog.querySelector("[data-chip]");
    chip.className = `chip ${look}`;
    chip.textContent = text;
    this.dialog.querySelector("[data-words]").textContent = words.length > 90 ? `${words.slice(0, 90)}…` : words;
    this.dialog.querySelector("[data-name]").textContent = name;
    this.dialog.querySelector("[data-names]").hidden = !name;
    this.dialog.querySelector("[data-bare]").hidden = label.startsWith("entity-");
    this.find();
    this.dialog.showModal();
    this.focus();
  }

  // The whole text, as the page shows it.
  wholeText() {
    const { starts, pieces } = this.textView;
    return pieces.length ? this.textView.quote(0, starts.at(-1) + this.textView.length(pieces.at(-1))) : "";
  }

  find() {
    const places = occurrences(this.wholeText(), this.words, { anyCase: this.form.elements.any.checked });
    const mine = this.cards.everyModel().filter((model) => model.label === this.label);
    const at = ({ start, end }) => `${start}-${end}`;
    const taken = new Set(mine.map(at));
    const around = new Map(places.map((place) => [at(place), place]));
    this.found = {
      tag: places.filter((place) => !taken.has(at(place))),
      take: mine.filter((model) => around.has(at(model))).map((model) => ({ ...around.get(at(model)), id: model.id })),
    };
    for (const [act, found] of Object.entries(this.found)) {
      this.form.querySelector(`[data-count=${act}]`).textContent = found.length;
    }
    this.lay();
  }

  get act() {
    return this.form.elements.act.value;
  }

  lay() {
    const found = this.found[this.act];
    const isWithin = this.list.contains(document.activeElement);
    const line = this.dialog.querySelector("template").content.firstElementChild;
    this.list.replaceChildren(...found.map(({ before, quote, after }, at) => {
      const item = line.cloneNode(true);
      item.querySelector("kbd").textContent = at < 9 ? at + 1 : "";
      const [lead, words, tail] = item.querySelectorAll("[data-before], b, [data-after]");
      lead.textContent = before.replace(/\s+/g, " ");
      words.textContent = quote;
      tail.textContent = after.replace(/\s+/g, " ");
      return item;
    }));
    const empty = this.dialog.querySelector("[data-empty]");
    empty.hidden = found.length > 0;
    empty.textContent = this.act === "tag" ? "These words stand nowhere else without this label." : "None of these words has this label.";
    if (isWithin) this.focus();
    this.count();
  }

  focus() {
    (this.boxes()[0] ?? this.form.elements.act[0]).focus();
  }

  boxes() {
    return [...this.list.querySelectorAll("input")];
  }

  count() {
    const boxes = this.boxes();
    const ticked = boxes.filter((box) => box.checked).length;
    const go = this.dialog.querySelector("[data-go]");
    go.querySelector("span").textContent = `${this.act === "tag" ? "Tag" : "Delete"} ${ticked}`;
    go.classList.toggle("danger", this.act === "take");
    go.classList.toggle("primary", this.act === "tag");
    go.disabled = !ticked;
    const all = this.dialog.querySelector("[data-all]");
    all.querySelector("span").textContent = ticked < boxes.length ? "Tick all" : "Tick none";
    all.disabled = !boxes.length;
  }

  tickAll() {
    const boxes = this.boxes();
    const ticks = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = ticks;
    this.count();
  }

  key(event) {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const boxes = this.boxes();
    if (key === "Enter" && target.tagName === "BUTTON") return;
    if (key === "Enter") this.go();
    else if (/^[1-9]$/.test(key)) boxes[Number(key) - 1]?.click();
    else if (key === "a") this.tickAll();
    else if (key === "c") this.form.elements.any.click();
    else if (key === "t") [...this.form.elements.act].find((choice) => !choice.checked).click();
    else if ((key === "ArrowDown" || key === "ArrowUp") && target.type !== "radio") {
      const at = boxes.indexOf(target) + (key === "ArrowDown" ? 1 : -1);
      boxes[Math.max(0, Math.min(boxes.length - 1, at))]?.focus();
    } else return;
    event.preventDefault();
  }

  go() {
    const ticked = this.boxes().map((box, at) => box.checked && this.found[this.act][at]).filter(Boolean);
    const { act, id, words } = this;
    if (!ticked.length) return;
    this.dialog.close();
    const quote = words.slice(0, 40);
    this.then(() => (act === "tag" ? this.tag(ticked, quote, id) : this.take(ticked, quote)));
  }

  async tag(places, quote, id) {
    const { label, details } = this;
    this.say(`Tagging ${places.length}…`);
    let made;
    await this.changes.together(`marking ${places.length} × “${quote}”`, async () => {
      for (const { start, end } of places) made = await this.changes.highlight(label, { start, end }, 0, details);
    });
    this.choose(id ?? made);
    this.say(`Tagged ${places.length} as ${this.tags[label].text}. Control Z takes them all back.`);
  }

  async take(places, quote) {
    await this.changes.together(`deleting ${places.length} × “${quote}”`, async () => {
      for (const { id } of places) await this.changes.erase(id);
    });
    this.choose(undefined);
    this.text.focus({ preventScroll: true });
    this.say(`Deleted: ${places.length}. Control Z brings them all back.`);
  }
}
