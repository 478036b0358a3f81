// @ts-check
// What still waits, laid over the cards and the text that the server drew; what has not changed is not touched.

import { applyChange } from "./annotation_model.js";
import { drawCard } from "./card_view.js";
import { paint } from "./text_paint.js";

/** @typedef {{ made: string, model: Annotation }} Pending what waits of one annotation, and of which changes */

const LOOKS = ["claim", "entity", "favour", "against", "neutral", "erased"];

export class WaitingLayer {
  /**
   * What is laid over the server's, by id; what was deleted has no card.
   * @type {Map<string, Pending & { card?: HTMLElement }>}
   */
  over = new Map();

  /** @param {Cards} cards */
  constructor(cards) {
    this.cards = cards;
  }

  /**
   * Take away what is laid over an annotation.
   * @param {string} id
   */
  lift(id) {
    const over = this.over.get(id);
    if (!over) return;
    this.over.delete(id);
    if (over.card) {
      this.cards.filters.count(over.card, over.model, -1);
      this.cards.chunks.remove(over.card);
    }
    const served = this.cards.served.get(id);
    if (!served) return;
    served.hidden = false;
    this.cards.filters.count(served, this.cards.modelOf(served), 1);
  }

  /**
   * Lay what waits over an annotation.
   * @param {string} id
   * @param {Pending} pending
   */
  cover(id, { made, model }) {
    const served = this.cards.served.get(id);
    if (served) {
      served.hidden = true;
      this.cards.filters.count(served, this.cards.modelOf(served), -1);
    }
    if (model.erased) {
      this.cards.gone.set(id, { ...model, erased: undefined, revision: this.cards.known(id) });
      this.over.set(id, { made, model });
      return;
    }
    const card = drawCard(this.cards.template, model, this.cards.tags[model.label], this.cards.textView.quote(model.start, model.end));
    this.cards.chunks.insert(card);
    this.cards.filters.count(card, model, 1);
    this.over.set(id, { made, model, card });
  }

  /**
   * Return what waits, by annotation: the server's with its changes applied in their order.
   * @returns {Map<string, Pending>}
   */
  pending() {
    const pending = new Map();
    for (const change of this.cards.outbox.waiting) {
      const id = change.annotation;
      const before = pending.get(id) ?? { model: this.before(id), made: "" };
      const model = applyChange(before.model, change);
      if (model) pending.set(id, { model, made: `${before.made} ${change.sequence}` });
    }
    return pending;
  }

  /** Lay the queue over the page: after a change, an answer, a reload. Return whether anything is laid otherwise. */
  lay() {
    const pending = this.pending();
    let isChanged = false;
    for (const [id, { made }] of this.over) {
      if (pending.get(id)?.made === made) continue;
      isChanged = true;
      this.lift(id);
    }
    for (const [id, next] of pending) {
      if (this.over.has(id)) continue;
      isChanged = true;
      this.cover(id, next);
    }
    return isChanged;
  }

  /**
   * Return what the server has of an annotation, beneath what waits.
   * @param {string} id
   * @returns {Annotation | null}
   */
  before(id) {
    const served = this.cards.served.get(id);
    if (served) return this.cards.modelOf(served);
    const gone = this.cards.gone.get(id);
    return gone ? { ...gone, erased: true } : null;
  }

  /** Paint what waits into the text. */
  paint() {
    /** @type {Map<string, Range[]>} */
    const ranges = new Map(LOOKS.map((look) => [look, []]));
    for (const { model } of this.over.values()) {
      const look = model.erased ? "erased" : this.cards.tags[model.label].look;
      ranges.get(look)?.push(this.cards.textView.range(model.start, model.end));
    }
    for (const [look, found] of ranges) paint(`waiting-${look}`, found);
  }
}
