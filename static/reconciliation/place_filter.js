// @ts-check
// Which places the list shows.

/**
 * Tell whether a place is shown under a filter: "all", "todo", a state of its own, or a type of difference
 * that is left to settle.
 * @param {string} show
 * @param {{ state?: string, types?: string }} place its types with spaces between
 */
export function fitsFilter(show, { state = "", types = "" }) {
  const isLeft = state === "open" || state === "stale";
  if (show === "all") return true;
  if (show === "todo") return isLeft;
  if (["stale", "agreed", "settled"].includes(show)) return state === show;
  return isLeft && types.split(" ").includes(show);
}
