// @ts-check
// What the outbox has to say to the person: its state, what was refused, and a password to ask for.

import { csrfToken, freshToken } from "../csrf_token.js";
import { control, find, findAs, query } from "../dom.js";
import { beginning } from "./code_points.js";
import { warn } from "./warning.js";

/** @type {Record<Verb, string>} */
const DONE = {
  create: "Highlight", edit: "Change", delete: "Deletion", restore: "Restoring", dismiss: "Dismissal", recall: "Recall",
};

export class OutboxStatus {
  /** Whether this signing out has asked for the password: once, however often the state is told. */
  hasAsked = false;

  /**
   * @param {Pick<Workbench, "outbox" | "cards" | "say" | "names"> & {
   *   correct: (change: Change) => unknown, isTyping: () => boolean,
   * }} parts
   */
  constructor({ outbox, cards, say, correct, names, isTyping }) {
    this.outbox = outbox;
    this.cards = cards;
    this.say = say;
    this.correct = correct;
    this.names = names;
    this.isTyping = isTyping;
    this.status = find("#status");
    this.refused = find("#refused");
    this.dialog = findAs(HTMLDialogElement, "#again");
    const form = this.form = findAs(HTMLFormElement, "form", this.dialog);
    outbox.on("state", (detail) => this.tell(detail));
    outbox.on("queue", () => this.list());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.signIn(form);
    });
    this.status.addEventListener("click", () => {
      if (this.outbox.isSignedOut) this.ask();
      else this.outbox.hurry();
    });
    document.addEventListener("submit", (event) => this.hold(event));
    // Who signs in another way does so in a tab of its own, and comes back.
    for (const event of ["focus", "visibilitychange"]) window.addEventListener(event, () => this.lookAgain());
    window.addEventListener("beforeunload", (event) => {
      if (this.outbox.unsent.length || this.isTyping()) event.preventDefault();
    });
  }

  start() {
    this.outbox.report();
    this.list();
  }

  /** @param {OutboxEvents["state"]} told */
  tell({ state, unsent, refused }) {
    const changes = unsent === 1 ? "1 change" : `${unsent} changes`;
    const words = {
      saved: "All changes saved",
      saving: unsent > 1 ? `Saving… ${unsent} to go` : "Saving…",
      waiting: `${changes} not sent yet, retrying`,
      "signed-out": `${changes} not sent yet: ${this.outbox.signedInAs ? `you are signed in as ${this.outbox.signedInAs}` : "sign in again"}`,
      refused: refused === 1 ? "1 change refused" : `${refused} changes refused`,
    }[state];
    // That it is being sent is seen, and not said: that it is stored follows at once.
    if (state !== "saving" && this.status.dataset.state !== state) this.say(words);
    this.status.dataset.state = state;
    find("span", this.status).textContent = words;
    // Not by the dialog's "close": it fires with the next frame, and a hidden page draws none.
    if (!this.outbox.isSignedOut) this.hasAsked = false;
    else if (state === "signed-out" && !this.hasAsked) this.ask();
  }

  ask() {
    this.hasAsked = true;
    const { signedInAs } = this.outbox;
    find("[data-ended]", this.dialog).hidden = Boolean(signedInAs);
    find("[data-another]", this.dialog).hidden = !signedInAs;
    find("h2", this.dialog).textContent = signedInAs ? `You are signed in as ${signedInAs} in this browser now` : "Your session has ended";
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** Go on where this page's person is signed in again by now. */
  lookAgain() {
    if (this.outbox.isSignedOut && freshToken()) this.goOn();
  }

  goOn() {
    for (const name of ["password", "code"]) control(this.form, name).value = "";
    this.askForCode(false);
    this.dialog.close();
    this.outbox.signedIn();
  }

  /** @param {boolean} isAsked */
  askForCode(isAsked) {
    find("[data-factor]", this.form).hidden = !isAsked;
    const code = control(this.form, "code");
    code.disabled = !isAsked;
    if (isAsked) code.focus();
  }

  /** @param {HTMLFormElement} form */
  async signIn(form) {
    const wrong = find("[role=alert]", form);
    wrong.hidden = true;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) body.append(name, String(value));
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "fetch" },
      });
      if (response.status === 204) {
        this.goOn();
        return;
      }
      const told = await response.json();
      if (told.second_factor || told.again) this.askForCode(Boolean(told.second_factor));
      wrong.textContent = told.error ?? "";
    } catch {
      wrong.textContent = "The server cannot be reached. Nothing is lost; try again.";
    }
    wrong.hidden = !wrong.textContent;
  }

  /**
   * Hold the article's submitting back until everything has been sent.
   * @param {SubmitEvent} event
   */
  hold(event) {
    if (event.defaultPrevented || !(event.target instanceof Element && event.target.matches("[data-needs-saved]"))) return;
    const { unsent, refused, keeping } = this.outbox;
    if (!unsent.length && !refused.length && !keeping) return;
    event.preventDefault();
    const word = unsent.length || keeping
      ? "Not everything has been sent yet. Wait until it says “All changes saved”, then submit."
      : "A change was refused. Correct or drop it, then submit.";
    warn(word);
    this.outbox.hurry();
  }

  /** List what was refused. */
  list() {
    const { refused } = this.outbox;
    this.refused.hidden = !refused.length;
    find("ul", this.refused).replaceChildren(...refused.map((change) => this.draw(change)));
  }

  /** @param {Change} change */
  draw(change) {
    const { fields, verb, annotation, url, reason } = change;
    const item = document.createElement("li");
    const what = document.createElement("p");
    const card = this.cards.card(annotation);
    const quote = fields.quote ?? (card && query("q", card)?.textContent) ?? "";
    const called = this.names.get(url)?.(change) ?? `${DONE[verb]} of “${beginning(quote, 80)}”`;
    what.textContent = `${called}: ${reason}`;
    const buttons = document.createElement("div");
    buttons.className = "buttons";
    /** @type {[string, Act][]} */
    const acts = [["Correct", () => this.correct(change)], ["Drop", () => this.outbox.drop(change)]];
    for (const [word, act] of acts) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = word;
      button.addEventListener("click", act);
      buttons.append(button);
    }
    item.append(what, buttons);
    return item;
  }
}
