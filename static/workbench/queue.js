// The queue in IndexedDB: what has been done and not yet answered. One row a change; a row is
// committed before anything says so on the screen.

const NAME = "annotator-outbox";

function promised(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function committed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

export function newId() {
  // crypto.randomUUID is missing where the desk is served over plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// A change as it was kept up to release 0.1: what was said of a whole article went to an address of
// its own, and its target by another name. What waits since then, and what can be undone, is read so.
export function renewed(change) {
  if (!change.url?.endsWith("/whole/changes")) return change;
  const fields = (given) => Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.replace(/^target/, "stance_target"), value]),
  );
  const { back } = change;
  return {
    ...change,
    url: change.url.replace("/whole/changes", "/changes#whole"),
    fields: fields(change.fields),
    ...(back && { back: { ...back, fields: fields(back.fields) } }),
  };
}

// The annotation is at another revision than the change takes for granted.
export class ChangedElsewhere extends Error {}

export class Queue {
  static async open() {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("changes", { keyPath: "sequence", autoIncrement: true });
      request.result.createObjectStore("lease", { keyPath: "name" });
    };
    const queue = new Queue();
    queue.database = await promised(request);
    return queue;
  }

  // All changes of one user, oldest first.
  async all(user) {
    const store = this.database.transaction("changes").objectStore("changes");
    return (await promised(store.getAll())).filter((change) => change.user === user).map(renewed);
  }

  // Append a change. Its base is the revision after the last queued change of that annotation,
  // in whichever tab that was made; else `known`, the revision the page shows. With `expected`,
  // another base is refused: ChangedElsewhere.
  async add(change, known, expected = undefined) {
    const transaction = this.database.transaction("changes", "readwrite");
    const done = committed(transaction);
    const store = transaction.objectStore("changes");
    const before = (await promised(store.getAll())).filter(
      (other) => other.annotation === change.annotation && other.user === change.user && !other.refused,
    );
    const base = before.length ? before.at(-1).base + 1 : known;
    if (expected !== undefined && base !== expected) throw new ChangedElsewhere();
    const sequence = await promised(store.add({ ...change, base }));
    await done;
    return { ...change, base, sequence };
  }

  async put(change) {
    const transaction = this.database.transaction("changes", "readwrite");
    const done = committed(transaction);
    transaction.objectStore("changes").put(change);
    await done;
  }

  async drop(...sequences) {
    const transaction = this.database.transaction("changes", "readwrite");
    const done = committed(transaction);
    for (const sequence of sequences) transaction.objectStore("changes").delete(sequence);
    await done;
  }

  // Run `work` as the only sender of this browser: under a Web Lock, or, where a page served over
  // plain http has none, under a lease that expires if its holder dies.
  async alone(work) {
    if (navigator.locks) return navigator.locks.request(NAME, work);
    const holder = newId();
    if (!(await this.lease(holder))) return undefined;
    const renewal = setInterval(() => this.lease(holder), 5000);
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      await this.lease(holder, 0);
    }
  }

  async lease(holder, milliseconds = 15000) {
    const transaction = this.database.transaction("lease", "readwrite");
    const done = committed(transaction);
    const store = transaction.objectStore("lease");
    const held = await promised(store.get("sender"));
    const free = !held || held.holder === holder || held.until < Date.now();
    if (free) store.put({ name: "sender", holder, until: Date.now() + milliseconds });
    await done;
    return free;
  }
}
