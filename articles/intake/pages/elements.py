"""What the elements of a page do to the line in which they stand (pure: no Django)."""

import re
from itertools import islice
from typing import Any

from articles.intake.pages.furniture import FURNITURE, role_of

BLOCK_TAGS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog"),
        *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1"),
        *("h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main"),
        *("menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody"),
        *("thead", "tfoot", "tr", "td", "th", "caption", "ul", "listing", "xmp"),
    }
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_STRUCK = frozenset({"s", "del", "strike"})
_STRUCK_STYLE = re.compile(r"text-decoration[^;]*line-through", re.I)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table(?!-cell))", re.I)
_PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_UP_STYLE = re.compile(r"vertical-align\s*:\s*(?:super|text-top|top)", re.I)
_DOWN_STYLE = re.compile(r"vertical-align\s*:\s*sub", re.I)
_NOTE = re.compile(r"(?:^|[\s_-])(?:foot-?note|fn-?ref|note-?ref|doc-noteref|superscript|sup)\b")
LONGEST_NOTE = 6  # code points of a note's mark
_BACK = frozenset(["↩", "↩︎", "↵", "⤴", "↑", "^", "⏎"])
_BOXES = frozenset(
    {"div", "header", "section", "footer", "address", "li", "td", "article", "figcaption"}
)
_ITEMS = frozenset({"span", "a", "time"})


def begins_line(element: Any) -> bool:
    """Return whether an element begins a line: a block, or a part of its own such as `amp-ad`."""
    if element.tag in BLOCK_TAGS or _BLOCK_STYLE.search(element.get("style", "")):
        return True
    return "-" in element.tag and role_of(element) in FURNITURE


def stands_apart(element: Any) -> bool:
    """Return whether a box of labels sets this one apart from the one before: name, role, time.

    Such a box holds no text but theirs, so that its style alone parts them.
    """
    before, box = element.getprevious(), element.getparent()
    if before is None or box is None or box.tag not in _BOXES or element.tag not in _ITEMS:
        return False
    if before.tag not in _ITEMS or (box.text or "").strip() or (before.tail or ""):
        return False
    return len((before.text or "").strip()) > 2 and len((element.text or "").strip()) > 2


def is_struck(element: Any) -> bool:
    """Return whether an element strikes out what is in it."""
    return element.tag in _STRUCK or bool(_STRUCK_STYLE.search(element.get("style", "")))


def leads_back(element: Any) -> bool:
    """Return whether this is the arrow that leads from a note back to its mark."""
    if element.tag != "a" or "#" not in element.get("href", ""):
        return False
    return _short_text(element).rstrip("\ufe0e\ufe0f") in _BACK


def _short_text(element: Any) -> str:
    """Return the text of an element, '' where it is longer than that of a note's mark."""
    text = ""
    for piece in element.itertext():
        text += piece.strip()
        if len(text) > LONGEST_NOTE:
            return ""
    return text


def level_of(element: Any) -> str:
    """Return whether an element is raised, lowered, or perhaps the mark of a note; else ''."""
    tag, style = element.tag, element.get("style", "")
    if tag == "sup" or (style and _UP_STYLE.search(style)):
        return "" if tag in BLOCK_TAGS else "up"
    if tag == "sub" or (style and _DOWN_STYLE.search(style)):
        return "" if tag in BLOCK_TAGS else "down"
    if tag in ("a", "span"):
        named = f"{element.get('class', '')} {element.get('role', '')}".lower()
        if "#" in element.get("href", "") or _NOTE.search(named):
            text = _short_text(element)
            return "note" if text and not text.isalpha() else ""
    return ""


def keeps_space(element: Any) -> bool:
    """Return whether the space in an element is shown as it is written."""
    if element.tag in ("pre", "listing", "xmp"):
        return True
    return bool(_PRE_STYLE.search(element.get("style", "")))


def is_row(row: Any) -> bool:
    """Return whether a table's row is a line: no cell of it holds several lines."""
    for cell in row.iterchildren("td", "th"):
        # Two are enough to tell; a table of tables would be walked through again and again.
        within = list(islice((e for e in cell.iterdescendants() if e.tag in BLOCK_TAGS), 2))
        if len(within) > 1 or (within and (within[0].tail or "").strip()):
            return False
    return True
