// What has been done in this sitting, step by step, and what was taken back. Kept for this tab, so
// that a reload forgets nothing.

const LONGEST = 500;

export class Past {
  constructor(name) {
    this.name = name;
    this.done = [];
    this.undone = [];
    try {
      Object.assign(this, JSON.parse(sessionStorage.getItem(name)));
    } catch {
      // Storage is forbidden, or what stands there is no longer read: the sitting begins here.
    }
  }

  // One step: what to call it, and its changes as {verb, id, fields, back: {verb, fields}, url}.
  add(step) {
    this.done = [...this.done, step].slice(-LONGEST);
    this.undone = [];
    this.keep();
  }

  takeBack() {
    return this.move("done", "undone");
  }

  takeAgain() {
    return this.move("undone", "done");
  }

  move(from, to) {
    const step = this[from].pop();
    if (step) this[to].push(step);
    this.keep();
    return step;
  }

  keep() {
    const { done, undone } = this;
    try {
      sessionStorage.setItem(this.name, JSON.stringify({ done, undone }));
    } catch {
      // Undo still works until the page is left.
    }
  }
}
