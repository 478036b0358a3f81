// Which cards are shown: of a kind, of a label, without details, with a note. Counts are kept card
// by card, so that one change among a thousand costs one.

import { isBare } from "./annotation_model.js";

const TESTS = {
  all: () => true,
  claim: ({ kind }) => kind === "claim",
  entity: ({ kind }) => kind === "entity",
  stance: ({ kind }) => kind === "stance",
  bare: isBare,
  noted: ({ details }) => Boolean(details.note || details.flag),
};

export class Filters {
  constructor({ cards, tags }) {
    Object.assign(this, { cards, tags, show: "all", label: "", labels: new Map() });
    this.counts = Object.fromEntries(Object.keys(TESTS).map((name) => [name, 0]));
    this.chips = [...document.querySelectorAll("[data-show]")];
    this.select = document.querySelector("[data-show-label]");
    this.nothing = document.querySelector("[data-nothing]");
    for (const chip of this.chips) {
      chip.addEventListener("click", () => this.choose({ show: this.show === chip.dataset.show ? "all" : chip.dataset.show }));
    }
    this.select.addEventListener("change", () => this.choose({ label: this.select.value }));
    this.nothing.querySelector("button").addEventListener("click", () => this.choose({ show: "all", label: "" }));
  }

  fits(model) {
    return TESTS[this.show](model) && (!this.label || model.label === this.label);
  }

  // One card more (1), or one fewer (-1).
  count(card, model, by) {
    for (const [name, test] of Object.entries(TESTS)) this.counts[name] += test(model) ? by : 0;
    this.labels.set(model.label, (this.labels.get(model.label) ?? 0) + by);
    if (by > 0) card.classList.toggle("out", !this.fits(model));
  }

  choose({ show = this.show, label = this.label }) {
    Object.assign(this, { show, label });
    for (const [card, model] of this.cards.shownCards()) card.classList.toggle("out", !this.fits(model));
    this.cards.chunks.measureAll();
    this.tell();
  }

  tell() {
    const { counts } = this;
    for (const chip of this.chips) {
      chip.querySelector("b").textContent = counts[chip.dataset.show];
      chip.setAttribute("aria-pressed", String(chip.dataset.show === this.show));
    }
    document.querySelector("[data-total]").textContent = counts.all;
    document.querySelector("[data-empty]").hidden = counts.all > 0;
    this.tellLabels();
    // Where nothing fits, the way back is beside the words that say so.
    const narrowed = this.show !== "all" || this.label;
    this.nothing.hidden = !(narrowed && counts.all && !this.cards.list.querySelector(".card:not([hidden], .out)"));
  }

  tellLabels() {
    const used = [...this.labels].filter(([slug, count]) => count || slug === this.label).sort(([a], [b]) => (a < b ? -1 : 1));
    this.select.hidden = !used.length;
    const words = used.map(([slug, count]) => `${this.tags[slug].text} (${count})`);
    if (this.told === words.join()) return;
    this.told = words.join();
    this.select.replaceChildren(new Option("Any label", ""), ...used.map(([slug], at) => new Option(words[at], slug)));
    this.select.value = this.label;
  }
}
