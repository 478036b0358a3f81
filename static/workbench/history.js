// @ts-check
// The history panel: what this person did in the article, newest first, and any of it restored.

import { find, findAs, query } from "../dom.js";
import { kindOf } from "./annotation_model.js";
import { beginning } from "./code_points.js";
import { detailsOf } from "./declared_details.js";

/** @typedef {Pick<Annotation, "label" | "start" | "end" | "details"> & { quote?: string }} Version one state of an annotation */

/** @param {Workbench} bench */
export function startHistory(bench) {
  const { keys, outbox, then } = bench;
  const panel = findAs(HTMLDialogElement, "#history");
  const lines = find("[data-lines]", panel);
  const unsent = find("[data-unsent]", panel);

  /** @param {string} [page] */
  async function load(page = "1") {
    try {
      const response = await fetch(`${panel.dataset.url}?page=${page}`, { headers: { "X-Requested-With": "fetch" } });
      if (!response.ok) throw new Error(`answered ${response.status}`);
      lines.innerHTML = await response.text();
      panel.scrollTop = 0;
    } catch {
      lines.textContent = "The history cannot be read now: the desk does not answer, or your session has ended. Try again in a moment.";
    }
  }
  function show() {
    const { length } = [...outbox.waiting, ...outbox.waitingAt(bench.documentLabels?.url ?? "")];
    unsent.hidden = !length;
    unsent.textContent = `${length === 1 ? "1 change is" : `${length} changes are`} not sent yet, and not listed here.`;
    lines.textContent = "…";
    panel.showModal();
    return load();
  }
  panel.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (target === panel || button?.matches("[data-close]")) panel.close();
    if (button?.dataset.page) load(button.dataset.page);
    if (button?.dataset.restore) then(() => restore(button.dataset, bench)).then(() => panel.close());
  });
  query("[data-history]")?.addEventListener("click", show);
  keys.bind("This session", "What I did here, and bring it back", ["h"], show);
}

/**
 * Return the fields that an edit needs to bring an annotation from what it is to what it was.
 * @param {Version} is
 * @param {Version} was
 * @returns {Fields}
 */
export function fieldsToRestore(is, was) {
  /** @type {Fields} */
  const fields = {};
  const names = detailsOf(kindOf(was.label));
  if (is.label !== was.label) fields.label = was.label;
  if (is.start !== was.start || is.end !== was.end) Object.assign(fields, { start: was.start, end: was.end, quote: was.quote });
  // What a value comes to is set with it: an answer is made canonical as a whole.
  if (names.some((name) => (is.details[name] ?? "") !== (was.details[name] ?? ""))) {
    for (const name of names) fields[name] = was.details[name] ?? "";
  }
  return fields;
}

/** @typedef {Pick<Annotation, "label" | "details" | "names">} SaidOfWhole a state of a label of the whole article */

/**
 * Return what a state of a label of the whole article says.
 * @param {SaidOfWhole} state
 */
function ofWhole({ label, details, names }) {
  return { label, target: details.stance_target ?? "", name: names.stance_target ?? "", note: details.note ?? "" };
}

/**
 * Bring an annotation back to an earlier state: through the outbox, as one step that can be undone.
 * @param {DOMStringMap} line what the panel tells of the annotation, as it is and as it was
 * @param {Workbench} bench
 */
async function restore({ restore: id = "", revision, erased, now = "", earlier = "" }, bench) {
  const { cards, changes, further, outbox, choose, say } = bench;
  if (!(await further.isWhole())) return undefined;
  const [is, was] = [JSON.parse(now), JSON.parse(earlier)];
  if (was.start === null) {
    const today = { id, ...ofWhole(is), revision: Number(revision), erased: erased === "yes" };
    const words = "restoring what was said of the whole article";
    await changes.together(words, async () => bench.documentLabels?.bringBack(today, ofWhole(was)));
    return say("Restored. Control Z takes it back.");
  }
  const isNewer = outbox.waiting.some((change) => change.annotation === id);
  /** @type {Annotation} */
  const told = { ...is, id, kind: kindOf(is.label), revision: Number(revision) };
  if (!isNewer) outbox.learn({ annotation: id, revision: told.revision });
  if (!cards.model(id) && !cards.gone.has(id)) cards.gone.set(id, told);
  const isThere = isNewer ? Boolean(cards.model(id)) : erased === "no";
  const model = (isNewer && (cards.model(id) ?? cards.gone.get(id))) || told;
  await changes.together(`restoring “${beginning(was.quote, 40)}”`, async () => {
    if (!isThere) await changes.restore(model);
    const fields = fieldsToRestore(model, was);
    if (Object.keys(fields).length) await changes.edit(model, fields);
  });
  choose(id, { scroll: "text", focus: true });
  return say("Restored. Control Z takes it back.");
}
