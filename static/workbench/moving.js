// From annotation to annotation: marks and cards to one another, by mouse and by key.

export function startMoving({ element, text, cards, keys, choose, openDetails, say }) {
  text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (!mark || !getSelection().isCollapsed) return;
    const ids = cards.under(mark);
    const next = ids[(ids.indexOf(cards.current) + 1) % ids.length];
    if (ids.length > 1) say(`${ids.length} highlights here: click again for the next.`);
    element.classList.add("sheet-open");
    choose(next);
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
  for (const button of document.querySelectorAll("[data-show]")) {
    button.addEventListener("click", () => cards.filter(cards.showing === button.dataset.show ? "all" : button.dataset.show));
  }
  document.querySelector("[data-sheet]").addEventListener("click", (event) => {
    const isOpen = element.classList.toggle("sheet-open");
    event.currentTarget.setAttribute("aria-expanded", String(isOpen));
    if (isOpen && cards.current) cards.card(cards.current)?.scrollIntoView({ block: "center" });
  });

  function step(steps) {
    const all = cards.all();
    if (!all.length) return;
    const at = all.findIndex((card) => card.dataset.id === cards.current);
    const next = all[at < 0 ? (steps > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + steps))];
    choose(next.dataset.id, { scroll: "text", focus: true });
    next.scrollIntoView({ block: "nearest" });
  }
  keys.bind("Move", "Next annotation", ["j"], () => step(1));
  keys.bind("Move", "Annotation before", ["k"], () => step(-1));
}
