// The history panel: what this person did in the article, newest first, and any of it restored.

const OF_KIND = {
  claim: ["question", "said_by", "value", "value_low", "value_high", "value_bounds", "answer_key", "unit", "approximator", "modality", "as_of", "scope", "note", "flag"],
  entity: ["entity", "note", "flag"],
  stance: ["stance_holder", "stance_target", "note", "flag"],
};

export function startHistory(bench) {
  const { keys, outbox, then } = bench;
  const panel = document.getElementById("history");
  const lines = panel.querySelector("[data-lines]");
  const unsent = panel.querySelector("[data-unsent]");

  async function load(page = 1) {
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
    const { length } = [...outbox.waiting, ...outbox.waitingAt(bench.whole.url)];
    unsent.hidden = !length;
    unsent.textContent = `${length === 1 ? "1 change is" : `${length} changes are`} not sent yet, and not listed here.`;
    lines.textContent = "…";
    panel.showModal();
    return load();
  }
  panel.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (target === panel || button?.matches("[data-close]")) panel.close();
    if (button?.dataset.page) load(button.dataset.page);
    if (button?.dataset.restore) then(() => restore(button.dataset, bench)).then(() => panel.close());
  });
  document.querySelector("[data-history]")?.addEventListener("click", show);
  keys.bind("The sitting", "What I did here, and bring it back", ["h"], show);
}

// The fields that an edit needs to bring an annotation from what it is to what it was.
function difference(is, was) {
  const fields = {};
  const [kind] = was.label.split("-");
  if (is.label !== was.label) fields.label = was.label;
  if (is.start !== was.start || is.end !== was.end) Object.assign(fields, { start: was.start, end: was.end, quote: was.quote });
  // What a value comes to is set with it: an answer is made canonical as a whole.
  if (OF_KIND[kind].some((name) => (is.details[name] ?? "") !== (was.details[name] ?? ""))) {
    for (const name of OF_KIND[kind]) fields[name] = was.details[name] ?? "";
  }
  return fields;
}

// What a state of a label of the whole article says.
function ofWhole({ label, details, names }) {
  return { label, target: details.stance_target ?? "", name: names.stance_target ?? "", note: details.note ?? "" };
}

async function restoreOfWhole(id, today, was, { whole, changes, say }) {
  await changes.together("restoring what was said of the whole article", () => whole.bringBack(id, today, was));
  say("Restored. Control Z takes it back.");
}

// Through the outbox, as one step that can be undone.
async function restore({ restore: id, revision, erased, now, earlier }, bench) {
  const { cards, changes, outbox, choose, say } = bench;
  const [is, was] = [JSON.parse(now), JSON.parse(earlier)];
  if (was.start === null) {
    const today = { id, ...ofWhole(is), revision: Number(revision), erased: erased === "yes" };
    return restoreOfWhole(id, today, ofWhole(was), bench);
  }
  const newer = outbox.waiting.some((change) => change.annotation === id);
  const told = { ...is, id, kind: is.label.split("-")[0], revision: Number(revision) };
  if (!newer) outbox.learn({ annotation: id, revision: told.revision });
  if (!cards.model(id) && !cards.gone.has(id)) cards.gone.set(id, told);
  const isThere = newer ? Boolean(cards.model(id)) : erased === "no";
  const model = newer ? (cards.model(id) ?? cards.gone.get(id)) : told;
  await changes.together(`restoring “${was.quote.slice(0, 40)}”`, async () => {
    if (!isThere) await changes.restore(model);
    const fields = difference(model, was);
    if (Object.keys(fields).length) await changes.edit(model, fields);
  });
  choose(id, { scroll: "text", focus: true });
  return say("Restored. Control Z takes it back.");
}
