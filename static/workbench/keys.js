// @ts-check
// Every key of the workbench in one table: what it does, when it may, and how `?` tells it.

import { find } from "../dom.js";
import { keyAmong } from "../key_names.js";

/** @type {Record<string, string>} */
const WORDS = {
  ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Backspace: "⌫", Delete: "Del", Escape: "Esc", Enter: "⏎", " ": "Space",
};

/**
 * Draw the caps of a key.
 * @param {string} name
 */
function caps(name) {
  const parts = /^\p{Lu}$/u.test(name) ? ["Shift", name] : name.split("+");
  return parts.map((part) => {
    const kbd = document.createElement("kbd");
    kbd.textContent = WORDS[part] ?? (part.length === 1 ? part.toUpperCase() : part);
    return kbd;
  });
}

export class Keys {
  /**
   * What each key does, by its name.
   * @type {Map<string, KeyBinding>}
   */
  acts = new Map();
  /**
   * The lines of the list of keys, by group.
   * @type {Map<string, { words: string, names: string[] }[]>}
   */
  groups = new Map();

  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.dialog = dialog;
    find("[data-close]", dialog).addEventListener("click", () => dialog.close());
  }

  /**
   * Give keys something to do, and a line in the list.
   * @param {string} group
   * @param {string} words
   * @param {string[]} names
   * @param {KeyBinding["act"]} act
   * @param {KeyNeeds} [needs]
   */
  bind(group, words, names, act, needs = "") {
    for (const name of names) this.act(name, act, needs);
    this.tell(group, words, names);
  }

  /**
   * Give a key something to do that the line of another one speaks of.
   * @param {string} name
   * @param {KeyBinding["act"]} act
   * @param {KeyNeeds} [needs]
   */
  act(name, act, needs = "") {
    this.acts.set(name, { act, needs });
  }

  /**
   * Put keys into the list that somebody else listens to.
   * @param {string} group
   * @param {string} words
   * @param {string[]} names
   */
  tell(group, words, names) {
    this.groups.set(group, [...(this.groups.get(group) ?? []), { words, names }]);
  }

  /**
   * Return what a pressed key does.
   * @param {KeyPress} press
   */
  of(press) {
    return this.acts.get(keyAmong(press, (name) => this.acts.has(name)) ?? "");
  }

  show() {
    const holder = find("[data-keys]", this.dialog);
    holder.replaceChildren(...[...this.groups].map(([group, lines]) => {
      const section = document.createElement("section");
      const heading = document.createElement("h3");
      heading.textContent = group;
      const list = document.createElement("dl");
      for (const { words, names } of lines) {
        const keys = document.createElement("dt");
        names.forEach((name, at) => keys.append(...(at ? [" "] : []), ...caps(name)));
        const what = document.createElement("dd");
        what.textContent = words;
        list.append(keys, what);
      }
      section.append(heading, list);
      return section;
    }));
    this.dialog.showModal();
  }
}
