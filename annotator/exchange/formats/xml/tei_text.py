"""The text of a TEI file on one line a block, and where its elements stand in it."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from annotator.exchange.formats.xml.tei_elements import (
    BLOCKS,
    BREAKS,
    MARKED,
    OF_WORDS,
    PLAIN,
    POINTING,
    SKIPPED,
)
from annotator.exchange.formats.xml_files import XML_ID, at_line, local_name

TEI_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_BLANKS = re.compile(r"[ \t\r\n]+")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass
class ElementSpan:
    """Where an element stands in the text; `kept` tells whether its blanks are as they were."""

    element: Any
    kept: bool
    start: int = -1
    end: int = -1

    @property
    def is_empty(self) -> bool:
        return not 0 <= self.start < self.end


@dataclass
class TeiText:
    """A text that is put together, element by element: blanks run together outside of what keeps
    them, and each block begins a line."""

    marked: list[ElementSpan] = field(default_factory=list)
    by_id: dict[str, ElementSpan] = field(default_factory=dict)
    not_read: Counter[str] = field(default_factory=Counter)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _waiting: str = ""
    """A blank or a line end that is written once something follows."""
    _open: list[ElementSpan] = field(default_factory=list)
    """The elements that have begun and have no text yet."""

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def take(self, element: Any, kept: bool = False) -> None:
        """Add an element with all that is in it."""
        name = local_name(element)
        if name in SKIPPED:
            if SKIPPED[name]:
                self.not_read[SKIPPED[name]] += 1
            return
        kept = {"preserve": True, "default": False}.get(element.get(_SPACE, ""), kept)
        is_block = name in BLOCKS or (name == "lb" and element.get("break") != "no")
        if is_block:
            self._end_line()
        span = ElementSpan(element, kept)
        if name in MARKED:
            self.marked.append(span)
        else:
            self._count_said(element, name)
        if given := element.get(XML_ID, ""):
            self.by_id[given] = span
        self._open.append(span)
        self._add(element.text or "", kept)
        for child in element:
            self.take(child, kept)
            self._add(child.tail or "", kept)
        span.end = self._length
        if self._open and self._open[-1] is span:
            self._open.pop()
        if is_block:
            self._end_line()

    def _count_said(self, element: Any, name: str) -> None:
        """Count what an element that becomes no highlight says of its words."""
        if name not in BLOCKS and name not in PLAIN:
            self.not_read[f"<{name[:40]}>, whose text is read"] += 1
        of_words = name in PLAIN and name not in BREAKS
        for attribute in OF_WORDS if of_words else POINTING if name not in BREAKS else ():
            if element.get(attribute):
                self.not_read[f"{attribute} of <{name[:40]}>"] += 1

    def empty(self, place: str) -> list[str]:
        """Return the places of elements that would be highlights and have no text."""
        return [at_line(place, span.element) for span in self.marked if span.is_empty]

    def _end_line(self) -> None:
        if self._length:
            self._waiting = "\n"

    def _add(self, text: str, kept: bool) -> None:
        if not text:
            return
        if not kept:
            text = _BLANKS.sub(" ", text)
            if text[0] == " ":
                self._waiting = self._waiting or (" " if self._length else "")
                text = text[1:]
            if not text:
                return
            ends, text = text[-1] == " ", text.removesuffix(" ")
        else:
            ends = False
        self._write(text)
        if ends:
            self._waiting = " "

    def _write(self, text: str) -> None:
        if self._waiting:
            self._pieces.append(self._waiting)
            self._length += 1
            self._waiting = ""
        for span in self._open:
            span.start = self._length
        self._open.clear()
        self._pieces.append(text)
        self._length += len(text)
