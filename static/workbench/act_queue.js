// @ts-check
// One act after the other: a key pressed while a change is being kept waits those milliseconds.

export class ActQueue {
  /** @type {Promise<unknown>} */
  last = Promise.resolve();
  /** How many acts have not ended. */
  length = 0;
  /**
   * What the act that was typed ahead asks for while it runs: it comes before the acts after it.
   * @type {Act[] | undefined}
   */
  asked;

  /**
   * Run an act when those before it have ended. One that fails is told to the console, and the next runs.
   * @param {Act} act
   */
  then(act) {
    if (this.asked) {
      this.asked.push(act);
      return this.last;
    }
    this.length += 1;
    this.last = this.last.then(act).catch((error) => console.warn(error)).finally(() => {
      this.length -= 1;
    });
    return this.last;
  }

  /**
   * Run in its turn what only then says which acts it wants, and those acts before any that were asked for since.
   * @param {() => void} decide
   */
  ahead(decide) {
    return this.then(async () => {
      /** @type {Act[]} */
      const acts = [];
      this.asked = acts;
      try {
        decide();
      } finally {
        this.asked = undefined;
      }
      for (const act of acts) await act();
    });
  }
}
