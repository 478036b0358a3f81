// Selecting in the text: by mouse, touch and keyboard. Edges snap to words; Alt turns that off.

export class Reading {
  constructor({ sheet, text, offer, close, say }) {
    Object.assign(this, { sheet, text, offer, close, say, touch: false });
    this.postponed = [];
    document.addEventListener("pointerdown", (event) => {
      this.touch = event.pointerType !== "mouse";
      if (!event.target.closest("#palette")) this.close();
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
    let span = this.sheet.span(selection.getRangeAt(0));
    if (span && !exact) span = this.sheet.snap(span);
    if (!span) return;
    if (!keep) this.show(span);
    this.cursor = { anchor: span.start, ...span };
    this.offer(span);
  }

  show({ start, end }) {
    const range = this.sheet.range(start, end);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return range;
  }

  // Where the keyboard goes on after a highlight.
  rest(span) {
    this.cursor = { ...span };
  }

  // Arrow keys walk by word and paragraph, Shift extends, Enter opens the palette.
  key(event) {
    if (document.activeElement !== this.text) return false;
    const { key, shiftKey } = event;
    if (key === "Enter") {
      if (this.cursor) this.offer({ start: this.cursor.start, end: this.cursor.end });
      return Boolean(this.cursor);
    }
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[key];
    if (!steps) return false;
    this.close();
    const byWord = key === "ArrowRight" || key === "ArrowLeft";
    const rtl = getComputedStyle(this.sheet.pieces[this.sheet.indexAt(this.cursor?.start ?? 0)]).direction === "rtl";
    const forward = byWord && rtl ? -steps : steps;
    if (!this.cursor) this.cursor = this.sheet.word(this.sheet.starts[0] ?? 0, 0);
    else if (shiftKey && byWord) this.extend(forward);
    else {
      const from = this.cursor.start;
      const word = byWord ? this.sheet.word(from, forward) : this.sheet.paragraph(from, forward);
      if (word) this.cursor = { ...word };
    }
    if (!this.cursor) return true;
    const range = this.show(this.cursor);
    range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
    this.say(this.sheet.quote(this.cursor.start, this.cursor.end));
    return true;
  }

  extend(steps) {
    const { start, end } = this.cursor;
    const last = this.sheet.word(end - 1, steps);
    if (!last) return;
    if (steps > 0) this.cursor = { start, end: Math.max(end, last.end) };
    else if (last.end > start) this.cursor = { start, end: last.end };
    else this.cursor = { start: last.start, end };
  }
}
