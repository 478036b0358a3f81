// @ts-check
// The fields of the form that name a thing: a question of the story, an entity of the registry.

import { findAs } from "../dom.js";
import { Combobox } from "../combobox.js";
import { inPage, inRegistry } from "../combobox_sources.js";
import { knownEntities, nameOf, rememberName } from "./declared_details.js";

export class DetailBoxes {
  /** @type {Map<string, Combobox>} */
  all = new Map();
  /**
   * What is likely of the claim whose form is open: offered first.
   * @type {Choice[]}
   */
  likely = [];

  /**
   * @param {HTMLFormElement} form
   * @param {{
   *   questions: Question[], entities: string[], url: string, recent: RecentNames, onQuestion: () => void,
   *   onTake: (name: string) => void,
   * }} options
   */
  constructor(form, { questions, entities, url, recent, onQuestion, onTake }) {
    const asked = questions.map(({ slug, wording }) => ({ value: slug, text: wording }));
    const box = (/** @type {string} */ name) => findAs(HTMLInputElement, `[name="${name}"]`, form);
    this.all.set("question", new Combobox(box("question"), {
      find: inPage(() => {
        const slugs = new Set(this.likely.map(({ value }) => value));
        return [...this.likely, ...asked.filter(({ value }) => !slugs.has(value))];
      }),
      many: "questions",
      onTake: onQuestion,
    }));
    for (const name of entities) {
      const known = () => {
        const used = recent.of(name);
        const texts = new Set(used.map(({ text }) => text));
        return [...used, ...knownEntities().filter(({ text }) => !texts.has(text))];
      };
      this.all.set(name, new Combobox(box(name), { find: inRegistry(url, known), many: "entities", onTake: () => onTake(name) }));
    }
  }

  /**
   * Let the fields hold what an annotation has, or what a refused change of it said.
   * @param {Annotation} model
   * @param {Fields} given
   */
  fill({ details, names }, given) {
    for (const [name, box] of this.all) {
      const made = given[`${name}_new`];
      const slug = made === undefined ? String(given[name] ?? details[name] ?? "") : "";
      const kept = given[name] === undefined || given[name] === details[name] ? names[name] : undefined;
      const text = made === undefined ? (kept ?? (slug && nameOf(name, slug)) ?? "") : String(made);
      box.hold(text ? { value: slug, text, isNew: !slug } : null);
    }
  }

  /** Return the field whose rows are shown, if any are. */
  opened() {
    return [...this.all.values()].find((box) => box.isOpen);
  }

  /** Return the fields whose words stand for nothing yet. */
  unsettled() {
    return [...this.all].filter(([, box]) => !box.isSettled && box.input.value.trim());
  }

  /**
   * Return how a change names a thing, if that is another than the annotation has.
   * @param {string} name
   * @param {Annotation} model
   * @returns {Fields}
   */
  difference(name, { details, names }) {
    const box = this.all.get(name);
    if (!box?.isSettled) return {};
    const { choice } = box;
    if (!choice || !box.input.value.trim()) return names[name] ? { [name]: "" } : {};
    if (choice.value) {
      if (name !== "question") rememberName(choice.value, choice.text);
      return choice.value === details[name] ? {} : { [name]: choice.value };
    }
    return choice.text === names[name] ? {} : { [`${name}_new`]: choice.text };
  }
}
