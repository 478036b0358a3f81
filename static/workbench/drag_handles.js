// @ts-check
// The ends of the current annotation, drawn as handles that mouse and finger drag. The mouse snaps
// them to words, with Alt to characters; a finger, which has no Alt, moves them by character. Escape
// leaves all as it was.

import { nearestEdge } from "./edge_steps.js";
import { moveAnnotation } from "./move_annotation.js";
import { offsetSeenAt, seenSide } from "./seen_places.js";
import { canPaint, paint } from "./text_paint.js";

/** @type {Edge[]} */
const EDGES = ["start", "end"];
const MARGINS = { top: 90, bottom: 50 }; // pixels at which the page scrolls along
const SCROLL = 14;

/** @typedef {{ edge: Edge, model: Annotation, span: Span, pointer: number, dx: number, dy: number }} Drag */

/** @param {PointerEvent} event */
const isExact = ({ altKey, pointerType }) => altKey || pointerType !== "mouse";

/** @param {Workbench} bench */
export function startDragHandles(bench) {
  const { cards, textView, text, selection, then, mayAnnotate } = bench;
  const { parentElement: root } = text;
  if (!root || !mayAnnotate || !canPaint) return;
  const grips = { start: grip("start", root), end: grip("end", root) };
  /** @type {Drag | null} */
  let held = null;
  let isWaiting = false;

  /**
   * @param {Edge} edge
   * @param {HTMLElement} leaf
   */
  function grip(edge, leaf) {
    const element = document.createElement("div");
    element.className = "grip";
    element.hidden = true;
    element.ariaHidden = "true";
    element.dataset.edge = edge;
    element.addEventListener("pointerdown", (event) => grab(event, edge));
    element.addEventListener("mousedown", (event) => event.preventDefault());
    leaf.append(element);
    return element;
  }

  function lay() {
    isWaiting = false;
    const span = held?.span ?? cards.model(cards.current);
    const home = text.parentElement?.getBoundingClientRect();
    const places = EDGES.map((edge) => span && seenSide(textView, span, edge));
    EDGES.forEach((edge, at) => {
      const box = places[at];
      const { style } = grips[edge];
      grips[edge].hidden = !box;
      if (!box || !home) return;
      style.left = `${box.left - home.left}px`;
      style.top = `${box.top - home.top}px`;
      style.height = `${box.height}px`;
    });
  }

  /** Lay the handles once a frame, however often it is asked for. */
  function soon() {
    if (!isWaiting) requestAnimationFrame(lay);
    isWaiting = true;
  }

  /**
   * @param {PointerEvent} event
   * @param {Edge} edge
   */
  function grab(event, edge) {
    const model = cards.model(cards.current);
    const box = model && seenSide(textView, model, edge);
    if (event.button !== 0 || !box || held) return;
    event.preventDefault();
    getSelection()?.removeAllRanges();
    held = {
      edge, model, span: { start: model.start, end: model.end }, pointer: event.pointerId,
      dx: box.left - event.clientX, dy: box.top + box.height / 2 - event.clientY,
    };
    selection.isDragging = true;
    text.parentElement?.classList.add("gripped");
    document.addEventListener("pointermove", drag);
    document.addEventListener("pointerup", drop);
    document.addEventListener("pointercancel", letGo);
    document.addEventListener("keydown", escape, { capture: true });
    grips[edge].setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  function drag(event) {
    if (!held || event.pointerId !== held.pointer) return;
    const x = event.clientX + held.dx;
    const y = event.clientY + held.dy;
    if (y < MARGINS.top) scrollBy(0, -SCROLL);
    if (y > innerHeight - MARGINS.bottom) scrollBy(0, SCROLL);
    const offset = event.altKey ? textView.offsetAt(x, y) : offsetSeenAt(textView, selection.units, x, y);
    if (offset === null) return;
    const { edge, span } = held;
    const to = nearestEdge(selection.units, span, { edge, offset, unit: isExact(event) ? "character" : "word" });
    if (to === undefined || to === span[edge]) return;
    held.span = { ...span, [edge]: to };
    paint("current", [textView.range(held.span.start, held.span.end)]);
    soon();
  }

  function letGo() {
    document.removeEventListener("pointermove", drag);
    document.removeEventListener("pointerup", drop);
    document.removeEventListener("pointercancel", letGo);
    document.removeEventListener("keydown", escape, { capture: true });
    text.parentElement?.classList.remove("gripped");
    held = null;
    selection.rested();
    cards.mark(cards.current);
  }

  /** @param {PointerEvent} event */
  function drop(event) {
    if (!held || event.pointerId !== held.pointer) return;
    const { model, span } = held;
    letGo();
    then(async () => {
      const now = cards.model(model.id);
      if (now) await moveAnnotation(bench, now, span);
    });
  }

  /** @param {KeyboardEvent} event */
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
