// What waits to be sent, as the page shows it: changes applied to an annotation, and its card.

export function apply(model, { verb, annotation, fields }) {
  if (verb === "delete") return model && { ...model, erased: true };
  if (verb === "restore") return model && { ...model, erased: false };
  // The card may come with an answer that is held back while the pointer drags.
  if (verb === "edit" && !model) return null;
  const next = { part: 0, ...(model ?? { id: annotation, revision: 0 }) };
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

const NEEDED = { entity: "entity", claim: "question", stance: "stance_target" };

// Whether the annotation still lacks the detail that its kind is for.
export function isBare({ kind, details, names }) {
  return !details[NEEDED[kind]] && !names[NEEDED[kind]];
}

export function shortened(quote) {
  return quote.length > 280 ? `${quote.slice(0, 200)} … ${quote.slice(-60)}` : quote;
}

const SAID = {
  entity: "names", question: "answers", value: "value", said_by: "said by", stance_holder: "holder",
  stance_target: "toward", note: "note", flag: "flag",
};

// A card from the page's template; the server's own replaces it.
export function drawCard(template, model, { text, look }, quote) {
  const card = template.content.firstElementChild.cloneNode(true);
  card.classList.add(look, "waiting");
  Object.assign(card.dataset, {
    id: model.id, revision: model.revision, kind: model.kind, label: model.label,
    start: model.start, end: model.end, part: model.part,
    fields: JSON.stringify({ details: model.details, names: model.names }),
  });
  card.querySelector(".chip").classList.add(look);
  card.querySelector(".chip").textContent = text;
  card.querySelector(".at").textContent = `${model.start}–${model.end}`;
  card.querySelector("q").textContent = shortened(quote);
  const list = card.querySelector("dl");
  for (const [name, word] of Object.entries(SAID)) {
    const value = model.names[name] ?? model.details[name];
    if (!value) continue;
    const term = document.createElement("dt");
    term.textContent = word;
    const line = document.createElement("dd");
    line.dir = "auto";
    line.textContent = value;
    list.append(term, line);
  }
  return card;
}
