// @ts-check
// On paper: each annotation has a number, at its mark and in the list after the text.

import { queryAll } from "../dom.js";

/**
 * Return, for each mark, the numbers of the annotations that begin with it.
 * @param {string[]} ids the annotations in the list's order, which gives each its number from 1 on
 * @param {string[][]} marks the annotations that each mark belongs to, in the text's order
 * @returns {number[][]}
 */
export function numbersOfMarks(ids, marks) {
  /** @type {Map<string, number>} */
  const first = new Map();
  marks.forEach((ofMark, at) => {
    for (const id of ofMark) if (!first.has(id)) first.set(id, at);
  });
  /** @type {number[][]} */
  const numbers = marks.map(() => []);
  ids.forEach((id, at) => {
    const mark = first.get(id);
    if (mark !== undefined) numbers[mark].push(at + 1);
  });
  return numbers;
}

/** @param {Workbench} bench */
export function startPrintNumbers({ cards, text }) {
  window.addEventListener("beforeprint", () => {
    const shown = cards.shownCards();
    shown.forEach(([card], at) => {
      card.dataset.number = String(at + 1);
    });
    const marks = queryAll("mark", text);
    const numbers = numbersOfMarks(shown.map(([, { id }]) => id), marks.map((mark) => mark.dataset.a?.split(" ") ?? []));
    marks.forEach((mark, at) => {
      if (numbers[at].length) mark.dataset.number = numbers[at].join(" ");
    });
  });
  window.addEventListener("afterprint", () => {
    for (const element of queryAll("[data-number]")) delete element.dataset.number;
  });
}
