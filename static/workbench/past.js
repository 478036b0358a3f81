// What has been done in this sitting, step by step, and what was taken back. Kept for this tab, so
// that a reload forgets nothing. It knows which revisions are this tab's own: what somebody else
// made of an annotation since is not taken back with what was done before.

import { renewed } from "./queue.js";

const LONGEST = 500;
const QUICK = 3000; // milliseconds between two steps of an edge that are one

export class Past extends EventTarget {
  // Event: "change", whenever there is something else to undo or to do again.
  constructor(name) {
    super();
    this.name = name;
    this.done = [];
    this.undone = [];
    this.mine = {}; // annotation -> the last revision that this tab made
    this.last = {}; // annotation -> the op that made it
    this.others = {}; // annotation -> the last revision before one of its own that it did not make
    try {
      Object.assign(this, JSON.parse(sessionStorage.getItem(name)));
      for (const step of [...this.done, ...this.undone]) step.changes = step.changes.map(renewed);
    } catch {
      // Storage is forbidden, or what stands there is no longer read: the sitting begins here.
    }
  }

  // This tab has made a change, as the outbox keeps it: the track that it leaves.
  made({ annotation, op, base }) {
    if (this.mine[annotation] !== base) this.others[annotation] = base;
    this.mine[annotation] = base + 1;
    this.last[annotation] = op;
    return { op, revision: base + 1 };
  }

  // Changes that were refused made no revision; `from` is the one at which the first of them failed.
  refused(changes) {
    for (const { annotation, op, from } of changes) {
      if (this.last[annotation] !== op) continue;
      this.mine[annotation] = from;
      delete this.last[annotation];
    }
  }

  // One step: what to call it, and its changes as {verb, id, fields, back: {verb, fields}, url,
  // tracks}: the track of each time it was done or taken back, the last at the end.
  add(step) {
    this.done = [...this.done, step].slice(-LONGEST);
    this.undone = [];
    this.keep();
  }

  // A step that may go on with the one before it: what both did is taken back at once.
  goOn(step) {
    const before = this.done.at(-1);
    const next = { ...step, at: Date.now() };
    if (before?.running !== step.running || this.undone.length || next.at - before.at > QUICK) return this.add(next);
    const [change] = step.changes;
    const { back } = before.changes[0];
    this.done.splice(-1, 1, { ...next, words: before.words, changes: [{ ...change, back }] });
    return this.keep();
  }

  // The last step of one side goes to the other, with those of its changes that went.
  turn(from, to, step) {
    this[from].pop();
    if (step.changes.length) this[to].push(step);
    this.keep();
  }

  // Whether somebody else has changed the annotation since this change.
  isOverlaid({ id, tracks }) {
    return (tracks.at(-1)?.revision ?? Infinity) <= (this.others[id] ?? -1);
  }

  // A refused change was dropped: there is nothing to take back of it.
  forget(change) {
    const { op } = change;
    this.refused([change]);
    const isOther = ({ tracks }) => tracks.at(-1)?.op !== op;
    for (const side of ["done", "undone"]) {
      this[side] = this[side]
        .map((step) => ({ ...step, changes: step.changes.filter(isOther) }))
        .filter((step) => step.changes.length);
    }
    this.keep();
  }

  // A refused change was sent once more, under another op.
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
