// @ts-check
// Text as it is searched: without case, accents, and differences of white space, and with one form
// of the letters and digits that keyboards of Arabic, Persian and Urdu write differently. Each
// character of it knows where in the article it came from. The desk's search folds by the same
// rule, annotator/search/query/folding.py: a test compares the two.

// Beside accents: hamza and madda upon a letter, the small alef, the stroke that lengthens, joiners.
const MARKS = /(?=\p{M})\p{Diacritic}|\u0640|\u0653|\u0654|\u0655|\u0670|\p{Cf}/gu;
/** @type {Record<string, string>} */
const ONE_LETTER = { ي: "ی", ى: "ی", ك: "ک", ہ: "ه", ة: "ه", ۃ: "ه" };
const WRITTEN_TWICE = /[\u064a\u0649\u0643\u06c1\u0629\u06c3\u0660-\u0669\u06f0-\u06f9]/gu;

/** @param {string} sign */
function oneForm(sign) {
  return ONE_LETTER[sign] ?? String(Number(sign.codePointAt(0)) & 15);
}

/**
 * Return a text as it is searched; of one character this may be none, or several.
 * @param {string} text
 */
export function fold(text) {
  const plain = text.toUpperCase().toLowerCase().normalize("NFKD").replace(MARKS, "");
  return plain.replace(WRITTEN_TWICE, oneForm).replace(/\s/gu, " ");
}

export class FoldedText {
  text = "";
  /**
   * The offset at which what became each character begins.
   * @type {number[]}
   */
  from = [];
  /**
   * The offset at which it ends.
   * @type {number[]}
   */
  to = [];

  /**
   * Add a stretch of the article that begins at an offset.
   * @param {string} text
   * @param {number} start
   */
  add(text, start) {
    const parts = [this.text];
    let at = start;
    let space = this.text.endsWith(" ");
    for (const character of text) {
      const folded = fold(character);
      if (!folded && this.to.length) this.to[this.to.length - 1] = at + 1;
      if (folded && !(space && folded === " ")) {
        parts.push(folded);
        for (let unit = 0; unit < folded.length; unit += 1) {
          this.from.push(at);
          this.to.push(at + 1);
        }
        space = folded === " ";
      }
      at += 1;
    }
    this.text = parts.join("");
  }

  /**
   * Return where the words occur, as [start, end) offsets of the article, in order.
   * @param {string} words
   * @returns {Span[]}
   */
  find(words) {
    // Character by character, as the text is: a Greek sigma at the end of a word would fold otherwise.
    const sought = [...words].map(fold).join("").replace(/ +/g, " ").trim();
    /** @type {Span[]} */
    const found = [];
    if (!sought) return found;
    for (let at = this.text.indexOf(sought); at >= 0; at = this.text.indexOf(sought, at + sought.length)) {
      found.push({ start: this.from[at], end: this.to[at + sought.length - 1] });
    }
    return found;
  }
}
