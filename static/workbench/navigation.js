// @ts-check
// From annotation to annotation: marks and cards to one another, by mouse and by key.

import { closest, find } from "../dom.js";
import { isBare } from "./declared_details.js";
import { Menu } from "./menu.js";

/** @type {[string, string, (model: Annotation) => boolean][]} */
const JUMPS = [
  ["c", "claim", ({ kind }) => kind === "claim"],
  ["m", "entity (mention)", ({ kind }) => kind === "entity"],
  ["s", "stance", ({ kind }) => kind === "stance"],
  ["b", "annotation without details (bare)", isBare],
];

/** @param {Workbench} bench */
export function startNavigation({ element, text, textView, cards, further, facts, keys, choose, openDetails, say }) {
  const menu = new Menu(find("#under"));
  const side = find(".side");

  /**
   * Choose an annotation, and show its card.
   * @param {string} id
   * @param {ChooseOptions} [options]
   */
  function open(id, options) {
    element.classList.add("sheet-open");
    choose(id, options);
    const model = cards.model(id);
    if (model) clear(model);
  }

  /**
   * Keep a mark in sight above the cards, where those lie at the foot of a phone.
   * @param {Span} span
   */
  function clear({ start, end }) {
    const { top } = side.getBoundingClientRect();
    const box = textView.range(start, end).getBoundingClientRect();
    if (top > 100 && box.bottom > top - 24) scrollBy({ top: Math.min(box.bottom - top + 60, box.top - 80) });
  }

  /**
   * Return the annotations under a point: those whose mark it is, and those not sent yet.
   * @param {MouseEvent} event
   */
  function under({ target, clientX, clientY }) {
    const ids = closest(target, "mark")?.dataset.a?.split(" ") ?? [];
    const drawn = ids.map((id) => cards.model(id)).filter((model) => model !== null);
    const offset = textView.offsetAt(clientX, clientY);
    const laid = offset === null ? [] : cards.at(offset).filter(({ id }) => cards.waiting.over.has(id));
    return [...new Set([...drawn, ...laid])].sort((a, b) => a.end - a.start - (b.end - b.start) || a.part - b.part);
  }

  text.addEventListener("click", (event) => {
    if (!getSelection()?.isCollapsed) return;
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
  cards.list.addEventListener("click", ({ target }) => {
    if (closest(target, "form, #toolbar")) return;
    const card = closest(target, ".card");
    if (card) choose(card.dataset.id, { scroll: "text", focus: true });
  });
  // Reached by Tab.
  cards.list.addEventListener("focusin", ({ target }) => {
    const card = closest(target, ".card");
    if (card && card === target && card.dataset.id !== cards.current) choose(card.dataset.id, { scroll: "text" });
  });
  cards.list.addEventListener("dblclick", ({ target }) => {
    const card = closest(target, ".card");
    if (card && !closest(target, "form")) openDetails(card.dataset.id);
  });
  const handle = find("[data-sheet]");
  handle.addEventListener("click", () => {
    const isOpen = element.classList.toggle("sheet-open");
    handle.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) cards.card(cards.current)?.scrollIntoView({ block: "center" });
  });

  /**
   * Return the next card from the current one on that is shown and fits, or null.
   * @param {boolean} forward
   * @param {(model: Annotation) => boolean} fits
   */
  function next(forward, fits) {
    const { chunks } = cards;
    let card = chunks.beside(cards.card(cards.current), forward);
    while (card && (card.hidden || card.classList.contains("out") || !fits(cards.modelOf(card)))) card = chunks.beside(card, forward);
    return card;
  }

  /**
   * Go to the next annotation that fits, or the one before.
   * @param {boolean} forward
   * @param {string} [what]
   * @param {(model: Annotation) => boolean} [fits]
   */
  async function step(forward, what, fits = () => true) {
    let card = next(forward, fits);
    if (!card && !(await further.isWhole())) return;
    card ??= next(forward, fits);
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
