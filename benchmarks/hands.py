"""A person at the workbench in Chromium: opens an article, walks through it, highlights by key.

Times are the page's own, in milliseconds, to the frame after the one that draws.
"""

from playwright.sync_api import Page, Response, sync_playwright

from tests.browser import chromium

WATCH = """
  window.longest = 0;
  new PerformanceObserver((list) => {
    window.longest = Math.max(window.longest, ...list.getEntries().map((task) => task.duration));
  }).observe({ type: "longtask", buffered: true });
  // The time of the frame after the one in which something is there.
  const seen = (selector) => new Promise((done) => {
    const drawn = () => requestAnimationFrame(() => done(performance.now()));
    const look = () => requestAnimationFrame(document.querySelector(selector) ? drawn : look);
    look();
  });
  window.firstMark = seen("#text mark");
  document.addEventListener("keydown", ({ key, timeStamp }) => {
    if (key === "q") window.painted = seen(".card.waiting").then((now) => now - timeStamp);
  }, { capture: true });
"""


class Hands:
    """One signed-in browser; `answers` are the sizes of the answers to its changes, in kB."""

    def __init__(self, port: int, session: str) -> None:
        path = chromium.find()
        if not path:
            raise SystemExit(chromium.ADVICE)
        self.answers: list[float] = []
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        address = f"http://127.0.0.1:{port}"
        context = self._browser.new_context(
            base_url=address, viewport={"width": 1440, "height": 900}
        )
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        self.page: Page = context.new_page()
        self.page.add_init_script(WATCH)
        self.page.on("response", self._answered)

    def __enter__(self) -> "Hands":
        return self

    def __exit__(self, *_: object) -> None:
        self._browser.close()
        self._playwright.stop()

    def _answered(self, response: Response) -> None:
        if response.url.endswith("/changes") and response.ok:
            self.answers.append(len(response.body()) / 1000)

    def open(self, article: int) -> float:
        """How long after the navigation began the first mark was on the screen."""
        self.page.goto(f"/articles/{article}/")
        self.page.wait_for_selector(".bench[data-ready]")
        return float(self.page.evaluate("window.firstMark"))

    def walk(self) -> None:
        """Into the middle of the text and on, word by word, with a selection that grows."""
        self.page.evaluate("window.longest = 0")
        self.page.mouse.move(400, 450)
        for _ in range(12):
            self.page.mouse.wheel(0, 900)
            self.page.wait_for_timeout(30)
        self.page.locator("#text").focus()
        for _ in range(30):
            self.page.keyboard.press("ArrowRight")
        for _ in range(6):
            self.page.keyboard.press("Shift+ArrowRight")

    def highlight(self) -> float:
        """From the key that picks the label to the painted mark; the next words, then."""
        keyboard = self.page.keyboard
        keyboard.press("ArrowRight")
        keyboard.press("ArrowRight")
        keyboard.press("Shift+ArrowRight")
        keyboard.press("Enter")
        self.page.wait_for_selector("#palette:not([hidden])")
        keyboard.press("q")
        took = float(self.page.evaluate("window.painted"))
        self.page.wait_for_selector("#status[data-state=saved]")
        self.page.wait_for_selector(".card.waiting", state="detached")
        return took

    def longest(self) -> float:
        """The longest task since the walk began; 0 where none was over 50 ms."""
        return float(self.page.evaluate("window.longest"))
