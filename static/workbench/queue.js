// @ts-check
// The queue in IndexedDB: what has been done and not yet answered. One row a change; a row is
// committed before anything says so on the screen.

import { predictedBase, renewed } from "./queue_rules.js";

const NAME = "annotator-outbox";
const RENEWED = 5000; // milliseconds after which a lease is renewed
const LEASE = 15000; // milliseconds after which a lease ends that is not

/**
 * Wait for what a request brings.
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
 * Wait until a transaction is stored.
 * @param {IDBTransaction} transaction
 * @returns {Promise<void>}
 */
function committed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** Return a new random UUID. */
export function newId() {
  // crypto.randomUUID is missing where the desk is served over plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The annotation is at another revision than the change takes for granted. */
export class ChangedElsewhere extends Error {}

export class Queue {
  static async open() {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("changes", { keyPath: "sequence", autoIncrement: true });
      request.result.createObjectStore("lease", { keyPath: "name" });
    };
    return new Queue(await promised(request));
  }

  /** @param {IDBDatabase} database */
  constructor(database) {
    this.database = database;
  }

  /**
   * Return all changes of one user, oldest first.
   * @param {string} user
   * @returns {Promise<Change[]>}
   */
  async all(user) {
    const store = this.database.transaction("changes").objectStore("changes");
    /** @type {Change[]} */
    const changes = await promised(store.getAll());
    return changes.filter((change) => change.user === user).map(renewed);
  }

  /**
   * Append a change, and return it as it is kept. `known` is the revision that the page shows. With
   * `expected`, a change of another revision is refused: ChangedElsewhere.
   * @param {NewChange} change
   * @param {number} known
   * @param {number} [expected]
   * @returns {Promise<Change>}
   */
  async add(change, known, expected) {
    const transaction = this.database.transaction("changes", "readwrite");
    const done = committed(transaction);
    const store = transaction.objectStore("changes");
    const base = predictedBase(await promised(store.getAll()), change, known);
    if (expected !== undefined && base !== expected) throw new ChangedElsewhere();
    const sequence = Number(await promised(store.add({ ...change, base })));
    await done;
    return { ...change, base, sequence };
  }

  /** @param {Change} change */
  async put(change) {
    const transaction = this.database.transaction("changes", "readwrite");
    const done = committed(transaction);
    transaction.objectStore("changes").put(change);
    await done;
  }

  /** @param {number} sequence */
  async drop(sequence) {
    const transaction = this.database.transaction("changes", "readwrite");
    const done = committed(transaction);
    transaction.objectStore("changes").delete(sequence);
    await done;
  }

  /**
   * Run `work` as the only sender of this browser: under a Web Lock, or, where a page served over
   * plain http has none, under a lease that expires if its holder dies.
   * @param {() => Promise<void>} work
   * @returns {Promise<void>}
   */
  async alone(work) {
    if (navigator.locks) {
      await navigator.locks.request(NAME, work);
      return;
    }
    const holder = newId();
    if (!(await this.lease(holder))) return;
    const renewal = setInterval(() => this.lease(holder), RENEWED);
    try {
      await work();
    } finally {
      clearInterval(renewal);
      await this.lease(holder, 0);
    }
  }

  /**
   * Take or renew the lease, if nobody else holds it; whether it was free.
   * @param {string} holder
   * @param {number} [milliseconds]
   */
  async lease(holder, milliseconds = LEASE) {
    const transaction = this.database.transaction("lease", "readwrite");
    const done = committed(transaction);
    const store = transaction.objectStore("lease");
    /** @type {{ holder: string, until: number } | undefined} */
    const held = await promised(store.get("sender"));
    const isFree = !held || held.holder === holder || held.until < Date.now();
    if (isFree) store.put({ name: "sender", holder, until: Date.now() + milliseconds });
    await done;
    return isFree;
  }
}
