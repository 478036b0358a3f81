// From annotation to annotation: marks and cards to one another, by mouse and by key.

import { Menu } from "./menu.js";
import { isBare } from "./annotation_model.js";

const JUMPS = [
  ["c", "claim", ({ kind }) => kind === "claim"],
  ["m", "entity (mention)", ({ kind }) => kind === "entity"],
  ["s", "stance", ({ kind }) => kind === "stance"],
  ["b", "annotation without details (bare)", isBare],
];

export function startNavigation({ element, text, textView, cards, facts, keys, choose, openDetails, say }) {
  const menu = new Menu(document.getElementById("under"));
  const side = cards.list.closest(".side");

  function open(id, options) {
    element.classList.add("sheet-open");
    choose(id, options);
    clear(cards.model(id));
  }

  // Where the cards lie at the foot of a phone, the mark stays in sight above them.
  function clear({ start, end }) {
    const top = side.getBoundingClientRect().top;
    const box = textView.range(start, end).getBoundingClientRect();
    if (top > 100 && box.bottom > top - 24) scrollBy({ top: Math.min(box.bottom - top + 60, box.top - 80) });
  }

  // Which annotations lie under a point: those whose mark it is, and those not sent yet.
  function under(event) {
    const mark = event.target.closest("mark");
    const drawn = mark ? mark.dataset.a.split(" ").map((id) => cards.model(id)).filter(Boolean) : [];
    const offset = textView.offsetAt(event.clientX, event.clientY);
    const laid = offset === null ? [] : cards.at(offset).filter(({ id }) => cards.over.has(id));
    return [...new Set([...drawn, ...laid])].sort((a, b) => a.end - a.start - (b.end - b.start) || a.part - b.part);
  }

  text.addEventListener("click", (event) => {
    if (!getSelection().isCollapsed) return;
    const models = under(event);
    if (models.length < 2) {
      if (models.length) open(models[0].id);
      return;
    }
    const items = models.map(({ id, label, start, end }) => ({
      id, chip: facts.tags[label], words: textView.quote(start, end), current: id === cards.current,
    }));
    menu.open(items, { x: event.clientX, y: event.clientY }, (id) => open(id, { focus: true }));
    say(`${models.length} annotations lie here. Choose one.`);
  });
  cards.list.addEventListener("click", (event) => {
    if (event.target.closest("form, #toolbar")) return;
    const card = event.target.closest(".card");
    if (card) choose(card.dataset.id, { scroll: "text", focus: true });
  });
  cards.list.addEventListener("dblclick", (event) => {
    const card = event.target.closest(".card");
    if (card && !event.target.closest("form")) openDetails(card.dataset.id);
  });
  document.querySelector("[data-sheet]").addEventListener("click", (event) => {
    const isOpen = element.classList.toggle("sheet-open");
    event.currentTarget.setAttribute("aria-expanded", String(isOpen));
    if (isOpen && cards.current) cards.card(cards.current)?.scrollIntoView({ block: "center" });
  });

  // From the current card on, the next that is shown and fits, or null.
  function next(forward, fits) {
    const { chunks } = cards;
    let card = chunks.beside(cards.current && cards.card(cards.current), forward);
    while (card && (card.hidden || card.classList.contains("out") || !fits(cards.modelOf(card)))) card = chunks.beside(card, forward);
    return card;
  }

  function step(forward, what, fits = () => true) {
    const card = next(forward, fits);
    if (!card) {
      if (what || !cards.current) say(`No ${what ?? "annotation"} ${forward ? "further on" : "before this"}.`);
      return;
    }
    choose(card.dataset.id, { scroll: "text", focus: true });
    card.scrollIntoView({ block: "nearest" });
  }
  keys.bind("Move", "Next annotation", ["j"], () => step(true));
  keys.bind("Move", "Annotation before", ["k"], () => step(false));
  for (const [key, what, fits] of JUMPS) {
    keys.bind("Move", `Next ${what}; with Shift the one before`, [key], () => step(true, what, fits));
    keys.act(key.toUpperCase(), () => step(false, what, fits));
  }
}
