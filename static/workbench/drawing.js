// What waits to be sent, as the page shows it: changes applied to an annotation, and its card. It
// says what the server's own card will say: `annotations/drawing/card_lines.py` is its twin.

// The details as the page declares them (`for_script()` there), with the story's questions.
let declared = { kinds: {}, card: {}, essential: {}, entities: [], comesTo: [], questions: [] };
const called = new Map(); // what an entity is called, by its slug, as far as this page has told

export function declare(details) {
  declared = details;
}

export function detailsOf(kind) {
  return declared.kinds[kind];
}

function nameOf(detail, slug) {
  if (detail === "question") return declared.questions.find((question) => question.slug === slug)?.wording;
  return declared.entities.includes(detail) ? (called.get(slug) ?? slug) : undefined;
}

export function applied(model, { verb, annotation, fields }) {
  if (verb === "delete") return model && { ...model, erased: true };
  if (verb === "restore") return model && { ...model, erased: false };
  // The card may come with an answer that is held back while the pointer drags.
  if (verb === "edit" && !model) return null;
  const next = { part: 0, ...(model ?? { id: annotation, revision: 0 }) };
  const { label, start, end, part, quote, ...details } = fields;
  if (label) Object.assign(next, { label, kind: label.split("-")[0] });
  for (const [name, slug] of Object.entries(next.details ?? {})) {
    if (declared.entities.includes(name) && next.names[name]) called.set(slug, next.names[name]);
  }
  if (start !== undefined) Object.assign(next, { start: Number(start), end: Number(end) });
  if (part !== undefined) next.part = Number(part);
  const kept = ([name]) => !label || !declared.kinds[next.kind] || declared.kinds[next.kind].includes(name);
  next.details = Object.fromEntries(Object.entries(next.details ?? {}).filter(kept));
  next.names = Object.fromEntries(Object.entries(next.names ?? {}).filter(kept));
  // A new wording is read afresh by the server, unless the change says itself what it comes to.
  if ("value" in details && !declared.comesTo.some((name) => name in details)) {
    for (const name of declared.comesTo) delete next.details[name];
  }
  for (const [name, value] of Object.entries(details)) {
    const made = name.endsWith("_new");
    const detail = made ? name.slice(0, -4) : name;
    if (made) {
      // The slug of a new name is the server's to say.
      if (value) next.names[detail] = value;
      if (value) delete next.details[detail];
    } else if (value) {
      const name = nameOf(detail, value);
      if (name && value !== next.details[detail]) next.names[detail] = name;
      next.details[detail] = value;
    } else {
      delete next.details[detail];
      delete next.names[detail];
    }
  }
  return next;
}

// Whether the annotation still lacks the detail that its kind is for.
export function isBare({ kind, details, names }) {
  const needed = declared.essential[kind];
  return !details[needed] && !names[needed];
}

export function shortened(quote) {
  if (quote.length <= 280) return quote;
  const points = [...quote];
  return points.length > 280 ? `${points.slice(0, 200).join("")} … ${points.slice(-60).join("")}` : quote;
}

// The value as it is compared, in words: “nearly 23 year”, “2022-02-24”, “10 – 12 km”.
function valueInWords({ value_low: low = "", value_high: high = "", answer_key: key = "", approximator = "", unit = "" }) {
  if (!low && !high) return key;
  let [number, before] = [low || high, ""];
  if (low && high) {
    if (low !== high) number = `${low} – ${high}`;
    if (["about", "nearly"].includes(approximator)) before = `${approximator} `;
  } else if (!["", "exact", "about"].includes(approximator)) before = `${approximator} `;
  else if (number.slice(1).includes("-")) before = low ? "from " : "until ";
  else before = low ? "at least " : "at most ";
  return `${before}${number} ${unit}`.trim();
}

// Without regard to case: ß and ss are one, as they are to the server.
const folded = (words) => words.toUpperCase().toLowerCase();

// What a card says beneath its quote: label and words of each line.
export function lines({ kind, details, names }) {
  const found = [];
  for (const { name, label, named, always, quiet } of declared.card[kind] ?? []) {
    let words;
    if (!name) {
      words = valueInWords(details);
      if (folded(words) === folded(details.value ?? "")) continue;
    } else {
      words = (named ? names : details)[name] ?? always;
      if (words === quiet) continue;
    }
    if (words) found.push([label, words]);
  }
  return found;
}

function part(model) {
  const also = document.createElement("span");
  also.className = "quiet";
  also.textContent = `also, part ${model.part}`;
  return also;
}

// A card from the page's template; the server's own replaces it.
export function drawn(template, model, { text, look }, quote) {
  const card = template.content.firstElementChild.cloneNode(true);
  card.classList.add(look, "waiting");
  Object.assign(card.dataset, {
    id: model.id, revision: model.revision, kind: model.kind, label: model.label,
    start: model.start, end: model.end, part: model.part,
    fields: JSON.stringify({ details: model.details, names: model.names }),
  });
  card.querySelector(".chip").classList.add(look);
  card.querySelector(".chip").textContent = text;
  if (model.part) card.querySelector(".chip").after(" ", part(model));
  card.querySelector(".at").textContent = `${model.start}–${model.end}`;
  card.querySelector("q").textContent = shortened(quote);
  const list = card.querySelector("dl");
  for (const [label, words] of lines(model)) {
    const term = document.createElement("dt");
    term.textContent = label;
    const line = document.createElement("dd");
    line.dir = "auto";
    line.textContent = words;
    list.append(term, line);
  }
  return card;
}
