// @ts-check
// A security key or a passkey: the browser asks for it, the form carries what it says. What browsers
// want and give is turned into JSON and back by the library that allauth brings.

import { find, findAs, query, queryAll } from "../dom.js";

/** @type {Record<string, string>} */
const WORDS = {
  NotAllowedError: "Nothing was given, or it took too long. Try again.",
  InvalidStateError: "This key is in your account already.",
  SecurityError: "Keys work where the desk has a name, over https: not at a number.",
  NotSupportedError: "This browser cannot do that with a key.",
};

/**
 * Return what the browser is to ask for: of the page, or, where nobody is known yet, of the desk.
 * @param {HTMLFormElement} form
 */
async function options(form) {
  const there = query("#key-options");
  if (there && form.dataset.key !== "passkey") {
    const told = JSON.parse(there.textContent ?? "");
    return told.creation_options ?? told.request_options;
  }
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new DOMException("", "NotAllowedError");
  return (await response.json()).request_options;
}

/**
 * A passkey has to be kept on the key, and to ask for its person.
 * @param {any} wanted
 */
function alone(wanted) {
  Object.assign(wanted.publicKey.authenticatorSelection, {
    residentKey: "required", requireResidentKey: true, userVerification: "required",
  });
}

/** @param {HTMLFormElement} form */
async function ask(form) {
  const wrong = find("[role=alert]", form);
  wrong.hidden = true;
  try {
    const wanted = await options(form);
    const isNew = form.dataset.key === "create";
    const box = query("[name=passwordless]", form);
    if (isNew && box instanceof HTMLInputElement && box.checked) alone(wanted);
    const given = await (isNew ? window.webauthnJSON.create(wanted) : window.webauthnJSON.get(wanted));
    findAs(HTMLInputElement, "[name=credential]", form).value = JSON.stringify(given);
    form.submit();
  } catch (error) {
    wrong.textContent = WORDS[error instanceof Error || error instanceof DOMException ? error.name : ""] ?? "That did not work. Try again.";
    wrong.hidden = false;
  }
}

for (const form of queryAll("[data-key]")) {
  if (!(form instanceof HTMLFormElement) || !("PublicKeyCredential" in window)) continue;
  form.hidden = false;
  find("[data-ask]", form).addEventListener("click", () => ask(form));
}
