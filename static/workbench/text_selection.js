// Selecting in the text: by mouse, touch and keyboard. Edges snap to words; Alt turns that off.

import { Units } from "./units.js";

const ARROWS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1, End: 1, Home: -1 };

export class TextSelection {
  constructor({ textView, text, offer, close, say }) {
    Object.assign(this, { textView, text, offer, close, say, touch: false });
    this.units = new Units(textView);
    this.postponed = [];
    document.addEventListener("pointerdown", (event) => {
      this.touch = event.pointerType !== "mouse";
      if (!event.target.closest("#palette, dialog")) this.close();
      if (this.text.contains(event.target)) this.dragging = !this.touch;
    });
    document.addEventListener("pointerup", (event) => {
      if (event.pointerType === "mouse" && event.button === 0) setTimeout(() => this.rested(event.altKey), 0);
    });
    document.addEventListener("pointercancel", () => this.rested());
    document.addEventListener("selectionchange", () => {
      if (!this.touch) return;
      // A finger adjusts the handles for a while: wait until it rests.
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.selected(false, true), 400);
    });
  }

  // Redraw the text at once, or, while the mouse is selecting in it, as soon as it has done.
  whenStill(redraw) {
    if (this.dragging) this.postponed.push(redraw);
    else redraw();
  }

  rested(exact = false) {
    this.dragging = false;
    for (const redraw of this.postponed.splice(0)) redraw();
    this.selected(exact);
  }

  selected(exact, keep = false) {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    if (!this.text.contains(selection.anchorNode) && !this.text.contains(selection.focusNode)) return;
    let span = this.textView.span(selection.getRangeAt(0));
    if (span && !exact) span = this.textView.snap(span);
    if (!span) return;
    if (!keep) this.show(span);
    this.rest(span);
    this.offer(span);
  }

  show({ start, end }) {
    const range = this.textView.range(start, end);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return range;
  }

  // Where the keyboard goes on: `from` is what a selection began with, `head` its moving edge.
  rest({ start, end }) {
    this.cursor = { start, end, from: { start, end }, head: end };
  }

  // Arrow keys walk by word and paragraph, with Ctrl by sentence, with Alt by character; Shift
  // extends, Enter opens the palette. Returns whether the key was one of these.
  key(event) {
    if (document.activeElement !== this.text) return false;
    const { key, shiftKey, altKey } = event;
    const held = event.ctrlKey || event.metaKey;
    if (key === "Enter" && !held) {
      if (this.cursor) this.offer({ start: this.cursor.start, end: this.cursor.end });
      return Boolean(this.cursor);
    }
    const way = ARROWS[key];
    const sideways = key === "ArrowRight" || key === "ArrowLeft";
    if (!way || (altKey && !sideways) || (held && key.startsWith("Arrow") && !sideways)) return false;
    this.close();
    const forward = sideways && this.isRightToLeft() ? way < 0 : way > 0;
    const isFirst = !this.cursor;
    if (isFirst) this.rest(this.units.first("word") ?? { start: 0, end: 0 });
    if (isFirst && !held) return this.tell();
    if (sideways) this.walk(altKey ? "character" : held ? "sentence" : "word", forward, shiftKey);
    else if (key.startsWith("Arrow")) this.walk("paragraph", forward, shiftKey);
    else this.leap(forward, held, shiftKey);
    return this.tell();
  }

  // Show and say what is selected.
  tell() {
    const { start, end } = this.cursor;
    if (start === end) return true;
    this.reveal(this.show(this.cursor));
    this.say(this.textView.quote(start, end).slice(-300));
    return true;
  }

  isRightToLeft() {
    const piece = this.textView.pieces[this.textView.indexAt(this.cursor?.start ?? 0)];
    return Boolean(piece) && getComputedStyle(piece).direction === "rtl";
  }

  // Bring the moving edge into sight, free of the bar above and of what lies below.
  reveal(range) {
    const boxes = range.getClientRects();
    const box = this.cursor.head <= this.cursor.from.start ? boxes[0] : boxes[boxes.length - 1];
    if (box && (box.top < 72 || box.bottom > innerHeight - 72)) scrollBy({ top: box.top - innerHeight / 2 });
  }

  walk(unit, forward, extending) {
    if (extending) return this.extend(unit, forward);
    const { units, cursor } = this;
    const here = units.at(unit, cursor.start);
    let next;
    if (unit === "sentence" && here && (here.start !== cursor.start || here.end !== cursor.end)) next = here;
    else if (unit === "paragraph") {
      const other = forward ? units.after(unit, cursor.start, "start") : units.before(unit, here?.start ?? 0, "start");
      next = other && units.at("word", other.start);
    } else next = forward ? units.after(unit, cursor.end - 1, "start") : units.before(unit, cursor.start, "start");
    if (next) this.rest(next);
  }

  // To the beginning or the end of the paragraph, or of the whole text.
  leap(forward, whole, extending) {
    const { units } = this;
    const at = this.cursor.start;
    const around = whole ? { start: units.first("word")?.start ?? 0, end: units.last("word")?.end ?? 0 } : units.at("paragraph", at);
    if (!around) return;
    if (extending) this.stretch(forward ? around.end : around.start);
    else this.rest((forward ? units.before("word", around.end, "start") : units.at("word", around.start)) ?? around);
  }

  extend(unit, forward) {
    const { units, cursor } = this;
    if (unit === "character") this.loosen();
    const { from, head } = cursor;
    let to;
    if (forward && head >= from.end) to = units.after(unit, head, "end")?.end;
    else if (forward) {
      to = units.after(unit, head, "start")?.start;
      if (to === undefined || to >= from.start) to = from.end;
    } else if (head <= from.start || head === from.end) to = units.before(unit, Math.min(head, from.start), "start")?.start;
    else {
      to = units.before(unit, head, "end")?.end;
      if (to === undefined || to <= from.end) to = from.end;
    }
    if (to !== undefined) this.stretch(to);
  }

  // By character a selection may shrink to the first of them, inside the word it began with.
  loosen() {
    const { cursor, units } = this;
    const { from, head } = cursor;
    cursor.from = head >= from.end ? units.at("character", from.start) : units.before("character", from.end, "start");
  }

  stretch(head) {
    const { from } = this.cursor;
    this.cursor = { start: Math.min(from.start, head), end: Math.max(from.end, head), from, head };
  }
}
