"""Write out the tree of a page as blocks: what a reader sees as one line each (pure: no Django).

A block element, or a `<br>`, begins a new block; elements inside a line never do. Nothing is
added that the page does not show: no bullet, no bar between cells, which a tab parts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from articles.intake.pages.elements import (
    HEADINGS,
    LONGEST_NOTE,
    begins_line,
    is_row,
    is_struck,
    keeps_space,
    leads_back,
    level_of,
    stands_apart,
)
from articles.intake.pages.quotation_marks import OPENING, SPACED, marks_of
from articles.intake.pages.raised import lowered, raised
from articles.intake.pages.tree import shown

_SPACE = re.compile(r"[ \t\n\r\f]+")
_CELL, _CUT = "\ue0ff", "\ue0fe"  # private signs, which the text of a page loses before
_OWN_SIGNS = str.maketrans("", "", _CELL + _CUT)
MOST_AROUND = 40


@dataclass(eq=False, slots=True)
class PageBlock:
    """One line of a page: its text, and the block element in which it begins.

    `linked`: how many code points of it lead elsewhere. `struck`: the words struck out in it.
    """

    element: Any
    text: str
    linked: int = 0
    struck: list[str] = field(default_factory=list)


def blocks_of(tree: Any, language: str = "") -> list[PageBlock]:
    """Return the blocks of a tree, in order. `language` is the page's, for its quotations."""
    return _Writer(language).written(tree)


class _Writer:
    """Walks a tree once, and gathers what stands in one line."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.blocks: list[PageBlock] = []
        self.pieces: list[str] = []
        self.struck: list[str] = []
        self.linked = self.links = self.kept_space = self.rows = 0
        self.open: list[Any] = []
        self.begun: Any = None
        self.raising: dict[Any, tuple[int, str]] = {}
        self.quoting: dict[Any, str] = {}
        self.quotes = 0

    def written(self, tree: Any) -> list[PageBlock]:
        from lxml import etree

        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if is_struck(element) or leads_back(element):
                    if not leads_back(element):
                        self.struck.append(" ".join("".join(element.itertext()).split()))
                    self.pieces.append(_CUT)
                    walk.skip_subtree()
                    continue
                self.begin(element)
                self.say(element.text)
            else:
                self.end(element)
                self.say(element.tail)
        self.flush()
        return self.blocks

    def begin(self, element: Any) -> None:
        tag = element.tag
        if tag == "br":
            self.pieces.append(" ") if self.rows or self.in_heading() else self.flush()
        elif tag in ("td", "th") and self.rows:
            self.pieces.append(_CELL)
        elif self.breaks(element):
            self.flush()
            self.open.append(element)
            self.rows += tag == "tr" and is_row(element)
            self.kept_space += keeps_space(element)
        elif tag == "a" and not element.get("href", "#").startswith("#"):
            self.links += 1
        elif tag == "q":
            self.quote(element)
        if self.pieces and stands_apart(element):
            self.pieces.append(" ")
        if how := level_of(element):
            self.raising.setdefault(element, (len(self.pieces), how))

    def end(self, element: Any) -> None:
        tag = element.tag
        if element in self.raising:
            self.raise_to(element, *self.raising.pop(element))
        if self.open and self.open[-1] is element:
            self.flush()
            self.open.pop()
            self.rows -= tag == "tr" and self.rows > 0
            self.kept_space -= keeps_space(element)
        elif tag == "a" and not element.get("href", "#").startswith("#"):
            self.links -= 1
        elif tag == "q" and element in self.quoting:
            self.pieces.append(self.quoting.pop(element))
            self.quotes -= 1

    def breaks(self, element: Any) -> bool:
        """Return whether an element begins a line: inside a table's row that is one line, none."""
        if self.rows:
            return False
        return begins_line(element)

    def in_heading(self) -> bool:
        return bool(self.open) and self.open[-1].tag in HEADINGS

    def quote(self, element: Any) -> None:
        """Set the mark before a quotation, unless the page has written one."""
        before = "".join(self.pieces[-3:])
        within = next((e.text for e in islice(element.iter(), 4) if (e.text or "").strip()), "")
        if (
            before[-1:] in OPENING
            or before.rstrip()[-1:] in SPACED
            or within.lstrip()[:1] in OPENING
        ):
            return
        language = next(
            (
                each.get("lang") or each.get("{http://www.w3.org/XML/1998/namespace}lang")
                for each in islice(element.iterancestors(), MOST_AROUND)
                if each.get("lang")
            ),
            self.language,
        )
        opening, self.quoting[element] = marks_of(language or "", self.quotes)
        self.pieces.append(opening)
        self.quotes += 1

    def raise_to(self, element: Any, begin: int, how: str) -> None:
        text = "".join(self.pieces[begin:])
        before = "".join(self.pieces[max(0, begin - 4) : begin])
        glued = before[-1:].strip() and before[-1] not in "([{“«„‘"
        if how == "note" and (len(text.strip()) > LONGEST_NOTE or not glued):
            return
        links = how == "note" or any(
            link.get("href", "").startswith("#") for link in element.iter("a")
        )
        self.pieces[begin:] = [
            lowered(text) if how == "down" else raised(text, before, self.language, links)
        ]

    def say(self, text: str | None) -> None:
        if not text:
            return
        if self.begun is None and text.strip():
            self.begun = self.open[-1] if self.open else None
        self.pieces.append(text.translate(_OWN_SIGNS))
        if self.links:
            self.linked += len(text.strip())

    def flush(self) -> None:
        """End the line, and keep it as a block if there is anything in it."""
        if self.pieces:
            for line in self.lines(shown("".join(self.pieces))):
                self.blocks.append(PageBlock(self.begun, line, self.linked, self.struck))
        self.pieces.clear()
        self.struck, self.linked, self.begun = [], 0, None
        for element, (_, how) in self.raising.items():
            self.raising[element] = (0, how)

    def lines(self, text: str) -> Iterator[str]:
        if self.kept_space:
            for line in re.split(r"\r\n?|\n|\f", text.replace(_CUT, "").replace(_CELL, "\t")):
                if line.strip():
                    yield line.rstrip()
            return
        line = _SPACE.sub(" ", text)
        if _CUT in line:
            line = re.sub(rf"([,;:]) ?(?:{_CUT} ?)+\1", r"\1", line)
            line = re.sub(rf" ?(?:{_CUT} ?)+(?=[.,;:!?…)\]])", "", line)
            line = re.sub(rf"(?: ?{_CUT})+(?: |$)", " ", line).replace(_CUT, "")
        line = re.sub(rf" *{_CELL} *", "\t", line).strip(" \t")
        if line and not line.isspace():
            yield line
