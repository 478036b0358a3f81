// @ts-check
// The outbox: every change to an annotation goes this way, online too. Sent one at a time and in
// order; the server stores each once, so that sending again is harmless.

import { postChange } from "./post_change.js";
import { Queue, newId } from "./queue.js";
import { heldBack, meaningOf, nextWait, stateOf } from "./queue_rules.js";

const FIRST_WAIT = 1000; // milliseconds

export class Outbox extends EventTarget {
  /** @type {Change[]} */
  changes = [];
  /**
   * The newest revision that the server has told, by annotation.
   * @type {Map<string, number>}
   */
  revisions = new Map();
  /** How many changes are just being kept. */
  keeping = 0;
  /** How many pieces of work ask that nothing be drawn or sent meanwhile. */
  quiet = 0;
  isSending = false;
  isSignedOut = false;
  /** Who else is signed in in this browser now; empty where nobody is. */
  signedInAs = "";
  isFailing = false;
  isRenewed = false;
  wait = FIRST_WAIT;
  /** @type {Queue | undefined} */
  queue;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;
  channel = new BroadcastChannel("annotator-outbox");

  /** @param {{ user: string, article: string, url: string }} whose queue, for which article, sent whither */
  constructor({ user, article, url }) {
    super();
    this.user = user;
    this.article = article;
    this.url = url;
    this.channel.onmessage = ({ data }) => this.heard(data);
    window.addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
  }

  /**
   * Listen to one of the outbox's events: "answer" to a change of this article, "queue" where what waits
   * has changed, "state", "stored" where this tab sent it, whichever article it is of, and "dropped".
   * @template {keyof OutboxEvents} T
   * @param {T} type
   * @param {(detail: OutboxEvents[T]) => void} listener
   */
  on(type, listener) {
    this.addEventListener(type, (event) => listener(/** @type {CustomEvent<OutboxEvents[T]>} */ (event).detail));
  }

  /**
   * Tell those who listen.
   * @template {keyof OutboxEvents} T
   * @param {T} type
   * @param {OutboxEvents[T]} detail
   */
  tell(type, detail) {
    if (type === "queue" && this.quiet) return;
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  async open() {
    this.queue = await Queue.open();
    await this.reload();
    this.send();
  }

  /**
   * Take in what another tab of this browser tells.
   * @param {{ user: string, article?: string, change?: Change, answer?: Answer, dropped?: Change }} told
   */
  async heard({ user, article, change, answer, dropped }) {
    if (user !== this.user) return;
    if (dropped) this.tell("dropped", { change: dropped });
    if (answer) this.learn(answer);
    if (change && answer && article === this.article) this.tell("answer", { change, answer });
    await this.reload();
    // Whoever made it may be closed before it is sent: any page of this browser can send it.
    if (!answer) this.send();
  }

  /**
   * Make many changes in a row: they are laid over the page, and sent, when all are kept.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async quietly(work) {
    this.quiet += 1;
    try {
      return await work();
    } finally {
      this.quiet -= 1;
      this.tell("queue", {});
      this.send();
    }
  }

  /** Read the queue again, which other tabs write, too. */
  async reload() {
    if (this.queue) this.changes = await this.queue.all(this.user);
    this.tell("queue", {});
    this.report();
  }

  /** What waits of this article's annotations; the refused are apart. */
  get waiting() {
    return this.waitingAt(this.url);
  }

  /**
   * Return what waits to be sent to one address: annotations have theirs, other things of the article another.
   * @param {string} url
   */
  waitingAt(url) {
    return this.changes.filter((change) => change.article === this.article && change.url === url && !change.refused);
  }

  get refused() {
    return this.changes.filter((change) => change.article === this.article && change.refused);
  }

  get unsent() {
    return this.changes.filter((change) => !change.refused);
  }

  /**
   * Keep one change, and send it when its turn comes. `known` is the revision that the page shows.
   * @param {Verb} verb
   * @param {string} annotation
   * @param {Fields} fields
   * @param {number} known
   * @param {{ url?: string, expected?: number }} [options]
   * @returns {Promise<Change>}
   */
  async add(verb, annotation, fields, known, { url = this.url, expected } = {}) {
    this.keeping += 1;
    this.report();
    const change = await this.keep({ verb, annotation, fields, url }, known, expected).finally(() => {
      this.keeping -= 1;
    });
    this.changes.push(change);
    this.tell("queue", {});
    this.report();
    this.channel.postMessage({ user: this.user });
    this.send();
    return change;
  }

  /**
   * @param {Pick<Change, "verb" | "annotation" | "fields" | "url">} change
   * @param {number} known
   * @param {number} [expected]
   */
  async keep(change, known, expected) {
    if (!this.queue) throw new Error("The queue is not open.");
    return this.queue.add({ op: newId(), user: this.user, article: this.article, ...change }, known, expected);
  }

  /**
   * Take a refused change out of the queue.
   * @param {Change} change
   */
  async drop(change) {
    await this.queue?.drop(change.sequence);
    this.tell("dropped", { change });
    await this.reload();
    this.channel.postMessage({ user: this.user, dropped: change });
  }

  /** Tell the state. */
  report() {
    const [unsent, refused] = [this.unsent.length, this.refused.length];
    const { keeping, isSignedOut, isFailing } = this;
    this.tell("state", { state: stateOf({ unsent, refused, keeping, isSignedOut, isFailing }), unsent, refused });
  }

  /** Try at once. */
  hurry() {
    clearTimeout(this.timer);
    this.wait = FIRST_WAIT;
    this.send();
  }

  signedIn() {
    this.isSignedOut = false;
    this.hurry();
  }

  /** Send what waits, if nobody does. */
  async send() {
    const { queue } = this;
    if (this.isSending || this.isSignedOut || this.quiet || !queue) return;
    this.isSending = true;
    clearTimeout(this.timer);
    this.report();
    try {
      await queue.alone(() => this.sendAll(queue));
    } finally {
      this.isSending = false;
      this.report();
    }
    if (this.unsent.length && !this.isSignedOut) {
      this.timer = setTimeout(() => this.send(), this.isFailing ? this.wait : FIRST_WAIT);
    }
  }

  /** @param {Queue} queue */
  async sendAll(queue) {
    for (;;) {
      await this.reload();
      const [change] = this.unsent;
      if (!change || this.isSignedOut) return;
      const response = await postChange(change).catch(() => null);
      const meaning = response ? meaningOf(response.status) : "later";
      if (meaning === "signed-out") {
        this.signedInAs = (await response?.json().catch(() => null))?.signed_in_as ?? "";
        this.isSignedOut = true;
        return;
      }
      if (!response || meaning === "later") {
        this.isFailing = true;
        this.wait = nextWait(this.wait, response?.headers.get("Retry-After"));
        return;
      }
      /** @type {Answer} */
      const answer = await response.json().catch(() => ({ error: `The server refused it (${response.status}).` }));
      if (response.status === 403 && answer.csrf && !this.isRenewed) {
        this.isRenewed = true;
        await fetch(location.href, { credentials: "same-origin" }).catch(() => {});
        continue;
      }
      this.isFailing = this.isRenewed = false;
      this.wait = FIRST_WAIT;
      if (response.ok) await this.accepted(queue, change, answer);
      else await this.refuse(queue, change, answer, response.status);
    }
  }

  /**
   * Remember the newest revision that the server has told of an annotation: known before the page shows it.
   * @param {Answer} answer
   */
  learn({ annotation, revision = 0 }) {
    if (annotation) this.revisions.set(annotation, Math.max(revision, this.revisions.get(annotation) ?? 0));
  }

  /**
   * @param {Queue} queue
   * @param {Change} change
   * @param {Answer} answer
   */
  async accepted(queue, change, answer) {
    this.learn(answer);
    await queue.drop(change.sequence);
    this.changes = this.changes.filter((other) => other.sequence !== change.sequence);
    if (change.article === this.article) this.tell("answer", { change, answer });
    this.tell("stored", { change, answer });
    this.channel.postMessage({ user: this.user, article: change.article, change, answer });
  }

  /**
   * @param {Queue} queue
   * @param {Change} change
   * @param {Answer} answer
   * @param {number} status
   */
  async refuse(queue, change, answer, status) {
    this.learn(answer);
    for (const other of heldBack(this.unsent, change, answer.error, status)) await queue.put(other);
    if (answer.annotation && change.article === this.article) this.tell("answer", { change, answer });
    await this.reload();
    this.channel.postMessage({ user: this.user });
  }
}
