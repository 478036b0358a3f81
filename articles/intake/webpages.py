"""Read the text of an article from a saved web page, with what the page says of it."""

import re
from typing import Any, NamedTuple

from articles.intake.decoding import decode
from articles.intake.documents.contents import Unreadable
from articles.intake.drafts import AsRead, LeftOut
from articles.intake.pages.apart import read_apart
from articles.intake.pages.reading import NoArticle, contents_of

__all__ = ["NoArticle", "Page", "read_page"]
READ_HERE = 100_000
MOST_TAGS, DEEPEST = 6_000, 400
"""Characters, tags and how deep they stand of a page that is read here at once: what is more could
take all day."""
_TAG = re.compile("<(/?)[a-zA-Z]")
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})"""
    rb"""|<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})""",
    re.IGNORECASE,
)


class Page(NamedTuple):
    """What was found in a page; what was not is empty. `text` is raw: not yet canonical."""

    text: str
    read: AsRead
    title: str = ""
    byline: str = ""
    url: str = ""
    language: str = ""
    published_on: str = ""


def read_page(raw: bytes, encoding: str = "") -> Page:
    """Return the main text of an HTML file. Raises NoArticle, or Undecodable.

    `encoding` is what somebody says of it, before what the page declares. A large page is read in
    a process of its own, and refused where that takes too much time or memory.
    """
    declared = _CHARSET.search(raw[:4096])
    named = (declared[1] or declared[2]).decode("ascii") if declared else ""
    html, read_as, notes = decode(raw, named, encoding)
    told = contents_of(html) if is_small(html) else _read_apart(html)
    read = AsRead(
        read_as,
        (*notes, *told.pop("struck")),
        told.pop("markup"),
        tuple(LeftOut(*each) for each in told.pop("left_out")),
    )
    return Page(read=read, **told)


def is_small(html: str) -> bool:
    """Return whether a page is read at once, whatever it holds: it is short, and not deep.

    How deep is counted from above: tags that nothing closes count as open.
    """
    if len(html) > READ_HERE:
        return False
    depth = 0
    for number, tag in enumerate(_TAG.finditer(html), 1):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if number > MOST_TAGS or depth > DEEPEST:
            return False
    return True


def _read_apart(html: str) -> dict[str, Any]:
    try:
        return read_apart(html)
    except Unreadable as error:
        raise NoArticle(str(error)) from error
