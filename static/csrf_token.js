// @ts-check
// The token that says that a request comes from a page of the desk: the cookie's, which signing in
// changes. What a form was drawn with may be older.

/** Return the token; empty where the browser keeps none. */
export function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}
