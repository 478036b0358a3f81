"""Where names of a registry stand in a text: whole words, the longest first, in one pass.

A name is looked for as it is looked up: case and runs of space do not count, and neither does
the way in which an accent is composed. Offsets are code points, half-open `[start, end)`.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterable
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

SHORTEST = 3
"""Letters: shorter names are words of every other sentence. Two, where words have no spaces."""

# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, bopomofo, ideographs.
_UNSPACED = [
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x312F), (0x31A0, 0x31FF),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
]  # fmt: skip
_WORD = re.compile("a+|i")
_SPACE = re.compile(r"\s+")
Key = TypeVar("Key", bound=Hashable)


class _Shapes(dict[int, str]):
    """For `str.translate`: `a` for what words are made of, `i` for a word by itself, else a space.

    A character is classified once in the life of the process.
    """

    def __missing__(self, code: int) -> str:
        wordlike = unicodedata.category(chr(code))[0] in "LMN"
        alone = any(first <= code <= last for first, last in _UNSPACED)
        shape = ("i" if alone else "a") if wordlike else " "
        self[code] = shape
        return shape


_SHAPES = _Shapes()


class NameOccurrence(NamedTuple, Generic[Key]):
    """One span of the text, and the keys of all things whose name it is, in the order given."""

    start: int
    end: int
    keys: tuple[Key, ...]


class _Name(NamedTuple, Generic[Key]):
    """A name without its words: the gaps between them, what stands before and after, its key.

    Only how much space there is does not count.
    """

    gaps: tuple[str, ...]
    lead: str
    tail: str
    capital: bool
    key: Key


Spans = list[tuple[int, int]]


def occurrences(text: str, names: Iterable[tuple[str, Key]]) -> list[NameOccurrence[Key]]:
    """Return where the text holds one of the names, from left to right, never one inside another.

    A name that has a capital is not found in words that have none: “WHO” is not “who”.
    """
    spans = _spans(text)
    words = [_fold(text[start:end]) for start, end in spans]
    known = _by_words(names, set(words))
    lengths: dict[str, list[int]] = {}
    for phrase in sorted(known, key=len, reverse=True):
        reach = lengths.setdefault(phrase[0], [])
        if not reach or reach[-1] != len(phrase):
            reach.append(len(phrase))
    found: list[NameOccurrence[Key]] = []
    at = 0
    while at < len(words):
        steps = 1
        for length in lengths.get(words[at], ()):
            alike = known.get(tuple(words[at : at + length]))
            place = _longest(text, spans[at : at + length], alike) if alike else None
            if place:
                found.append(place)
                steps = length
                break
        at += steps
    return found


def _by_words(
    names: Iterable[tuple[str, Key]], seen: set[str]
) -> dict[tuple[str, ...], list[_Name[Key]]]:
    """Return the names by their words, without the names of which the text lacks a word."""
    known: dict[tuple[str, ...], list[_Name[Key]]] = {}
    for name, key in names:
        shape = name.translate(_SHAPES)
        spans = [match.span() for match in _WORD.finditer(shape)]
        words = tuple(_fold(name[start:end]) for start, end in spans)
        if not words or not seen.issuperset(words):
            continue
        if len(shape) - shape.count(" ") < SHORTEST - ("i" in shape):
            continue
        lead, tail = name[: spans[0][0]].strip(), name[spans[-1][1] :].strip()
        entry = _Name(_gaps(name, spans), lead, tail, name != name.lower(), key)
        known.setdefault(words, []).append(entry)
    return known


def _longest(text: str, spans: Spans, names: Iterable[_Name[Key]]) -> NameOccurrence[Key] | None:
    """Return the longest of the names, all of the same words, that stands at the spans of these
    words."""
    gaps = _gaps(text, spans)
    first, last = spans[0][0], spans[-1][1]
    alike: dict[tuple[int, int], dict[Key, None]] = {}
    for name in names:
        start, end = max(0, first - len(name.lead)), last + len(name.tail)
        quote = text[start:end]
        dressed = quote.startswith(name.lead) and quote.endswith(name.tail)
        if dressed and gaps == name.gaps and not (name.capital and quote == quote.lower()):
            alike.setdefault((start, end), {})[name.key] = None
    if not alike:
        return None
    start, end = max(alike, key=lambda span: span[1] - span[0])
    return NameOccurrence(start, end, tuple(alike[start, end]))


def _spans(text: str) -> Spans:
    return [match.span() for match in _WORD.finditer(text.translate(_SHAPES))]


def _gaps(text: str, spans: Spans) -> tuple[str, ...]:
    """Return what stands between the words, spaces as one; an empty line keeps a name's words
    apart."""
    gaps = [text[left[1] : right[0]] for left, right in pairwise(spans)]
    return tuple(gap if gap.count("\n") > 1 else _SPACE.sub(" ", gap) for gap in gaps)


def _fold(word: str) -> str:
    return word.casefold() if word.isascii() else unicodedata.normalize("NFC", word.casefold())
