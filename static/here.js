// @ts-check
// Who else is here: the page asks now and then, while somebody looks at it. What fails is asked again.

import { find, queryAll } from "./dom.js";

const ASKED = 20000; // milliseconds
const SIGNED = 60000;
const place = find("[data-here]");
const url = place.dataset.here ?? "";
let etag = "";
let signed = -Infinity;

/** @param {Record<string, string[]>} people */
function show(people) {
  for (const line of queryAll("[data-at]")) {
    const names = people[line.dataset.at ?? ""] ?? [];
    line.hidden = !names.length;
    const all = new Intl.ListFormat("en").format(names);
    line.textContent = names.length ? `${all} ${names.length > 1 ? "are" : "is"} here now` : "";
  }
}

/** Sign that this person is here, if it is time to and they may be seen. */
async function sign() {
  if (!("signs" in place.dataset) || performance.now() - signed < SIGNED) return;
  signed = performance.now();
  const token = document.cookie.match(/(?:^|; )(?:__Host-|__Secure-)?csrftoken=([^;]+)/)?.[1] ?? "";
  await fetch(url, { method: "POST", headers: { "X-CSRFToken": token, "X-Requested-With": "fetch" } });
}

async function look() {
  if (document.hidden) return;
  try {
    await sign();
    const headers = { "X-Requested-With": "fetch", ...(etag ? { "If-None-Match": etag } : {}) };
    const response = await fetch(url, { headers, cache: "no-store" });
    if (response.status !== 200) return;
    etag = response.headers.get("ETag") ?? "";
    show((await response.json()).people);
  } catch {
    // The desk is away for a moment.
  }
}

setInterval(look, ASKED);
document.addEventListener("visibilitychange", look);
look();
