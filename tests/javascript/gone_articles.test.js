// @ts-check
// Copies of articles that the desk no longer has, or no longer shows, are found by asking it once in a while.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { URL } from "node:url";
import { runInNewContext } from "node:vm";

const SCRIPT = readFileSync(new URL("../../static/worker/gone_articles.js", import.meta.url), "utf-8");

/**
 * Return the worker's function beside a desk that answers so, the addresses that it asked, and a clock.
 * @param {{ ok: boolean, json?: () => Promise<{ there: number[] }> }} answer
 */
function worker(answer) {
  const asked = /** @type {string[]} */ ([]);
  const clock = { now: 1_700_000_000_000 };
  const self = /** @type {{ goneArticles?: (kept: string[]) => Promise<string[]> }} */ ({});
  runInNewContext(SCRIPT, {
    self,
    places: { kept: "/articles/still-there" },
    Date: { now: () => clock.now },
    fetch: async (/** @type {string} */ address) => {
      asked.push(address);
      return answer;
    },
  });
  const gone = async (/** @type {string[]} */ kept) => [...(await self.goneArticles?.(kept) ?? [])];
  return { gone, asked, clock };
}

test("what the desk does not name is gone; it is asked again only after a while", async () => {
  const { gone, asked, clock } = worker({ ok: true, json: async () => ({ there: [7] }) });
  assert.deepEqual(await gone(["/articles/7/", "/articles/12/"]), ["/articles/12/"]);
  assert.deepEqual(asked, ["/articles/still-there?at=7&at=12"]);
  assert.deepEqual(await gone(["/articles/12/"]), []);
  assert.equal(asked.length, 1);
  clock.now += 10 * 60 * 1000;
  assert.deepEqual(await gone(["/articles/12/"]), ["/articles/12/"]);
});

test("nothing is asked where nothing is kept, and nothing is gone where the desk does not say", async () => {
  const { gone, asked } = worker({ ok: false });
  assert.deepEqual(await gone([]), []);
  assert.equal(asked.length, 0);
  assert.deepEqual(await gone(["/articles/7/"]), []);
  assert.equal(asked.length, 1);
});
