// On paper: each annotation has a number, at its mark and in the list after the text.

export function startPrintNumbers({ cards, text }) {
  window.addEventListener("beforeprint", () => {
    const first = new Map(); // annotation -> the mark that it begins with
    for (const mark of text.querySelectorAll("mark")) {
      for (const id of mark.dataset.a.split(" ")) if (!first.has(id)) first.set(id, mark);
    }
    const numbers = new Map();
    cards.shownCards().forEach(([card, { id }], at) => {
      card.dataset.number = at + 1;
      const mark = first.get(id);
      if (mark) numbers.set(mark, [...(numbers.get(mark) ?? []), at + 1]);
    });
    for (const [mark, list] of numbers) mark.dataset.number = list.join(" ");
  });
  window.addEventListener("afterprint", () => {
    for (const element of document.querySelectorAll("[data-number]")) delete element.dataset.number;
  });
}
