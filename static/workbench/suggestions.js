// @ts-check
// Going through what is suggested, by the registry and by machines: the next one, accept it, dismiss it.
// Nothing is accepted by itself.

import { closest, find } from "../dom.js";
import { isAltered } from "./altered_text.js";
import { newId } from "./queue.js";
import { SuggestionLayer } from "./suggestion_layer.js";
import { SuggestionBox } from "./suggestion_box.js";
import { inWords } from "./suggested_choices.js";

const REMEMBERED = "annotator-suggestions";

/**
 * Start it; `tagAll` opens the list of all occurrences of some words.
 * @param {Workbench} bench
 * @param {(asked: WordsToTag) => void} tagAll
 */
export function startSuggestions(bench, tagAll) {
  bench.suggestions = new Suggestions(bench, tagAll);
  bench.suggestions.start();
}

export class Suggestions {
  /**
   * The place that is shown in the box.
   * @type {SuggestedPlace | undefined}
   */
  place;
  /**
   * The words from which to go on.
   * @type {Span | undefined}
   */
  at;
  /** Whether the server has answered. */
  isLoaded = false;
  /**
   * The frame in which the layer is laid anew.
   * @type {number | undefined}
   */
  due;

  /**
   * @param {Workbench} bench
   * @param {(asked: WordsToTag) => void} tagAll
   */
  constructor(bench, tagAll) {
    const { textView, cards, outbox, changes, keys, names, correctors, text, tagging, selection, facts, choose, say, then } = bench;
    this.tagAll = tagAll;
    this.textView = textView;
    this.cards = cards;
    this.outbox = outbox;
    this.changes = changes;
    this.text = text;
    this.tagging = tagging;
    this.selection = selection;
    this.choose = choose;
    this.say = say;
    this.then = then;
    this.chip = find("[data-suggestions]");
    const { suggestions: url = "", dismissals = "" } = this.chip.dataset;
    this.url = dismissals;
    this.layer = new SuggestionLayer({ url, dismissals, textView, cards, outbox });
    this.box = new SuggestionBox(find("#suggestion"), {
      tags: facts.tags, textView, then,
      acts: {
        accept: (id) => this.accept(id), dismiss: () => this.dismiss(), every: (id) => this.every(id),
        close: () => this.close(), leave: () => this.forget(),
      },
    });
    changes.senders.set(this.url, (verb, id, fields, expected) => this.send(verb, id, fields, expected));
    names.set(this.url, ({ fields }) => `Dismissal of “${fields.quote}”`);
    correctors.set(this.url, (change) => outbox.drop(change).then(() => this.send(change.verb, newId(), change.fields)));
    keys.bind("The text", "Next suggestion", ["n"], () => this.next(1), "open");
    keys.bind("The text", "Suggestion before", ["N"], () => this.next(-1), "open");
    keys.bind("The text", "Accept the suggestion", ["y"], () => this.place && this.accept(), "open");
    keys.tell("The text", "Of several suggestions for the same words the one of this digit", ["1", "9"]);
    keys.bind("The text", "Dismiss the suggestion", ["d"], () => this.place && this.dismiss(), "open");
  }

  start() {
    this.outbox.on("queue", () => this.soon());
    this.outbox.on("answer", ({ change }) => this.learn(change));
    this.chip.addEventListener("click", () => this.turn(!this.layer.isShown));
    this.text.addEventListener("click", (event) => this.clicked(event));
    // What is read next is what one sees, once one has clicked or scrolled elsewhere.
    document.addEventListener("pointerdown", ({ target }) => {
      if (!closest(target, "#suggestion, [data-suggestions]")) this.at = undefined;
    });
    addEventListener("online", () => this.load());
    let isOn = true;
    try {
      isOn = localStorage.getItem(REMEMBERED) !== "off";
    } catch {
      // Storage is forbidden: they are on.
    }
    this.layer.show(isOn);
    this.load();
  }

  async load() {
    this.isLoaded = await this.layer.load();
    this.count();
  }

  /**
   * Take in that the server has stored a change.
   * @param {Change} change
   */
  learn(change) {
    if (change.url === this.url) this.layer.learn(change);
    // Back from being offline; or the registry has just got another name.
    if (!this.isLoaded || change.fields.entity_new) this.load();
    this.soon();
  }

  /** Lay the layer anew, behind what the others lay over the page for the same reason. */
  soon() {
    this.due ??= requestAnimationFrame(() => {
      this.due = undefined;
      this.selection.whenStill(() => {
        this.layer.refresh();
        this.count();
      });
    });
  }

  /** Return the places that are neither accepted nor dismissed, if they are shown. */
  undecided() {
    this.layer.refresh();
    return this.layer.isShown ? this.layer.live : [];
  }

  count() {
    const count = this.layer.live.length;
    this.chip.hidden = !this.isLoaded || this.layer.isWithheld;
    find("b", this.chip).textContent = count ? String(count) : "No";
    find("span", this.chip).textContent = count === 1 ? "suggestion" : "suggestions";
    this.chip.setAttribute("aria-pressed", String(this.layer.isShown));
  }

  /**
   * Show the suggestions, or hide them; remember which.
   * @param {boolean} isOn
   */
  turn(isOn) {
    this.layer.show(isOn);
    this.count();
    if (!isOn) this.close();
    this.say(isOn ? "Suggestions are shown. N goes to the next." : "Suggestions are hidden.");
    try {
      localStorage.setItem(REMEMBERED, isOn ? "on" : "off");
    } catch {
      // It holds until the page is left.
    }
  }

  /**
   * Show the next suggestion from here; `before` is what has just been done, to be said with it.
   * @param {1 | -1} steps
   * @param {string} [before]
   */
  next(steps, before = "") {
    if (this.layer.isWithheld) return undefined;
    if (!this.layer.isShown) this.turn(true);
    this.layer.refresh();
    this.count();
    const place = this.layer.beyond(this.place ?? this.at ?? this.firstSeen(), steps);
    if (place) return this.show(place, before);
    this.close();
    return this.say(`${before} ${this.isLoaded ? "No suggestions are left." : "Suggestions need the server: try again later."}`.trim());
  }

  /** Return where the first piece of text begins that is on the screen: words that hold nothing. */
  firstSeen() {
    const { pieces, starts } = this.textView;
    const at = pieces.findIndex((piece) => piece.getBoundingClientRect().bottom > 60);
    const start = starts[Math.max(0, at)] ?? 0;
    return { start, end: start };
  }

  /**
   * @param {SuggestedPlace} place
   * @param {string} [before]
   */
  show(place, before = "") {
    if (this.cards.current) this.choose(undefined);
    this.place = place;
    this.at = { start: place.start, end: place.end };
    const { live } = this.layer;
    this.box.open(place, `${live.indexOf(place) + 1} of ${live.length}`);
    const said = (place.choices ?? []).map((choice) => inWords(choice, this.box.tags)).join("; or ");
    this.say(`${before} ${this.textView.quote(place.start, place.end)} → ${said}`.trim());
  }

  /**
   * Return what may be chosen in the box, by its id.
   * @param {string | undefined} id
   */
  choice(id) {
    return this.place?.choices?.find((choice) => choice.id === id);
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    if (!this.layer.isShown || !getSelection()?.isCollapsed) return;
    const over = this.layer.live.filter(({ range }) => range && this.box.isOver(range, event));
    // Words within others are meant by whoever clicks on them.
    const [place] = over.sort((a, b) => a.end - a.start - (b.end - b.start));
    if (place) this.then(() => this.show(place));
  }

  /** Close the box; one goes on reading from there. */
  close() {
    if (!this.place) return;
    this.selection.rest({ start: this.place.start, end: this.place.end });
    this.forget();
    this.text.focus({ preventScroll: true });
  }

  forget() {
    this.place = undefined;
    this.box.close();
  }

  /**
   * Mark the words as what is suggested; a name whose label is not known is asked for it.
   * @param {string} [id]
   */
  async accept(id = this.box.ids.length === 1 ? this.box.ids[0] : undefined) {
    const { place } = this;
    if (!place) return;
    const choice = this.choice(id);
    if (!choice) {
      this.say("Several are suggested here: choose one by its number.");
      return;
    }
    if (isAltered(this.textView, place)) return;
    const { start, end } = place;
    const { label, name, entity, proposal } = choice;
    const done = `Accepted: ${name}.`;
    if (!label) {
      this.close();
      this.tagging.offer({ start, end, details: { entity }, after: () => this.next(1, done) });
      this.say(`Choose a label for ${name}.`);
      return;
    }
    if (proposal) await this.changes.takeOver(proposal, { start, end });
    else await this.changes.highlight(label, { start, end }, 0, { entity });
    this.goOn(place, done);
  }

  /**
   * Show what else machines propose for the same words, else the next suggestion.
   * @param {SuggestedPlace} place
   * @param {string} before what has just been done
   */
  goOn(place, before) {
    this.layer.refresh();
    if (!place.proposals || !this.layer.live.includes(place)) return this.next(1, before);
    this.count();
    return this.show(place, before);
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

  /** @type {Sender} */
  send(verb, id, fields, expected) {
    return this.changes.make(verb, id, fields, { known: this.changes.undoStack.mine[id] ?? 0, url: this.url, expected });
  }

  /**
   * Offer all occurrences of the name, to be ticked and tagged in one step.
   * @param {string} id
   */
  every(id) {
    const { place } = this;
    const choice = this.choice(id);
    if (!place || !choice?.entity) return;
    const { label, name, entity } = choice;
    this.close();
    if (label) this.tagAll({ words: this.textView.quote(place.start, place.end), label, details: { entity }, name });
    else {
      this.tagging.offer({ start: place.start, end: place.end, details: { entity } });
      this.say("Choose its label, then press O for all of this name.");
    }
  }
}
