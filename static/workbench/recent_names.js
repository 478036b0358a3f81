// @ts-check
// The names used last in this article, in this session: offered first where the next one is asked for.

const MOST = 5;

export class RecentNames {
  /**
   * By the detail that they were given for, the last first.
   * @type {Record<string, Choice[]>}
   */
  used = {};

  /** @param {string} name under which they are kept for this tab */
  constructor(name) {
    this.name = name;
    try {
      this.used = JSON.parse(sessionStorage.getItem(name) ?? "{}");
    } catch {
      // Storage is forbidden: they last until the page is left.
    }
  }

  /**
   * @param {string} detail
   * @param {Choice} choice
   */
  use(detail, { value, text }) {
    const others = this.of(detail).filter((other) => other.text !== text);
    this.used[detail] = [{ value, text, hint: "used last" }, ...others.map(({ hint: _, ...rest }) => rest)].slice(0, MOST);
    try {
      sessionStorage.setItem(this.name, JSON.stringify(this.used));
    } catch {
      // See above.
    }
  }

  /**
   * @param {string} detail
   * @returns {Choice[]}
   */
  of(detail) {
    return this.used[detail] ?? [];
  }
}
