// @ts-check
// The desk keeps no copies in browsers: what an earlier worker kept goes, and the worker with it.

const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

scope.addEventListener("install", () => scope.skipWaiting());
scope.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const names = (await caches.keys()).filter((name) => name.startsWith("annotator-"));
  await Promise.all(names.map((name) => caches.delete(name)));
  await scope.registration.unregister();
}
