// @ts-check
// Selecting in the text: by mouse, touch and keyboard. Edges snap to words; Alt turns that off.

import { closest } from "../dom.js";
import { isAltered } from "./altered_text.js";
import { TextCursor } from "./text_cursor.js";
import { Units } from "./units.js";

/** @type {Record<string, number | undefined>} */
const ARROWS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1, End: 1, Home: -1 };
const RESTING = 400; // milliseconds after which a finger has done
const MARGIN = 72; // pixels at the window's edges where the moving edge is not seen well

export class TextSelection {
  isTouch = false;
  isDragging = false;
  /**
   * What is to be redrawn when the mouse has done.
   * @type {(() => void)[]}
   */
  postponed = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  resting;

  /**
   * `offer` is called with a span that was selected, `close` when another is begun.
   * @param {{ textView: TextView, text: HTMLElement, offer: (span: Span) => void, close: () => void, say: Say }} parts
   */
  constructor({ textView, text, offer, close, say }) {
    this.textView = textView;
    this.text = text;
    this.offer = (/** @type {Span} */ span) => {
      if (!isAltered(textView, span)) offer(span);
    };
    this.close = close;
    this.say = say;
    this.units = new Units(textView.paragraphs(), text.lang);
    this.cursor = new TextCursor(this.units);
    document.addEventListener("pointerdown", (event) => {
      const { pointerType, target } = event;
      this.isTouch = pointerType !== "mouse";
      if (!closest(target, "#palette, dialog")) this.close();
      if (!this.text.contains(/** @type {Node} */ (target))) return;
      this.isDragging = !this.isTouch;
      // A press inside what is selected begins another selection, as anywhere: it takes no words along.
      if (!this.isTouch && event.button === 0 && !event.shiftKey) getSelection()?.removeAllRanges();
    });
    text.addEventListener("dragstart", (event) => event.preventDefault());
    document.addEventListener("pointerup", (event) => {
      if (event.pointerType === "mouse" && event.button === 0) setTimeout(() => this.rested(event.altKey), 0);
    });
    document.addEventListener("pointercancel", () => this.rested());
    document.addEventListener("selectionchange", () => {
      if (!this.isTouch) return;
      // A finger adjusts the handles for a while: wait until it rests.
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.selected(false, true), RESTING);
    });
  }

  /**
   * Redraw the text at once, or, while the mouse is selecting in it, as soon as it has done.
   * @param {() => void} redraw
   */
  whenStill(redraw) {
    if (this.isDragging) this.postponed.push(redraw);
    else redraw();
  }

  /** @param {boolean} [exact] */
  rested(exact = false) {
    this.isDragging = false;
    for (const redraw of this.postponed.splice(0)) redraw();
    this.selected(exact);
  }

  /**
   * Offer what the browser has selected, if it is of the text.
   * @param {boolean} exact
   * @param {boolean} [keep] leave the browser's selection as it is
   */
  selected(exact, keep = false) {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return;
    if (!this.text.contains(selection.anchorNode) && !this.text.contains(selection.focusNode)) return;
    let span = this.textView.span(selection.getRangeAt(0));
    if (span && !exact) span = this.textView.snap(span);
    if (!span) return;
    if (!keep) this.show(span);
    this.rest(span);
    this.offer(span);
  }

  /** @param {Span} span */
  show({ start, end }) {
    const range = this.textView.range(start, end);
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    return range;
  }

  /**
   * Let the keyboard go on from a span.
   * @param {Span} span
   */
  rest(span) {
    this.cursor.rest(span);
  }

  /**
   * Walk by word and paragraph with the arrow keys, with Ctrl by sentence, with Alt by character; Shift
   * extends, Enter offers what is selected. Return whether the key was one of these.
   * @param {KeyPress} event
   */
  key(event) {
    if (document.activeElement !== this.text) return false;
    const { key, shiftKey, altKey } = event;
    const { cursor } = this;
    const isHeld = event.ctrlKey || event.metaKey;
    if (key === "Enter" && !isHeld) {
      if (cursor.selected) this.offer({ start: cursor.selected.start, end: cursor.selected.end });
      return Boolean(cursor.selected);
    }
    const way = ARROWS[key];
    const isSideways = key === "ArrowRight" || key === "ArrowLeft";
    if (!way || (altKey && !isSideways) || (isHeld && key.startsWith("Arrow") && !isSideways)) return false;
    this.close();
    const forward = isSideways && this.textView.isRightToLeft(this.cursor.selected?.start ?? 0) ? way < 0 : way > 0;
    if (cursor.begin() && !isHeld) return this.tell();
    if (!key.startsWith("Arrow")) cursor.leap(forward, { whole: isHeld, extending: shiftKey });
    else {
      const unit = !isSideways ? "paragraph" : altKey ? "character" : isHeld ? "sentence" : "word";
      if (shiftKey) cursor.extend(unit, forward);
      else cursor.walk(unit, forward);
    }
    return this.tell();
  }

  /** Show and say what is selected. */
  tell() {
    const { selected } = this.cursor;
    if (!selected || selected.start === selected.end) return true;
    this.reveal(this.show(selected));
    this.say(this.textView.quote(selected.start, selected.end).slice(-300));
    return true;
  }

  /**
   * Bring the moving edge into sight, free of the bar above and of what lies below.
   * @param {Range} range
   */
  reveal(range) {
    const boxes = range.getClientRects();
    const box = this.cursor.isBackward ? boxes[0] : boxes[boxes.length - 1];
    if (box && (box.top < MARGIN || box.bottom > innerHeight - MARGIN)) scrollBy({ top: box.top - innerHeight / 2 });
  }
}
