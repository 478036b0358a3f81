// The outbox: every change to an annotation goes this way, online too. Sent one at a time and in
// order; the server stores each once, so that sending again is harmless.

import { Queue, newId } from "./queue.js";

const LONGEST_WAIT = 30000;

function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}

export class Outbox extends EventTarget {
  // Events: "answer" {change, answer}, "queue" (what waits has changed), "state" {state}, "stored"
  // {change, answer} where this tab sent it, whichever article it is of, "dropped" {change}.
  constructor({ user, article, url }) {
    super();
    Object.assign(this, { user, article, url, changes: [], revisions: new Map(), wait: 1000, sending: false });
    this.channel = new BroadcastChannel("annotator-outbox");
    this.channel.onmessage = async ({ data }) => {
      if (data.user !== this.user) return;
      if (data.dropped) this.tell("dropped", { change: data.dropped });
      if (data.answer) this.learn(data.answer);
      if (data.answer && data.article === this.article) this.tell("answer", data);
      await this.reload();
      // Whoever made it may be closed before it is sent: any page of this browser can send it.
      if (!data.answer) this.send();
    };
    window.addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
  }

  async open() {
    this.queue = await Queue.open();
    await this.reload();
    this.send();
  }

  // Many changes in a row: they are laid over the page, and sent, when all are kept.
  async quietly(work) {
    this.quiet = (this.quiet ?? 0) + 1;
    try {
      return await work();
    } finally {
      this.quiet -= 1;
      this.tell("queue");
      this.send();
    }
  }

  tell(type, detail = {}) {
    if (type === "queue" && this.quiet) return;
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  async reload() {
    this.changes = await this.queue.all(this.user);
    this.tell("queue");
    this.report();
  }

  // What waits of this article's annotations; the refused are apart.
  get waiting() {
    return this.waitingAt(this.url);
  }

  // What waits to be sent to one address: annotations have theirs, other things of the article another.
  waitingAt(url) {
    return this.changes.filter((change) => change.article === this.article && change.url === url && !change.refused);
  }

  get refused() {
    return this.changes.filter((change) => change.article === this.article && change.refused);
  }

  get unsent() {
    return this.changes.filter((change) => !change.refused);
  }

  // Keep one change and send it when its turn comes. `known` is the revision that the page shows.
  async add(verb, annotation, fields, known, { url = this.url, expected } = {}) {
    this.keeping = (this.keeping ?? 0) + 1;
    this.report();
    const change = await this.keep({ verb, annotation, fields, url }, known, expected).finally(() => {
      this.keeping -= 1;
    });
    this.changes.push(change);
    this.tell("queue");
    this.report();
    this.channel.postMessage({ user: this.user });
    this.send();
    return change;
  }

  keep(change, known, expected) {
    return this.queue.add({ op: newId(), user: this.user, article: this.article, ...change }, known, expected);
  }

  async drop(change) {
    await this.queue.drop(change.sequence);
    this.tell("dropped", { change });
    await this.reload();
    this.channel.postMessage({ user: this.user, dropped: change });
  }

  report() {
    let state = "saved";
    if (this.unsent.length || this.keeping) state = this.away ?? (this.failing ? "waiting" : "saving");
    else if (this.refused.length) state = "refused";
    this.tell("state", { state, unsent: this.unsent.length, refused: this.refused.length });
  }

  hurry() {
    clearTimeout(this.timer);
    this.wait = 1000;
    this.send();
  }

  signedIn() {
    this.away = undefined;
    this.hurry();
  }

  async send() {
    if (this.sending || this.away || this.quiet || !this.queue) return;
    this.sending = true;
    clearTimeout(this.timer);
    this.report();
    try {
      await this.queue.alone(() => this.sendAll());
    } finally {
      this.sending = false;
      this.report();
    }
    if (this.unsent.length && !this.away) {
      this.timer = setTimeout(() => this.send(), this.failing ? this.wait : 1000);
    }
  }

  async sendAll() {
    for (;;) {
      await this.reload();
      const [change] = this.unsent;
      if (!change || this.away) return;
      let response;
      try {
        response = await this.post(change);
      } catch {
        return this.backOff();
      }
      if (response.status === 401) {
        this.away = "signed-out";
        return undefined;
      }
      if (response.status >= 500 || response.status === 408 || response.status === 429) {
        return this.backOff(response.headers.get("Retry-After"));
      }
      let answer;
      try {
        answer = await response.json();
      } catch {
        answer = { error: `The server refused it (${response.status}).` };
      }
      if (response.status === 403 && answer.csrf && !this.renewed) {
        this.renewed = true;
        await fetch(location.href, { credentials: "same-origin" }).catch(() => {});
        continue;
      }
      this.failing = this.renewed = false;
      this.wait = 1000;
      if (response.ok) await this.accepted(change, answer);
      else await this.refuse(change, answer, response.status);
    }
  }

  post(change) {
    const body = new URLSearchParams({
      ...change.fields,
      op: change.op,
      user: change.user,
      annotation: change.annotation,
      verb: change.verb,
      base: change.base,
    });
    return fetch(change.url, {
      method: "POST",
      body,
      credentials: "same-origin",
      redirect: "manual",
      headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "fetch" },
      signal: AbortSignal.timeout(20000),
    }).then((response) => {
      if (response.type === "opaqueredirect") throw new Error("redirected");
      return response;
    });
  }

  // Twice as long as before, or as long as the server asks, in seconds.
  backOff(asked) {
    this.failing = true;
    this.wait = Math.min(Math.max(this.wait * 2, (Number(asked) || 0) * 1000), LONGEST_WAIT);
  }

  // The newest revision that the server has told of an annotation: known before the page shows it.
  learn({ annotation, revision }) {
    if (annotation) this.revisions.set(annotation, Math.max(revision, this.revisions.get(annotation) ?? 0));
  }

  async accepted(change, answer) {
    this.learn(answer);
    await this.queue.drop(change.sequence);
    this.changes = this.changes.filter((other) => other.sequence !== change.sequence);
    if (change.article === this.article) this.tell("answer", { change, answer });
    this.tell("stored", { change, answer });
    this.channel.postMessage({ user: this.user, article: change.article, change, answer });
  }

  // This change and later ones of the same annotation wait; others go on.
  async refuse(change, answer, status) {
    this.learn(answer);
    for (const other of this.unsent.filter((one) => one.annotation === change.annotation)) {
      const reason = other === change ? answer.error : "An earlier change of it was refused.";
      await this.queue.put({ ...other, refused: true, reason, status, from: change.base });
    }
    if (answer.annotation && change.article === this.article) this.tell("answer", { change, answer });
    await this.reload();
    this.channel.postMessage({ user: this.user });
  }
}
