// @ts-check
// The same words everywhere in the article: tag them all alike, or take the label from them all.

import { cloneOf, find, findAs, queryAll } from "../dom.js";
import { keyAmong } from "../key_names.js";
import { isAltered } from "./altered_text.js";
import { beginning } from "./code_points.js";
import { occurrences } from "./occurrences.js";

/** @typedef {Occurrence & { id?: string }} Found a place, and the annotation that is there */

/**
 * Start it; return the function that opens it for words that are not marked yet.
 * @param {Workbench} bench
 * @returns {(asked: WordsToTag) => void}
 */
export function startTagOccurrences(bench) {
  const dialog = new TagOccurrences(findAs(HTMLDialogElement, "#repeat"), bench);
  const ofCurrent = () => dialog.ofAnnotation(bench.cards.model(bench.cards.current));
  find("[data-repeat]").addEventListener("click", () => bench.then(ofCurrent));
  bench.keys.bind("The text", "All occurrences of these words", ["o"], ofCurrent, "current");
  return (asked) => dialog.open(asked);
}

class TagOccurrences {
  /** @type {WordsToTag} */
  asked = { words: "", label: "" };
  /** @type {{ tag: Found[], take: Found[] }} */
  found = { tag: [], take: [] };

  /**
   * @param {HTMLDialogElement} dialog
   * @param {Workbench} bench
   */
  constructor(dialog, { textView, cards, further, changes, facts, text, choose, say, then }) {
    this.dialog = dialog;
    this.textView = textView;
    this.cards = cards;
    this.further = further;
    this.changes = changes;
    this.tags = facts.tags;
    this.text = text;
    this.choose = choose;
    this.say = say;
    this.then = then;
    this.form = findAs(HTMLFormElement, "form", dialog);
    this.list = find("[data-list]", dialog);
    this.acts = /** @type {HTMLInputElement[]} */ (queryAll("[name=act]", dialog));
    this.anyCase = findAs(HTMLInputElement, "[name=any]", dialog);
    for (const choice of this.acts) choice.addEventListener("change", () => this.lay());
    this.anyCase.addEventListener("change", () => this.find());
    this.list.addEventListener("change", () => this.count());
    find("[data-all]", dialog).addEventListener("click", () => this.tickAll());
    find("[data-cancel]", dialog).addEventListener("click", () => dialog.close());
    dialog.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go();
    });
  }

  /** @param {Annotation | null} model */
  ofAnnotation(model) {
    if (!model) return undefined;
    const { id, label, kind, start, end, details, names } = model;
    /** @type {Fields} */
    const copied = {};
    if (kind === "entity" && details.entity) copied.entity = details.entity;
    else if (kind === "entity" && names.entity) copied.entity_new = names.entity;
    return this.open({ id, words: this.textView.quote(start, end), label, details: copied, name: names.entity });
  }

  /** @param {WordsToTag} asked */
  async open(asked) {
    if (isAltered(this.textView, { start: 0, end: Infinity }) || !(await this.further.isWhole())) return;
    const { words, label, name = "" } = asked;
    this.asked = asked;
    this.form.reset();
    const { text, look } = this.tags[label];
    const chip = find("[data-chip]", this.dialog);
    chip.className = `chip ${look}`;
    chip.textContent = text;
    find("[data-words]", this.dialog).textContent = beginning(words, 90);
    find("[data-name]", this.dialog).textContent = name;
    find("[data-names]", this.dialog).hidden = !name;
    find("[data-bare]", this.dialog).hidden = label.startsWith("entity-");
    this.find();
    this.dialog.showModal();
    this.focus();
  }

  /** Find the places that have the label already, and those that have it not. */
  find() {
    const { words, label } = this.asked;
    const places = occurrences(this.textView.whole(), words, { anyCase: this.anyCase.checked });
    const mine = this.cards.everyModel().filter((model) => model.label === label);
    const at = (/** @type {Span} */ { start, end }) => `${start}-${end}`;
    const taken = new Set(mine.map(at));
    const around = new Map(places.map((place) => [at(place), place]));
    this.found = {
      tag: places.filter((place) => !taken.has(at(place))),
      take: mine.flatMap((model) => {
        const place = around.get(at(model));
        return place ? [{ ...place, id: model.id }] : [];
      }),
    };
    for (const [act, found] of Object.entries(this.found)) {
      find(`[data-count=${act}]`, this.form).textContent = String(found.length);
    }
    this.lay();
  }

  get act() {
    return this.acts.find((choice) => choice.checked)?.value === "take" ? "take" : "tag";
  }

  lay() {
    const found = this.found[this.act];
    const isWithin = this.list.contains(document.activeElement);
    const line = findAs(HTMLTemplateElement, "template", this.dialog);
    this.list.replaceChildren(...found.map(({ before, quote, after }, at) => {
      const item = cloneOf(line);
      find("kbd", item).textContent = at < 9 ? String(at + 1) : "";
      find("[data-before]", item).textContent = before.replace(/\s+/g, " ");
      find("b", item).textContent = quote;
      find("[data-after]", item).textContent = after.replace(/\s+/g, " ");
      return item;
    }));
    const empty = find("[data-empty]", this.dialog);
    empty.hidden = found.length > 0;
    empty.textContent = this.act === "tag" ? "These words stand nowhere else without this label." : "None of these words has this label.";
    if (isWithin) this.focus();
    this.count();
  }

  focus() {
    (this.boxes()[0] ?? this.acts[0]).focus();
  }

  boxes() {
    return /** @type {HTMLInputElement[]} */ (queryAll("input", this.list));
  }

  count() {
    const boxes = this.boxes();
    const ticked = boxes.filter((box) => box.checked).length;
    const go = findAs(HTMLButtonElement, "[data-go]", this.dialog);
    find("span", go).textContent = `${this.act === "tag" ? "Tag" : "Delete"} ${ticked}`;
    go.classList.toggle("danger", this.act === "take");
    go.classList.toggle("primary", this.act === "tag");
    go.disabled = !ticked;
    const all = findAs(HTMLButtonElement, "[data-all]", this.dialog);
    find("span", all).textContent = ticked < boxes.length ? "Tick all" : "Tick none";
    all.disabled = !boxes.length;
  }

  tickAll() {
    const boxes = this.boxes();
    const isTicking = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = isTicking;
    this.count();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const boxes = this.boxes();
    const name = keyAmong(event, (one) => /^[1-9act]$/i.test(one))?.toLowerCase() ?? "";
    if (key === "Enter" && target instanceof HTMLButtonElement) return;
    if (key === "Enter") this.go();
    else if (/^[1-9]$/.test(name)) boxes[Number(name) - 1]?.click();
    else if (name === "a") this.tickAll();
    else if (name === "c") this.anyCase.click();
    else if (name === "t") this.acts.find((choice) => !choice.checked)?.click();
    else if ((key === "ArrowDown" || key === "ArrowUp") && !(target instanceof HTMLInputElement && target.type === "radio")) {
      const at = boxes.findIndex((box) => box === target) + (key === "ArrowDown" ? 1 : -1);
      boxes[Math.max(0, Math.min(boxes.length - 1, at))]?.focus();
    } else return;
    event.preventDefault();
  }

  go() {
    const boxes = this.boxes();
    const ticked = this.found[this.act].filter((_, at) => boxes[at].checked);
    const { act } = this;
    if (!ticked.length) return;
    this.dialog.close();
    this.then(() => (act === "tag" ? this.tag(ticked) : this.take(ticked)));
  }

  /** @param {Found[]} places */
  async tag(places) {
    const { id, label, words, details } = this.asked;
    this.say(`Tagging ${places.length}…`);
    /** @type {string | undefined} */
    let made;
    await this.changes.together(`marking ${places.length} × “${beginning(words, 40)}”`, async () => {
      for (const { start, end } of places) made = await this.changes.highlight(label, { start, end }, 0, details);
    });
    this.choose(id ?? made);
    this.say(`Tagged ${places.length} as ${this.tags[label].text}. Control Z takes them all back.`);
  }

  /** @param {Found[]} places */
  async take(places) {
    await this.changes.together(`deleting ${places.length} × “${beginning(this.asked.words, 40)}”`, async () => {
      for (const { id } of places) if (id) await this.changes.erase(id);
    });
    this.choose(undefined);
    this.text.focus({ preventScroll: true });
    this.say(`Deleted: ${places.length}. Control Z brings them all back.`);
  }
}
