// @ts-check
// Where an edge of a span goes: a unit a step, or to the unit nearest to where it is dragged. It never
// passes the other edge.

/**
 * Return the span after one step of one edge.
 * @param {Units} units
 * @param {Span} span
 * @param {{ edge: Edge, forward: boolean, unit: Unit }} step
 * @returns {Span}
 */
export function stepEdge(units, { start, end }, { edge, forward, unit }) {
  if (edge === "end") {
    const to = (forward ? units.after(unit, end, "end") : units.before(unit, end, "end"))?.end ?? end;
    return { start, end: to > start ? to : end };
  }
  const to = (forward ? units.after(unit, start, "start") : units.before(unit, start, "start"))?.start ?? start;
  return { start: to < end ? to : start, end };
}

/**
 * Return the place of a unit's edge nearest to an offset that leaves something of the span.
 * @param {Units} units
 * @param {Span} span
 * @param {{ edge: Edge, offset: number, unit: Unit }} drag
 * @returns {number | undefined}
 */
export function nearestEdge(units, span, { edge, offset, unit }) {
  const before = units.before(unit, offset + 1, edge)?.[edge];
  const after = units.after(unit, offset - 1, edge)?.[edge];
  return [before, after]
    .filter((to) => to !== undefined)
    .filter((to) => (edge === "start" ? to < span.end : to > span.start))
    .sort((a, b) => Math.abs(a - offset) - Math.abs(b - offset))[0];
}
