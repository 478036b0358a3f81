// Ticking several cards, to delete them in one step. Nothing deletes more than one without asking.

export function startMultiSelect(bench) {
  if (bench.mayAnnotate) new MultiSelect(bench);
}

class MultiSelect {
  constructor({ cards, changes, keys, then, say }) {
    Object.assign(this, { cards, changes, keys, say, ticked: new Set() });
    this.bar = document.getElementById("ticked");
    this.dialog = document.getElementById("ask-delete");
    this.button = this.bar.querySelector("[data-delete]");
    // Cards are drawn anew with every answer: their ticks are set again.
    new MutationObserver(() => this.lay()).observe(cards.list, { childList: true, subtree: true });
    cards.list.addEventListener("mousedown", (event) => event.shiftKey && event.preventDefault());
    cards.list.addEventListener("click", (event) => this.clicked(event), { capture: true });
    this.bar.querySelector("[data-none]").addEventListener("click", () => this.tick([]));
    this.button.addEventListener("click", () => this.ask());
    this.dialog.querySelector("[data-cancel]").addEventListener("click", () => this.dialog.close());
    this.dialog.querySelector("form").addEventListener("submit", () => then(() => this.erase()));
    this.bind();
  }

  bind() {
    const { keys, cards } = this;
    keys.bind("This annotation", "Tick it, or not; so does Ctrl and a click", ["x"], () => this.toggle(cards.current), "current");
    keys.bind("The sitting", "Tick all cards that are shown, or none", ["X"], () => this.all(), "open");
    keys.tell("The sitting", "Delete what is ticked, after asking", ["Backspace", "Delete"]);
    this.first(["Backspace", "Delete"], () => this.ask());
    this.first(["Escape"], () => this.tick([]));
  }

  // While something is ticked, these keys are about it; else they do what they did.
  first(names, act) {
    for (const name of names) {
      const before = this.keys.acts.get(name);
      this.keys.acts.set(name, {
        needs: "",
        act: (event) => (this.ticked.size ? act() : this.allowed(before) && before.act(event)),
      });
    }
  }

  allowed({ needs }) {
    return needs !== "current" || Boolean(this.cards.current);
  }

  clicked(event) {
    const card = event.target.closest(".card");
    if (!card || event.target.closest("form, #toolbar") || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.stopPropagation();
    if (event.shiftKey) this.through(card.dataset.id);
    else this.toggle(card.dataset.id);
  }

  // From the card ticked last, or the current one, to this one.
  through(id) {
    const ids = this.cards.all().map((card) => card.dataset.id);
    const [from, to] = [ids.indexOf(this.last ?? this.cards.current), ids.indexOf(id)];
    const between = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.last = id;
    this.tick([...this.ticked, ...between]);
  }

  toggle(id) {
    this.last = id;
    this.tick(this.ticked.has(id) ? [...this.ticked].filter((other) => other !== id) : [...this.ticked, id]);
  }

  all() {
    const ids = this.cards.all().map((card) => card.dataset.id);
    this.tick(ids.every((id) => this.ticked.has(id)) ? [] : ids);
  }

  tick(ids) {
    this.ticked = new Set(ids);
    if (!ids.length) this.last = undefined;
    this.lay();
    this.say(ids.length ? `${this.ticked.size} ticked.` : "Nothing is ticked.");
  }

  lay() {
    if (!this.ticked.size && this.bar.hidden) return;
    const there = new Set();
    for (const card of this.cards.list.querySelectorAll(".card")) {
      const isTicked = this.ticked.has(card.dataset.id);
      card.classList.toggle("ticked", isTicked);
      if (isTicked && !card.hidden) there.add(card.dataset.id);
    }
    this.ticked = there;
    this.bar.hidden = !there.size;
    this.bar.querySelector("[data-count]").textContent = there.size === 1 ? "1 ticked" : `${there.size} ticked`;
  }

  ask() {
    const count = this.ticked.size;
    const words = count === 1 ? "Delete 1 annotation?" : `Delete ${count} annotations?`;
    this.dialog.querySelector("h2").textContent = words;
    this.dialog.querySelector("[data-yes]").textContent = count === 1 ? "Delete it" : `Delete all ${count}`;
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
