// @ts-check
// The box beside suggested words: what is suggested for them, and what to do with it.

import { closest, cloneOf, find, findAs } from "../dom.js";
import { keyAmong } from "../key_names.js";
import { layNear, narrow } from "./lay_near.js";
import { paint, unpaint } from "./text_paint.js";

/** @typedef {"accept" | "dismiss" | "every" | "close"} ActName */

/** @type {Record<string, ActName | undefined>} */
const KEYS = { Backspace: "dismiss", Delete: "dismiss", Escape: "close", o: "every" };

export class SuggestionBox {
  /**
   * The ids of what may be chosen.
   * @type {string[]}
   */
  ids = [];

  /**
   * `leave` is called where the focus went elsewhere.
   * @param {HTMLElement} element
   * @param {{
   *   tags: Record<string, Tag>, textView: TextView, then: Workbench["then"],
   *   acts: {
   *     accept: (id?: string) => unknown, dismiss: () => unknown, every: (id: string) => unknown,
   *     close: () => unknown, leave: () => unknown,
   *   },
   * }} options
   */
  constructor(element, { tags, textView, then, acts }) {
    this.element = element;
    this.tags = tags;
    this.textView = textView;
    this.then = then;
    this.acts = acts;
    this.choices = find("[data-choices]", element);
    element.addEventListener("click", ({ target }) => {
      const act = closest(target, "[data-act]")?.dataset.act;
      if (act) this.act(/** @type {ActName} */ (act), closest(target, "[data-choice]")?.dataset.choice);
    });
    element.addEventListener("keydown", (event) => this.key(event));
    element.addEventListener("focusout", () => setTimeout(() => {
      if (!element.hidden && document.hasFocus() && !element.contains(document.activeElement)) acts.leave();
    }));
    document.addEventListener("pointerdown", ({ target }) => {
      if (!element.hidden && !element.contains(/** @type {Node} */ (target))) acts.leave();
    });
  }

  /**
   * @param {ActName} act
   * @param {string} [id]
   */
  act(act, id = this.ids[0]) {
    this.then(() => this.acts[act](id));
  }

  /**
   * Open the box at a place; `count` says which of how many it is.
   * @param {SuggestedPlace} place
   * @param {string} count
   */
  open(place, count) {
    const { choices = [] } = place;
    this.ids = choices.map(({ id }) => id);
    const quote = this.textView.quote(place.start, place.end);
    find("[data-title]", this.element).textContent = quote;
    find("[data-at]", this.element).textContent = count;
    this.choices.replaceChildren(...choices.map((choice, at) => this.draw(choice, choices.length > 1 ? String(at + 1) : "⏎")));
    find("[data-act=every]", this.element).hidden = !choices.some(({ entity }) => entity);
    const range = this.textView.range(place.start, place.end);
    paint("suggestion", [range]);
    this.element.hidden = false;
    this.bring(range);
    layNear(this.element, range.getBoundingClientRect());
    this.buttons()[0].focus({ preventScroll: true });
  }

  buttons() {
    return /** @type {HTMLElement[]} */ ([...this.choices.children]);
  }

  /**
   * @param {SuggestedChoice} suggested
   * @param {string} key
   */
  draw({ id, name, hint, by, label }, key) {
    const choice = cloneOf(findAs(HTMLTemplateElement, "template", this.element));
    choice.dataset.choice = id;
    find("kbd", choice).textContent = key;
    find("b", choice).textContent = name;
    find(".hint", choice).textContent = hint;
    find(".by", choice).textContent = by;
    const chip = find(".chip", choice);
    const tag = label ? this.tags[label] : undefined;
    chip.textContent = tag?.text ?? "Choose a label";
    chip.classList.add(tag?.look ?? "quiet");
    return choice;
  }

  /**
   * Bring a range into sight, with room for the box.
   * @param {Range} range
   */
  bring(range) {
    const { top, bottom } = range.getBoundingClientRect();
    const room = narrow.matches ? innerHeight * 0.4 : innerHeight - this.element.offsetHeight - 24;
    if (top < 80 || bottom > room) scrollBy({ top: top - innerHeight * 0.3, behavior: "instant" });
  }

  close() {
    this.element.hidden = true;
    unpaint("suggestion");
  }

  /**
   * Tell whether a point of the window lies on a range.
   * @param {AbstractRange} range
   * @param {MouseEvent} point
   */
  isOver(range, { clientX, clientY }) {
    const live = document.createRange();
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    return [...live.getClientRects()].some(
      ({ left, right, top, bottom }) => left <= clientX && clientX <= right && top <= clientY && clientY <= bottom,
    );
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return undefined;
    // A key that is held down accepts one, not ten.
    if (event.repeat && key !== "ArrowDown" && key !== "ArrowUp") return event.preventDefault();
    const all = this.buttons();
    const steps = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    const name = keyAmong(event, (one) => KEYS[one] || /^[1-9]$/.test(one)) ?? "";
    const act = KEYS[name];
    if (steps) all[(all.indexOf(target) + steps + all.length) % all.length].focus();
    else if (/^[1-9]$/.test(name) && all.length > 1) this.act("accept", this.ids[Number(name) - 1]);
    else if (key === "Enter") target.click();
    else if (act) this.act(act, target.dataset.choice);
    else return undefined;
    event.preventDefault();
    return event.stopPropagation();
  }
}
