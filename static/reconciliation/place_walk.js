// @ts-check
// The place that one is at, and the way from place to place: by key, by filter, after a decision.

import { closest, find, query, queryAll } from "../dom.js";
import { announce as say } from "../live_region.js";
import { ActQueue } from "../workbench/act_queue.js";
import { PlaceList } from "./place_list.js";

export const ALL_SETTLED = "All is settled. F finishes the article.";

export class PlaceWalk {
  /** @type {string | undefined} the key of the current place */
  current;
  acts = new ActQueue();
  failures = 0;

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} text
   * @param {string} show what is shown at first
   */
  constructor(list, text, show) {
    this.list = list;
    this.text = text;
    this.show = show;
    this.places = new PlaceList(list, () => this.filter());
  }

  cards() {
    return this.places.cards();
  }

  card() {
    return this.places.card(this.current);
  }

  /** Return the cards that the filter shows. */
  shown() {
    return this.cards().filter((one) => !one.classList.contains("out"));
  }

  /** @param {HTMLElement} one */
  isLeft(one) {
    return this.places.fits(one, this.show);
  }

  /** Whether nothing is left to settle. */
  get isReady() {
    return "ready" in find("#finish").dataset;
  }

  /**
   * Return the first element of the current card that a selector finds.
   * @param {string} selector
   */
  inCard(selector) {
    const here = this.card();
    return here && query(selector, here);
  }

  /**
   * A place that is not drawn is fetched; what is typed meanwhile is for that place, and waits for it. Where it
   * does not come, what was typed is dropped: it was not meant for the place where one still is.
   * @param {Act} does
   */
  inTurn(does) {
    const before = this.failures;
    return this.acts.then(() => (before === this.failures ? does() : undefined));
  }

  /** Show what the filter shows of what is drawn. */
  filter() {
    for (const chip of queryAll("#chips [data-show]")) {
      chip.setAttribute("aria-pressed", String(chip.dataset.show === this.show));
    }
    for (const one of this.cards()) one.classList.toggle("out", !this.isLeft(one) && one.dataset.key !== this.current);
    const total = Number(query("#chips [data-show=all] b")?.textContent);
    const isEmpty = total > 0 && this.shown().length === 0 && !query(".beyond", this.list);
    const empty = find("[data-empty]");
    empty.hidden = !isEmpty;
    if (isEmpty) {
      find("p", empty).textContent =
        this.show !== "todo" ? "Nothing of this kind." : this.isReady ? ALL_SETTLED : "Nothing is left to settle here.";
    }
  }

  /**
   * Show the places of a filter, or of “to settle” where it has none any more; tell whether they came.
   * @param {string} wanted
   * @param {{ place?: string | null, at?: string | null }} [around]
   */
  async showOnly(wanted, around) {
    const next = query(`#chips [data-show="${CSS.escape(wanted)}"]`) ? wanted : "todo";
    if (!this.places.isOf(next) && !(await this.places.draw(next, around))) {
      this.failures += 1;
      return false;
    }
    this.show = next;
    this.filter();
    return true;
  }

  /** Light up the marks of the current place. */
  light() {
    for (const mark of queryAll("mark.here", this.text)) mark.classList.remove("here");
    if (!this.current) return;
    for (const mark of queryAll(`mark[data-a~="${this.current}"]`, this.text)) mark.classList.add("here");
  }

  /**
   * Make a place the current one.
   * @param {string | undefined} key
   * @param {{ scroll?: boolean, focus?: boolean }} [options]
   */
  choose(key, { scroll = true, focus = true } = {}) {
    this.card()?.classList.remove("current");
    this.current = key;
    this.filter();
    const chosen = this.card();
    if (!chosen) return;
    chosen.classList.add("current");
    this.light();
    if (focus) chosen.focus({ preventScroll: true });
    if (!scroll) return;
    chosen.scrollIntoView({ block: "nearest" });
    query("mark.here", this.text)?.scrollIntoView({ block: "center" });
  }

  /**
   * Make the place around an element the current one, if it is another.
   * @param {EventTarget | null} target
   * @param {boolean} [focus]
   */
  chooseAround(target, focus = false) {
    const key = closest(target, ".place")?.dataset.key;
    if (key && key !== this.current) this.choose(key, { scroll: false, focus });
  }

  /**
   * Make a place the current one, wherever it is.
   * @param {string | null | undefined} key
   */
  async goTo(key) {
    if (key && !this.places.card(key) && !(await this.places.draw(this.show, { place: key }))) this.failures += 1;
    if (key && this.places.card(key)) this.choose(key);
  }

  /**
   * Go to the next or the previous place.
   * @param {1 | -1} by
   * @returns {Promise<void>}
   */
  async step(by) {
    const from = this.card();
    const all = this.cards().filter((one) => this.isLeft(one) || one === from);
    const at = from ? all.indexOf(from) : -1;
    const next = all[at + by];
    const beyond = this.places.link(by > 0 ? "after" : "before");
    if (next) this.choose(next.dataset.key);
    else if (!beyond) say(by > 0 ? "This is the last place." : "This is the first place.");
    else if (await this.places.follow(beyond)) await this.step(by);
    else this.failures += 1;
  }

  /**
   * Go on after a decision: to the next place that is left, from here on or from the top.
   * @param {HTMLElement | null} from
   */
  async onward(from) {
    const isNext = (/** @type {HTMLElement} */ one) => one !== from && this.isLeft(one);
    const isBehind = (/** @type {HTMLElement} */ one) => !from || Boolean(from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    let next = this.cards().find((one) => isNext(one) && isBehind(one));
    while (!next && (await this.places.follow(this.places.link("after")))) next = this.cards().find((one) => isNext(one) && isBehind(one));
    if (!next && this.places.link("before")) await this.places.draw(this.show);
    next ??= this.cards().find(isNext);
    if (next) this.choose(next.dataset.key);
    else this.rest();
  }

  /** Stay where nothing is current: the key that settled the last place must not do anything more. */
  rest() {
    this.card()?.classList.remove("current");
    this.current = undefined;
    this.filter();
    find("[data-rest]").focus({ preventScroll: true });
  }
}
