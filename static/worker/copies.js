// @ts-check
// The service worker: an article that was opened can be opened again while the desk is away.
// Pages come from the desk whenever it answers; a copy of one says that it is a copy. `places`, from
// the desk itself, says where things are. One person's copies at a time, of the last articles only.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const FILES = "annotator-files";
const COPIES = "annotator-copies-"; // and the number of whose they are
const MOST_ARTICLES = 30;
const MOST_FILES = 300;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const AWAY = [502, 503, 504];
const GONE = [403, 404, 410];
const STATIC = new URL(places.static, worker.location.href).pathname;
const ARTICLE = new RegExp(`^${places.article.replace("0", "\\d+")}`);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

// A page that was opened before the worker was there tells what it is made of.
worker.addEventListener("message", (event) => {
  const { keep, files, parts } = event.data ?? {};
  if (keep && articleAt(keep) === keep) {
    event.waitUntil(Promise.allSettled([keepOpened(keep, parts), ...files.map(keepFile)]));
  }
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (origin !== worker.location.origin) return;
  const isPage = request.mode === "navigate";
  if (request.method === "POST" && isPage && places.people.some((place) => pathname.startsWith(place))) {
    // Somebody signs in or out: the copies were another's, perhaps.
    event.waitUntil(forgetAll());
  }
  if (request.method !== "GET") return;
  const at = articleAt(pathname);
  if (isPage) {
    event.respondWith(at === pathname ? page(event, at) : otherPage(event));
    return;
  }
  const from = request.referrer ? new URL(request.referrer).pathname : "";
  const isOfArticle = articleAt(from) === from;
  if (pathname.startsWith(STATIC) && (isOfArticle || from.startsWith(STATIC))) event.respondWith(file(request));
  else if (pathname.startsWith(STATIC)) event.respondWith(otherFile(request));
  else if (at && at === from && !search && pathname !== at) event.respondWith(part(request, at));
});

/**
 * Return the page of the article that an address belongs to; undefined where it is none's.
 * @param {string} pathname
 */
function articleAt(pathname) {
  return pathname.match(ARTICLE)?.[0];
}

/**
 * Answer with a page: from the desk, or its copy where the desk is away.
 * @param {FetchEvent} event
 * @param {string} at
 */
async function page(event, at) {
  const asked = Date.now();
  let response;
  try {
    response = await fetch(event.request);
  } catch {
    return (await copy(at)) ?? keptList();
  }
  if (AWAY.includes(response.status)) return (await copy(at)) ?? response;
  if (response.ok) event.waitUntil(keepPage(at, response.clone(), asked));
  else if (GONE.includes(response.status)) event.waitUntil(forget(at));
  event.waitUntil(forgetGone());
  return response;
}

/**
 * Answer with a page that is never kept; where the desk cannot be reached, with the list of the articles that are.
 * @param {FetchEvent} event
 */
async function otherPage(event) {
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(forgetGone());
    return response;
  } catch {
    return keptList();
  }
}

/** Forget the articles that the desk no longer has, or no longer shows to this person. */
async function forgetGone() {
  try {
    for (const name of await caches.keys()) {
      if (!name.startsWith(COPIES)) continue;
      const paths = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
      for (const at of await goneArticles(paths.filter((path) => articleAt(path) === path))) await forget(at);
    }
  } catch {
    // The desk does not answer: it is asked again later.
  }
}

/** Return the page that lists the articles kept in this browser, the last opened first. */
async function keptList() {
  const articles = [];
  let styles = "";
  for (const name of await caches.keys()) {
    if (!name.startsWith(COPIES)) continue;
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const at = new URL(url).pathname;
      const kept = articleAt(at) === at ? await cache.match(url) : undefined;
      if (!kept) continue;
      const html = await kept.text();
      articles.unshift(keptArticle(at, kept, html));
      styles = html.match(/<link rel="(?:icon|stylesheet)"[^>]*>/g)?.join("") ?? styles;
    }
  }
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  return new Response(drawKeptList(articles, styles), { headers });
}

/**
 * Return what was kept of a page, marked with the moment from which it is.
 * @param {string} at
 */
async function copy(at) {
  const kept = await (await copies(at))?.match(at);
  if (!kept) return undefined;
  const html = (await kept.text()).replace("<html ", `<html data-copy-of="${kept.headers.get("X-Kept-At")}" `);
  return new Response(html, { headers: kept.headers });
}

/**
 * Return the cache that holds a copy of the article, whoever's that is.
 * @param {string} at
 */
async function copies(at) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(COPIES)) continue;
    const cache = await caches.open(name);
    if (await cache.match(at)) return cache;
  }
  return undefined;
}

/**
 * Keep an article that was opened before the worker was there, and what its page asks for beside itself.
 * @param {string} at
 * @param {string[]} parts
 */
async function keepOpened(at, parts) {
  if (!(await copies(at))) {
    const asked = Date.now();
    const response = await fetch(at, { credentials: "same-origin", redirect: "error" });
    if (response.ok) await keepPage(at, response, asked);
  }
  const cache = await copies(at);
  for (const url of parts) {
    if (!cache || (await cache.match(url))) continue;
    const response = await fetch(url, { headers: { "X-Requested-With": "fetch" } });
    if (response.ok) await cache.put(url, response);
  }
}

/**
 * Keep a page, if the desk says whose it is, instead of another's; the copies that are too many go.
 * @param {string} at
 * @param {Response} response
 * @param {number} asked when it was asked for
 */
async function keepPage(at, response, asked) {
  const user = response.headers.get("X-Offline-Copy");
  if (!user) return forget(at);
  const name = COPIES + user;
  for (const other of await caches.keys()) {
    if (other.startsWith(COPIES) && other !== name) await caches.delete(other);
  }
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set("X-Kept-At", new Date(asked).toISOString());
  const html = await response.text();
  const cache = await caches.open(name);
  await cache.delete(at); // so that the last opened stands last
  await cache.put(at, new Response(html, { headers }));
  await forgetAnswers(cache, at, asked);
  return forgetOldest(cache);
}

/**
 * Forget the answers to changes that came before the page was asked for: they are on it.
 * @param {Cache} cache
 * @param {string} at
 * @param {number} asked
 */
async function forgetAnswers(cache, at, asked) {
  for (const request of await cache.keys()) {
    if (!new URL(request.url).pathname.startsWith(`${at}answers/`)) continue;
    const answer = await cache.match(request);
    if (Date.parse(answer?.headers.get("X-Kept-At") ?? "") < asked) await cache.delete(request);
  }
}

/** @param {Cache} cache */
async function forgetOldest(cache) {
  const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  const opened = paths.filter((path) => articleAt(path) === path);
  for (const at of opened.slice(0, -MOST_ARTICLES)) await forget(at);
}

/** @param {string} at */
async function forget(at) {
  const cache = await copies(at);
  if (!cache) return;
  for (const request of await cache.keys()) {
    if (articleAt(new URL(request.url).pathname) === at) await cache.delete(request);
  }
}

async function forgetAll() {
  const names = (await caches.keys()).filter((name) => name.startsWith(COPIES));
  await Promise.all(names.map((name) => caches.delete(name)));
}

/**
 * Answer with what the page asks for beside itself: from the desk, or as it was told last.
 * @param {Request} request
 * @param {string} at
 */
async function part(request, at) {
  const cache = await copies(at);
  try {
    const response = await fetch(request);
    if (response.ok) await cache?.put(request.url, response.clone());
    return response;
  } catch {
    return (await cache?.match(request.url)) ?? Response.error();
  }
}

/**
 * Answer with a file. One whose name carries its hash never changes; another is asked for as long as the
 * desk answers.
 * @param {Request} request
 */
async function file(request) {
  const cache = await caches.open(FILES);
  const kept = await cache.match(request.url);
  if (kept && HASHED.test(new URL(request.url).pathname)) return kept;
  try {
    const response = await fetch(request);
    if (response.ok) await putFile(cache, request.url, response.clone());
    return response;
  } catch {
    return kept ?? Response.error();
  }
}

/**
 * Answer with a file of a page that is not kept: while the desk is away with the one that is kept for others.
 * @param {Request} request
 */
async function otherFile(request) {
  try {
    return await fetch(request);
  } catch {
    return (await (await caches.open(FILES)).match(request.url)) ?? Response.error();
  }
}

/** @param {string} url */
async function keepFile(url) {
  const cache = await caches.open(FILES);
  if (await cache.match(url)) return;
  const response = await fetch(url);
  if (response.ok) await putFile(cache, url, response);
}

/**
 * @param {Cache} cache
 * @param {string} url
 * @param {Response} response
 */
async function putFile(cache, url, response) {
  await cache.put(url, response);
  const all = await cache.keys();
  for (const old of all.slice(0, -MOST_FILES)) await cache.delete(old);
}
