// @ts-check
// Ticking several cards, to delete them in one step. Nothing deletes more than one without asking.

import { closest, find, findAs, queryAll } from "../dom.js";

/** @param {Workbench} bench */
export function startMultiSelect(bench) {
  if (bench.mayAnnotate) new MultiSelect(bench);
}

class MultiSelect {
  /**
   * The ids of what is ticked.
   * @type {Set<string>}
   */
  ticked = new Set();
  /**
   * What was ticked last: from there a click with Shift goes.
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
    this.bar = find("#ticked");
    this.dialog = findAs(HTMLDialogElement, "#ask-delete");
    // Cards are drawn anew with every answer: their ticks are set again.
    new MutationObserver(() => this.lay()).observe(cards.list, { childList: true, subtree: true });
    cards.list.addEventListener("mousedown", (event) => event.shiftKey && event.preventDefault());
    cards.list.addEventListener("click", (event) => this.clicked(event), { capture: true });
    find("[data-none]", this.bar).addEventListener("click", () => this.tick([]));
    find("[data-delete]", this.bar).addEventListener("click", () => this.ask());
    find("[data-cancel]", this.dialog).addEventListener("click", () => this.dialog.close());
    find("form", this.dialog).addEventListener("submit", () => then(() => this.erase()));
    this.bind();
  }

  bind() {
    const { keys, cards } = this;
    const toggle = () => cards.current && this.toggle(cards.current);
    keys.bind("This annotation", "Tick it, or not; so does Ctrl and a click", ["x"], toggle, "current");
    keys.bind("The sitting", "Tick all cards that are shown, or none", ["X"], () => this.all(), "open");
    keys.tell("The sitting", "Delete what is ticked, after asking", ["Backspace", "Delete"]);
    this.first(["Backspace", "Delete"], () => this.ask());
    this.first(["Escape"], () => this.tick([]));
  }

  /**
   * While something is ticked, let keys be about it; else they do what they did.
   * @param {string[]} names
   * @param {Act} act
   */
  first(names, act) {
    for (const name of names) {
      const before = this.keys.acts.get(name);
      this.keys.act(name, (event) => {
        if (this.ticked.size) return act();
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
   * Tick from the card ticked last, or the current one, to this one.
   * @param {string} id
   */
  through(id) {
    const ids = this.ids();
    const [from, to] = [ids.indexOf(this.last ?? this.cards.current ?? ""), ids.indexOf(id)];
    const between = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.last = id;
    this.tick([...this.ticked, ...between]);
  }

  /** @param {string} id */
  toggle(id) {
    this.last = id;
    this.tick(this.ticked.has(id) ? [...this.ticked].filter((other) => other !== id) : [...this.ticked, id]);
  }

  async all() {
    if (!(await this.further.isWhole())) return;
    const ids = this.ids();
    this.tick(ids.every((id) => this.ticked.has(id)) ? [] : ids);
  }

  /** @param {string[]} ids */
  tick(ids) {
    this.ticked = new Set(ids);
    if (!ids.length) this.last = undefined;
    this.lay();
    this.say(ids.length ? `${this.ticked.size} ticked.` : "Nothing is ticked.");
  }

  /** Show what is ticked; what is no longer there is ticked no more. */
  lay() {
    if (!this.ticked.size && this.bar.hidden) return;
    const there = new Set();
    for (const card of queryAll(".card", this.cards.list)) {
      const { id } = card.dataset;
      const isTicked = id !== undefined && this.ticked.has(id);
      card.classList.toggle("ticked", isTicked);
      if (isTicked && !card.hidden) there.add(id);
    }
    this.ticked = there;
    this.bar.hidden = !there.size;
    find("[data-count]", this.bar).textContent = there.size === 1 ? "1 ticked" : `${there.size} ticked`;
  }

  ask() {
    const count = this.ticked.size;
    const words = count === 1 ? "Delete 1 annotation?" : `Delete ${count} annotations?`;
    find("h2", this.dialog).textContent = words;
    find("[data-yes]", this.dialog).textContent = count === 1 ? "Delete it" : `Delete all ${count}`;
    this.dialog.showModal();
  }

  async erase() {
    const ids = [...this.ticked];
    const words = ids.length === 1 ? "deleting 1 annotation" : `deleting ${ids.length} annotations`;
    await this.changes.together(words, async () => {
      for (const id of ids) await this.changes.erase(id);
    });
    this.tick([]);
    this.say(`Deleted: ${ids.length}. Control Z brings them all back.`);
  }
}
