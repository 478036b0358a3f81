// @ts-check
// Which of the articles kept in this browser the desk still has, and still shows to this person: the others'
// copies go, also where nobody opens them again.

const ASK_EVERY = 10 * 60 * 1000;
let lastAsked = 0;

/**
 * Ask the desk which of these articles one may still open, once in a while; return the others, of which no copy
 * may be kept. None where the desk does not say, or somebody else is to sign in first.
 * @param {string[]} kept the addresses of the articles
 * @returns {Promise<string[]>}
 */
async function goneArticles(kept) {
  if (!kept.length || Date.now() - lastAsked < ASK_EVERY) return [];
  lastAsked = Date.now();
  const numbers = kept.map((at) => at.match(/\d+/)?.[0] ?? "");
  const query = numbers.map((number) => `at=${number}`).join("&");
  const response = await fetch(`${places.kept}?${query}`, { credentials: "same-origin", redirect: "error" });
  if (!response.ok) return [];
  const { there } = await response.json();
  return kept.filter((_, place) => !there.includes(Number(numbers[place])));
}

Object.assign(self, { goneArticles });
