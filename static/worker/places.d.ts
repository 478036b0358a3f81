/** Where things are, from the desk itself: the script that starts the worker sets it. */
declare const places: {
  /** The prefix of static files' addresses. */
  static: string;
  /** The address of an article, with 0 for its number. */
  article: string;
  /** Where the desk says which of some articles one may still open. */
  kept: string;
  home: string;
  /** Where somebody signs in or out. */
  people: string[];
};
