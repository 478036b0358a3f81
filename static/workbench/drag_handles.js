// The ends of the current annotation, drawn as handles that mouse and finger drag. They snap to
// words; Alt is exact, Escape leaves all as it was.

import { moveTo } from "./edge_keys.js";

const EDGES = ["start", "end"];

export function startDragHandles(bench) {
  const { cards, textView, text, reading, then, mayAnnotate } = bench;
  if (!mayAnnotate || typeof Highlight === "undefined") return;
  const root = text.parentElement;
  const grips = Object.fromEntries(EDGES.map((edge) => [edge, grip(edge)]));
  let held = null; // the drag: {edge, model, span, dx, dy, pointer}
  let waiting = false;

  function grip(edge) {
    const element = document.createElement("div");
    Object.assign(element, { className: "grip", hidden: true, ariaHidden: "true" });
    element.dataset.edge = edge;
    element.addEventListener("pointerdown", (event) => grab(event, edge));
    element.addEventListener("mousedown", (event) => event.preventDefault());
    root.append(element);
    return element;
  }

  // The caret's place at an edge. Where lines break, an end stays on the line that it ends.
  function caret({ start, end }, edge) {
    const range = document.createRange();
    range.setStart(...textView.place(edge === "start" ? start : end, edge === "end"));
    return [...range.getClientRects()].at(edge === "end" ? 0 : -1);
  }

  function lay() {
    waiting = false;
    const span = held?.span ?? cards.model(cards.current);
    const home = root.getBoundingClientRect();
    const places = EDGES.map((edge) => span && caret(span, edge));
    EDGES.forEach((edge, at) => {
      const box = places[at];
      grips[edge].hidden = !box;
      if (!box) return;
      Object.assign(grips[edge].style, {
        left: `${box.left - home.left}px`, top: `${box.top - home.top}px`, height: `${box.height}px`,
      });
    });
  }

  // Once a frame, however often the page is laid.
  function soon() {
    if (!waiting) requestAnimationFrame(lay);
    waiting = true;
  }

  function grab(event, edge) {
    const model = cards.model(cards.current);
    if (event.button !== 0 || !model || held) return;
    event.preventDefault();
    getSelection().removeAllRanges();
    const box = caret(model, edge);
    held = {
      edge, model, span: { start: model.start, end: model.end }, pointer: event.pointerId,
      dx: box.left - event.clientX, dy: box.top + box.height / 2 - event.clientY,
    };
    reading.dragging = true;
    root.classList.add("gripped");
    document.addEventListener("pointermove", drag);
    document.addEventListener("pointerup", drop);
    document.addEventListener("pointercancel", letGo);
    document.addEventListener("keydown", escape, { capture: true });
    event.target.setPointerCapture(event.pointerId);
  }

  // The edge nearest to an offset that leaves at least something between the two.
  function edgeNear(offset, exact) {
    const { edge, span } = held;
    const { units } = reading;
    const unit = exact ? "character" : "word";
    const before = units.before(unit, offset + 1, edge)?.[edge];
    const after = units.after(unit, offset - 1, edge)?.[edge];
    const fits = (to) => to !== undefined && (edge === "start" ? to < span.end : to > span.start);
    return [before, after].filter(fits).sort((a, b) => Math.abs(a - offset) - Math.abs(b - offset))[0];
  }

  function drag(event) {
    if (event.pointerId !== held.pointer) return;
    const y = event.clientY + held.dy;
    if (y < 90) scrollBy(0, -14);
    if (y > innerHeight - 50) scrollBy(0, 14);
    const offset = textView.offsetAt(event.clientX + held.dx, y);
    const to = offset === null ? undefined : edgeNear(offset, event.altKey);
    if (to === undefined || to === held.span[held.edge]) return;
    held.span = { ...held.span, [held.edge]: to };
    CSS.highlights.set("current", new Highlight(textView.range(held.span.start, held.span.end)));
    soon();
  }

  function letGo() {
    document.removeEventListener("pointermove", drag);
    document.removeEventListener("pointerup", drop);
    document.removeEventListener("pointercancel", letGo);
    document.removeEventListener("keydown", escape, { capture: true });
    root.classList.remove("gripped");
    held = null;
    reading.rested();
    cards.mark(cards.current);
  }

  function drop(event) {
    if (event.pointerId !== held.pointer) return;
    const { model, span } = held;
    letGo();
    then(async () => {
      const now = cards.model(model.id);
      if (now) await moveTo(bench, now, span);
    });
  }

  function escape(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    letGo();
  }

  cards.addEventListener("current", soon);
  new ResizeObserver(soon).observe(text);
  document.fonts?.ready.then(soon);
}
