"""Parse a page, and leave out of its tree what no reader of it sees (pure: no Django)."""

import re
from typing import Any

MOST_ELEMENTS = 40_000
"""Of what can be seen: a live blog with ten thousand paragraphs has as many."""
_CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n\f\r"} | {0x7F: None}
# `&#150;` is read as Windows-1252 by every browser, for so it was meant.
_MEANT = (
    {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}
    | _CONTROL
    | dict.fromkeys((0x2028, 0x2029), " ")
)
_UNSEEN_TAGS = frozenset(
    {
        *("script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed"),
        *("video", "audio", "canvas", "map", "picture", "applet", "frameset", "noframes", "head"),
        *("button", "select", "textarea", "input", "option", "datalist", "progress", "meter"),
        *("rp", "rt", "rtc", "link", "meta", "title", "base", "img", "area", "source", "track"),
    }
)
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.I)
_FOR_SCREEN_READERS = re.compile(
    r"(?:^|\s)(?:sr-only|(?:u-|is-)?visually-?hidden|screen-reader-text|screen-reader-only"
    r"|a11y-hidden|hidden-accessible)(?:\s|$)",
    re.IGNORECASE,
)


class TooLarge(ValueError):
    """The page has more elements than are read; the message says what to do."""


def parse(html: str) -> Any:
    """Return the tree of a page, an lxml element, or None where there is nothing in it."""
    # Imported here, as all of lxml: only a saved page needs it.
    from lxml import etree
    from lxml.html import HTMLParser

    bare = html.translate(_CONTROL).encode("utf-8", "replace")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(bare, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def without_unseen(tree: Any) -> Any:
    """Return the tree after taking out of it what is not seen. Raises TooLarge."""
    unseen = [element for element in tree.iter() if _is_unseen(element)]
    for element in unseen:
        if element.getparent() is not None:
            element.drop_tree()
    elements = sum(1 for _ in tree.iter())
    if elements > MOST_ELEMENTS:
        raise TooLarge(
            f"The page has {elements:,} elements; {MOST_ELEMENTS:,} are read. "
            "Copy the article and paste it as plain text."
        )
    return tree


def _is_unseen(element: Any) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSEEN_TAGS:
        return True
    given = element.attrib
    if tag == "dialog" and "open" not in given:
        return True
    if not given or tag in ("html", "body"):
        return False
    return (
        "hidden" in given
        or given.get("aria-hidden", "").lower() == "true"
        or _UNSEEN_STYLE.search(given.get("style", "")) is not None
        or _FOR_SCREEN_READERS.search(given.get("class", "")) is not None
    )


def shown(text: str) -> str:
    """Return a text of the tree without what is no character of it: controls, soft hyphens."""
    return text.translate(_MEANT).replace("\u00ad", "").replace("\u200b", "")
