// @ts-check
// Say which part of the page some words are: those selected, or the paragraph that the caret stands in.

import { csrfToken } from "../csrf_token.js";
import { closest, find, findAs, query, queryAll } from "../dom.js";
import { keyAmong } from "../key_names.js";
import { isAltered } from "./altered_text.js";
import { beginning } from "./code_points.js";

/** @param {Workbench} bench */
export function startRegions({ text, textView, selection, tagging, keys, say }) {
  if (!query("#region")) return;
  const dialog = findAs(HTMLDialogElement, "#region");
  const buttons = queryAll("[data-role]", dialog);
  const errors = find(".errors", dialog);
  const { url = "" } = dialog.dataset;
  /** @type {Span | null} */
  let chosen = null;
  let isSending = false;

  /** Return what is meant: the palette's words, the selection, or the whole paragraph at the caret. */
  function wanted() {
    const { palette } = tagging;
    const { start, end } = palette.purpose;
    if (palette.isOpen && start !== undefined && end !== undefined) return { start, end };
    const selected = getSelection();
    if (!selected?.rangeCount || !text.contains(selected.anchorNode)) return selection.cursor.selected;
    if (!selected.isCollapsed) {
      const span = textView.span(selected.getRangeAt(0));
      return span && textView.snap(span);
    }
    const element = selected.anchorNode instanceof Element ? selected.anchorNode : selected.anchorNode?.parentElement;
    const paragraph = element?.closest("p");
    if (!paragraph) return null;
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    return textView.span(range);
  }

  function open() {
    const span = wanted();
    if (!span) {
      say("Select words in the text first, or click into a paragraph.");
      return;
    }
    if (isAltered(textView, span)) return;
    tagging.palette.close();
    chosen = { start: span.start, end: span.end };
    find("[data-words]", dialog).textContent = beginning(textView.quote(span.start, span.end), 240);
    errors.hidden = true;
    dialog.showModal();
  }

  /** @param {string} message */
  function refuse(message) {
    errors.textContent = message;
    errors.hidden = false;
  }

  /** @param {string} role */
  async function send(role) {
    if (!chosen || isSending) return;
    isSending = true;
    const body = new URLSearchParams({ start: String(chosen.start), end: String(chosen.end), role });
    try {
      const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "fetch" } });
      const told = await answer.json();
      if (answer.ok) location.reload();
      else refuse(told.error);
    } catch {
      refuse("The desk cannot be reached. Parts of the page are set while it is: try again then.");
    } finally {
      isSending = false;
    }
  }

  dialog.addEventListener("click", ({ target }) => {
    const { role } = closest(target, "[data-role]")?.dataset ?? {};
    if (role) void send(role);
    else if (closest(target, "[data-close]")) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const button = buttons[Number(keyAmong(event, (name) => /^[1-9]$/.test(name)) ?? NaN) - 1];
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  for (const button of queryAll("[data-region-here]")) button.addEventListener("click", open);
  tagging.palette.onRegion = open;
  keys.bind("The text", "Which part of the page this is: caption, link, references …", ["p"], open);
}
