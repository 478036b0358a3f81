// @ts-check
// What is suggested in this article, but for what is dismissed or marked already; and its paint in the text.

import { rememberNames } from "./declared_details.js";
import { choicesAt, MarkedAlready } from "./suggested_choices.js";
import { canPaint, unpaint } from "./text_paint.js";

/**
 * The name of the paint of each kind.
 * @type {Record<Kind, string>}
 */
const NAMES = { entity: "suggested", claim: "suggested-claim", stance: "suggested-stance" };

/**
 * Return a range that does not follow the page's changes.
 * @param {Range} range
 */
function still(range) {
  const { startContainer, startOffset, endContainer, endOffset } = range;
  // A live range would cost something at every change of the page; there may be thousands.
  return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
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
  /** Whether this reading is to see none. */
  isWithheld = false;
  /**
   * The paint of each kind, where the browser can paint.
   * @type {Map<Kind, Highlight>}
   */
  paints = new Map();
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
    for (const kind of /** @type {Kind[]} */ (Object.keys(NAMES))) this.paints.set(kind, new Highlight());
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
      /** @type {Suggested} */
      const { places, entities, withheld = false } = await response.json();
      this.places = places;
      this.entities = entities;
      this.isWithheld = withheld;
    } catch {
      return false;
    }
    for (const { proposals = [] } of this.places) proposals.forEach(rememberNames);
    for (const paint of this.paints.values()) paint.clear();
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
    const accepted = this.outbox.waiting.map(({ fields }) => fields.from_machine).filter(Boolean);
    const marked = new MarkedAlready(this.cards.everyModel(), new Set(accepted.map(String)));
    this.live = this.places.filter((place) => {
      const { start, end, dismissed } = place;
      place.choices = (waiting.get(`${start}-${end}`) ?? dismissed) ? [] : choicesAt(place, this.entities, marked);
      return place.choices.length > 0;
    });
    this.learnLabels();
    this.draw();
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
    if (!this.paints.size) return;
    if (!this.isShown) {
      Object.values(NAMES).forEach(unpaint);
      return;
    }
    const isNear = (/** @type {Element | undefined} */ piece) => piece !== undefined && this.near.has(piece);
    const near = new Set(this.live.filter(({ start }) => isNear(this.textView.pieceStarting(start))));
    for (const place of this.places) {
      const paintOf = this.paints.get(place.choices?.[0]?.kind ?? "entity");
      const isSound = place.range?.startContainer.isConnected && place.range.endContainer.isConnected;
      if (place.range && !(isSound && near.has(place) && paintOf?.has(place.range))) {
        for (const paint of this.paints.values()) paint.delete(place.range);
        place.range = undefined;
      }
      if (!place.range && near.has(place)) {
        place.range = still(this.textView.range(place.start, place.end));
        paintOf?.add(place.range);
      }
    }
    for (const [kind, paint] of this.paints) CSS.highlights.set(NAMES[kind], paint);
  }

  /** @param {boolean} isShown */
  show(isShown) {
    this.isShown = isShown;
    this.draw();
  }

  /**
   * Return the live place nearest to a span: behind it, before it, or from the other end of the text. Of
   * those that begin together the shortest comes first.
   * @param {Span} from
   * @param {1 | -1} steps
   */
  beyond(from, steps) {
    const isBeyond = (/** @type {Span} */ { start, end }) => steps * (start - from.start || end - from.end) > 0;
    return (steps > 0 ? this.live.find(isBeyond) : this.live.findLast(isBeyond)) ?? this.live.at(steps > 0 ? 0 : -1);
  }
}
