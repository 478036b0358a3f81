// A selection becomes a highlight, and a highlight gets another label or another place: the palette.

import { Palette } from "./palette.js";

export class Tagging {
  constructor({ cards, changes, textView, outbox, then, mayAnnotate }) {
    Object.assign(this, { cards, changes, textView, outbox, then, mayAnnotate });
    this.palette = new Palette(document.getElementById("palette"), {
      onPick: (label, purpose) => this.picked(label, purpose),
      onMove: (purpose) => this.moved(purpose),
      onClose: () => CSS.highlights?.delete("chosen"),
    });
  }

  // Offer the labels beside the words of a span; `refused` is the change that it corrects.
  offer(span, refused) {
    if (!this.mayAnnotate || !span) return;
    const range = this.textView.range(span.start, span.end);
    if (CSS.highlights) CSS.highlights.set("chosen", new Highlight(range));
    const current = this.cards.model(this.cards.current);
    this.palette.open({ ...span, refused }, range.getBoundingClientRect(), {
      title: this.textView.quote(span.start, span.end).slice(0, 90),
      movable: Boolean(current) && (current.start !== span.start || current.end !== span.end),
    });
  }

  relabel(id) {
    const model = this.cards.model(id);
    if (!model) return;
    this.palette.open({ id }, this.cards.card(id).getBoundingClientRect(), {
      title: `Change: ${this.textView.quote(model.start, model.end).slice(0, 80)}`,
    });
  }

  picked(label, purpose) {
    CSS.highlights?.delete("chosen");
    this.then(async () => {
      if (purpose.id) {
        const model = this.cards.model(purpose.id);
        if (model && model.label !== label) await this.changes.edit(model, { label });
        return;
      }
      // A suggested name that has no usual label yet brings its entity along.
      await this.changes.highlight(label, purpose, 0, label.startsWith("entity-") ? purpose.details : {});
      if (purpose.refused) await this.outbox.drop(purpose.refused);
    });
  }

  moved(purpose) {
    CSS.highlights?.delete("chosen");
    const model = this.cards.model(this.cards.current);
    getSelection().removeAllRanges();
    if (model) this.then(() => this.changes.move(model, purpose));
  }
}
