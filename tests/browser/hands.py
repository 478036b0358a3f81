"""What a person's hands do in the workbench: drag over words, press a key, wait for “saved”."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

# The client rectangles of the first and last character of the nth occurrence of some words.
EDGES = """([quote, nth]) => {
  const root = document.getElementById("text");
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = []; let all = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) { nodes.push([all.length, node]); all += node.data; }
  let at = -1;
  for (let count = 0; count <= nth; count += 1) { at = all.indexOf(quote, at + 1); if (at < 0) return null; }
  const place = (index) => { const [from, node] = nodes.findLast(([start]) => start <= index); return [node, index - from]; };
  const rect = (index, width) => { const range = document.createRange(); const [node, offset] = place(index);
    range.setStart(node, offset); range.setEnd(node, offset + width); return range.getClientRects()[0]; };
  const lastWidth = /[\\udc00-\\udfff]/.test(quote.at(-1)) ? 2 : 1, firstWidth = /[\\ud800-\\udbff]/.test(quote[0]) ? 2 : 1;
  place(at)[0].parentElement.scrollIntoView({block: "center"});
  const start = rect(at, firstWidth), end = rect(at + quote.length - lastWidth, lastWidth);
  // Before a number in a line that runs right to left lies its right side, where the word before ends.
  const paragraph = place(at)[0].parentElement.closest("p");
  if (/[0-9]/.test(quote[0]) && getComputedStyle(paragraph).direction === "rtl" && at > 0) {
    const before = rect(at - 1, 1);
    return {x1: before.left + 0.5, y1: start.top + start.height / 2, x2: end.left + 0.5, y2: end.top + end.height / 2};
  }
  const rtl = (character) => /\\p{Script=Arabic}/u.test(character);  // digits run left to right there too
  return {x1: rtl(quote[0]) ? start.right - 0.5 : start.left + 0.5, y1: start.top + start.height / 2,
          x2: rtl(quote.at(-1)) ? end.left + 0.5 : end.right - 0.5, y2: end.top + end.height / 2};
}"""


SELECT = """(words) => { const walker = document.createTreeWalker(document.querySelector("#text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) { const at = walker.currentNode.data.indexOf(words); if (at < 0) continue;
    getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length); return; } }"""


def finger_of(page: Page) -> Callable[..., None]:
    """Return what moves a finger over the page: to each of some points, then up."""
    devtools = page.context.new_cdp_session(page)

    def move(*points: tuple[float, float]) -> None:
        for at, (x, y) in enumerate(points):
            kind = "touchMove" if at else "touchStart"
            devtools.send(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]}
            )
        devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    return move


def open_article(page: Page, article) -> None:
    page.goto(f"/articles/{article.pk}/")
    page.wait_for_selector(".bench[data-ready]")


def drag(page: Page, quote: str, nth: int = 0, exact: bool = False) -> None:
    """Drag the mouse over the nth occurrence of some words; with Alt the edges stay exact."""
    at = page.evaluate(EDGES, [quote, nth])
    assert at, f"the page does not show {quote!r}"
    if exact:
        page.keyboard.down("Alt")
    page.mouse.move(at["x1"], at["y1"])
    page.mouse.down()
    page.mouse.move((at["x1"] + at["x2"]) / 2, (at["y1"] + at["y2"]) / 2, steps=3)
    page.mouse.move(at["x2"], at["y2"], steps=3)
    page.mouse.up()
    if exact:
        page.keyboard.up("Alt")


def tag(page: Page, quote: str, key: str, nth: int = 0, exact: bool = False) -> None:
    """Drag over the words and press a label's key."""
    drag(page, quote, nth, exact)
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.press(key)
    expect(page.locator("#palette")).to_be_hidden()


TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""For what the page does in a frame of its own: lay handles, begin an act that has been asked for."""


def saved(page: Page) -> None:
    """Wait until everything that was asked for is kept, sent and answered."""
    page.evaluate(TWO_FRAMES)
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")
    expect(page.locator(".card.waiting")).to_have_count(0)


def at_rest(page: Page) -> None:
    """Wait until the page is there with its scripts, and nothing is being fetched or swapped in."""
    page.wait_for_load_state()
    unrest = page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")
    expect(unrest).to_have_count(0)
    page.evaluate(TWO_FRAMES)


def name(field: Locator, words: str) -> None:
    """Type words into a field that finds what it names, and take the first row that has them."""
    field.fill(words)
    field.page.locator("#combobox-list [role=option]", has_text=words).first.click()


def more(page: Page) -> None:
    """Open what the form of details does not show at once."""
    shown = page.locator("[data-more]")
    if shown.get_attribute("open") is None:
        shown.locator("summary").click()


def submit(page: Page) -> None:
    """Submit the article, whatever it leaves open."""
    page.get_by_role("button", name="Submit article").click()
    page.locator("#submitting [form=submit]").click()
