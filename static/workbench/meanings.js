// @ts-check
// One key away: what the labels mean, with an example, and the guidelines of the story.

import { find, findAs, query, queryAll } from "../dom.js";

/**
 * Mark the words between stars: those that the label is put on, or a label's name.
 * @param {HTMLElement} line
 */
function star(line) {
  const parts = (line.textContent ?? "").split(/\*([^*]+)\*/);
  line.replaceChildren(...parts.map((words, at) => {
    if (at % 2 === 0) return words;
    const marked = document.createElement("em");
    marked.textContent = words;
    return marked;
  }));
}

/** @param {Workbench} bench */
export function startMeanings({ cards, keys, say, tagging }) {
  const meanings = findAs(HTMLDialogElement, "#meanings");
  const guidelines = query("#guidelines") && findAs(HTMLDialogElement, "#guidelines");
  for (const line of queryAll("[data-of] p", meanings)) star(line);
  for (const dialog of guidelines ? [meanings, guidelines] : [meanings]) {
    find("[data-close]", dialog).addEventListener("click", () => dialog.close());
  }

  /** Return the label that is meant: the palette's, under the focus, or the current annotation's. */
  function wanted() {
    const { palette } = tagging;
    const focused = palette.isOpen && query("[data-label]:focus", palette.element);
    return (focused && focused.dataset.label) || cards.model(cards.current)?.label;
  }

  function show() {
    const slug = wanted();
    for (const entry of queryAll("[data-of]", meanings)) entry.classList.toggle("current", entry.dataset.of === slug);
    meanings.showModal();
    query(".current", meanings)?.scrollIntoView({ block: "center" });
  }

  function guide() {
    if (guidelines) guidelines.showModal();
    else say("This story has no guidelines yet. A manager can write them on the story's page.");
  }

  for (const button of queryAll("[data-meanings]")) button.addEventListener("click", show);
  query("[data-guidelines]")?.addEventListener("click", guide);
  find("[data-all-keys]").addEventListener("click", () => keys.show());
  tagging.palette.onHelp = show;
  tagging.palette.meaningOf = (slug) => query(`[data-of="${slug}"] p`, meanings)?.textContent ?? "";
  keys.bind("The page", "What the labels mean, the current one first; in the palette ?", ["i"], show);
  keys.bind("The page", "Guidelines of the story", ["g"], guide);
}
