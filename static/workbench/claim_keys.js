// @ts-check
// What a key does while a claim is asked for: first which question, then what it answers. Pure. Keys that
// come before the questions do are held, and acted on in their order.

/**
 * @typedef {{ act: "take", at: number } | { act: "answer", option: string } | { act: "go", by: number }
 *   | { act: "keep" | "more" | "back" | "other" | "later" }} ClaimAct
 * @typedef {{
 *   stage: ClaimStage, rows: { type: string, options?: string[] }[], active: number, type: string, options: string[], mayGoBack: boolean,
 * }} ClaimState
 */

/**
 * Tell whether a claim's form has a use for a key, at one stage or another.
 * @param {string} name
 */
export const isClaimKey = (name) => /^([1-9ynm/]|Enter|Backspace|Escape|ArrowDown|ArrowUp)$/.test(name);

const YES_NO = /** @type {Record<string, string | undefined>} */ ({ y: "yes", n: "no" });

/**
 * Return what a key does; null where it is not the form's.
 * @param {string} name as `keyName` has it
 * @param {ClaimState} state
 * @returns {ClaimAct | null}
 */
export function claimAct(name, { stage, rows, active, type, options, mayGoBack }) {
  if (name === "Escape") return { act: "later" };
  if (name === "/") return { act: "other" };
  const at = /^[1-9]$/.test(name) ? Number(name) - 1 : -1;
  const word = YES_NO[name];
  if (stage === "asking") {
    if (at >= 0) return at < rows.length ? { act: "take", at } : null;
    if (name === "Enter" && rows.length) return { act: "take", at: Math.max(active, 0) };
    if (rows.length && (name === "ArrowDown" || name === "ArrowUp")) return { act: "go", by: name === "ArrowDown" ? 1 : -1 };
    return null;
  }
  if (name === "Enter") return { act: "keep" };
  if (name === "m") return { act: "more" };
  if (name === "Backspace" && mayGoBack) return { act: "back" };
  if (type === "yes-no" && word) return { act: "answer", option: word };
  if (type === "choice" && at >= 0) return at < options.length ? { act: "answer", option: options[at] } : null;
  return at >= 0 && at < rows.length ? { act: "take", at } : null;
}

/**
 * Return the place of the likeliest question that a yes or a no answers, and which of the two; null where
 * the key is neither, or no such question is likely.
 * @param {string} name
 * @param {{ type: string }[]} rows
 */
export function yesOrNo(name, rows) {
  const option = YES_NO[name];
  const at = rows.findIndex(({ type }) => type === "yes-no");
  return option && at >= 0 ? { at, option } : null;
}

export class HeldKeys {
  /** @type {string[]} */
  keys = [];
  isHolding = false;

  start() {
    this.keys = [];
    this.isHolding = true;
  }

  /**
   * Hold a key until the questions are there; return whether it is held.
   * @param {string} name
   */
  hold(name) {
    if (!this.isHolding || !/^([1-9]|Enter|y|n|ArrowUp|ArrowDown)$/.test(name)) return false;
    this.keys.push(name);
    return true;
  }

  /**
   * Act on what was held, in its order, as long as `act` says that there is somebody to act for.
   * @param {(name: string) => boolean} act
   */
  release(act) {
    this.isHolding = false;
    for (const name of this.keys.splice(0)) {
      if (!act(name)) return;
    }
  }

  drop() {
    this.keys = [];
    this.isHolding = false;
  }
}
