// @ts-check
// A selection becomes a highlight, and a highlight gets another label or another place: the palette.

import { find } from "../dom.js";
import { kindOf } from "./annotation_model.js";
import { beginning } from "./code_points.js";
import { Palette } from "./palette.js";
import { paint, unpaint } from "./text_paint.js";

export class Tagging {
  /**
   * `onMade` is called with what has just been made here and is asked for its details, `onThere` where the words bear the label already.
   * @param {Pick<Workbench, "cards" | "changes" | "textView" | "outbox" | "then" | "mayAnnotate"> & {
   *   onMade: (id: string) => void, onThere: (id: string) => void,
   * }} parts
   */
  constructor({ cards, changes, textView, outbox, then, mayAnnotate, onMade, onThere }) {
    this.cards = cards;
    this.changes = changes;
    this.textView = textView;
    this.outbox = outbox;
    this.then = then;
    this.mayAnnotate = mayAnnotate;
    this.onMade = onMade;
    this.onThere = onThere;
    this.palette = new Palette(find("#palette"), {
      onPick: (label, purpose) => this.picked(label, purpose),
      onMove: (purpose) => this.moved(purpose),
      onClose: () => unpaint("chosen"),
    });
  }

  /**
   * Offer the labels beside the words of a span; `refused` is the change that another label corrects.
   * @param {OfferedSpan} span
   * @param {Change} [refused]
   */
  offer(span, refused) {
    if (!this.mayAnnotate) return;
    const range = this.textView.range(span.start, span.end);
    paint("chosen", [range]);
    const current = this.cards.model(this.cards.current);
    this.palette.open({ ...span, refused }, range.getBoundingClientRect(), {
      title: beginning(this.textView.quote(span.start, span.end), 90),
      movable: current !== null && (current.start !== span.start || current.end !== span.end),
    });
  }

  /**
   * Offer another label for an annotation.
   * @param {string | undefined} id
   */
  relabel(id) {
    const card = this.cards.card(id);
    const model = this.cards.model(id);
    if (!card || !model) return;
    this.palette.open({ id }, card.getBoundingClientRect(), {
      title: `Change: ${beginning(this.textView.quote(model.start, model.end), 80)}`,
    });
  }

  /**
   * @param {string} label
   * @param {Purpose} purpose
   */
  picked(label, { id, start, end, refused, details, after }) {
    unpaint("chosen");
    this.then(async () => {
      if (id) {
        const model = this.cards.model(id);
        const there = model && model.label !== label ? this.cards.same(label, model) : undefined;
        if (there) this.onThere(there.id);
        else if (model && model.label !== label) await this.changes.edit(model, { label });
        return;
      }
      if (start === undefined || end === undefined) return;
      const there = this.cards.same(label, { start, end });
      if (there) {
        if (refused) await this.outbox.drop(refused);
        this.onThere(there.id);
        return;
      }
      // A suggested name that has no usual label yet brings its entity along; one that is known exactly the
      // server links by itself.
      const ofEntity = kindOf(label) === "entity" ? (details ?? { link: 1 }) : {};
      const made = await this.changes.highlight(label, { start, end }, 0, ofEntity);
      if (refused) await this.outbox.drop(refused);
      else if (kindOf(label) === "entity") after?.();
      else this.onMade(made);
    });
  }

  /** @param {Purpose} purpose */
  moved({ start, end }) {
    unpaint("chosen");
    const model = this.cards.model(this.cards.current);
    getSelection()?.removeAllRanges();
    if (model && start !== undefined && end !== undefined) this.then(() => this.changes.move(model, { start, end }));
  }
}
