// The cards in chunks of some dozens. What is out of sight is laid out and painted by the chunk, or
// not at all: a thousand cards by themselves would cost the browser something at every key.

const USUAL = 40;
const HEIGHT = 108; // of a card, more or less: what a chunk out of sight takes

export class CardChunks {
  // `order` compares two cards.
  constructor(list, order) {
    Object.assign(this, { list, order });
    const cards = [...list.children];
    for (let at = 0; at < cards.length; at += USUAL) this.bind(cards.slice(at, at + USUAL));
    if (!cards.length) this.bind([]);
  }

  // A new chunk, behind another or at the end.
  bind(cards, behind = this.list.lastElementChild) {
    const chunk = document.createElement("div");
    chunk.className = "chunk";
    if (behind) behind.after(chunk);
    else this.list.append(chunk);
    chunk.append(...cards);
    this.measure(chunk);
  }

  measure(chunk) {
    const count = chunk.querySelectorAll(":scope > .card:not([hidden], .out)").length;
    chunk.style.containIntrinsicBlockSize = `${count * HEIGHT}px`;
  }

  measureAll() {
    for (const chunk of this.list.children) this.measure(chunk);
  }

  // How many of some elements stand before a card; of a chunk its first card counts.
  before(elements, card) {
    let low = 0;
    let high = elements.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = elements[middle];
      const first = other.classList.contains("chunk") ? other.firstElementChild : other;
      if (first && this.order(card, first) < 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  insert(card) {
    const chunks = this.list.children;
    const chunk = chunks[Math.max(0, this.before(chunks, card) - 1)];
    chunk.insertBefore(card, chunk.children[this.before(chunk.children, card)] ?? null);
    if (chunk.childElementCount > 2 * USUAL) this.bind([...chunk.children].slice(USUAL), chunk);
    this.measure(chunk);
  }

  remove(card) {
    const chunk = card.parentElement;
    card.remove();
    if (!chunk.childElementCount && this.list.childElementCount > 1) chunk.remove();
    else this.measure(chunk);
  }

  // The card after another, or before it; without one, the first or the last.
  beside(card, forward) {
    const to = forward ? "nextElementSibling" : "previousElementSibling";
    const edge = forward ? "firstElementChild" : "lastElementChild";
    if (card?.[to]) return card[to];
    const chunk = card ? card.parentElement[to] : this.list[edge];
    return chunk?.[edge] ?? null;
  }
}
