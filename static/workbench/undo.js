// @ts-check
// Taking a step back, and doing it again. What was changed elsewhere since stays as it is there.

import { ChangedElsewhere } from "./queue.js";
import { warn } from "./warning.js";

export class Undo {
  /** @param {Pick<Workbench, "changes" | "outbox" | "choose" | "say">} parts */
  constructor({ changes, outbox, choose, say }) {
    this.changes = changes;
    this.outbox = outbox;
    this.choose = choose;
    this.say = say;
    this.stack = changes.undoStack;
  }

  undo() {
    return this.turn("done", "undone", { none: "Nothing to undo.", word: "Undone" });
  }

  redo() {
    return this.turn("undone", "done", { none: "Nothing to do again.", word: "Done again" });
  }

  /**
   * Take the last step of one side to the other, as far as its changes can be turned.
   * @param {UndoSide} from
   * @param {UndoSide} to
   * @param {{ none: string, word: string }} words
   */
  async turn(from, to, { none, word }) {
    const step = this.stack[from].at(-1);
    if (!step) return this.say(none);
    const isBack = from === "done";
    const changes = await this.outbox.quietly(() => this.turnEach(step.changes, isBack));
    const left = step.changes.length - changes.length;
    this.stack.turn(from, to, { ...step, changes });
    if (left) warn(leftAlone(left, step, word));
    if (!changes.length) return undefined;
    this.show(changes, isBack);
    return this.say(`${word}: ${step.words}.`);
  }

  /**
   * Turn the changes that can be turned; return them in the order in which they were made.
   * @param {UndoableChange[]} changes
   * @param {boolean} isBack
   */
  async turnEach(changes, isBack) {
    const turned = [];
    for (const change of isBack ? changes.toReversed() : changes) {
      try {
        turned.push(await this.turnOne(change, isBack));
      } catch (error) {
        if (!(error instanceof ChangedElsewhere)) throw error;
      }
    }
    return isBack ? turned.reverse() : turned;
  }

  /**
   * @param {UndoableChange} change
   * @param {boolean} isBack
   * @returns {Promise<UndoableChange>}
   */
  async turnOne(change, isBack) {
    const { verb, id, fields, url, tracks } = change;
    const refused = this.outbox.refused.find(({ op }) => op === tracks.at(-1)?.op);
    if (refused) {
      // It was never made: it goes from the queue, and nothing is sent.
      await this.outbox.drop(refused);
      return { ...change, tracks: tracks.slice(0, -1) };
    }
    if (this.stack.isOverlaid(change)) throw new ChangedElsewhere();
    // The id of what was taken back stays taken: it is restored, not made once more.
    const forth = verb === "create" && tracks.length ? { verb: /** @type {Verb} */ ("restore"), fields: {} } : { verb, fields };
    const next = isBack ? change.back : forth;
    this.stack.refused(this.outbox.refused);
    const send = this.changes.senders.get(url);
    if (!send) throw new Error(`Nobody sends changes to ${url}.`);
    const unmake = isBack ? this.made(change) : "";
    await send(next.verb, id, unmake ? { ...next.fields, unmake } : next.fields, this.stack.mine[id]);
    const track = this.changes.tracks.get(id);
    return { ...change, tracks: track ? [...tracks, track] : tracks };
  }

  /**
   * Return the slugs of what a change made anew, with commas between, as far as they have been told: what
   * nothing uses any more goes with it.
   * @param {UndoableChange} change
   */
  made({ id, fields, url }) {
    const details = this.changes.shown.get(url)?.(id) ?? {};
    const made = Object.keys(fields).filter((name) => name.endsWith("_new") && fields[name]).map((name) => details[name.slice(0, -4)]);
    return made.filter(Boolean).join();
  }

  /**
   * Choose the last annotation that a step left there.
   * @param {UndoableChange[]} changes
   * @param {boolean} isBack
   */
  show(changes, isBack) {
    const left = changes.filter(({ url, verb, back }) => url === this.outbox.url && (isBack ? back.verb : verb) !== "delete");
    this.choose(left.at(-1)?.id);
  }
}

/**
 * Say which changes of a step were not turned, since they were changed elsewhere.
 * @param {number} left
 * @param {UndoStep} step
 * @param {string} word
 */
function leftAlone(left, { words, changes }, word) {
  if (changes.length === 1) return `Not ${word.toLowerCase()}: ${words}. It was changed elsewhere since; change it by hand.`;
  return `${word}: ${words}, but for ${left} of ${changes.length}, changed elsewhere since.`;
}
