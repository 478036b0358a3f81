// @ts-check
// What has been done in this session, step by step, and what was taken back. Kept for this tab, so
// that a reload forgets nothing. It knows which revisions are this tab's own: what somebody else
// made of an annotation since is not taken back with what was done before.

import { renewed } from "./queue_rules.js";

const LONGEST = 500;
const QUICK = 3000; // milliseconds between two steps of an edge that are one

export class UndoStack extends EventTarget {
  /** @type {UndoStep[]} */
  done = [];
  /** @type {UndoStep[]} */
  undone = [];
  /**
   * The last revision that this tab made, by annotation.
   * @type {Record<string, number>}
   */
  mine = {};
  /**
   * The op that made it.
   * @type {Record<string, string>}
   */
  last = {};
  /**
   * The last revision before one of its own that this tab did not make.
   * @type {Record<string, number>}
   */
  others = {};

  /**
   * Its event "change" says that there is something else to undo or to do again.
   * @param {string} name under which it is kept
   */
  constructor(name) {
    super();
    this.name = name;
    try {
      const kept = JSON.parse(sessionStorage.getItem(name) ?? "{}");
      const inTodaysShape = (/** @type {UndoStep} */ step) => ({ ...step, changes: step.changes.map(renewed) });
      this.done = (kept.done ?? []).map(inTodaysShape);
      this.undone = (kept.undone ?? []).map(inTodaysShape);
      this.mine = kept.mine ?? {};
      this.last = kept.last ?? {};
      this.others = kept.others ?? {};
    } catch {
      // Storage is forbidden, or what stands there is no longer read: the session begins here.
    }
  }

  /**
   * Note a change that this tab has made, as the outbox keeps it; return the track that it leaves.
   * @param {Pick<Change, "annotation" | "op" | "base">} change
   * @returns {Track}
   */
  made({ annotation, op, base }) {
    if (this.mine[annotation] !== base) this.others[annotation] = base;
    this.mine[annotation] = base + 1;
    this.last[annotation] = op;
    return { op, revision: base + 1 };
  }

  /**
   * Note that changes were refused: they made no revision. `from` is the one at which the first of them failed.
   * @param {Pick<Change, "annotation" | "op" | "from">[]} changes
   */
  refused(changes) {
    for (const { annotation, op, from } of changes) {
      if (this.last[annotation] !== op) continue;
      if (from === undefined) delete this.mine[annotation];
      else this.mine[annotation] = from;
      delete this.last[annotation];
    }
  }

  /**
   * Add one step; what was taken back before it cannot be done again.
   * @param {UndoStep} step
   */
  add(step) {
    this.done = [...this.done, step].slice(-LONGEST);
    this.undone = [];
    this.keep();
  }

  /**
   * Add a step that may go on with the one before it: what both did is taken back at once.
   * @param {UndoStep} step
   */
  goOn(step) {
    const before = this.done.at(-1);
    const next = { ...step, at: Date.now() };
    const isLater = !before || before.running !== step.running || next.at - (before.at ?? 0) > QUICK;
    if (isLater || this.undone.length) return this.add(next);
    const [change] = step.changes;
    const { back } = before.changes[0];
    this.done.splice(-1, 1, { ...next, words: before.words, changes: [{ ...change, back }] });
    return this.keep();
  }

  /**
   * Move the last step of one side to the other, with those of its changes that went.
   * @param {UndoSide} from
   * @param {UndoSide} to
   * @param {UndoStep} step
   */
  turn(from, to, step) {
    this[from].pop();
    if (step.changes.length) this[to].push(step);
    this.keep();
  }

  /**
   * Tell whether somebody else has changed the annotation since this change.
   * @param {Pick<UndoableChange, "id" | "tracks">} change
   */
  isOverlaid({ id, tracks }) {
    return (tracks.at(-1)?.revision ?? Infinity) <= (this.others[id] ?? -1);
  }

  /**
   * Forget a refused change that was dropped: there is nothing to take back of it.
   * @param {Change} change
   */
  forget(change) {
    this.refused([change]);
    for (const side of /** @type {UndoSide[]} */ (["done", "undone"])) {
      this[side] = this[side]
        .map((step) => ({ ...step, changes: step.changes.filter(({ tracks }) => tracks.at(-1)?.op !== change.op) }))
        .filter((step) => step.changes.length);
    }
    this.keep();
  }

  /**
   * Note that a refused change was sent once more, under another op.
   * @param {Change} before
   * @param {Change} now
   */
  again(before, now) {
    const track = this.made(now);
    for (const change of [...this.done, ...this.undone].flatMap((step) => step.changes)) {
      if (change.tracks.at(-1)?.op === before.op) change.tracks.splice(-1, 1, track);
    }
    this.keep();
  }

  keep() {
    const { done, undone, mine, last, others } = this;
    try {
      sessionStorage.setItem(this.name, JSON.stringify({ done, undone, mine, last, others }));
    } catch {
      // Undo still works until the page is left.
    }
    this.dispatchEvent(new Event("change"));
  }
}
