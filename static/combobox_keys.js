// @ts-check
// What a key does in a combobox. Pure: the box says how it stands, and is told what to do.

/**
 * @typedef {{
 *   isOpen: boolean,
 *   active: number,
 *   count: number,
 *   isMoved: boolean,
 *   isSettled: boolean,
 *   isSame: boolean,
 *   isEmpty: boolean,
 *   isSearching: boolean,
 *   hasNew: boolean,
 * }} ComboboxState
 * `active`: the row that is highlighted, or -1; `count`: the rows with the one that makes something new;
 * `isMoved`: by arrow; `isSettled`: what is typed stands for a thing that was chosen; `isSame`: it names
 * exactly the highlighted row; `hasNew`: the last row makes something new
 *
 * @typedef {{ act: "open" | "close" | "settle" | "none" | "pass" } | { act: "go", to: number }
 *   | { act: "take", thenPass: boolean }} ComboboxAct
 * `pass`: the key does what it does in a field without rows; `settle`: look up what is typed, then decide
 */

/** @type {ComboboxAct} */
const PASS = { act: "pass" };

/**
 * @param {string} key
 * @param {ComboboxState} state
 * @returns {ComboboxAct}
 */
export function comboboxAct(key, { isOpen, active, count, isMoved, isSettled, isSame, isEmpty, isSearching, hasNew }) {
  if (key === "Escape") return isOpen ? { act: "close" } : PASS;
  if (key === "ArrowDown" || key === "ArrowUp") {
    if (!isOpen) return { act: "open" };
    if (!count) return { act: "go", to: -1 };
    const down = key === "ArrowDown";
    const from = active < 0 && !down ? count : active;
    return { act: "go", to: (from + (down ? 1 : -1) + count) % count };
  }
  // Elsewhere Home and End are the caret's.
  if ((key === "Home" || key === "End") && isOpen && isMoved) return { act: "go", to: key === "Home" ? 0 : count - 1 };
  if (key === "Tab" && isOpen && isMoved && active >= 0) return { act: "take", thenPass: true };
  if (key !== "Enter") return PASS;
  if (isOpen && isMoved && active >= 0) return { act: "take", thenPass: false };
  if (isEmpty || isSettled) return PASS;
  if (isSearching || !isOpen) return { act: "settle" };
  if (active >= 0) return { act: "take", thenPass: isSame };
  return hasNew ? { act: "go", to: count - 1 } : { act: "none" }; // nothing holds the words: the row that makes something new asks once
}
