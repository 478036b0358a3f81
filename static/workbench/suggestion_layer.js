// What the registry suggests in this article, but for what is dismissed or marked already; and its
// paint in the text.

const NAME = "suggested";
const canPaint = typeof Highlight !== "undefined" && CSS.highlights;

function still(range) {
  const { startContainer, startOffset, endContainer, endOffset } = range;
  // A live range would cost something at every change of the page; there may be thousands.
  return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
}

export class SuggestionLayer {
  constructor({ url, dismissals, textView, cards, outbox }) {
    Object.assign(this, { url, dismissals, textView, cards, outbox, places: [], entities: {}, live: [], shown: true });
    if (!canPaint) return;
    this.paint = new Highlight();
    this.near = new Set(); // the pieces of text around what is on the screen: only there it is painted
    const watch = new IntersectionObserver((seen) => this.moved(seen), { rootMargin: "100% 0px" });
    for (const piece of textView.pieces) watch.observe(piece);
  }

  moved(seen) {
    for (const { target, isIntersecting } of seen) this.near[isIntersecting ? "add" : "delete"](target);
    this.draw();
  }

  // Ask the server; whether it answered.
  async load() {
    try {
      const response = await fetch(this.url, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
      if (!response.ok) return false;
      Object.assign(this, await response.json());
    } catch {
      return false;
    }
    this.paint?.clear();
    this.refresh();
    return true;
  }

  // The server has taken a dismissal, or taken one back.
  learn({ verb, fields }) {
    const place = this.places.find(({ start, end }) => start === Number(fields.start) && end === Number(fields.end));
    if (place) place.dismissed = verb === "dismiss";
  }

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

  // Whether one of my entities covers a span, asked in the order of a search.
  marked() {
    const cards = this.cards.list.querySelectorAll('.card[data-kind="entity"]:not([hidden])');
    const spans = [...cards].map(({ dataset }) => [Number(dataset.start), Number(dataset.end)]).sort((a, b) => a[0] - b[0]);
    let reach = 0;
    const reached = spans.map(([, end]) => (reach = Math.max(reach, end)));
    return (start, end) => {
      let [low, high] = [0, spans.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (spans[middle][0] <= start) low = middle + 1;
        else high = middle;
      }
      return low > 0 && reached[low - 1] >= end;
    };
  }

  // A label that was chosen for an entity just now is its usual one from here on.
  learnLabels() {
    for (const { verb, fields } of this.outbox.waiting) {
      const entity = verb === "create" && this.entities[fields.entity];
      if (entity && !entity.label) entity.label = fields.label;
    }
  }

  // Paint what is live and near; a range whose words were drawn anew since is measured again.
  draw() {
    if (!this.paint) return;
    if (!this.shown) {
      CSS.highlights.delete(NAME);
      return;
    }
    const near = new Set(this.live.filter(({ start }) => this.near.has(this.textView.pieceStarting(start))));
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

  show(isShown) {
    this.shown = isShown;
    this.draw();
  }

  // The live place nearest to an offset: behind it, before it, or from the other end of the text.
  beyond(offset, steps) {
    if (steps > 0) return this.live.find(({ start }) => start > offset) ?? this.live[0];
    return this.live.findLast(({ start }) => start < offset) ?? this.live.at(-1);
  }
}
