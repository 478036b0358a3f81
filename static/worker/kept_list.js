// @ts-check
// A page that lists the articles kept in this browser: what any address leads to while the desk is away.

/** @typedef {{ at: string, title: string, from: string }} KeptArticle its address, its title as HTML, as of when */

/**
 * Return what a kept page is called, and as of when it is.
 * @param {string} at
 * @param {Response} kept
 * @param {string} html
 * @returns {KeptArticle}
 */
function keptArticle(at, kept, html) {
  const title = html.match(/<title>([^<]*)<\/title>/)?.[1].replace(/ · Annotator$/, "") ?? at;
  return { at, title, from: kept.headers.get("X-Kept-At") ?? "" };
}

/**
 * Draw the list; `styles` are the elements that the kept pages take their looks from.
 * @param {KeptArticle[]} articles the last opened first
 * @param {string} styles
 */
function drawKeptList(articles, styles) {
  const rows = articles.map(({ at, title, from }) => {
    const day = new Date(from).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
    return `<li><a href="${at}" dir="auto">${title}</a> <span class="quiet small">as it was on <time datetime="${from}">${day}</time></span></li>`;
  });
  const list = rows.length
    ? `<p>These articles are kept in this browser. What you mark in them is kept, too, and sent when the desk answers.</p><ul class="kept-list">${rows.join("")}</ul>`
    : "<p>No article is kept in this browser: those that you open while the desk answers are.</p>";
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>The desk cannot be reached · Annotator</title>
  ${styles}
</head>
<body>
  <div class="bar" role="banner"><a class="brand" href="${places.home}">Annotator</a></div>
  <main class="page" id="main">
    <header><div><h1>The desk cannot be reached</h1></div></header>
    ${list}
    <p><a class="button" href="">Try again</a></p>
  </main>
</body>
</html>`;
}

Object.assign(self, { keptArticle, drawKeptList });
