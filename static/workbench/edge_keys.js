// The edges of the current annotation, by key: a word a step, with Alt a character.

// Move an annotation to other words, unless the same mark lies there already.
export async function moveTo({ cards, changes, textView, say }, model, span) {
  const { start, end } = span;
  if (start === model.start && end === model.end) return;
  const isThere = ({ id, label, part, ...other }) =>
    id !== model.id && label === model.label && part === model.part && other.start === start && other.end === end;
  if (cards.everyModel().some(isThere)) {
    say("You have marked these words with this label already.");
    return;
  }
  await changes.move(model, span);
  say(textView.quote(start, end).slice(-300));
}

export function startEdgeKeys(bench) {
  const { cards, keys, reading, textView, text } = bench;

  // Where an edge stands after a step; it never passes the other edge.
  function stepped({ start, end }, edge, forward, unit) {
    const { units } = reading;
    if (edge === "end") {
      const to = (forward ? units.after(unit, end, "end") : units.before(unit, end, "end"))?.end ?? end;
      return { start, end: to > start ? to : end };
    }
    const to = (forward ? units.after(unit, start, "start") : units.before(unit, start, "start"))?.start ?? start;
    return { start: to < end ? to : start, end };
  }

  async function step(edge, forward, unit) {
    const model = cards.model(cards.current);
    const span = stepped(model, edge, forward, unit);
    await moveTo(bench, model, span);
    if (document.activeElement === text) reading.rest(span);
    const range = textView.range(span.start, span.end);
    range.collapse(edge === "start");
    range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
  }

  for (const [edge, names] of [["end", [",", "."]], ["start", ["<", ">"]]]) {
    keys.bind("This annotation", `Its ${edge} a word back or on`, names, (event) => step(edge, event.key === names[1], "word"), "current");
    const exact = names.map((name) => `Alt+${name}`);
    keys.bind("This annotation", `Its ${edge} a character back or on`, exact, (event) => step(edge, /[.>]/.test(event.key) || event.code === "Period", "character"), "current");
  }
}
