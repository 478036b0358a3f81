// The cards in sheaves of some dozens. What is out of sight is laid out and painted by the sheaf, or
// not at all: a thousand cards by themselves would cost the browser something at every key.

const USUAL = 40;
const HEIGHT = 108; // of a card, more or less: what a sheaf out of sight takes

export class Sheaves {
  // `order` compares two cards.
  constructor(list, order) {
    Object.assign(this, { list, order });
    const cards = [...list.children];
    for (let at = 0; at < cards.length; at += USUAL) this.bind(cards.slice(at, at + USUAL));
    if (!cards.length) this.bind([]);
  }

  // A new sheaf, behind another or at the end.
  bind(cards, behind = this.list.lastElementChild) {
    const sheaf = document.createElement("div");
    sheaf.className = "sheaf";
    if (behind) behind.after(sheaf);
    else this.list.append(sheaf);
    sheaf.append(...cards);
    this.measure(sheaf);
  }

  measure(sheaf) {
    const count = sheaf.querySelectorAll(":scope > .card:not([hidden], .out)").length;
    sheaf.style.containIntrinsicBlockSize = `${count * HEIGHT}px`;
  }

  measureAll() {
    for (const sheaf of this.list.children) this.measure(sheaf);
  }

  // How many of some elements stand before a card; of a sheaf its first card counts.
  before(elements, card) {
    let low = 0;
    let high = elements.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = elements[middle];
      const first = other.classList.contains("sheaf") ? other.firstElementChild : other;
      if (first && this.order(card, first) < 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  insert(card) {
    const sheaves = this.list.children;
    const sheaf = sheaves[Math.max(0, this.before(sheaves, card) - 1)];
    sheaf.insertBefore(card, sheaf.children[this.before(sheaf.children, card)] ?? null);
    if (sheaf.childElementCount > 2 * USUAL) this.bind([...sheaf.children].slice(USUAL), sheaf);
    this.measure(sheaf);
  }

  remove(card) {
    const sheaf = card.parentElement;
    card.remove();
    if (!sheaf.childElementCount && this.list.childElementCount > 1) sheaf.remove();
    else this.measure(sheaf);
  }

  // The card after another, or before it; without one, the first or the last.
  beside(card, forward) {
    const to = forward ? "nextElementSibling" : "previousElementSibling";
    const edge = forward ? "firstElementChild" : "lastElementChild";
    if (card?.[to]) return card[to];
    const sheaf = card ? card.parentElement[to] : this.list[edge];
    return sheaf?.[edge] ?? null;
  }
}
