// @ts-check
// What is proposed of a claim beside its value: who says it, how sure, of when and of whom. It goes with the
// question that is answered: taking another one takes it away.

export class Circumstances {
  /**
   * The fields that hold a proposal.
   * @type {Set<string>}
   */
  filled = new Set();

  /** @param {Details} details */
  constructor(details) {
    this.details = details;
  }

  clear() {
    this.filled.clear();
  }

  /**
   * Fill in what is proposed now, and take away what was proposed before; what the person wrote stays.
   * @param {ProposedDetails} told
   */
  fill(told) {
    const { boxes, marks, more } = this.details;
    for (const field of this.details.fields()) {
      const { name } = field;
      const [box, proposed] = [boxes.all.get(name), told[name]];
      if ("touched" in field.dataset) continue;
      if (this.filled.delete(name)) {
        if (box) box.hold(null);
        else field.value = "";
        marks.values.delete(name);
        marks.unmark(field);
      }
      if (!proposed || field.value) continue;
      if (box) box.hold({ value: proposed.value, text: proposed.name ?? proposed.value, isNew: !proposed.value });
      else field.value = proposed.value;
      marks.mark(field, proposed.why);
      this.filled.add(name);
      more.open = true;
    }
  }
}
