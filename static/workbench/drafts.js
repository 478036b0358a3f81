// @ts-check
// What was typed in a form and not kept: it stands there again when the form is opened again, also after a
// reload. Kept in this browser, for one person and one article.

/** @typedef {{ fields: Record<string, string>, named: Record<string, Choice | string> }} Draft what was typed; a name's field holds a thing, or words that name nothing yet */

export class Drafts {
  /**
   * By the annotation's id, or another name of what the form is for.
   * @type {Map<string, Draft>}
   */
  all = new Map();

  /** @param {string} name under which they are kept in this browser */
  constructor(name) {
    this.name = name;
    try {
      this.all = new Map(Object.entries(JSON.parse(localStorage.getItem(name) ?? "{}")));
    } catch {
      // Storage is forbidden: they last until the page is left.
    }
  }

  /** @param {string} id */
  of(id) {
    return this.all.get(id);
  }

  /**
   * Keep a draft; one that says nothing goes.
   * @param {string} id
   * @param {Draft} draft
   */
  keep(id, draft) {
    if (Object.keys(draft.fields).length || Object.keys(draft.named).length) this.all.set(id, draft);
    else if (!this.all.delete(id)) return;
    this.write();
  }

  /** @param {string} id */
  drop(id) {
    if (this.all.delete(id)) this.write();
  }

  write() {
    try {
      if (this.all.size) localStorage.setItem(this.name, JSON.stringify(Object.fromEntries(this.all)));
      else localStorage.removeItem(this.name);
    } catch {
      // See above.
    }
  }
}

/**
 * Return what the field of a name holds that is not kept: a thing, or words; undefined where it holds what
 * `was` there.
 * @param {import("../combobox.js").Combobox} box
 * @param {string} was the name that is kept
 */
export function namedIn(box, was) {
  const words = box.input.value.trim();
  if (words === was) return undefined;
  return box.isSettled && box.choice ? box.choice : words;
}

/**
 * Let the field of a name hold what was typed there.
 * @param {import("../combobox.js").Combobox} box
 * @param {Choice | string} named
 */
export function nameAgain(box, named) {
  if (typeof named === "string") box.draft(named);
  else box.hold(named);
}
