// Going through what the registry suggests: the next one, accept it, dismiss it. Nothing is accepted
// by itself.

import { newId } from "./queue.js";
import { SuggestionLayer } from "./suggestion_layer.js";
import { SuggestionBox } from "./suggestion_box.js";

const REMEMBERED = "annotator-suggestions";

export function startSuggestions(bench) {
  if (bench.mayAnnotate) new Suggestions(bench).start();
}

class Suggestions {
  constructor(bench) {
    const { textView, cards, outbox, changes, keys, names, correctors, text, tagging, reading, facts, choose, say, then } = bench;
    Object.assign(this, { bench, textView, outbox, changes, text, tagging, reading, choose, say, then });
    this.chip = document.querySelector("[data-suggestions]");
    this.url = this.chip.dataset.dismissals;
    this.suggested = new SuggestionLayer({ url: this.chip.dataset.suggestions, dismissals: this.url, textView, cards, outbox });
    this.box = new SuggestionBox(document.getElementById("suggestion"), {
      tags: facts.tags, textView, then,
      acts: {
        accept: (slug) => this.accept(slug), dismiss: () => this.dismiss(), every: (slug) => this.every(slug),
        close: () => this.close(), leave: () => this.forget(),
      },
    });
    changes.senders.set(this.url, (verb, id, fields) => this.send(verb, id, fields));
    names.set(this.url, ({ fields }) => `Dismissal of “${fields.quote}”`);
    correctors.set(this.url, (change) => outbox.drop(change).then(() => this.send(change.verb, newId(), change.fields)));
    keys.bind("The text", "Next suggestion", ["n"], () => this.next(1), "open");
    keys.bind("The text", "Suggestion before", ["N"], () => this.next(-1), "open");
    keys.bind("The text", "Accept the suggestion", ["y"], () => this.place && this.accept(), "open");
    keys.bind("The text", "Dismiss the suggestion", ["d"], () => this.place && this.dismiss(), "open");
  }

  start() {
    this.outbox.addEventListener("queue", () => this.soon());
    this.outbox.addEventListener("answer", ({ detail }) => this.learn(detail.change));
    this.chip.addEventListener("click", () => this.turn(!this.suggested.shown));
    this.text.addEventListener("click", (event) => this.clicked(event));
    // What is read next is what one sees, once one has clicked or scrolled elsewhere.
    document.addEventListener("pointerdown", ({ target }) => {
      if (!target.closest("#suggestion, [data-suggestions]")) this.at = undefined;
    });
    addEventListener("online", () => this.load());
    let isOn = true;
    try {
      isOn = localStorage.getItem(REMEMBERED) !== "off";
    } catch {
      // Storage is forbidden: they are on.
    }
    this.suggested.show(isOn);
    this.load();
  }

  async load() {
    this.loaded = await this.suggested.load();
    this.count();
  }

  learn(change) {
    if (change.url === this.url) this.suggested.learn(change);
    // Back from being offline; or the registry has just got another name.
    if (!this.loaded || change.fields.entity_new) this.load();
    this.soon();
  }

  // Behind what the others lay over the page for the same reason.
  soon() {
    this.due ??= requestAnimationFrame(() => {
      this.due = undefined;
      this.reading.whenStill(() => {
        this.suggested.refresh();
        this.count();
      });
    });
  }

  count() {
    const count = this.suggested.live.length;
    this.chip.hidden = !this.loaded;
    this.chip.querySelector("b").textContent = count || "No";
    this.chip.querySelector("span").textContent = count === 1 ? "suggestion" : "suggestions";
    this.chip.setAttribute("aria-pressed", String(this.suggested.shown));
  }

  turn(isOn) {
    this.suggested.show(isOn);
    this.count();
    if (!isOn) this.close();
    this.say(isOn ? "Suggestions are shown. N goes to the next." : "Suggestions are hidden.");
    try {
      localStorage.setItem(REMEMBERED, isOn ? "on" : "off");
    } catch {
      // It holds until the page is left.
    }
  }

  // The next suggestion from here; `before` is what has just been done, to be said with it.
  next(steps, before = "") {
    if (!this.suggested.shown) this.turn(true);
    this.suggested.refresh();
    this.count();
    const place = this.suggested.beyond(this.place?.start ?? this.at ?? this.firstSeen() - 1, steps);
    if (place) return this.show(place, before);
    this.close();
    return this.say(`${before} ${this.loaded ? "No suggestions are left." : "Suggestions need the server: try again later."}`.trim());
  }

  // The offset of the first piece of text that is on the screen.
  firstSeen() {
    const { pieces, starts } = this.textView;
    const at = pieces.findIndex((piece) => piece.getBoundingClientRect().bottom > 60);
    return starts[Math.max(0, at)] ?? 0;
  }

  show(place, before = "") {
    if (this.bench.cards.current) this.choose(undefined);
    Object.assign(this, { place, at: place.start });
    const { live, entities } = this.suggested;
    const named = place.entities.map((slug) => ({ slug, ...entities[slug] }));
    this.box.open(place, named, `${live.indexOf(place) + 1} of ${live.length}`);
    const said = named.map(({ name, hint }) => (hint ? `${name}, ${hint}` : name)).join("; or ");
    this.say(`${before} ${this.textView.quote(place.start, place.end)} → ${said}`.trim());
  }

  clicked(event) {
    if (!this.suggested.shown || !getSelection().isCollapsed) return;
    const place = this.suggested.live.find(({ range }) => range && this.box.isOver(range, event));
    if (place) this.then(() => this.show(place));
  }

  // Go on reading from there.
  close() {
    if (!this.place) return;
    this.reading.rest({ start: this.place.start, end: this.place.end });
    this.forget();
    this.text.focus({ preventScroll: true });
  }

  forget() {
    this.place = undefined;
    this.box.close();
  }

  async accept(slug = this.place?.entities.length === 1 ? this.place.entities[0] : undefined) {
    const { place } = this;
    if (!place) return;
    if (!slug) {
      this.say("Several are called so: choose one by its number.");
      return;
    }
    const { start, end } = place;
    const { label, name } = this.suggested.entities[slug];
    if (!label) {
      this.close();
      this.tagging.offer({ start, end, details: { entity: slug } });
      this.say(`Choose a label for ${name}.`);
      return;
    }
    await this.changes.highlight(label, { start, end }, 0, { entity: slug });
    this.next(1, `Accepted: ${name}.`);
  }

  async dismiss() {
    const { place } = this;
    if (!place) return;
    const { start, end } = place;
    const fields = { start, end, quote: this.textView.quote(start, end) };
    const id = newId();
    await this.send("dismiss", id, fields);
    this.changes.remember(`dismissing “${fields.quote}”`, { verb: "dismiss", id, fields, back: { verb: "recall", fields }, url: this.url });
    this.next(1, "Dismissed.");
  }

  send(verb, id, fields) {
    return this.changes.make(verb, id, fields, this.changes.past.mine[id] ?? 0, this.url);
  }

  // All occurrences of the name, to be ticked and tagged in one step.
  every(slug) {
    const { place } = this;
    const { label, name } = this.suggested.entities[slug];
    this.close();
    if (label) this.bench.repeat({ words: this.textView.quote(place.start, place.end), label, details: { entity: slug }, name });
    else {
      this.tagging.offer({ start: place.start, end: place.end, details: { entity: slug } });
      this.say("Choose its label, then press O for all of this name.");
    }
  }
}
