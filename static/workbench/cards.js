// The cards and marks on the page: what the server drew, with what still waits laid over it. What
// has not changed is not touched: an article may have a thousand.

import { apply, drawCard } from "./annotation_model.js";
import { Filters } from "./filters.js";
import { CardChunks } from "./card_chunks.js";

const supportsHighlights = typeof Highlight !== "undefined" && CSS.highlights;
const LOOKS = ["claim", "entity", "favour", "against", "neutral", "erased"];

function order(a, b) {
  return (
    a.start - b.start || a.end - b.end || (a.label < b.label ? -1 : Number(a.label > b.label)) ||
    a.part - b.part || (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}

export class Cards extends EventTarget {
  // Event: "current", when another annotation is chosen or the chosen one may lie elsewhere.
  constructor({ list, textView, tags, outbox, template }) {
    super();
    Object.assign(this, { list, textView, tags, outbox, template });
    this.gone = new Map(); // erased annotations, for undo and for restoring
    this.served = new Map(); // id -> the server's card
    this.over = new Map(); // id -> what is laid over the server's: {made, model, card}
    this.read = new WeakMap(); // card -> its model
    this.chunks = new CardChunks(list, (one, other) => order(this.modelOf(one), this.modelOf(other)));
    this.filters = new Filters({ cards: this, tags });
    for (const card of list.querySelectorAll(".card")) this.serve(card);
  }

  serve(card) {
    this.served.set(card.dataset.id, card);
    this.filters.count(card, this.modelOf(card), 1);
  }

  card(id) {
    const over = this.over.get(id);
    return over ? (over.card ?? null) : (this.served.get(id) ?? null);
  }

  // The cards that the filter shows, in the text's order.
  all() {
    return [...this.list.querySelectorAll(".card:not([hidden], .out)")];
  }

  // All cards with their models, whatever the filter shows.
  shownCards() {
    return [...this.list.querySelectorAll(".card:not([hidden])")].map((card) => [card, this.modelOf(card)]);
  }

  everyModel() {
    return this.shownCards().map(([, model]) => model);
  }

  modelOf(card) {
    if (!this.read.has(card)) {
      const { id, revision, kind, label, start, end, part, fields } = card.dataset;
      const { details, names } = JSON.parse(fields);
      this.read.set(card, {
        id, kind, label, revision: Number(revision), start: Number(start), end: Number(end),
        part: Number(part), details, names,
      });
    }
    return this.read.get(card);
  }

  // The annotation as the page shows it: the server's, with the waiting changes applied.
  model(id) {
    const card = this.card(id);
    return card ? this.modelOf(card) : null;
  }

  // Those that lie over an offset, innermost first.
  at(offset) {
    return this.everyModel()
      .filter(({ start, end }) => start <= offset && offset < end)
      .sort((a, b) => a.end - a.start - (b.end - b.start) || order(b, a));
  }

  // The revision that the server last told for it.
  known(id) {
    const card = this.served.get(id);
    const shown = card ? Number(card.dataset.revision) : (this.gone.get(id)?.revision ?? 0);
    return Math.max(shown, this.outbox.revisions.get(id) ?? 0);
  }

  // Swap in what the server drew. Only when nothing newer is shown already.
  swap(answer) {
    const id = answer.annotation;
    this.textView.keepingSelection(() => {
      for (const [start, html] of Object.entries(answer.pieces)) {
        const piece = this.textView.pieceStarting(Number(start));
        if (piece && piece.innerHTML !== html) piece.innerHTML = html;
      }
    });
    this.lift(id);
    const old = this.served.get(id);
    const kept = old ? this.modelOf(old) : this.gone.get(id);
    if (old) {
      this.filters.count(old, kept, -1);
      this.served.delete(id);
      this.chunks.remove(old);
    }
    if (answer.card) {
      const holder = document.createElement("template");
      holder.innerHTML = answer.card;
      const fresh = holder.content.firstElementChild;
      this.chunks.insert(fresh);
      this.serve(fresh);
      this.gone.delete(id);
    } else if (kept) this.gone.set(id, { ...kept, revision: answer.revision });
    this.lay({ redrawn: true });
  }

  // Take away what is laid over an annotation.
  lift(id) {
    const over = this.over.get(id);
    if (!over) return;
    this.over.delete(id);
    if (over.card) {
      this.filters.count(over.card, over.model, -1);
      this.chunks.remove(over.card);
    }
    const served = this.served.get(id);
    if (!served) return;
    served.hidden = false;
    this.filters.count(served, this.modelOf(served), 1);
  }

  cover(id, { made, model }) {
    const served = this.served.get(id);
    if (served) {
      served.hidden = true;
      this.filters.count(served, this.modelOf(served), -1);
    }
    if (model.erased) {
      this.gone.set(id, { ...model, erased: undefined, revision: this.known(id) });
      this.over.set(id, { made, model });
      return;
    }
    const card = drawCard(this.template, model, this.tags[model.label], this.textView.quote(model.start, model.end));
    this.chunks.insert(card);
    this.filters.count(card, model, 1);
    this.over.set(id, { made, model, card });
  }

  // Lay the queue over the page: after a change, an answer, a reload.
  lay({ redrawn = false } = {}) {
    const waiting = new Map();
    for (const change of this.outbox?.waiting ?? []) {
      const id = change.annotation;
      const before = waiting.get(id) ?? { model: this.before(id), made: "" };
      const model = apply(before.model, change);
      if (model) waiting.set(id, { model, made: `${before.made} ${change.sequence}` });
    }
    let changed = redrawn;
    for (const [id, { made }] of this.over) {
      if (waiting.get(id)?.made === made) continue;
      changed = true;
      this.lift(id);
    }
    for (const [id, next] of waiting) {
      if (this.over.has(id)) continue;
      changed = true;
      this.cover(id, next);
    }
    if (changed) this.paint();
    this.mark(this.current);
    this.filters.tell();
  }

  // What the server has of an annotation, beneath what waits.
  before(id) {
    const served = this.served.get(id);
    if (served) return this.modelOf(served);
    return this.gone.has(id) ? { ...this.gone.get(id), erased: true } : null;
  }

  // Paint what waits into the text.
  paint() {
    if (!supportsHighlights) return;
    const ranges = new Map(LOOKS.map((look) => [look, []]));
    for (const { model } of this.over.values()) {
      const look = model.erased ? "erased" : this.tags[model.label].look;
      ranges.get(look).push(this.textView.range(model.start, model.end));
    }
    for (const [look, found] of ranges) CSS.highlights.set(`waiting-${look}`, new Highlight(...found));
  }

  // Make an annotation the current one, or none.
  mark(id) {
    this.current = id;
    const card = id && this.card(id);
    if (this.marked !== card) this.marked?.classList.remove("current");
    this.marked = card;
    card?.classList.add("current");
    const model = card && this.modelOf(card);
    if (supportsHighlights) {
      const ranges = model ? [this.textView.range(model.start, model.end)] : [];
      CSS.highlights.set("current", new Highlight(...ranges));
    }
    this.dispatchEvent(new Event("current"));
    return card;
  }
}
