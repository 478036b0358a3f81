// @ts-check
// What a long reading has beyond what comes with the page: fetched a portion at a time, in the text's
// order, and laid into it.

import { find } from "../dom.js";

const PATIENCE = 20_000; // milliseconds for a portion

export class Further {
  /**
   * Where the next portion is to be had; undefined once all is there.
   * @type {string | undefined}
   */
  url;
  /**
   * The fetching that is under way, or has ended.
   * @type {Promise<boolean>}
   */
  ended = Promise.resolve(true);

  /**
   * `lay` lays a portion into the page, as soon as nobody is selecting there.
   * @param {{ list: HTMLElement, lay: (portion: Portion) => Promise<void>, say: Say }} parts
   */
  constructor({ list, lay, say }) {
    this.lay = lay;
    this.say = say;
    this.list = list;
    this.url = list.dataset.further;
    this.notice = find("#further");
    find("button", this.notice).addEventListener("click", () => this.start());
    window.addEventListener("online", () => this.start());
  }

  start() {
    if (this.url) this.ended = this.ended.then(() => this.fetchAll());
  }

  /** Fetch what is left; return whether all is there. */
  async fetchAll() {
    this.notice.hidden = true;
    try {
      while (this.url) await this.fetchOne(this.url);
    } catch (error) {
      console.warn(error);
      this.notice.hidden = false;
    }
    return !this.url;
  }

  /** @param {string} url */
  async fetchOne(url) {
    const headers = { "X-Requested-With": "fetch" };
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    /** @type {Portion} */
    const portion = await response.json();
    this.url = portion.following === null ? undefined : url.replace(/\d+$/, String(portion.following));
    if (!this.url) delete this.list.dataset.further;
    await this.lay(portion);
  }

  /** Wait for all annotations; return whether they are there, and say so if they are not. */
  async isWhole() {
    const isWhole = await this.ended;
    if (!isWhole) this.say("This needs all annotations, and some could not be fetched yet. Try again in a moment.");
    return isWhole;
  }
}
