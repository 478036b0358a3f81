// @ts-check
// The details of an annotation as the page declares them, and what a card says of them. It says what the
// server's own card says: `annotations/drawing/card_lines.py` is its twin.

/** @type {DeclaredDetails & { questions: Question[] }} */
let declared = { kinds: {}, card: {}, essential: {}, entities: [], comesTo: [], readOff: {}, questions: [] };
/** @type {Map<string, string>} */
const entityNames = new Map(); // by slug, as far as this page has told them

/**
 * Take the declaration from the page's facts.
 * @param {DeclaredDetails & { questions: Question[] }} details
 */
export function declare(details) {
  declared = details;
}

/**
 * Return the names of the details that a kind has.
 * @param {Kind} kind
 * @returns {string[]}
 */
export function detailsOf(kind) {
  return declared.kinds[kind] ?? [];
}

/**
 * Tell whether a kind has a detail; before anything is declared, every kind has all.
 * @param {Kind} kind
 * @param {string} name
 */
export function hasDetail(kind, name) {
  return declared.kinds[kind]?.includes(name) ?? true;
}

/**
 * Return the name of the detail that a kind is for.
 * @param {Kind} kind
 */
export function essentialOf(kind) {
  return declared.essential[kind] ?? "";
}

/** Return the details that say what a value comes to. */
export function comesTo() {
  return declared.comesTo;
}

/**
 * Remember what the entities that an annotation names are called.
 * @param {Pick<Annotation, "details" | "names">} model
 */
export function rememberNames({ details, names }) {
  for (const [name, slug] of Object.entries(details)) {
    if (declared.entities.includes(name) && names[name]) entityNames.set(slug, names[name]);
  }
}

/**
 * Remember what an entity is called.
 * @param {string} slug
 * @param {string} name
 */
export function rememberName(slug, name) {
  entityNames.set(slug, name);
}

/**
 * Return the entities that this page has told of.
 * @returns {Choice[]}
 */
export function knownEntities() {
  return [...entityNames].map(([value, text]) => ({ value, text }));
}

/**
 * Return what a thing is called; undefined where the detail names no thing, or nobody has told.
 * @param {string} detail
 * @param {string} slug
 */
export function nameOf(detail, slug) {
  if (detail === "question") return declared.questions.find((question) => question.slug === slug)?.wording;
  return declared.entities.includes(detail) ? (entityNames.get(slug) ?? slug) : undefined;
}

/**
 * Tell whether the annotation still lacks the detail that its kind is for.
 * @param {Pick<Annotation, "kind" | "details" | "names">} model
 */
export function isBare({ kind, details, names }) {
  const needed = essentialOf(kind);
  return !details[needed] && !names[needed];
}

/**
 * Say the value as it is compared: “nearly 23 year”, “2022-02-24”, “10 – 12 km”; days that are one whole time
 * are “from 2022-02-23 to 2022-02-24”.
 * @param {Record<string, string>} details
 */
function valueInWords({ value_low: low = "", value_high: high = "", value_span: span = "", answer_key: key = "", approximator = "", unit = "" }) {
  if (!low && !high) return key;
  let number = low || high;
  let before = "";
  if (low && high) {
    if (low !== high) number = span ? `from ${low} to ${high}` : `${low} – ${high}`;
    if (["about", "nearly"].includes(approximator)) before = `${approximator} `;
  } else if (!["", "exact", "about"].includes(approximator)) before = `${approximator} `;
  else if (number.slice(1).includes("-")) before = low ? "from " : "until ";
  else before = low ? "at least " : "at most ";
  return `${before}${number} ${unit}`.trim();
}

/**
 * Return words without regard to case: ß and ss are one, as they are to the server.
 * @param {string} words
 */
function folded(words) {
  return words.toUpperCase().toLowerCase();
}

/**
 * Return what a card says beneath its quote: label and words of each line.
 * @param {Pick<Annotation, "kind" | "details" | "names">} model
 * @returns {[string, string][]}
 */
export function cardLines({ kind, details, names }) {
  /** @type {[string, string][]} */
  const found = [];
  for (const { name, label, named, always, quiet, words: called } of declared.card[kind] ?? []) {
    let words;
    if (!name) {
      words = valueInWords(details);
      if (folded(words) === folded(details.value ?? "")) continue;
    } else {
      words = (named ? names : details)[name] ?? always;
      if (words === quiet) continue;
      words = called[words ?? ""] ?? words;
    }
    if (words) found.push([label, words]);
  }
  return found;
}
