// @ts-check
// The article without the desk: registers the worker that keeps a copy of it, keeps with the copy
// what was stored since, and says so when the page is a copy.

import { find } from "../dom.js";
import { warn } from "./warning.js";

const LATER = 5000;

/** @param {Workbench} bench */
export function startOffline({ outbox }) {
  const { copyOf } = document.documentElement.dataset;
  const place = document.getElementById("offline");
  const name = `annotator-copies-${outbox.user}`;
  if (copyOf) new Copy(copyOf, outbox, name);
  // Browsers offer workers over https and on localhost only.
  if (!place || !("serviceWorker" in navigator)) return;
  outbox.on("stored", (stored) => keep(stored, outbox, name).catch(() => {}));
  navigator.serviceWorker.register(place.dataset.worker ?? "", { updateViaCache: "none" }).catch(() => {});
  if (copyOf) return;
  navigator.serviceWorker.ready.then(({ active }) => {
    if (!active) return;
    tell(active, place);
    setTimeout(() => tell(active, place), LATER); // what the page asks for a little later
  });
}

/**
 * Tell the worker what the page is made of: files, and what it has asked for beside itself.
 * @param {ServiceWorker} worker
 * @param {HTMLElement} place
 */
function tell(worker, { dataset }) {
  const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  const ours = loaded.filter(({ origin, search }) => origin === location.origin && !search);
  const under = (/** @type {string} */ path) =>
    ours.filter(({ pathname }) => pathname.startsWith(path) && pathname !== path).map(String);
  worker.postMessage({ keep: location.pathname, files: under(dataset.static ?? ""), parts: under(location.pathname) });
}

/**
 * Keep the answer to a change with the copy of its article, until the page is opened anew.
 * @param {OutboxEvents["stored"]} stored
 * @param {Outbox} outbox
 * @param {string} name the cache's
 */
async function keep({ change, answer }, { article }, name) {
  if (!(await caches.has(name))) return;
  const cache = await caches.open(name);
  const page = location.pathname.replace(article, change.article);
  if (!(await cache.match(page))) return;
  const at = Date.now();
  const headers = { "Content-Type": "application/json", "X-Kept-At": new Date(at).toISOString() };
  await cache.put(`${page}answers/${change.annotation}`, new Response(JSON.stringify({ at, change, answer }), { headers }));
}

class Copy {
  isReached = false;
  banner = document.createElement("section");

  /**
   * @param {string} from when the copy was made
   * @param {Outbox} outbox
   * @param {string} name the cache's
   */
  constructor(from, outbox, name) {
    this.banner.className = "copy";
    this.banner.setAttribute("aria-label", "This page is a copy");
    const button = document.createElement("button");
    this.banner.append(document.createElement("p"), button);
    button.type = "button";
    button.textContent = "Reload";
    button.addEventListener("click", () => location.reload());
    const others = document.createElement("a");
    others.href = find(".bar .brand").getAttribute("href") ?? "/";
    others.textContent = "Other articles kept here";
    this.banner.append(others);
    find(".bar").after(this.banner);
    const day = new Date(from).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
    const time = new Date(from).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    this.say(`Offline: as it was on ${day}, ${time}. What you mark is kept in this browser and sent when the desk answers.`);
    outbox.on("stored", () => this.reached());
    document.addEventListener("submit", (event) => this.hold(event));
    this.replay(outbox, name).catch(() => {});
  }

  /** @param {string} words */
  say(words) {
    find("p", this.banner).textContent = words;
  }

  reached() {
    this.isReached = true;
    this.say("The desk answers again. Reload to see the article as it is now.");
  }

  /**
   * Lay over the copy what was stored after it was taken, in the order in which it was stored.
   * @param {Outbox} outbox
   * @param {string} name
   */
  async replay(outbox, name) {
    const cache = await caches.open(name);
    const ours = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(`${location.pathname}answers/`));
    /** @type {(OutboxEvents["answer"] & { at: number })[]} */
    const told = await Promise.all(ours.map(async (request) => (await cache.match(request))?.json()));
    for (const { change, answer } of told.sort((one, other) => one.at - other.at)) {
      outbox.learn(answer);
      outbox.tell("answer", { change, answer });
    }
  }

  /**
   * Submit nothing to a desk that is away.
   * @param {SubmitEvent} event
   */
  hold(event) {
    const isPost = event.target instanceof HTMLFormElement && event.target.method === "post";
    if (this.isReached || event.defaultPrevented || !isPost) return;
    event.preventDefault();
    warn("The desk cannot be reached now. Reload the page when you are online again, then try once more.");
  }
}
