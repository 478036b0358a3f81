// @ts-check
// What a claim's form has beyond the others': first the likeliest questions, by digit, then what is answered.
// What is proposed is marked so until the person keeps it.

import { find, queryAll } from "../dom.js";
import { keyAmong, keyName } from "../key_names.js";
import { Circumstances } from "./circumstances.js";
import { claimAct, HeldKeys, isClaimKey, yesOrNo } from "./claim_keys.js";
import { ClaimValue } from "./claim_value.js";
import { LikelyQuestions } from "./likely_questions.js";
import { first, ProposalsOf, standIn } from "./proposals.js";

const WAIT = 1500; // milliseconds after which the story's questions stand in for proposals

export class ClaimForm {
  /** @type {ClaimStage} */
  stage = "answering";
  isOpen = false;
  isPointing = false;
  turn = 0;
  held = new HeldKeys();
  /** Whether the story's questions stand in for proposals. */
  isStandIn = false;
  quote = "";

  /**
   * @param {Details} details
   * @param {{ questions: Question[], urls: { readOff: string, proposals: string } }} options
   */
  constructor(details, { questions, urls }) {
    this.details = details;
    this.questions = questions;
    this.server = new ProposalsOf(urls.proposals, urls.readOff);
    const { form } = details;
    this.asking = find("[data-asking]", form);
    this.answering = find("[data-answering]", form);
    this.likely = new LikelyQuestions(find("[data-likely]", form), (at) => this.take(at));
    this.circumstances = new Circumstances(details);
    this.value = new ClaimValue(details, {
      questions, server: this.server, onRead: (row) => row.details && this.circumstances.fill(row.details),
    });
    this.back = find("[data-back]", form);
    this.none = find("[data-no-question]", form);
    this.back.addEventListener("click", () => this.ask());
    find("[data-other]", form).addEventListener("click", () => this.other());
    // What comes while words are being dragged over leaves the selection alone.
    document.addEventListener("pointerdown", () => { this.isPointing = true; }, true);
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { this.isPointing = false; }, true);
  }

  /** Whether what is pressed may be meant for the form: one may have gone on in the text meanwhile. */
  get hasKeys() {
    return this.details.form.contains(document.activeElement) || document.activeElement === document.body;
  }

  get isAsking() {
    return this.isOpen && this.stage === "asking";
  }

  /** @param {string} name */
  field(name) {
    return this.details.field(name);
  }

  /**
   * @param {Annotation} model
   * @param {string} quote
   * @param {boolean} isFresh
   */
  open(model, quote, isFresh) {
    this.isOpen = true;
    this.turn += 1;
    this.quote = quote;
    this.value.begin(model);
    this.circumstances.clear();
    this.likely.rows = [];
    this.details.boxes.likely = [];
    this.show(isFresh && !model.names.question ? "asking" : "answering");
    this.value.asked(true);
    if (this.value.isAnswered && model.names.question) return;
    if (this.stage === "asking") {
      this.none.hidden = true;
      this.likely.wait();
      this.held.start();
    } else if (!this.value.isAnswered) this.value.read(quote, false);
    this.propose(model);
  }

  shut() {
    this.isOpen = false;
    this.turn += 1;
    this.held.drop();
    this.value.end();
    this.show("answering");
  }

  /** @param {ClaimStage} stage */
  show(stage) {
    this.stage = stage;
    this.asking.hidden = stage !== "asking";
    this.answering.hidden = stage === "asking";
    this.back.hidden = !this.likely.rows.length;
  }

  focus() {
    if (this.stage !== "asking") find(".primary", this.answering).focus({ preventScroll: true });
    else if (this.likely.list.hidden) find("[data-other]", this.asking).focus({ preventScroll: true });
    else this.likely.list.focus({ preventScroll: true });
  }

  /** @param {Annotation} model */
  async propose(model) {
    const { turn } = this;
    const wait = new Promise((resolve) => {
      setTimeout(resolve, WAIT);
    });
    const late = (/** @type {Proposals} */ proposals) => turn === this.turn && this.comeLate(proposals);
    const proposals = await first(this.server.ask(model), () => standIn(this.questions, this.quote), wait, late);
    if (turn !== this.turn) return;
    this.takeIn(proposals);
    if (this.stage === "asking") {
      this.likely.show(proposals.questions);
      this.none.hidden = proposals.questions.length > 0;
      if (this.hasKeys && !this.isPointing) this.focus();
      this.details.say(`${proposals.questions.length || "No"} likely questions. Press a digit to take one.`);
    }
    this.held.release((name) => {
      if (turn === this.turn) this.act(name);
      return turn === this.turn;
    });
  }

  /**
   * Mark what is proposed of the claim itself, whichever question it answers.
   * @param {Proposals} proposals
   */
  takeIn({ questions, details, new_question: made, isStandIn = false }) {
    const { boxes } = this.details;
    this.isStandIn = isStandIn;
    boxes.likely = questions.map(({ slug, wording, why }) => ({ value: slug, text: wording, hint: why }));
    if (made.type) this.field("question_type").value = made.type;
    if (made.unit) this.field("question_unit").value = made.unit;
    if (!isStandIn) this.circumstances.fill(details);
  }

  /**
   * Take in proposals that came after the story's questions were shown: their order stays as it is.
   * @param {Proposals} proposals
   */
  comeLate(proposals) {
    this.takeIn(proposals);
    const slug = this.value.question()?.slug;
    const taken = proposals.questions.find((one) => one.slug === slug);
    this.likely.rows = this.likely.rows.map((row) => proposals.questions.find((one) => one.slug === row.slug) ?? row);
    if (this.stage === "asking") this.likely.show(this.likely.rows, this.likely.active);
    else if (taken && !("touched" in this.field("value").dataset)) this.value.fill(taken);
  }

  /**
   * Take a likely question with the value that is proposed for it.
   * @param {number} at
   */
  take(at) {
    const row = this.likely.rows[at];
    if (!row) return;
    const { boxes, marks } = this.details;
    boxes.all.get("question")?.hold({ value: row.slug, text: row.wording });
    marks.values.delete("question");
    this.show("answering");
    this.value.fill(row, { isStandIn: this.isStandIn });
    if (row.details) this.circumstances.fill(row.details);
    this.value.asked(true);
    this.focus();
    this.answering.scrollIntoView({ block: "nearest" });
    this.details.say(`${row.wording} ${this.value.line.textContent ?? ""} Enter keeps it.`);
  }

  /** Ask once more which question the words answer. */
  ask() {
    this.details.boxes.all.get("question")?.hold(null);
    this.value.fill({ values: {}, reads_back: "", relative: "", why: "" });
    this.show("asking");
    this.focus();
  }

  /** Go to the field in which any question is found or made. */
  other() {
    this.held.drop();
    this.show("answering");
    this.value.asked(true);
    const box = this.details.boxes.all.get("question");
    box?.input.focus();
    box?.search();
    if (!this.field("value").value) this.value.read(this.quote, false);
  }

  /**
   * Act on a key of the page while the form is open; return whether it was the form's.
   * @param {KeyPress} event
   */
  key(event) {
    const at = document.activeElement;
    if (!this.isOpen || !this.details.isOpen || !this.hasKeys) return false;
    const name = keyAmong(event, isClaimKey) ?? keyName(event);
    if (this.held.hold(name)) return true;
    // A button has its own Enter.
    const isOwn = at instanceof HTMLElement && at.matches("button:not(.primary), summary") && name === "Enter";
    if (!isOwn && this.act(name)) return true;
    // Who walks on in the text has left the questions for later.
    if (this.stage === "asking" && /Arrow|^(Ctrl\+)?(Shift\+)?(Home|End)$/.test(name)) find("#text").focus({ preventScroll: true });
    return false;
  }

  /** @param {string} name of a key */
  act(name) {
    const { stage, likely } = this;
    const { type, choices: options } = this.value;
    const said = stage === "asking" ? yesOrNo(name, likely.rows) : null;
    if (said) {
      this.take(said.at);
      if (this.field("answer_key").value !== said.option) this.value.answer(said.option);
      return true;
    }
    const does = claimAct(name, { stage, rows: likely.rows, active: likely.active, type, options, mayGoBack: !this.back.hidden });
    if (!does) return false;
    if (does.act === "take") this.take(does.at);
    else if (does.act === "answer") this.value.answer(does.option);
    else if (does.act === "go") likely.go(likely.active + does.by);
    else if (does.act === "keep") this.details.save();
    else if (does.act === "back") this.ask();
    else if (does.act === "other") this.other();
    else if (does.act === "later") this.details.leave();
    else this.turnMore();
    return true;
  }

  turnMore() {
    const { more } = this.details;
    more.open = !more.open;
    if (more.open) /** @type {Control[]} */ (queryAll("[name]", more)).find((field) => field.offsetParent)?.focus();
    else this.focus();
  }
}
