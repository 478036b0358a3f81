// One key away: what the labels mean, with an example, and the guidelines of the story.

// Words between stars are those that the label is put on, or a label's name.
function star(line) {
  const parts = line.textContent.split(/\*([^*]+)\*/);
  line.replaceChildren(...parts.map((words, at) => {
    if (at % 2 === 0) return words;
    const marked = document.createElement("em");
    marked.textContent = words;
    return marked;
  }));
}

export function startMeanings({ cards, keys, say, tagging }) {
  const meanings = document.getElementById("meanings");
  const guidelines = document.getElementById("guidelines");
  for (const line of meanings.querySelectorAll("[data-of] p")) star(line);
  for (const dialog of [meanings, guidelines]) {
    dialog?.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  }

  // The label that is meant: the palette's, under the focus, or the current annotation's.
  function wanted() {
    const { element, isOpen } = tagging.palette;
    const focused = isOpen && element.contains(document.activeElement) && document.activeElement.dataset.label;
    return focused || cards.model(cards.current)?.label;
  }

  function show() {
    const slug = wanted();
    for (const entry of meanings.querySelectorAll("[data-of]")) entry.classList.toggle("current", entry.dataset.of === slug);
    meanings.showModal();
    meanings.querySelector(".current")?.scrollIntoView({ block: "center" });
  }

  function guide() {
    if (guidelines) guidelines.showModal();
    else say("This story has no guidelines yet. A manager can write them on the story's page.");
  }

  for (const button of document.querySelectorAll("[data-meanings]")) button.addEventListener("click", show);
  document.querySelector("[data-guidelines]")?.addEventListener("click", guide);
  document.querySelector("[data-all-keys]").addEventListener("click", () => keys.show());
  tagging.palette.onHelp = show;
  tagging.palette.meaningOf = (slug) => meanings.querySelector(`[data-of="${slug}"] p`)?.textContent;
  keys.bind("The page", "What the labels mean, the current one first; in the palette ?", ["i"], show);
  keys.bind("The page", "Guidelines of the story", ["g"], guide);
}
