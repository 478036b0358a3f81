// @ts-check
// The token that says that a request comes from a page of the desk: the cookie's, which signing in
// changes. What a form was drawn with may be older.

/** Return the token for a form of this page; empty where the page is not of the person who is signed in now. */
export function freshToken() {
  const person = document.cookie.match(/(?:^|; )(?:__Host-|__Secure-)?person=([^;]+)/)?.[1];
  return person === document.body.dataset.person ? csrfToken() : "";
}

/** Return the token; empty where the browser keeps none. */
export function csrfToken() {
  return document.cookie.match(/(?:^|; )(?:__Host-|__Secure-)?csrftoken=([^;]+)/)?.[1] ?? "";
}
