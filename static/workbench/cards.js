// The cards and marks on the page: what the server drew, with what still waits laid over it.

const supportsHighlights = typeof Highlight !== "undefined" && CSS.highlights;

function order(a, b) {
  return (
    a.start - b.start || a.end - b.end || (a.label < b.label ? -1 : Number(a.label > b.label)) ||
    a.part - b.part || (a.id < b.id ? -1 : 1)
  );
}

function placeOf({ dataset: { id, label, start, end, part } }) {
  return { id, label, start: Number(start), end: Number(end), part: Number(part) };
}

export class Cards {
  constructor({ list, sheet, tags, outbox, template }) {
    Object.assign(this, { list, sheet, tags, outbox, template });
    this.gone = new Map(); // erased annotations, for undo and for restoring
    this.laid = new Map(); // what is drawn here, over the server's, as text -> its card
    this.showing = "all";
  }

  card(id) {
    return this.list.querySelector(`.card[data-id="${id}"]:not([hidden])`);
  }

  all() {
    return [...this.list.querySelectorAll(".card:not([hidden], .out)")];
  }

  // The models of all annotations, whatever the filter shows.
  everyModel() {
    return [...this.list.querySelectorAll(".card:not([hidden])")].map((card) => this.modelOf(card));
  }

  modelOf(card) {
    const { id, revision, kind, label, start, end, part, fields } = card.dataset;
    const { details, names } = JSON.parse(fields);
    return {
      id, kind, label, revision: Number(revision), start: Number(start), end: Number(end),
      part: Number(part), details, names,
    };
  }

  // The annotation as the page shows it: the server's, with the waiting changes applied.
  model(id) {
    const card = this.card(id);
    return card ? this.modelOf(card) : null;
  }

  // The revision that the server last told for it.
  known(id) {
    const card = this.list.querySelector(`.card[data-id="${id}"]:not(.waiting)`);
    const shown = card ? Number(card.dataset.revision) : (this.gone.get(id)?.revision ?? 0);
    return Math.max(shown, this.outbox.revisions.get(id) ?? 0);
  }

  // The list is in the order of the text: its place is found by halving.
  insert(card) {
    const { children } = this.list;
    let [low, high] = [0, children.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (order(placeOf(card), placeOf(children[middle])) < 0) high = middle;
      else low = middle + 1;
    }
    this.list.insertBefore(card, children[low] ?? null);
  }

  // Swap in what the server drew. Only when nothing newer is shown already.
  swap(answer) {
    this.sheet.keepingSelection(() => {
      for (const [start, html] of Object.entries(answer.pieces)) {
        const piece = this.sheet.pieceStarting(Number(start));
        if (piece && piece.innerHTML !== html) piece.innerHTML = html;
      }
    });
    const old = this.list.querySelector(`.card[data-id="${answer.annotation}"]:not(.waiting)`);
    if (answer.card) {
      const holder = document.createElement("template");
      holder.innerHTML = answer.card;
      const fresh = holder.content.firstElementChild;
      old?.remove();
      this.insert(fresh);
      this.gone.delete(answer.annotation);
    } else {
      const kept = old ? this.modelOf(old) : this.gone.get(answer.annotation);
      old?.remove();
      if (kept) this.gone.set(answer.annotation, { ...kept, revision: answer.revision });
    }
    this.lay();
  }

  // Lay the queue over the page: after a change, an answer, a reload.
  lay() {
    const before = this.laid;
    this.laid = new Map();
    for (const card of this.list.querySelectorAll(".card[hidden]")) card.hidden = false;
    for (const card of before.values()) card.hidden = true;
    const models = new Map();
    for (const change of this.outbox?.waiting ?? []) {
      const id = change.annotation;
      let model = models.get(id) ?? this.model(id) ?? (this.gone.has(id) ? { ...this.gone.get(id), erased: true } : null);
      model = this.apply(model, change);
      if (model) models.set(id, model);
    }
    const ranges = new Map();
    for (const [id, model] of models) {
      const old = this.list.querySelector(`.card[data-id="${id}"]:not(.waiting)`);
      if (old) old.hidden = true;
      const look = model.erased ? "erased" : this.tags[model.label].look;
      if (!ranges.has(look)) ranges.set(look, []);
      ranges.get(look).push(this.sheet.range(model.start, model.end));
      if (model.erased) this.gone.set(id, { ...model, erased: undefined, revision: this.known(id) });
      else this.layOver(model, before);
    }
    for (const card of before.values()) card.remove();
    this.paint("waiting-", ["claim", "entity", "favour", "against", "neutral", "erased"], ranges);
    this.mark(this.current);
    this.filter(this.showing);
  }

  // The card that was laid for it before, where nothing of it has changed; else another.
  layOver(model, before) {
    const drawnFrom = JSON.stringify(model);
    const same = before.get(drawnFrom);
    if (same) same.hidden = false;
    before.delete(drawnFrom);
    this.laid.set(drawnFrom, same ?? this.draw(model));
  }

  paint(prefix, looks, ranges) {
    if (!supportsHighlights) return;
    for (const look of looks) CSS.highlights.set(prefix + look, new Highlight(...(ranges.get(look) ?? [])));
  }

  apply(model, { verb, annotation, fields }) {
    if (verb === "delete") return model && { ...model, erased: true };
    if (verb === "restore") return model && { ...model, erased: false };
    // The card may come with an answer that is held back while the pointer drags.
    if (verb === "edit" && !model) return null;
    const next = model ?? { id: annotation, revision: 0, part: 0, details: {}, names: {} };
    const { label, start, end, part, quote, ...details } = fields;
    if (label) Object.assign(next, { label, kind: label.split("-")[0] });
    if (start !== undefined) Object.assign(next, { start: Number(start), end: Number(end) });
    if (part !== undefined) next.part = Number(part);
    next.details = { ...next.details };
    next.names = { ...next.names };
    for (const [name, value] of Object.entries(details)) {
      const made = name.endsWith("_new");
      const detail = made ? name.slice(0, -4) : name;
      if (made) {
        if (value) next.names[detail] = value;
      } else if (value) next.details[detail] = value;
      else {
        delete next.details[detail];
        delete next.names[detail];
      }
    }
    return next;
  }

  // A card for what waits, from the page's template; the server's own replaces it.
  draw(model) {
    const card = this.template.content.firstElementChild.cloneNode(true);
    const { text, look } = this.tags[model.label];
    card.classList.add(look, "waiting");
    Object.assign(card.dataset, {
      id: model.id, revision: model.revision, kind: model.kind, label: model.label,
      start: model.start, end: model.end, part: model.part,
      fields: JSON.stringify({ details: model.details, names: model.names }),
    });
    card.querySelector(".chip").classList.add(look);
    card.querySelector(".chip").textContent = text;
    card.querySelector(".at").textContent = `${model.start}–${model.end}`;
    const quote = this.sheet.quote(model.start, model.end);
    card.querySelector("q").textContent = quote.length > 280 ? `${quote.slice(0, 200)} … ${quote.slice(-60)}` : quote;
    const list = card.querySelector("dl");
    const said = { entity: "names", question: "answers", value: "value", said_by: "said by", stance_holder: "holder", stance_target: "toward", note: "note" };
    for (const [name, word] of Object.entries(said)) {
      const value = model.names[name] ?? model.details[name];
      if (!value) continue;
      const term = document.createElement("dt");
      term.textContent = word;
      const line = document.createElement("dd");
      line.dir = "auto";
      line.textContent = value;
      list.append(term, line);
    }
    this.insert(card);
    return card;
  }

  // Which annotations lie under a mark, innermost first.
  under(mark) {
    return mark.dataset.a.split(" ").reverse().filter((id) => this.card(id));
  }

  mark(id) {
    this.current = id;
    for (const card of this.list.querySelectorAll(".card.current")) card.classList.remove("current");
    const card = id && this.card(id);
    card?.classList.add("current");
    const model = card && this.modelOf(card);
    if (supportsHighlights) {
      const ranges = model ? [this.sheet.range(model.start, model.end)] : [];
      CSS.highlights.set("current", new Highlight(...ranges));
    }
    return card;
  }

  // Show the cards of one kind, those without details, or all; tell the counts.
  filter(kind) {
    this.showing = kind;
    const counts = { all: 0, claim: 0, entity: 0, stance: 0, bare: 0 };
    for (const card of this.list.querySelectorAll(".card:not([hidden])")) {
      const bare = "bare" in card.dataset;
      counts.all += 1;
      counts[card.dataset.kind] += 1;
      counts.bare += bare;
      card.classList.toggle("out", !(kind === "all" || kind === card.dataset.kind || (kind === "bare" && bare)));
    }
    for (const button of document.querySelectorAll("[data-show]")) {
      button.querySelector("b").textContent = counts[button.dataset.show];
      button.setAttribute("aria-pressed", String(button.dataset.show === kind));
    }
    document.querySelector("[data-total]").textContent = counts.all;
    document.querySelector("[data-empty]").hidden = counts.all > 0;
  }
}
