// @ts-check
// What a pressed key is called, by what it writes and by where it lies. Pure.

/**
 * Return the name of a pressed key: "j", "J" with Shift, "Ctrl+z", "Ctrl+Shift+z", "Alt+ArrowLeft", "?".
 * @param {KeyPress} press
 */
export function keyName({ key, code = "", ctrlKey, metaKey, altKey, shiftKey }) {
  const held = ctrlKey || metaKey;
  let name = key;
  // Alt writes other characters on some keyboards: the key's place says which was meant.
  // Where letters are not Latin (Urdu, Russian), the key's place does, too.
  const isElsewhere = altKey || (/^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key));
  if (isElsewhere && /^Key[A-Z]$/.test(code)) name = code.slice(-1).toLowerCase();
  if (altKey && !"<>,.".includes(key)) name = SIGNS[code]?.[Number(shiftKey)] ?? name;
  if (/^\p{L}$/u.test(name)) name = shiftKey && !held && !altKey ? name.toUpperCase() : name.toLowerCase();
  const shift = shiftKey && (name.length > 1 || ((held || altKey) && /^\p{L}$/u.test(name)));
  return `${held ? "Ctrl+" : ""}${altKey ? "Alt+" : ""}${shift ? "Shift+" : ""}${name}`;
}

/**
 * What the keys of signs write on a keyboard that the names are taken from, without and with Shift.
 * @type {Record<string, string | undefined>}
 */
const SIGNS = { Comma: ",<", Period: ".>", Slash: "/?", BracketLeft: "[" };

/**
 * Return the name of a key by its place alone, for digits and signs that other keyboards have elsewhere
 * or with Shift; undefined for other keys. A letter from a to z is itself, wherever it lies.
 * @param {KeyPress} press
 */
function placeName({ key, code = "", ctrlKey, metaKey, altKey, shiftKey }) {
  if (ctrlKey || metaKey || altKey || key.length !== 1 || /^[a-z0-9]$/i.test(key)) return undefined;
  if (/^Digit\d$/.test(code)) return shiftKey ? undefined : code.slice(-1);
  return SIGNS[code]?.[Number(shiftKey)];
}

/**
 * Return the names that a pressed key answers to: what it writes first, then what lies in its place.
 * @param {KeyPress} press
 * @returns {string[]}
 */
export function keyNames(press) {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  const isPlain = !ctrlKey && !metaKey && !altKey && !shiftKey;
  const written = isPlain && /^\p{L}$/u.test(key) ? key.toLowerCase() : undefined;
  return [written, keyName(press), placeName(press)].filter((name) => name !== undefined);
}

/**
 * Return the name of a pressed key that something is bound to, if any: what it writes goes before its place.
 * @param {KeyPress} press
 * @param {(name: string) => unknown} isBound
 */
export function keyAmong(press, isBound) {
  return keyNames(press).find(isBound);
}

/**
 * Return the digit of a key that is held with Shift, by the key's place alone: Shift writes a sign on one
 * keyboard and the digit itself on another. 0 for every other press.
 * @param {KeyPress} press
 */
export function shiftedDigit({ code = "", ctrlKey, metaKey, altKey, shiftKey }) {
  return shiftKey && !ctrlKey && !metaKey && !altKey ? Number(/^Digit([1-9])$/.exec(code)?.[1] ?? 0) : 0;
}
