// @ts-check
// Where a combobox finds what it offers: in a list of the page, or from the server.

import { matches } from "./combobox_matches.js";

const LATER = 150; // milliseconds after the last key

/**
 * Return a search in things that the page has.
 * @param {() => Choice[]} choices
 * @param {number} [most]
 */
export function inPage(choices, most) {
  return (/** @type {string} */ typed) => matches(choices(), typed, most);
}

/**
 * Return a search in the registry of entities. Where nothing is typed, and where the server is away, it
 * offers what the page knows of.
 * @param {string} url
 * @param {() => Choice[]} [known] what is offered first
 * @returns {(typed: string) => FittingChoice[] | Promise<FittingChoice[]>}
 */
export function inRegistry(url, known = () => []) {
  let turn = 0;
  /** @param {string} typed */
  async function ask(typed) {
    turn += 1;
    const mine = turn;
    await new Promise((resolve) => {
      setTimeout(resolve, LATER);
    });
    if (mine !== turn) return [];
    /** @type {Choice[]} */
    let told = [];
    try {
      const response = await fetch(`${url}?${new URLSearchParams({ q: typed })}`, { headers: { "X-Requested-With": "fetch" } });
      if (response.ok) told = (await response.json()).entities.map(asChoice);
    } catch {
      // Without a connection a name of this page is found all the same, and any other can be made.
    }
    const slugs = new Set(told.map(({ value }) => value));
    const others = known().filter(({ value }) => !value || !slugs.has(value));
    const texts = new Set(told.map(({ text }) => text));
    return matches([...told, ...others.filter(({ text }) => !texts.has(text))], typed);
  }
  return (typed) => (typed ? ask(typed) : matches(known(), ""));
}

/**
 * @param {{ slug: string, name: string, hint: string, aliases?: string[] }} entity
 * @returns {Choice}
 */
function asChoice({ slug, name, hint, aliases }) {
  return { value: slug, text: name, hint, aliases };
}
