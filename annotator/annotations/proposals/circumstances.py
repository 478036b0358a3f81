"""The date that a value refers to and the scope it holds for, as the text says (no Django)."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from annotator.annotations.proposals.passage import Passage
from annotator.annotations.proposals.reading import read_value
from annotator.annotations.proposals.speech.names import NAME
from annotator.annotations.proposals.words.stems import content
from annotator.text import fold

REACH = 60
_AS_OF = re.compile(
    r"\b(?:[Aa]s (?:of|at)|по состоянию на|станом на|[Aa]u(?= \d)|[Aa] partir de|[Ss]tand)\s+"
)
_IN = re.compile(r"(?<![\w-])(?:[Ii]n|[Aa]t the end of|[Bb]y the end of)\s+(?=[\w ]{0,20}\d{4})")
_BY = re.compile(r"(?<![\w-])(?:by|in|from)\s+(?=(?:[\w ]{0,20}\d{4}))")
_HAS = re.compile(r"\b(?:own|hold|get|have|ha|receive|keep|take|retain)(?:s|ed)?\b|\bheld\b")


class Circumstance(NamedTuple):
    """A detail as it is stored, and the words that say it."""

    value: str
    words: str


def as_of(
    passage: Passage, published: date | None, *, changes: bool = False, predicted: bool = False
) -> Circumstance | None:
    """Return the date to which what is marked refers, as 2021, 2021-04 or 2021-04-12.

    `changes`: whether the value asked for can change, so that “in 2020” dates it too.
    """
    before, after = passage.before, passage.after
    if found := _dated(_AS_OF, passage.quote, published):
        return found
    for side in (before[-3 * REACH :], after[: 2 * REACH]):
        if found := _dated(_AS_OF, side, published):
            return found
    if predicted:
        return _dated(_BY, after[:REACH], published) or _dated(_BY, passage.quote, published)
    if not changes:
        return None
    if re.match(r"\s*(?:in|at the end of)\s", after):
        return _dated(_IN, after[:REACH], published)
    lead = re.match(r"\W*[Ii]n [^,]{4,25},", before)
    return _dated(_IN, lead[0], published) if lead else None


def _dated(words: re.Pattern[str], text: str, published: date | None) -> Circumstance | None:
    for match in words.finditer(text):
        rest = text[match.end() : match.end() + REACH]
        found = read_value(rest, "date", "", published)
        if not found or not rest.startswith(found.value):
            continue
        if whole := _partial(found.low, found.high):
            return Circumstance(whole, f"{match[0].strip()} {found.value}")
    return None


def _partial(low: str, high: str) -> str:
    """Return a whole year, a whole month or a day; an empty string for other spans of days."""
    try:
        first, last = date.fromisoformat(low), date.fromisoformat(high)
    except ValueError:
        return ""
    if first == last:
        return low
    if first.year != last.year or first.day != 1:
        return ""
    if (first.month, last.month, last.day) == (1, 12, 31):
        return low[:4]
    ends = monthrange(last.year, last.month)[1] == last.day
    return low[:7] if first.month == last.month and ends else ""


def _owner(passage: Passage) -> str:
    """Return the one name of the marked words, else the one that has what is marked."""
    before = passage.clause[0]
    for words in (passage.quote, before if _HAS.search(before) else ""):
        names = {match[0] for match in re.finditer(NAME, words)}
        if names:
            return names.pop() if len(names) == 1 else ""
    return ""


def scope_of(
    passage: Passage, asked: str, known: Sequence[str], *, shares: bool = False
) -> Circumstance | None:
    """Return the scope that the words name, of those known for the question, or None.

    `shares`: whether scopes add up to a whole; then a single other name in the marked words, where
    the scope asked for is a name too, is one.
    """
    before, after = passage.clause
    scopes = list(dict.fromkeys(one for one in (*known, asked) if one))
    for words in (passage.quote, f"{before}{passage.quote}{after}"):
        said = content(words)
        named = [one for one in scopes if content(one) and content(one) <= said]
        named = [one for one in named if not any(content(one) < content(other) for other in named)]
        if len({fold(one) for one in named}) == 1:
            only_asked = fold(named[0]) == fold(asked) and not shares and len(scopes) < 2
            return None if only_asked else Circumstance(named[0], named[0])
        if named:
            return None
        if shares and asked[:1].isupper():
            name = _owner(passage)
            return Circumstance(name, name) if name else None
    return None
