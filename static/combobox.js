// @ts-check
// A field that finds what it names, after the combobox of ARIA 1.2: what is typed and exists is found; what
// is new is a row of its own, and never what ⏎ makes of a fragment without a word.

import { comboboxAct } from "./combobox_keys.js";
import { comboboxList } from "./combobox_list.js";
import { best, plain, same } from "./combobox_matches.js";

export class Combobox {
  /**
   * What the field's words stand for; null while they stand for nothing yet.
   * @type {Choice | null}
   */
  choice = null;
  /** @type {FittingChoice[]} */
  found = [];
  /** @type {Choice[]} */
  rows = [];
  active = -1;
  isMoved = false;
  isOpen = false;
  /**
   * The search that is under way.
   * @type {Promise<void> | undefined}
   */
  searching;
  turn = 0;

  /**
   * `find` returns what fits some words, at once or later; `mayMake` whether something new may be made.
   * @param {HTMLInputElement} input
   * @param {{
   *   find: (typed: string) => FittingChoice[] | Promise<FittingChoice[]>,
   *   mayMake?: boolean, many?: string, onTake?: (choice: Choice | null) => void,
   * }} options
   */
  constructor(input, { find, mayMake = true, many = "results", onTake = () => {} }) {
    this.input = input;
    this.find = find;
    this.mayMake = mayMake;
    this.many = many;
    this.onTake = onTake;
    const attributes = {
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": comboboxList().element.id,
      autocomplete: "off", spellcheck: "false",
    };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("input", () => this.typed());
    input.addEventListener("click", () => !this.isOpen && this.search());
    input.addEventListener("blur", () => this.left());
  }

  /** Whether the words stand for something, or there are none. */
  get isSettled() {
    const text = this.input.value.trim();
    return !text || this.choice?.text === text;
  }

  /**
   * Let the field hold a thing, or nothing.
   * @param {Choice | null} choice
   */
  hold(choice) {
    this.choice = choice;
    this.input.value = choice?.text ?? "";
    this.forget();
  }

  /** Let words stand in the field that name nothing yet. @param {string} words */
  draft(words) {
    this.hold(null);
    this.input.value = words;
  }

  forget() {
    this.turn += 1;
    this.searching = undefined;
    this.found = [];
    this.close();
  }

  typed() {
    this.choice = null;
    this.isMoved = false;
    if (this.input.value.trim()) this.search();
    else {
      this.forget();
      this.onTake(null);
    }
  }

  /** Look up what is typed, and show what fits. */
  search() {
    const words = this.input.value.trim();
    this.turn += 1;
    const { turn } = this;
    const show = (/** @type {FittingChoice[]} */ found) => {
      if (turn !== this.turn) return;
      this.searching = undefined;
      this.found = found;
      this.show(words);
    };
    const found = this.find(words);
    if (Array.isArray(found)) {
      show(found);
      return;
    }
    this.searching = found.then(show);
  }

  /** @param {string} words what the rows were found for */
  show(words) {
    const { found } = this;
    const isNew = this.mayMake && Boolean(words) && !same(found);
    /** @type {Choice[]} */
    const made = isNew ? [{ value: "", text: words, isNew: true }] : [];
    this.rows = [...found, ...made];
    this.active = words ? best(found) : -1;
    this.isMoved = false;
    const list = comboboxList();
    list.say(`${found.length || "No"} ${found.length === 1 ? this.many.replace(/ies$/, "y").replace(/s$/, "") : this.many}${isNew ? ", or a new one" : ""}`);
    if (document.activeElement !== this.input) {
      this.left();
      return;
    }
    if (!this.rows.length) {
      this.close();
      return;
    }
    this.isOpen = true;
    this.input.setAttribute("aria-expanded", "true");
    list.show(this.input, this.rows, this.active, this.many, (at) => this.take(at));
  }

  close() {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    comboboxList().close();
  }

  left() {
    const only = this.isSettled ? undefined : same(this.found);
    if (only) this.accept(only);
    else this.close();
  }

  /** @param {number} at */
  take(at) {
    const row = this.rows[at];
    if (row) this.accept(row);
  }

  /** @param {Choice} row */
  accept(row) {
    this.hold(row);
    comboboxList().say(row.isNew ? `New: ${row.text}` : `${row.text} chosen`);
    this.onTake(row);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Put the highlight on a row, and ask with it. @param {number} to */
  go(to) {
    this.active = to;
    this.isMoved = true;
    comboboxList().mark(to);
    if (this.rows[to]?.isNew) comboboxList().say(`New: “${this.rows[to].text}”. Press Enter again to make it.`);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = comboboxAct(event.key, {
      isOpen: this.isOpen, active: this.active, count: this.rows.length, isMoved: this.isMoved, isSettled: this.isSettled,
      isSame: this.active >= 0 && this.rows[this.active] === same(this.found), isEmpty: !this.input.value.trim(),
      isSearching: this.searching !== undefined, hasNew: this.rows.at(-1)?.isNew ?? false,
    });
    const isPassed = act.act === "pass" || (act.act === "take" && act.thenPass);
    if (!isPassed) {
      event.preventDefault();
      event.stopPropagation();
    }
    if (act.act === "take") this.take(this.active);
    else if (act.act === "go") this.go(act.to);
    else if (act.act === "open") this.search();
    else if (act.act === "close") this.close();
    else if (act.act === "settle") this.settle();
    else if (act.act === "none") comboboxList().say(`No ${this.many} of this name.`);
  }

  /** Look up what is typed before ⏎ means anything; only the same words are taken at once. */
  async settle() {
    if (!this.searching) this.search();
    const { turn } = this;
    await this.searching;
    if (turn !== this.turn) return;
    const only = same(this.found);
    if (only) {
      this.accept(only);
      this.input.form?.requestSubmit();
    } else if (this.isOpen && this.active < 0 && this.rows.at(-1)?.isNew) this.go(this.rows.length - 1);
  }

  /** Take what is exactly so called, or show what may be meant; return whether the words stand for something now. */
  resolve() {
    if (this.isSettled) return true;
    const only = plain(this.input.value) ? same(this.found) : undefined;
    if (only) {
      this.accept(only);
      return true;
    }
    this.input.focus();
    this.search();
    return false;
  }
}
