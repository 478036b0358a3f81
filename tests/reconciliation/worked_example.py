"""The worked example of how agreement is measured, stored; and what its page shows of it."""

import re
from html import unescape

from tests.conftest import make_article
from tests.reconciliation.conftest import mark, submit

PAGE = "/stories/pipeline/agreement/"
TEXT = "0123456789 abcdefghi 0123456789 ABCDEFGHIJ {}\n"
X, Y = "entity-person", "entity-place"


def put(article, by, *spans) -> None:
    """Spans as the worked example writes them: start, end, label."""
    for start, end, label in spans:
        found = mark(article, by, article.text[0], label)
        found.start, found.end, found.quote = start, end, article.text[start:end]
        found.save()


def store(story, ada, bo, di):
    """Two articles, Ada and Bo read both, Di the first."""
    one, two = (make_article(story, title=f"No {n}", text=TEXT.format(n)) for n in (1, 2))
    put(one, ada, (0, 10, X), (20, 30, Y))
    put(one, bo, (0, 10, X), (22, 30, Y))
    put(one, di, (0, 10, Y), (32, 38, X))
    put(two, ada, (5, 15, X))
    put(two, bo, (5, 15, X), (20, 25, Y))
    submit(one, ada, bo, di)
    submit(two, ada, bo)
    return one, two


def told(response) -> dict[str, str]:
    """The value, or why there is none, of each figure of the first table."""
    body = response.content.decode()
    rows = re.findall(r'<tr data-figure="(\w+)">.*?<td class="value">(.*?)</td>', body, re.DOTALL)
    return {name: unescape(re.sub(r"<[^>]+>", "", cell)) for name, cell in rows}


def words(response, heading: str) -> str:
    """The words of one section."""
    body = response.content.decode().partition(f">{heading}</h2>")[2].partition("</section>")[0]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", body).split()))
