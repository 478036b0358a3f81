// What the reader says of the whole article: labels, toward whom or what, with a note. Its changes
// go through the outbox like all others, and are undone with them: to the same address, whose
// fragment, which is never sent, says which part of this page they belong to.

import { newId } from "./queue.js";

const STANCE = "stance-";

export function startWhole(bench) {
  bench.whole = new Whole(document.getElementById("whole"), bench);
  bench.whole.lay();
}

class Whole {
  constructor(box, { element, facts, outbox, changes, details, keys, correctors, names, mayAnnotate, say, then }) {
    Object.assign(this, { box, outbox, changes, mayAnnotate, say, then, tags: facts.tags, url: box.dataset.url });
    this.stored = new Map(); // as the server last told it
    this.called = new Map(); // slug of a target -> its name
    for (const one of facts.whole) this.store(one);
    outbox.addEventListener("answer", ({ detail }) => this.learn(detail));
    outbox.addEventListener("queue", () => this.lay());
    changes.senders.set(this.url, (verb, id, fields) => this.send(verb, id, fields));
    names.set(this.url, ({ fields, annotation }) => {
      const label = fields.label ?? this.said().get(annotation)?.label;
      return `Of the whole article${label ? `, “${this.tags[label].text}”` : ""}`;
    });
    correctors.set(this.url, (change) => this.correct(change));
    if (!mayAnnotate) return;
    this.form = box.querySelector("form");
    for (const button of box.querySelectorAll("[data-give]")) {
      button.classList.add(this.tags[button.dataset.give].look);
      button.addEventListener("click", () => this.pick(button.dataset.give));
    }
    this.listen(details);
    keys.bind("The page", "Say something of the whole article", ["w"], () => {
      element.classList.add("sheet-open");
      box.querySelector("[data-give]")?.focus();
    }, "open");
  }

  listen(details) {
    const { form } = this;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      if (event.key === "Enter" && event.target.tagName === "TEXTAREA" && (event.ctrlKey || event.metaKey)) this.save();
    });
    form.querySelector("[data-cancel]").addEventListener("click", () => this.close());
    form.elements.target.addEventListener("input", ({ target }) => {
      clearTimeout(this.suggesting);
      this.suggesting = setTimeout(() => details.suggest(target.value), 150);
    });
    // What stands in an open form is not lost by submitting the article or leaving the page.
    document.addEventListener("submit", (event) => {
      if (event.target.matches("[data-needs-saved]") && !form.hidden) this.save();
    }, { capture: true });
    window.addEventListener("beforeunload", (event) => {
      if (!form.hidden && Object.keys(this.difference()).length) event.preventDefault();
    });
    this.box.querySelector("[data-said]").addEventListener("click", ({ target }) => {
      const id = target.closest("li")?.dataset.id;
      if (target.closest("[data-change]")) this.open(this.said().get(id));
      if (target.closest("[data-remove]")) this.then(() => this.remove(id));
    });
  }

  // Everything that was said, with what still waits laid over it; erased ones too.
  said() {
    const all = new Map(this.stored);
    for (const { verb, annotation: id, fields } of this.outbox.waitingAt(this.url)) {
      const one = all.get(id) ?? { id, target: "", name: "", note: "" };
      const { stance_target: target, stance_target_new: made, ...given } = fields;
      const next = { ...one, ...given, erased: verb === "delete", waiting: true };
      if (made !== undefined) Object.assign(next, { target: "", name: made });
      else if (target !== undefined) Object.assign(next, { target, name: target && (this.called.get(target) ?? one.name) });
      if (next.label) all.set(id, next);
    }
    return all;
  }

  lay() {
    const list = this.box.querySelector("[data-said]");
    const at = list.contains(document.activeElement) && document.activeElement.closest("li").dataset.id;
    const act = at && Object.keys(document.activeElement.dataset)[0];
    const live = [...this.said().values()].filter((one) => !one.erased);
    list.replaceChildren(...live.map((one) => this.draw(one)));
    if (at) list.querySelector(`[data-id="${at}"] [data-${act}]`)?.focus();
    this.box.hidden = !live.length && !this.box.querySelector("[data-give]");
  }

  draw(one) {
    const item = this.box.querySelector("template").content.firstElementChild.cloneNode(true);
    const { text, look } = this.tags[one.label];
    item.dataset.id = one.id;
    item.classList.toggle("waiting", Boolean(one.waiting));
    const chip = item.querySelector(".chip");
    chip.classList.add(look);
    // Its kind goes without saying here: “Stance · favour” is “Favour”.
    chip.textContent = text.replace(/^.* · (.)/, (_, first) => first.toUpperCase());
    item.querySelector("bdi").textContent = one.name;
    item.querySelector(".toward").hidden = !one.name;
    item.querySelector(".pending").hidden = !one.waiting;
    item.querySelector(".note").textContent = one.note;
    item.querySelector(".note").hidden = !one.note;
    for (const button of item.querySelectorAll("button")) button.setAttribute("aria-label", `${button.textContent}: ${text}`);
    return item;
  }

  // A label's button: says it anew, or gives the open form another label.
  pick(label) {
    if (this.form.hidden) this.open({ label });
    else this.choose(label);
  }

  open(one, reason = "", refused = undefined) {
    Object.assign(this, { one, refused });
    this.form.reset();
    this.form.elements.target.value = one.name ?? "";
    this.form.elements.note.value = one.note ?? "";
    this.form.hidden = false;
    const line = this.form.querySelector("[role=alert]");
    line.textContent = reason;
    line.hidden = !reason;
    this.choose(one.label);
    (this.form.elements.target.offsetParent ? this.form.elements.target : this.form.elements.note).focus();
  }

  choose(label) {
    this.label = label;
    for (const button of this.box.querySelectorAll("[data-give]")) {
      button.setAttribute("aria-pressed", String(button.dataset.give === label));
    }
    this.form.querySelector("[data-toward]").hidden = !label?.startsWith(STANCE);
  }

  close() {
    const { one } = this;
    this.form.hidden = true;
    this.choose(undefined);
    const back = one.id ? `[data-id="${one.id}"] [data-change]` : `[data-give="${one.label}"]`;
    this.box.querySelector(back)?.focus();
  }

  // What the form says that is not so yet, as a change sends it.
  difference() {
    const { one, label } = this;
    const { target, note } = this.form.elements;
    const name = label.startsWith(STANCE) ? target.value.trim() : "";
    const fields = {};
    if (!one.id || label !== one.label) fields.label = label;
    if (name !== (one.name ?? "")) fields[name ? "stance_target_new" : "stance_target"] = name;
    if (note.value.trim() !== (one.note ?? "")) fields.note = note.value.trim();
    return fields;
  }

  save() {
    const { one, label, refused } = this;
    const fields = this.difference();
    this.close();
    this.then(async () => {
      if (refused) await this.outbox.drop(refused);
      if (!one.id) await this.give(fields);
      else if (Object.keys(fields).length) await this.edit(one, fields);
      this.say(`Of the whole article: ${this.tags[label].text}.`);
    });
  }

  async give(fields) {
    const id = newId();
    await this.send("create", id, fields);
    this.remember("create", id, fields, { verb: "delete", fields: {} });
  }

  async edit(one, fields) {
    const back = { label: one.label, note: one.note };
    // A name that has not been answered yet has no slug: it goes back by name.
    if (one.name && !one.target) back.stance_target_new = one.name;
    else back.stance_target = one.target;
    await this.send("edit", one.id, fields);
    this.remember("edit", one.id, fields, { verb: "edit", fields: back });
  }

  async remove(id) {
    await this.send("delete", id, {});
    this.remember("delete", id, {}, { verb: "restore", fields: {} });
    this.box.querySelector("[data-give]")?.focus();
    this.say("Removed. Control Z brings it back.");
  }

  // Back to what it was before a change that the history tells, from what that has of it today.
  async bringBack(id, today, was) {
    if (today.revision > (this.stored.get(id)?.revision ?? 0)) this.store(today);
    if (was.target) this.called.set(was.target, was.name);
    const one = this.said().get(id);
    if (one.erased) {
      await this.send("restore", id, {});
      this.remember("restore", id, {}, { verb: "delete", fields: {} });
    }
    const { label, target, note } = was;
    if (label === one.label && target === one.target && note === one.note) return;
    await this.edit(one, { label, stance_target: target, note });
  }

  remember(verb, id, fields, back) {
    this.changes.remember("what was said of the whole article", { verb, id, fields, back, url: this.url });
  }

  send(verb, id, fields) {
    const known = Math.max(this.stored.get(id)?.revision ?? 0, this.outbox.revisions.get(id) ?? 0);
    return this.changes.make(verb, id, fields, known, this.url);
  }

  learn({ change, answer }) {
    if (change.url !== this.url) return;
    if (answer.said) this.store(answer.said);
    this.lay();
  }

  store(one) {
    this.stored.set(one.id, one);
    if (one.target) this.called.set(one.target, one.name);
  }

  // A refused change: its form again with the reason; what has none is tried once more.
  correct(change) {
    const { verb, annotation, fields, reason } = change;
    const one = this.said().get(annotation);
    if (verb === "create") {
      this.open({ label: fields.label, name: fields.stance_target_new, note: fields.note }, reason, change);
      this.one = { label: fields.label };
    } else if (verb === "edit" && one && !one.erased) {
      this.open(one, reason, change);
      if (fields.stance_target_new) this.form.elements.target.value = fields.stance_target_new;
      if (fields.note !== undefined) this.form.elements.note.value = fields.note;
      if (fields.label) this.choose(fields.label);
    } else {
      this.outbox.drop(change).then(() => this.send(verb, annotation, fields));
    }
  }
}
