// @ts-check
// Where the keyboard stands in the text, and where it goes: by character, word, sentence, paragraph.

export class TextCursor {
  /**
   * What is selected; `anchor` is what the selection began with, `head` its moving edge.
   * @type {(Span & { anchor: Span, head: number }) | null}
   */
  selected = null;

  /** @param {Units} units */
  constructor(units) {
    this.units = units;
  }

  /**
   * Select a span, to go on from there.
   * @param {Span} span
   */
  rest({ start, end }) {
    this.selected = { start, end, anchor: { start, end }, head: end };
  }

  /** Select the first word, where nothing is selected yet; whether that was so. */
  begin() {
    if (this.selected) return false;
    this.rest(this.units.first("word") ?? { start: 0, end: 0 });
    return true;
  }

  /** Whether the edge that moves is the start. */
  get isBackward() {
    return Boolean(this.selected && this.selected.head <= this.selected.anchor.start);
  }

  /**
   * Go to the next unit or the one before. From a part of a sentence one comes to that sentence first,
   * from a paragraph to the first word of the next.
   * @param {Unit} unit
   * @param {boolean} forward
   */
  walk(unit, forward) {
    const { units, selected } = this;
    if (!selected) return;
    const here = units.at(unit, selected.start);
    let next;
    if (unit === "sentence" && here && (here.start !== selected.start || here.end !== selected.end)) next = here;
    else if (unit === "paragraph") {
      const other = forward ? units.after(unit, selected.start, "start") : units.before(unit, here?.start ?? 0, "start");
      next = other && units.at("word", other.start);
    } else next = forward ? units.after(unit, selected.end - 1, "start") : units.before(unit, selected.start, "start");
    if (next) this.rest(next);
  }

  /**
   * Go, or select as far as, the beginning or the end of the paragraph, or of the whole text.
   * @param {boolean} forward
   * @param {{ whole: boolean, extending: boolean }} how
   */
  leap(forward, { whole, extending }) {
    const { units } = this;
    const at = this.selected?.start ?? 0;
    const around = whole ? { start: units.first("word")?.start ?? 0, end: units.last("word")?.end ?? 0 } : units.at("paragraph", at);
    if (!around) return;
    if (extending) this.stretch(forward ? around.end : around.start);
    else this.rest((forward ? units.before("word", around.end, "start") : units.at("word", around.start)) ?? around);
  }

  /**
   * Move the moving edge by a unit; what the selection began with stays selected.
   * @param {Unit} unit
   * @param {boolean} forward
   */
  extend(unit, forward) {
    if (unit === "character") this.loosen();
    const { units, selected } = this;
    if (!selected) return;
    const { anchor, head } = selected;
    let to;
    if (forward && head >= anchor.end) to = units.after(unit, head, "end")?.end;
    else if (forward) {
      to = units.after(unit, head, "start")?.start;
      if (to === undefined || to >= anchor.start) to = anchor.end;
    } else if (head <= anchor.start || head === anchor.end) to = units.before(unit, Math.min(head, anchor.start), "start")?.start;
    else {
      to = units.before(unit, head, "end")?.end;
      if (to === undefined || to <= anchor.end) to = anchor.end;
    }
    if (to !== undefined) this.stretch(to);
  }

  /** Let a selection shrink by character, to the first of them inside the word that it began with. */
  loosen() {
    const { selected, units } = this;
    if (!selected) return;
    const { anchor, head } = selected;
    const first = head >= anchor.end ? units.at("character", anchor.start) : units.before("character", anchor.end, "start");
    if (first) selected.anchor = first;
  }

  /** @param {number} head */
  stretch(head) {
    if (!this.selected) return;
    const { anchor } = this.selected;
    this.selected = { start: Math.min(anchor.start, head), end: Math.max(anchor.end, head), anchor, head };
  }
}
