// @ts-check
// The rules of the queue: which revision a change is of, what an answer means, what a refusal holds back.

const LONGEST_WAIT = 30000; // milliseconds between two tries

/**
 * Return the revision that a change is made of: the one after the last queued change of that annotation,
 * in whichever tab that was made; else `known`, the revision that the page shows.
 * @param {Change[]} queued oldest first
 * @param {NewChange} change
 * @param {number} known
 */
export function predictedBase(queued, change, known) {
  const before = queued.findLast(
    (other) => other.annotation === change.annotation && other.user === change.user && !other.refused,
  );
  return before ? before.base + 1 : known;
}

/**
 * Return the fields of a change's request.
 * @param {Change} change
 * @returns {Record<string, string>}
 */
export function requestFields({ fields, op, user, annotation, verb, base }) {
  const sent = { ...fields, op, user, annotation, verb, base };
  return Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, String(value)]));
}

/**
 * Tell what a status means: sign in again, try later, or read the answer.
 * @param {number} status
 * @returns {"signed-out" | "later" | "answered"}
 */
export function meaningOf(status) {
  if (status === 401) return "signed-out";
  return status >= 500 || status === 408 || status === 429 ? "later" : "answered";
}

/**
 * Return how long to wait before the next try, in milliseconds: twice as long as before, or as long as
 * the server asks, in seconds; half a minute at most.
 * @param {number} wait
 * @param {string | null} [asked]
 */
export function nextWait(wait, asked) {
  return Math.min(Math.max(wait * 2, (Number(asked) || 0) * 1000), LONGEST_WAIT);
}

/**
 * Return the changes that a refusal takes out of the queue: the refused one and later ones of the same
 * annotation, each with the reason. Changes of other annotations go on.
 * @param {Change[]} unsent
 * @param {Change} change
 * @param {string | undefined} error
 * @param {number} status
 * @returns {Change[]}
 */
export function heldBack(unsent, change, error, status) {
  return unsent
    .filter((other) => other.annotation === change.annotation)
    .map((other) => {
      const reason = other.sequence === change.sequence ? error : "An earlier change of it was refused.";
      return { ...other, refused: true, reason, status, from: change.base };
    });
}

/**
 * Tell the state of the outbox in one word.
 * @param {{ unsent: number, refused: number, keeping: number, isSignedOut: boolean, isFailing: boolean }} now
 * @returns {OutboxState}
 */
export function stateOf({ unsent, refused, keeping, isSignedOut, isFailing }) {
  if (unsent || keeping) return isSignedOut ? "signed-out" : isFailing ? "waiting" : "saving";
  return refused ? "refused" : "saved";
}

/**
 * Return a change in today's shape. Up to release 0.2 a label of a whole article went to an address of its
 * own, and its target by another name; what waits since then, and what can be undone, is read so.
 * @template {{ url: string, fields: Fields, back?: { verb: Verb, fields: Fields } }} Kept
 * @param {Kept} change
 * @returns {Kept}
 */
export function renewed(change) {
  if (!change.url?.endsWith("/whole/changes")) return change;
  const fields = (/** @type {Fields} */ given) => Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.replace(/^target/, "stance_target"), value]),
  );
  const { back } = change;
  return {
    ...change,
    url: change.url.replace("/whole/changes", "/changes#whole"),
    fields: fields(change.fields),
    ...(back && { back: { ...back, fields: fields(back.fields) } }),
  };
}
