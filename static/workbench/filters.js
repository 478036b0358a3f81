// @ts-check
// Which cards are shown: of a kind, of a label, without details, with a note. Counts are kept card
// by card, so that one change among a thousand costs one.

import { find, findAs, query, queryAll } from "../dom.js";
import { isBare } from "./declared_details.js";

/** @type {Record<string, (model: Annotation) => boolean>} */
const TESTS = {
  all: () => true,
  claim: ({ kind }) => kind === "claim",
  entity: ({ kind }) => kind === "entity",
  stance: ({ kind }) => kind === "stance",
  bare: isBare,
  noted: ({ details }) => Boolean(details.note || details.flag),
};

export class Filters {
  show = "all";
  label = "";
  /**
   * How many cards have a label.
   * @type {Map<string, number>}
   */
  labels = new Map();
  counts = Object.fromEntries(Object.keys(TESTS).map((name) => [name, 0]));
  /** The labels that are offered, as they are written. */
  offered = "";

  /** @param {{ cards: Cards, tags: Record<string, Tag> }} parts */
  constructor({ cards, tags }) {
    this.cards = cards;
    this.tags = tags;
    this.chips = queryAll("[data-show]");
    this.select = findAs(HTMLSelectElement, "[data-show-label]");
    this.nothing = find("[data-nothing]");
    this.menu = findAs(HTMLDetailsElement, "[data-narrow]");
    this.narrowed = find("[data-narrowed]");
    for (const chip of this.chips) {
      const { show = "all" } = chip.dataset;
      chip.addEventListener("click", () => this.chosen({ show: this.show === show ? "all" : show }));
    }
    this.select.addEventListener("change", () => this.chosen({ label: this.select.value }));
    find("button", this.nothing).addEventListener("click", () => this.choose({ show: "all", label: "" }));
  }

  /** @param {Annotation} model */
  fits(model) {
    return TESTS[this.show](model) && (!this.label || model.label === this.label);
  }

  /**
   * Count one card more (1), or one fewer (-1).
   * @param {HTMLElement} card
   * @param {Annotation} model
   * @param {1 | -1} by
   */
  count(card, model, by) {
    for (const [name, test] of Object.entries(TESTS)) this.counts[name] += test(model) ? by : 0;
    this.labels.set(model.label, (this.labels.get(model.label) ?? 0) + by);
    if (by > 0) card.classList.toggle("out", !this.fits(model));
  }

  /**
   * Take what was chosen in the menu, and close it.
   * @param {{ show?: string, label?: string }} filter
   */
  chosen(filter) {
    this.choose(filter);
    this.menu.open = false;
    find("summary", this.menu).focus();
  }

  /** @param {{ show?: string, label?: string }} filter */
  choose({ show = this.show, label = this.label }) {
    this.show = show;
    this.label = label;
    for (const [card, model] of this.cards.shownCards()) card.classList.toggle("out", !this.fits(model));
    this.cards.chunks.measureAll();
    this.tell();
  }

  tell() {
    const { counts } = this;
    const more = "further" in this.cards.list.dataset ? "+" : ""; // some are still to come
    for (const chip of this.chips) {
      const { show = "all" } = chip.dataset;
      find("b", chip).textContent = `${counts[show]}${more}`;
      chip.setAttribute("aria-pressed", String(show === this.show));
    }
    find("[data-total]").textContent = `${counts.all}${more}`;
    find("[data-empty]").hidden = counts.all > 0;
    this.tellLabels();
    this.tellNarrowed();
    // Where nothing fits, the way back is beside the words that say so.
    const isNarrowed = this.show !== "all" || Boolean(this.label);
    this.nothing.hidden = !(isNarrowed && counts.all && !query(".card:not([hidden], .out)", this.cards.list));
  }

  /** Show what narrows the cards, each to be taken away by a click; without any, how many there are. */
  tellNarrowed() {
    const chosen = this.chips.find(({ dataset }) => dataset.show === this.show && this.show !== "all");
    /** @type {[string, string, { show?: string, label?: string }][]} */
    const set = [];
    if (chosen) set.push([chosen.textContent ?? "", chosen.className, { show: "all" }]);
    if (this.label) set.push([`${this.tags[this.label].text} ${this.labels.get(this.label) ?? 0}`, `chip ${this.tags[this.label].look}`, { label: "" }]);
    find("summary", this.menu).textContent = set.length ? "Show" : this.chips[0].textContent;
    const drawn = [...this.narrowed.children].map(({ textContent }) => textContent).join();
    if (drawn === set.map(([words]) => `${words} ✕`).join()) return;
    this.narrowed.replaceChildren(...set.map(([words, look, without]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = look;
      button.textContent = `${words} ✕`;
      button.setAttribute("aria-label", `Show not only: ${words}`);
      button.addEventListener("click", () => this.chosen(without));
      return button;
    }));
  }

  tellLabels() {
    const used = [...this.labels].filter(([slug, count]) => count || slug === this.label).sort(([a], [b]) => (a < b ? -1 : 1));
    this.select.hidden = !used.length;
    const words = used.map(([slug, count]) => `${this.tags[slug].text} (${count})`);
    if (this.offered === words.join()) return;
    this.offered = words.join();
    this.select.replaceChildren(new Option("Any label", ""), ...used.map(([slug], at) => new Option(words[at], slug)));
    this.select.value = this.label;
  }
}
