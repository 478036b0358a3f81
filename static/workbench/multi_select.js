// @ts-check
// Selecting several cards, to delete them in one step. Nothing deletes more than one without asking.

import { closest, find, findAs, queryAll } from "../dom.js";

/** @param {Workbench} bench */
export function startMultiSelect(bench) {
  if (bench.mayAnnotate) new MultiSelect(bench);
}

class MultiSelect {
  /**
   * The ids of what is selected.
   * @type {Set<string>}
   */
  selected = new Set();
  /**
   * What was selected last: from there a click with Shift goes.
   * @type {string | undefined}
   */
  last;

  /** @param {Workbench} bench */
  constructor({ cards, further, changes, keys, then, say }) {
    this.cards = cards;
    this.further = further;
    this.changes = changes;
    this.keys = keys;
    this.say = say;
    this.then = then;
    this.bar = find("#selected");
    this.dialog = findAs(HTMLDialogElement, "#ask-delete");
    // Cards are drawn anew with every answer: what is selected is set again.
    new MutationObserver(() => this.lay()).observe(cards.list, { childList: true, subtree: true });
    cards.list.addEventListener("mousedown", (event) => event.shiftKey && event.preventDefault());
    cards.list.addEventListener("click", (event) => this.clicked(event), { capture: true });
    find("[data-none]", this.bar).addEventListener("click", () => this.select([]));
    find("[data-delete]", this.bar).addEventListener("click", () => this.ask());
    find("[data-cancel]", this.dialog).addEventListener("click", () => this.dialog.close());
    find("form", this.dialog).addEventListener("submit", () => then(() => this.erase()));
    this.bind();
  }

  bind() {
    const { keys, cards } = this;
    const toggle = () => cards.current && this.toggle(cards.current);
    find("[data-act=select]").addEventListener("click", () => this.then(toggle));
    keys.bind("This annotation", "Select it among several, or not; so does Ctrl and a click", ["x"], toggle, "current");
    keys.bind("This session", "Select all cards that are shown, or none", ["X"], () => this.all(), "open");
    keys.tell("This session", "Delete what is selected, after asking", ["Backspace", "Delete"]);
    this.first(["Backspace", "Delete"], () => this.ask());
    this.first(["Escape"], () => this.select([]));
  }

  /**
   * While something is selected, let keys be about it; else they do what they did.
   * @param {string[]} names
   * @param {Act} act
   */
  first(names, act) {
    for (const name of names) {
      const before = this.keys.acts.get(name);
      this.keys.act(name, (event) => {
        if (this.selected.size) return act();
        const isAllowed = before && (before.needs !== "current" || this.cards.current);
        return isAllowed ? before.act(event) : undefined;
      });
    }
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const id = closest(event.target, ".card")?.dataset.id;
    const isHeld = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!id || !isHeld || closest(event.target, "form, #toolbar")) return;
    event.stopPropagation();
    if (event.shiftKey) this.through(id);
    else this.toggle(id);
  }

  /** Return the ids of the cards that are shown, in order. */
  ids() {
    return this.cards.all().map((card) => card.dataset.id ?? "");
  }

  /**
   * Select from the card selected last, or the current one, to this one.
   * @param {string} id
   */
  through(id) {
    const ids = this.ids();
    const [from, to] = [ids.indexOf(this.last ?? this.cards.current ?? ""), ids.indexOf(id)];
    const between = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.last = id;
    this.select([...this.selected, ...between]);
  }

  /** @param {string} id */
  toggle(id) {
    this.last = id;
    this.select(this.selected.has(id) ? [...this.selected].filter((other) => other !== id) : [...this.selected, id]);
  }

  async all() {
    if (!(await this.further.isWhole())) return;
    const ids = this.ids();
    this.select(ids.every((id) => this.selected.has(id)) ? [] : ids);
  }

  /** @param {string[]} ids */
  select(ids) {
    this.selected = new Set(ids);
    if (!ids.length) this.last = undefined;
    this.lay();
    this.say(ids.length ? `${this.selected.size} selected.` : "Nothing is selected.");
  }

  /** Show what is selected; what is no longer there is selected no more. */
  lay() {
    if (!this.selected.size && this.bar.hidden) return;
    const there = new Set();
    for (const card of queryAll(".card", this.cards.list)) {
      const { id } = card.dataset;
      const isSelected = id !== undefined && this.selected.has(id);
      card.classList.toggle("selected", isSelected);
      if (isSelected && !card.hidden) there.add(id);
    }
    this.selected = there;
    this.bar.hidden = !there.size;
    find("[data-count]", this.bar).textContent = `${there.size} selected`;
  }

  ask() {
    const count = this.selected.size;
    const words = count === 1 ? "Delete 1 annotation?" : `Delete ${count} annotations?`;
    find("h2", this.dialog).textContent = words;
    find("[data-yes]", this.dialog).textContent = count === 1 ? "Delete it" : `Delete all ${count}`;
    this.dialog.showModal();
  }

  async erase() {
    const ids = [...this.selected];
    const words = ids.length === 1 ? "deleting 1 annotation" : `deleting ${ids.length} annotations`;
    await this.changes.together(words, async () => {
      for (const id of ids) await this.changes.erase(id);
    });
    this.select([]);
    this.say(`Deleted: ${ids.length}. Control Z brings them all back.`);
  }
}
