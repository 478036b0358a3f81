// @ts-check
// Signing out: what was marked and not sent is said first; then what this browser keeps of the person
// goes. Where something of somebody else waits beside it, only theirs stays.

import { findAs } from "./dom.js";

const OURS = ["annotator-", "htmx-"]; // how the names begin of what the desk keeps: its host may have other pages
const OUTBOX = "annotator-outbox";
const DRAFTS = "annotator-drafts-";
const WORDS = "annotator-settling-";

/** @typedef {{ user: string, sequence: number }} Waiting a change that is not sent yet */

/**
 * Wait for what a request of the outbox brings.
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function promised(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Run `work` on the changes that wait in this browser, or answer `nothing` where none ever did.
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(changes: IDBObjectStore) => Promise<T>} work
 * @param {T} nothing
 */
async function withChanges(mode, work, nothing) {
  const request = indexedDB.open(OUTBOX);
  request.onupgradeneeded = () => request.transaction?.abort();
  const database = await promised(request).catch(() => null);
  if (!database) return nothing;
  try {
    return await work(database.transaction("changes", mode).objectStore("changes"));
  } finally {
    database.close();
  }
}

/** @returns {Promise<Waiting[]>} */
function waiting() {
  return withChanges("readonly", (changes) => promised(changes.getAll()), []);
}

/**
 * Remove a person's changes, drafts and places from this browser.
 * @param {string} person
 */
async function forget(person) {
  await withChanges("readwrite", async (changes) => {
    for (const { user, sequence } of await promised(changes.getAll())) {
      if (user === person) changes.delete(sequence);
    }
  }, undefined);
  for (const name of drafts()) if (isOf(name, person)) localStorage.removeItem(name);
}

/** Return the names under which something is kept that was typed. */
function drafts() {
  return Object.keys(localStorage).filter((name) => name.startsWith(DRAFTS) || name.startsWith(WORDS));
}

/**
 * @param {string} name
 * @param {string} person
 */
function isOf(name, person) {
  return [DRAFTS, WORDS].some((kind) => name.startsWith(`${kind}${person}-`));
}

/** What can be answered, and the words for it. @type {[string, string, string][]} */
const ANSWERS = [
  ["", "Stay", "primary"],
  ["keep", "Sign out and keep them here", ""],
  ["lose", "Sign out and throw them away", "danger"],
];

/**
 * Ask what becomes of changes that were not sent.
 * @param {number} count
 * @returns {Promise<string>} "keep", "lose", or "" to stay
 */
function asked(count) {
  const dialog = document.createElement("dialog");
  const form = document.createElement("form");
  const title = document.createElement("h2");
  const words = document.createElement("p");
  const buttons = document.createElement("div");
  form.method = "dialog";
  title.id = "unsent-title";
  title.textContent = "Not everything is sent";
  words.textContent = `${count === 1 ? "1 change of yours is" : `${count} changes of yours are`} kept in this browser and not sent yet. Open the article where you made ${count === 1 ? "it" : "them"} to send ${count === 1 ? "it" : "them"}.`;
  buttons.className = "buttons";
  for (const [value, text, look] of ANSWERS) {
    const button = document.createElement("button");
    Object.assign(button, { value, textContent: text, className: look });
    buttons.append(button);
  }
  form.append(title, words, buttons);
  dialog.append(form);
  dialog.setAttribute("aria-labelledby", title.id);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue);
      dialog.remove();
    }, { once: true });
  });
}

/**
 * Sign out by the form, when all is said.
 * @param {HTMLFormElement} form
 */
export async function signOut(form) {
  const person = document.body.dataset.person ?? "";
  const all = await waiting().catch(() => /** @type {Waiting[]} */ ([]));
  const own = all.filter(({ user }) => user === person);
  const answer = own.length ? await asked(own.length) : "lose";
  if (!answer) return;
  const others = all.length > own.length || drafts().some((name) => !isOf(name, person));
  if (answer === "lose") await forget(person).catch(() => {});
  for (const name of Object.keys(sessionStorage)) {
    if (OURS.some((beginning) => name.startsWith(beginning))) sessionStorage.removeItem(name);
  }
  const kept = findAs(HTMLInputElement, "[name=kept]", form);
  kept.value = answer === "lose" && !others ? "nothing-of-others" : "";
  form.submit();
}
