// @ts-check
// What the registry suggests in this article, but for what is dismissed or marked already; and its
// paint in the text.

import { queryAll } from "../dom.js";
import { canPaint, unpaint } from "./text_paint.js";

const NAME = "suggested";

/**
 * Return a range that does not follow the page's changes.
 * @param {Range} range
 */
function still(range) {
  const { startContainer, startOffset, endContainer, endOffset } = range;
  // A live range would cost something at every change of the page; there may be thousands.
  return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
}

/**
 * Return a function that tells whether one of some spans covers another.
 * @param {Span[]} spans
 * @returns {(start: number, end: number) => boolean}
 */
export function coverage(spans) {
  const ordered = spans.toSorted((a, b) => a.start - b.start);
  let reach = 0;
  const reached = ordered.map(({ end }) => (reach = Math.max(reach, end)));
  return (start, end) => {
    let [low, high] = [0, ordered.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ordered[middle].start <= start) low = middle + 1;
      else high = middle;
    }
    return low > 0 && reached[low - 1] >= end;
  };
}

export class SuggestionLayer {
  /** @type {SuggestedPlace[]} */
  places = [];
  /** @type {Record<string, SuggestedEntity>} */
  entities = {};
  /**
   * The places that are neither dismissed nor marked.
   * @type {SuggestedPlace[]}
   */
  live = [];
  isShown = true;
  /** @type {Highlight | undefined} */
  paint;
  /**
   * The pieces of text around what is on the screen: only there it is painted.
   * @type {Set<Element>}
   */
  near = new Set();

  /** @param {Pick<Workbench, "textView" | "cards" | "outbox"> & { url: string, dismissals: string }} parts */
  constructor({ url, dismissals, textView, cards, outbox }) {
    this.url = url;
    this.dismissals = dismissals;
    this.textView = textView;
    this.cards = cards;
    this.outbox = outbox;
    if (!canPaint) return;
    this.paint = new Highlight();
    const watch = new IntersectionObserver((seen) => this.moved(seen), { rootMargin: "100% 0px" });
    for (const piece of textView.pieces) watch.observe(piece);
  }

  /** @param {IntersectionObserverEntry[]} seen */
  moved(seen) {
    for (const { target, isIntersecting } of seen) {
      if (isIntersecting) this.near.add(target);
      else this.near.delete(target);
    }
    this.draw();
  }

  /** Ask the server; return whether it answered. */
  async load() {
    try {
      const response = await fetch(this.url, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
      if (!response.ok) return false;
      const { places, entities } = await response.json();
      this.places = places;
      this.entities = entities;
    } catch {
      return false;
    }
    this.paint?.clear();
    this.refresh();
    return true;
  }

  /**
   * Take in that the server has stored a dismissal, or one taken back.
   * @param {Pick<Change, "verb" | "fields">} change
   */
  learn({ verb, fields }) {
    const place = this.places.find(({ start, end }) => start === Number(fields.start) && end === Number(fields.end));
    if (place) place.dismissed = verb === "dismiss";
  }

  /** Find out which places are live, and paint them. */
  refresh() {
    const waiting = new Map();
    for (const { verb, fields } of this.outbox.waitingAt(this.dismissals)) {
      waiting.set(`${fields.start}-${fields.end}`, verb === "dismiss");
    }
    const isMarked = this.marked();
    this.live = this.places.filter((place) => {
      const { start, end, dismissed } = place;
      return !(waiting.get(`${start}-${end}`) ?? dismissed) && !isMarked(start, end);
    });
    this.learnLabels();
    this.draw();
  }

  /** Return a function that tells whether one of my entities covers a span. */
  marked() {
    const cards = queryAll('.card[data-kind="entity"]:not([hidden])', this.cards.list);
    return coverage(cards.map(({ dataset }) => ({ start: Number(dataset.start), end: Number(dataset.end) })));
  }

  /** Let a label that was chosen for an entity just now be its usual one from here on. */
  learnLabels() {
    for (const { verb, fields } of this.outbox.waiting) {
      const entity = verb === "create" && this.entities[String(fields.entity)];
      if (entity && !entity.label) entity.label = fields.label ?? null;
    }
  }

  /** Paint what is live and near; a range whose words were drawn anew since is measured again. */
  draw() {
    if (!this.paint) return;
    if (!this.isShown) {
      unpaint(NAME);
      return;
    }
    const isNear = (/** @type {Element | undefined} */ piece) => piece !== undefined && this.near.has(piece);
    const near = new Set(this.live.filter(({ start }) => isNear(this.textView.pieceStarting(start))));
    for (const place of this.places) {
      const isSound = place.range?.startContainer.isConnected && place.range.endContainer.isConnected;
      if (place.range && !(isSound && near.has(place))) {
        this.paint.delete(place.range);
        place.range = undefined;
      }
      if (!place.range && near.has(place)) {
        place.range = still(this.textView.range(place.start, place.end));
        this.paint.add(place.range);
      }
    }
    CSS.highlights.set(NAME, this.paint);
  }

  /** @param {boolean} isShown */
  show(isShown) {
    this.isShown = isShown;
    this.draw();
  }

  /**
   * Return the live place nearest to an offset: behind it, before it, or from the other end of the text.
   * @param {number} offset
   * @param {1 | -1} steps
   */
  beyond(offset, steps) {
    if (steps > 0) return this.live.find(({ start }) => start > offset) ?? this.live[0];
    return this.live.findLast(({ start }) => start < offset) ?? this.live.at(-1);
  }
}
