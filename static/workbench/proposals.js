// @ts-check
// What the server proposes for a claim: the likeliest questions with what the words answer, who says it, how
// sure. Without it the story's questions stand in for them, and the value is read when the change arrives.

const LONGEST_QUERY = 2000;
const LONGEST_VALUE = 500;
const MOST = 9;

/**
 * Return what stands in for proposals: the story's questions in their order.
 * @param {Question[]} questions
 * @param {string} quote
 * @returns {Proposals}
 */
export function standIn(questions, quote) {
  /** @type {Record<string, string>} */
  const values = quote.length > LONGEST_VALUE ? {} : { value: quote };
  return {
    questions: questions.slice(0, MOST).map(({ slug, wording, type, unit }) => (
      { slug, wording, type, unit, why: "", values, reads_back: "", relative: "" }
    )),
    details: {}, new_question: { type: "", unit: "" }, isStandIn: true,
  };
}

/**
 * Return what comes first: the proposals, or, once `wait` has passed or there is no answer, what stands in.
 * `late` is handed proposals that come after that.
 * @param {Promise<Proposals | null>} asked
 * @param {() => Proposals} instead
 * @param {Promise<unknown>} wait
 * @param {(proposals: Proposals) => void} late
 * @returns {Promise<Proposals>}
 */
export async function first(asked, instead, wait, late) {
  const soon = await Promise.race([asked, wait.then(() => undefined)]);
  if (soon === undefined) asked.then((proposals) => proposals && late(proposals));
  return soon ?? instead();
}

export class ProposalsOf {
  /**
   * @param {string} url
   * @param {string} readOffUrl
   */
  constructor(url, readOffUrl) {
    this.url = url;
    this.readOffUrl = readOffUrl;
  }

  /**
   * Ask what is likely of a claim; null without an answer.
   * @param {Pick<Annotation, "start" | "end" | "label">} model
   * @param {{ question?: string, text?: string }} [of] one question, and the value that was typed
   * @returns {Promise<Proposals | null>}
   */
  async ask({ start, end, label }, { question, text } = {}) {
    const asked = new URLSearchParams({ start: String(start), end: String(end), label });
    if (question) asked.set("question", question);
    if (text) asked.set("text", text.slice(0, LONGEST_QUERY));
    return get(`${this.url}?${asked}`);
  }

  /**
   * Read a value off words, whatever they answer; null without an answer.
   * @param {string} text
   * @param {string} question its slug, or empty
   * @returns {Promise<Record<string, string> | null>}
   */
  readOff(text, question) {
    return get(`${this.readOffUrl}?${new URLSearchParams({ text: text.slice(0, LONGEST_QUERY), question })}`);
  }
}

/** @param {string} address */
async function get(address) {
  if (!navigator.onLine) return null;
  try {
    const response = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
    return response.ok ? await response.json() : null;
  } catch {
    return null; // without a connection the server reads it when the change arrives
  }
}
