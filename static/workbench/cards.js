// @ts-check
// The cards and marks on the page: what the server drew, with what still waits laid over it
// (`waiting_layer.js`). What has not changed is not touched: an article may have a thousand.

import { query, queryAll } from "../dom.js";
import { compareAnnotations } from "./annotation_model.js";
import { CardChunks } from "./card_chunks.js";
import { readCard } from "./card_view.js";
import { Filters } from "./filters.js";
import { paint } from "./text_paint.js";
import { WaitingLayer } from "./waiting_layer.js";


export class Cards extends EventTarget {
  /**
   * Erased annotations, for undo and for restoring.
   * @type {Map<string, Annotation>}
   */
  gone = new Map();
  /**
   * The server's cards by id.
   * @type {Map<string, HTMLElement>}
   */
  served = new Map();
  waiting = new WaitingLayer(this);
  /**
   * The model of each card that was read.
   * @type {WeakMap<HTMLElement, Annotation>}
   */
  models = new WeakMap();
  /** @type {string | undefined} the id of the annotation that is chosen */
  current;
  /** @type {HTMLElement | null | undefined} */
  marked;
  /**
   * The card at which Tab stops.
   * @type {HTMLElement | null | undefined}
   */
  stopped;
  /**
   * Where the pieces begin that an answer has drawn: newer than what a portion still brings.
   * @type {Set<string>}
   */
  redrawn = new Set();

  /**
   * Its event "current" says that another annotation is chosen, or that the chosen one may lie elsewhere.
   * @param {{
   *   list: HTMLElement, textView: TextView, tags: Record<string, Tag>, outbox: Outbox,
   *   template: HTMLTemplateElement,
   * }} parts
   */
  constructor({ list, textView, tags, outbox, template }) {
    super();
    this.list = list;
    this.textView = textView;
    this.tags = tags;
    this.outbox = outbox;
    this.template = template;
    this.chunks = new CardChunks(list, (one, other) => compareAnnotations(this.modelOf(one), this.modelOf(other)));
    this.filters = new Filters({ cards: this, tags });
    for (const card of queryAll(".card", list)) this.serve(card);
  }

  /** @param {HTMLElement} card */
  serve(card) {
    const model = this.modelOf(card);
    this.served.set(model.id, card);
    this.filters.count(card, model, 1);
  }

  /**
   * Return the card of an annotation that the page shows.
   * @param {string | undefined} id
   */
  card(id) {
    if (id === undefined) return null;
    const over = this.waiting.over.get(id);
    return over ? (over.card ?? null) : (this.served.get(id) ?? null);
  }

  /** Return the cards that the filter shows, in the text's order. */
  all() {
    return queryAll(".card:not([hidden], .out)", this.list);
  }

  /**
   * Return all cards with their models, whatever the filter shows.
   * @returns {[HTMLElement, Annotation][]}
   */
  shownCards() {
    return queryAll(".card:not([hidden])", this.list).map((card) => [card, this.modelOf(card)]);
  }

  everyModel() {
    return this.shownCards().map(([, model]) => model);
  }

  /**
   * Return what a card shows.
   * @param {HTMLElement} card
   * @returns {Annotation}
   */
  modelOf(card) {
    const model = this.models.get(card) ?? readCard(card);
    this.models.set(card, model);
    return model;
  }

  /**
   * Return the annotation as the page shows it: the server's, with the waiting changes applied.
   * @param {string | undefined} id
   */
  model(id) {
    const card = this.card(id);
    return card ? this.modelOf(card) : null;
  }

  /**
   * Return the annotation that has this label on these very words.
   * @param {string} label
   * @param {Span} span
   */
  same(label, { start, end }) {
    return this.everyModel().find((one) => one.label === label && one.start === start && one.end === end);
  }

  /**
   * Return the annotations that lie over an offset, innermost first.
   * @param {number} offset
   */
  at(offset) {
    return this.everyModel()
      .filter(({ start, end }) => start <= offset && offset < end)
      .sort((a, b) => a.end - a.start - (b.end - b.start) || compareAnnotations(b, a));
  }

  /**
   * Return the revision that the server last told for an annotation.
   * @param {string} id
   */
  known(id) {
    const card = this.served.get(id);
    const shown = card ? Number(card.dataset.revision) : (this.gone.get(id)?.revision ?? 0);
    return Math.max(shown, this.outbox.revisions.get(id) ?? 0);
  }

  /**
   * Swap in what the server drew.
   * @param {Answer} answer
   */
  swap({ annotation: id = "", revision = 0, pieces = {}, card }) {
    this.draw(pieces);
    for (const start of Object.keys(pieces)) this.redrawn.add(start);
    this.waiting.lift(id);
    const old = this.served.get(id);
    const kept = old ? this.modelOf(old) : this.gone.get(id);
    if (old && kept) {
      this.filters.count(old, kept, -1);
      this.served.delete(id);
      this.chunks.remove(old);
    }
    if (card) {
      for (const fresh of cardsIn(card)) this.add(fresh);
      this.gone.delete(id);
    } else if (kept) this.gone.set(id, { ...kept, revision });
    this.lay({ redrawn: true });
  }

  /**
   * Draw pieces of the text anew.
   * @param {Record<string, string>} pieces
   */
  draw(pieces) {
    this.textView.keepingSelection(() => {
      for (const [start, html] of Object.entries(pieces)) {
        const piece = this.textView.pieceStarting(Number(start));
        if (piece && piece.innerHTML !== html) piece.innerHTML = html;
      }
    });
  }

  /** @param {HTMLElement} card */
  add(card) {
    this.chunks.insert(card);
    this.serve(card);
  }

  /**
   * Lay in what the server had further on when it was asked; what it has answered since is newer.
   * @param {Portion} portion
   */
  extend({ pieces, cards }) {
    this.draw(Object.fromEntries(Object.entries(pieces).filter(([start]) => !this.redrawn.has(start))));
    for (const card of cardsIn(cards)) {
      const { id, revision } = this.modelOf(card);
      if (!this.served.has(id) && this.known(id) <= revision) this.add(card);
    }
    this.lay({ redrawn: true });
  }

  /**
   * Lay the queue over the page.
   * @param {{ redrawn?: boolean }} [options] whether the server's cards or pieces are others now
   */
  lay({ redrawn = false } = {}) {
    if (this.waiting.lay() || redrawn) this.waiting.paint();
    this.mark(this.current);
    this.filters.tell();
  }

  /**
   * Let Tab stop at one card: the current one, else the first that is shown.
   * @param {HTMLElement | null} current
   */
  stop(current) {
    const stop = current ?? query(".card:not([hidden], .out)", this.list);
    if (this.stopped && this.stopped !== stop) this.stopped.tabIndex = -1;
    if (stop) stop.tabIndex = 0;
    this.stopped = stop;
  }

  /**
   * Make an annotation the current one, or none; return its card.
   * @param {string | undefined} id
   */
  mark(id) {
    this.current = id;
    const card = this.card(id);
    if (this.marked !== card) this.marked?.classList.remove("current");
    this.marked = card;
    card?.classList.add("current");
    this.stop(card);
    const model = card && this.modelOf(card);
    paint("current", model ? [this.textView.range(model.start, model.end)] : []);
    this.dispatchEvent(new Event("current"));
    return card;
  }
}

/**
 * Return the cards that the server drew.
 * @param {string} html
 */
function cardsIn(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return /** @type {HTMLElement[]} */ ([...holder.content.children]);
}
