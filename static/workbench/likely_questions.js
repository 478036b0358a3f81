// @ts-check
// The likeliest questions of a fresh claim on its card, each with its digit and what the words answer.

import { closest, queryAll } from "../dom.js";
import { readable } from "./reading_back.js";

export class LikelyQuestions {
  /** @type {ProposedQuestion[]} */
  rows = [];
  active = 0;

  /**
   * @param {HTMLElement} list
   * @param {(at: number) => void} onTake
   */
  constructor(list, onTake) {
    this.list = list;
    list.addEventListener("click", ({ target }) => {
      const row = closest(target, "[role=option]");
      if (row) onTake(Number(row.dataset.at));
    });
  }

  /** Say that they are on their way. */
  wait() {
    this.rows = [];
    this.list.replaceChildren();
    this.list.setAttribute("aria-busy", "true");
    this.list.hidden = false;
    this.list.removeAttribute("aria-activedescendant");
  }

  /**
   * @param {ProposedQuestion[]} rows
   * @param {number} [active] the one that is highlighted
   */
  show(rows, active = 0) {
    this.rows = rows;
    this.list.removeAttribute("aria-busy");
    this.list.hidden = !rows.length;
    this.list.replaceChildren(...rows.map(draw));
    this.go(active);
  }

  /** @param {number} to */
  go(to) {
    if (!this.rows.length) return;
    this.active = (to + this.rows.length) % this.rows.length;
    for (const [at, row] of queryAll("[role=option]", this.list).entries()) {
      row.setAttribute("aria-selected", String(at === this.active));
      if (at === this.active) this.list.setAttribute("aria-activedescendant", row.id);
    }
  }
}

/**
 * @param {ProposedQuestion} row
 * @param {number} at
 */
function draw({ wording, values, reads_back: readsBack, why }, at) {
  const item = document.createElement("li");
  item.id = `likely-${at}`;
  item.setAttribute("role", "option");
  item.dataset.at = String(at);
  const key = document.createElement("kbd");
  key.textContent = String(at + 1);
  const words = document.createElement("bdi");
  words.textContent = wording;
  const value = document.createElement("span");
  value.className = "comes-to";
  value.dir = "auto";
  value.textContent = readable(readsBack).replace(/^= ?/, "").replace(/, exactly$/, "") || values.answer_key || "";
  const reason = document.createElement("small");
  reason.dir = "auto";
  reason.textContent = why;
  item.append(key, words, value, ...(why ? [reason] : []));
  return item;
}
