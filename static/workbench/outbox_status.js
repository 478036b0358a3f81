// What the outbox has to say to the person: its state, what was refused, and a password to ask for.

import { warn } from "./warning.js";

export class OutboxStatus {
  constructor({ outbox, cards, say, correct, names, isTyping }) {
    Object.assign(this, { outbox, cards, say, correct, names, isTyping });
    this.status = document.getElementById("status");
    this.refused = document.getElementById("refused");
    this.dialog = document.getElementById("again");
    outbox.addEventListener("state", ({ detail }) => this.tell(detail));
    outbox.addEventListener("queue", () => this.list());
    this.dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.signIn(event.target);
    });
    this.dialog.addEventListener("close", () => {
      this.dismissed = Boolean(this.outbox.away);
    });
    this.status.addEventListener("click", () => {
      if (this.outbox.away) this.ask();
      else this.outbox.hurry();
    });
    document.addEventListener("submit", (event) => this.hold(event));
    window.addEventListener("beforeunload", (event) => {
      if (this.outbox.unsent.length || this.isTyping()) event.preventDefault();
    });
  }

  start() {
    this.outbox.report();
    this.list();
  }

  tell({ state, unsent, refused }) {
    const changes = unsent === 1 ? "1 change" : `${unsent} changes`;
    const words = {
      saved: "All changes saved",
      saving: unsent > 1 ? `Saving… ${unsent} to go` : "Saving…",
      waiting: `${changes} not sent yet, retrying`,
      "signed-out": `${changes} not sent yet: sign in again`,
      refused: refused === 1 ? "1 change refused" : `${refused} changes refused`,
    }[state];
    if (this.status.dataset.state !== state) this.say(words);
    this.status.dataset.state = state;
    this.status.querySelector("span").textContent = words;
    if (state === "signed-out" && !this.dismissed) this.ask();
  }

  ask() {
    this.dismissed = false;
    if (!this.dialog.open) this.dialog.showModal();
  }

  async signIn(form) {
    const wrong = form.querySelector("[role=alert]");
    wrong.hidden = true;
    try {
      const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
      const response = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-CSRFToken": token, "X-Requested-With": "fetch" },
      });
      if (response.ok) {
        form.elements.password.value = "";
        this.dialog.close();
        this.outbox.signedIn();
        return;
      }
      wrong.textContent = (await response.json()).error;
    } catch {
      wrong.textContent = "The server cannot be reached. Nothing is lost; try again.";
    }
    wrong.hidden = false;
  }

  // Submitting the article waits until everything has been sent.
  hold(event) {
    if (!event.target.matches("[data-needs-saved]")) return;
    const { unsent, refused, keeping } = this.outbox;
    if (!unsent.length && !refused.length && !keeping) return;
    event.preventDefault();
    const word = unsent.length || keeping
      ? "Not everything has been sent yet. Wait until it says “All changes saved”, then submit."
      : "A change was refused. Correct or drop it, then submit.";
    warn(word);
    this.outbox.hurry();
  }

  list() {
    const { refused } = this.outbox;
    this.refused.hidden = !refused.length;
    const items = refused.map((change) => {
      const item = document.createElement("li");
      const what = document.createElement("p");
      const { fields, verb, annotation } = change;
      const quote = fields.quote ?? this.cards.card(annotation)?.querySelector("q")?.textContent ?? "";
      const done = { create: "Highlight", edit: "Change", delete: "Deletion", restore: "Restoring" }[verb];
      const called = this.names.get(change.url)?.(change) ?? `${done} of “${quote.slice(0, 80)}”`;
      what.textContent = `${called}: ${change.reason}`;
      const buttons = document.createElement("div");
      buttons.className = "buttons";
      for (const [word, act] of [["Correct", () => this.correct(change)], ["Drop", () => this.outbox.drop(change)]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = word;
        button.addEventListener("click", act);
        buttons.append(button);
      }
      item.append(what, buttons);
      return item;
    });
    this.refused.querySelector("ul").replaceChildren(...items);
  }
}
