// @ts-check
// Submitting looks back first, by key as by mouse: what is left open is counted and listed; one key goes
// through it on the page, another submits all the same.

import { closest, find, findAs, query } from "../dom.js";
import { keyName } from "../key_names.js";
import { beginning } from "./code_points.js";
import { leftOpen, nextOpen } from "./look_back.js";

const MOST_ROWS = 5; // of a sort

/**
 * @param {number} number
 * @param {string} one
 * @param {string} many
 */
function counted(number, one, many) {
  return number === 1 ? `1 ${one}` : `${number} ${many}`;
}

/** @param {Workbench} bench */
export function startSubmitDialog(bench) {
  new SubmitDialog(bench).start();
}

class SubmitDialog {
  /**
   * What was looked at in the round that is under way.
   * @type {Set<string>}
   */
  seen = new Set();

  /** @param {Workbench} bench */
  constructor(bench) {
    this.bench = bench;
    this.dialog = findAs(HTMLDialogElement, "#submitting");
    this.bar = find("#look-back");
    this.list = find("[data-open-items]", this.dialog);
    this.walk = find("[data-walk]", this.dialog);
    this.submit = find("[form=submit]", this.dialog);
  }

  start() {
    const { dialog, bar, bench } = this;
    const { keys } = bench;
    find("[data-close]", dialog).addEventListener("click", () => dialog.close());
    // The form that it submits stands in the bar: there it may still be held back.
    this.submit.addEventListener("click", () => dialog.close());
    this.walk.addEventListener("click", () => this.begin());
    this.list.addEventListener("click", ({ target }) => {
      const row = closest(target, "[data-item]");
      if (row) this.begin(row.dataset.item);
    });
    dialog.addEventListener("keydown", (event) => {
      const name = event.repeat ? "" : keyName(event);
      if (name === "n" && !this.walk.hidden) this.begin();
      if (name === "s") this.submit.click();
    });
    find("[data-next]", bar).addEventListener("click", () => this.next());
    find("[data-submit]", bar).addEventListener("click", () => this.open());
    find("[data-close]", bar).addEventListener("click", () => this.end());
    // By mouse: the button in the bar asks, the one in the dialog submits.
    document.addEventListener("submit", (event) => {
      const isAsked = event.submitter instanceof Element && dialog.contains(event.submitter);
      if (!(event.target instanceof Element) || event.target.id !== "submit" || isAsked) return;
      event.preventDefault();
      bench.then(() => this.open());
    }, { capture: true });
    keys.bind("The page", "Submit, after looking back", ["Ctrl+Enter"], () => this.open(), "open");
    // While one goes through what is left open, N is its next, not the next suggestion.
    const before = keys.acts.get("n");
    keys.act("n", (press) => (this.bar.hidden ? before?.act(press) : this.next()), "open");
  }

  groups() {
    const { cards, facts, drafts, suggestions } = this.bench;
    return leftOpen(cards.everyModel(), facts.questions, suggestions?.undecided() ?? [], (id) => Boolean(drafts.of(id)));
  }

  async open() {
    if (!(await this.bench.further.isWhole())) return;
    const count = this.bench.cards.everyModel().length;
    const groups = this.groups();
    const bare = groups.find(({ words }) => words === "without details")?.items.length ?? 0;
    find("[data-count]", this.dialog).textContent = count
      ? `${counted(count, "annotation", "annotations")}${bare ? `, ${bare} without details` : ""}.`
      : "Nothing is marked. That says that the article holds nothing to mark.";
    this.list.replaceChildren(...groups.flatMap((group) => this.draw(group)));
    const isLeft = groups.length > 0;
    this.walk.hidden = !isLeft;
    this.walk.classList.toggle("primary", isLeft);
    this.submit.classList.toggle("primary", !isLeft);
    find("span", this.submit).textContent = isLeft ? "Submit all the same" : "Submit";
    find("kbd", this.submit).textContent = isLeft ? "S" : "⏎";
    this.dialog.showModal();
    (isLeft ? this.walk : this.submit).focus();
  }

  /**
   * @param {import("./look_back.js").OpenGroup} group
   * @returns {HTMLElement[]}
   */
  draw({ words, items }) {
    const { facts, textView } = this.bench;
    const title = document.createElement("h3");
    title.textContent = `${items.length} ${words}`;
    const list = document.createElement("ul");
    for (const { key, label, span } of items.slice(0, MOST_ROWS)) {
      const row = document.createElement("button");
      row.type = "button";
      row.className = "plain";
      row.dataset.item = key;
      const quote = document.createElement("q");
      quote.dir = "auto";
      quote.textContent = beginning(textView.quote(span.start, span.end), 90);
      if (label) {
        const chip = document.createElement("span");
        chip.className = `chip ${facts.tags[label].look}`;
        chip.textContent = facts.tags[label].text;
        row.append(chip);
      }
      row.append(quote);
      const item = document.createElement("li");
      item.append(row);
      list.append(item);
    }
    if (items.length > MOST_ROWS) {
      const rest = document.createElement("li");
      rest.className = "quiet small";
      rest.textContent = `and ${items.length - MOST_ROWS} more`;
      list.append(rest);
    }
    return [title, list];
  }

  /**
   * Go through what is left open, from one item on or from the first.
   * @param {string} [key]
   */
  begin(key) {
    this.dialog.close();
    this.seen.clear();
    this.bar.hidden = false;
    this.next(key);
  }

  /** @param {string} [key] which item; else the next that is still open */
  next(key) {
    const groups = this.groups();
    const chosen = groups.flatMap(({ words, items }) => items.map((item) => ({ words, item }))).find(({ item }) => item.key === key);
    const found = chosen ?? nextOpen(groups, this.seen);
    if (!found) {
      this.end();
      this.open();
      return;
    }
    const { words, item } = found;
    this.seen.add(item.key);
    const left = groups.reduce((sum, { items }) => sum + items.filter((one) => !this.seen.has(one.key)).length, 0);
    find("[data-where]", this.bar).textContent = `${item.place ? "suggestion undecided" : words}; ${left} more`;
    this.bench.element.classList.add("sheet-open");
    if (item.place) this.bench.suggestions?.show(item.place);
    else this.bench.choose(item.id, { scroll: "text", focus: true });
    this.bench.cards.card(item.id)?.scrollIntoView({ block: "nearest" });
    this.bench.say(`${words}. ${left} more. N goes on.`);
  }

  end() {
    this.bar.hidden = true;
    this.seen.clear();
    query("#submit button")?.focus();
  }
}
