// @ts-check
// The places that are drawn: neighbours among the ones that a filter shows. Those beyond, at either end,
// are fetched as one goes; a place far away, or another filter, draws the list anew around it.

import { closest, query, queryAll } from "../dom.js";
import { isTouched } from "./decide.js";

/** @typedef {"before" | "after"} End */

export class PlaceList {
  /** Cards with something typed or chosen that were taken off the page: they come back as they were left.
   *  @type {Map<string, HTMLElement>} */
  left = new Map();
  /** What is being fetched, by the link that stands for it.
   *  @type {WeakMap<HTMLElement, Promise<boolean>>} */
  fetching = new WeakMap();

  /**
   * @param {HTMLElement} list
   * @param {() => void} changed what is to be done once other cards are drawn
   */
  constructor(list, changed) {
    this.list = list;
    this.changed = changed;
    this.side = /** @type {HTMLElement} */ (list.closest(".side"));
    // A screen before the last card is reached, the next ones are on their way.
    this.sight = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen) if (isIntersecting) this.follow(/** @type {HTMLElement} */ (target));
    }, { root: this.side, rootMargin: "0px 0px 600px 0px" });
    list.addEventListener("click", (event) => {
      const link = closest(event.target, ".beyond");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.follow(link);
    });
    document.addEventListener("htmx:beforeSwap", ({ detail }) => {
      if (detail.target !== list && !detail.target.matches(".beyond")) return;
      detail.shouldSwap = detail.xhr.status === 200;
      if (detail.shouldSwap && detail.target === list) this.keepTouched();
    });
    this.watch();
  }

  /** Return the cards, in the order of the text. */
  cards() {
    return queryAll(":scope > .place", this.list);
  }

  /**
   * Return the card of a place, or null where it is not drawn.
   * @param {string | null | undefined} key
   */
  card(key) {
    return key ? document.getElementById(`p-${key}`) : null;
  }

  /**
   * Tell whether a filter shows a card: "all", "todo", a state, or a type of difference that is left.
   * @param {HTMLElement} card
   * @param {string} show
   */
  fits({ dataset }, show) {
    return (dataset.shown ?? "").split(" ").includes(show);
  }

  /**
   * Tell whether what is drawn is of a filter, whole or in part.
   * @param {string} show
   */
  isOf(show) {
    return this.list.dataset.of === show || (this.list.dataset.of === "all" && !query(".beyond", this.list));
  }

  /**
   * Return the link to what stands beyond an end of the list, or null where that is all.
   * @param {End} end
   */
  link(end) {
    return query(`[data-beyond=${end}]`, this.list);
  }

  /**
   * Draw what stands beyond a link in its place, once, however often it is asked for; tell whether it came.
   * @param {HTMLElement | null} link
   */
  follow(link) {
    if (!(link instanceof HTMLAnchorElement)) return Promise.resolve(false);
    let coming = this.fetching.get(link);
    if (!coming) {
      coming = this.extend(link).finally(() => this.fetching.delete(link));
      this.fetching.set(link, coming);
    }
    return coming;
  }

  /** @param {HTMLAnchorElement} link */
  async extend(link) {
    const beside = link.dataset.beyond === "before" ? link.nextElementSibling : null;
    const top = beside?.getBoundingClientRect().top ?? 0;
    await fetched(link.href, link, link, "outerHTML");
    if (link.isConnected) return false;
    // A place whose edges were edited may have moved to where it is fetched once more.
    for (const one of this.cards()) if (document.getElementById(one.id) !== one) one.remove();
    this.changed();
    // What one looks at stays where it is.
    if (beside) this.side.scrollTop += beside.getBoundingClientRect().top - top;
    this.watch();
    return true;
  }

  /**
   * Draw the list anew: of a filter, around a place or an offset if there is one. Tell whether it came.
   * @param {string} show
   * @param {{ place?: string | null, at?: string | null }} [around]
   */
  async draw(show, around = {}) {
    // A card that waits for its answer must be there when it comes.
    while (query(".place .htmx-request", this.list)) {
      await new Promise((done) => {
        document.addEventListener("htmx:afterRequest", done, { once: true });
      });
    }
    const asked = new URLSearchParams({ show });
    if (new URLSearchParams(location.search).has("names")) asked.set("names", "1");
    for (const [name, value] of Object.entries(around)) if (value) asked.set(name, value);
    const before = this.list.firstElementChild;
    await fetched(`${location.pathname}?${asked}`, this.list, this.list, "innerHTML");
    if (before?.isConnected) return false;
    this.list.dataset.of = show;
    for (const [id, card] of this.left) {
      const drawn = document.getElementById(id);
      if (!drawn) continue;
      this.left.delete(id);
      if (stampOf(drawn) === stampOf(card)) drawn.replaceWith(card);
    }
    this.changed();
    this.watch();
    return true;
  }

  /** Take the cards off the page on which somebody has typed or chosen something, before they go. */
  keepTouched() {
    for (const card of this.cards()) {
      if (!isTouched(card)) continue;
      card.classList.remove("current");
      card.remove();
      this.left.set(card.id, card);
    }
  }

  watch() {
    this.sight.disconnect();
    for (const link of queryAll(".beyond", this.list)) this.sight.observe(link);
  }
}

/**
 * Fetch cards and swap them in; what is swapped in is alive at once.
 * @param {string} url
 * @param {HTMLElement} source
 * @param {HTMLElement} target
 * @param {string} swap
 */
function fetched(url, source, target, swap) {
  return htmx.ajax("GET", url, { source, target, swap: `${swap} settle:0ms` }).catch(() => {});
}

/** @param {Element} card */
function stampOf(card) {
  return /** @type {HTMLInputElement | null} */ (query("[name=stamp]", card))?.value;
}
