"""Count what a format will not keep of the documents, before they are written (pure)."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from annotator.exchange.formats.document import (
    ABOUT,
    CONFIDENCE,
    GOLD,
    READING,
    FormatDocument,
    FormatMark,
)
from annotator.exchange.formats.format import Aspect, Format, HeldPlace

NAMED = 3
"""How many places are named of each thing that is lost."""
_NOTES = frozenset({"note", "flag"})
_SURE = frozenset({CONFIDENCE})
_NAMES = frozenset({"entity", "entity_name", "entity_wikidata"})
_MARKS = frozenset({Aspect.SPANS, Aspect.DOCUMENT_LABELS})
_WORD = re.compile(r"\w")


class Loss(NamedTuple):
    """Something that is lost: what, how often, and the first places of it."""

    aspect: Aspect
    number: int
    places: list[str]


class LossCount:
    """Counts things, and keeps the first places of them."""

    def __init__(self) -> None:
        self.count = 0
        self.places: list[str] = []

    def add(self, place: str) -> None:
        self.count += 1
        if len(self.places) < NAMED and place not in self.places:
            self.places.append(place)


def losses(
    of: Format, documents: Iterable[FormatDocument], taken: Collection[HeldPlace] | None = None
) -> list[Loss]:
    """Return what the format loses of these documents, of `Aspect` in its order; nothing empty.

    `taken` are the places of what goes into it; all does where that is None.
    """
    left = frozenset() if taken is None else _MARKS
    tallies = {aspect: LossCount() for aspect in Aspect if aspect in left | set(of.loses)}
    for document in documents:
        if taken is not None:
            marks = [mark for mark in document.marks if is_taken(document, mark, taken)]
            kept = {id(mark) for mark in marks}
            for mark in document.marks:
                if id(mark) not in kept:
                    tallies[_is(mark)].add(place_of(document, mark))
            document = replace(document, marks=marks)
        for aspect, place in _said(document):
            if aspect not in of.says:
                tallies[aspect].add(place)
    return [Loss(aspect, one.count, one.places) for aspect, one in tallies.items() if one.count]


def is_taken(
    document: FormatDocument, mark: FormatMark, taken: Collection[HeldPlace] | None
) -> bool:
    """Return whether a highlight goes into the file, of which `taken` are the places."""
    if taken is None:
        return True
    return (
        mark.start is not None
        and HeldPlace(mark.kind, int(document.article_id), *mark.span) in taken
    )


def _is(mark: FormatMark) -> Aspect:
    return Aspect.SPANS if mark.start is not None else Aspect.DOCUMENT_LABELS


def _said(document: FormatDocument) -> Iterator[tuple[Aspect, str]]:
    """Yield each aspect that something of the document has, with the place of it."""
    if document.source or document.published_on or document.url:
        yield Aspect.ABOUT, f"“{document.title}”"
    seen: set[tuple[object, ...]] = set()
    authors = set()
    for mark in document.marks:
        place = place_of(document, mark)
        authors.add(mark.annotator)
        yield from ((aspect, place) for aspect in _of_mark(document.text, mark))
        key = (mark.layer, mark.annotator, mark.label, mark.start, mark.end)
        if mark.start is not None and key in seen:
            yield Aspect.PARTS, place
        seen.add(key)
    for mark in overlapping(document.marks):
        yield Aspect.OVERLAPS, place_of(document, mark)
    for mark in overlapping(document.marks, of_kind=True):
        yield Aspect.KIND_OVERLAPS, place_of(document, mark)
    for reader in document.readers:
        if reader not in authors:
            yield Aspect.READERS, f"{reader} in “{document.title}”"


def _of_mark(text: str, mark: FormatMark) -> Iterator[Aspect]:
    yield _is(mark)
    yield Aspect.LAYERS
    if mark.annotator:
        yield Aspect.AUTHORS
    if mark.id:
        yield Aspect.IDS
    if mark.created_at:
        yield Aspect.TIMES
    if mark.codebook_edition:
        yield Aspect.EDITIONS
    yield from (aspect for aspect, is_so in _PLACED.items() if is_so(text, mark))
    given = set(mark.details)
    if given & _NOTES:
        yield Aspect.NOTES
    if given & _NAMES:
        yield Aspect.NAMES
    if given & _SURE:
        yield Aspect.CONFIDENCE
    if given - _NOTES - _NAMES - _SURE:
        yield Aspect.DETAILS


def place_of(document: FormatDocument, mark: FormatMark) -> str:
    """Return where a highlight stands, for whoever looks for it."""
    if mark.start is None:
        return f"{mark.label} of “{document.title}”"
    words = mark.quote if len(mark.quote) <= 40 else mark.quote[:39] + "…"
    return f"“{words}” at {mark.start} in “{document.title}”"


def inside_word(text: str, start: int, end: int) -> bool:
    """Return whether a span begins or ends between two characters of one word."""
    return any(
        0 < at < len(text) and _WORD.match(text[at - 1]) and _WORD.match(text[at])
        for at in (start, end)
    )


def blank_edged(text: str, start: int, end: int) -> bool:
    """Return whether a span begins or ends with white space."""
    return text[start : start + 1].isspace() or text[end - 1 : end].isspace()


def overlapping(marks: Iterable[FormatMark], of_kind: bool = False) -> list[FormatMark]:
    """Return the highlights that share characters with one before them in the same reading, or,
    `of_kind`, with one of their own kind there.

    One that is itself returned is in nobody's way.
    """
    lanes: dict[tuple[str, str, str], list[FormatMark]] = {}
    for mark in marks:
        if mark.start is not None:
            whose = "" if mark.layer == GOLD else mark.annotator
            lanes.setdefault((mark.layer, whose, mark.kind if of_kind else ""), []).append(mark)
    found = []
    for lane in lanes.values():
        reach = 0
        for mark in sorted(lane, key=lambda mark: mark.span):
            start, end = mark.span
            if start < reach:
                found.append(mark)
            else:
                reach = end
    return found


def sayable(of: Format, document: FormatDocument) -> FormatDocument:
    """Return what the format keeps of a document: what its writer writes, and its reader reads."""
    gone = {id(mark) for mark, _ in unsayable(of, document)}
    return replace(
        document,
        marks=[_mark_said(of, mark) for mark in document.marks if id(mark) not in gone],
        readers=document.readers if Aspect.READERS in of.says else (),
        **({} if Aspect.ABOUT in of.says else dict.fromkeys(ABOUT, "")),
    )


def unsayable(of: Format, document: FormatDocument) -> list[tuple[FormatMark, Aspect]]:
    """Return the marks that the format cannot keep, each with the first reason why."""
    marks = list(document.marks)
    gone: list[tuple[FormatMark, Aspect]] = []

    def drop(aspect: Aspect, dropped: Iterable[FormatMark]) -> None:
        nonlocal marks
        if aspect not in of.says:
            found = {id(mark) for mark in dropped}
            gone.extend((mark, aspect) for mark in marks if id(mark) in found)
            marks = [mark for mark in marks if id(mark) not in found]

    for aspect, is_so in _MARKS_WITH.items():
        drop(aspect, [mark for mark in marks if is_so(document.text, mark)])
    first = {_once(mark): id(mark) for mark in reversed(marks)}
    drop(Aspect.PARTS, [mark for mark in marks if first[_once(mark)] != id(mark)])
    drop(Aspect.OVERLAPS, overlapping(marks))
    drop(Aspect.KIND_OVERLAPS, overlapping(marks, of_kind=True))
    return gone


_PLACED: dict[Aspect, Callable[[str, FormatMark], bool]] = {
    Aspect.INSIDE_WORDS: lambda text, mark: (
        mark.start is not None and inside_word(text, *mark.span)
    ),
    Aspect.BLANK_EDGES: lambda text, mark: mark.start is not None and blank_edged(text, *mark.span),
}
_MARKS_WITH: dict[Aspect, Callable[[str, FormatMark], bool]] = {
    Aspect.SPANS: lambda text, mark: mark.start is not None,
    Aspect.DOCUMENT_LABELS: lambda text, mark: mark.start is None,
    **_PLACED,
}


def _once(mark: FormatMark) -> tuple[object, ...]:
    return (mark.layer, mark.annotator, mark.label, mark.start, mark.end)


def _mark_said(of: Format, mark: FormatMark) -> FormatMark:
    lost = {
        Aspect.NOTES: _NOTES,
        Aspect.NAMES: _NAMES,
        Aspect.CONFIDENCE: _SURE,
        Aspect.DETAILS: mark.details.keys() - _NOTES - _NAMES - _SURE,
    }
    gone = {name for aspect, names in lost.items() if aspect not in of.says for name in names}
    empty: dict[Aspect, dict[str, Any]] = {
        Aspect.AUTHORS: {"annotator": ""},
        Aspect.LAYERS: {"layer": READING},
        Aspect.PARTS: {"part": 0},
        Aspect.TIMES: {"created_at": "", "updated_at": ""},
        Aspect.EDITIONS: {"codebook_edition": ""},
        Aspect.IDS: {"id": ""},
    }
    said: dict[str, Any] = {}
    for aspect, names in empty.items():
        said |= {} if aspect in of.says else names
    details = {name: value for name, value in mark.details.items() if name not in gone}
    return replace(mark, details=details, **said)
