"""What one article adds to the tallies of names (pure: no Django).

A place that several annotators marked counts once; a place that any of them linked is linked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from annotator.text import fold

LONGEST = 200
"""Characters of a form that are told apart."""
EVERY = 0
"""Stands for every source in a tally, and for no entity in a use."""
_DAY, _DIGITS = 10, 12


class NameMark(NamedTuple):
    """One mark that names something: where, in which words, under which label."""

    start: int
    quote: str
    label: str
    entity: int
    """Its key, 0 where the mark is not linked."""
    aside: bool


class Use(NamedTuple):
    """What an article calls one thing under one label, and how often.

    `once`: how many of the places no label counts that sorts before. `first`: as `first_use` says.
    """

    source: int
    label: str
    entity: int
    form: str
    aside: bool
    places: int
    once: int
    first: str


class TallyKey(NamedTuple):
    """What a tally sums up: a label or '', a source or 0, an entity or 0, a form or ''."""

    label: str
    source: int
    entity: int
    form: str
    aside: bool


class FirstUse(NamedTuple):
    """Where a name stands first: the day, the article, the start; and how it is written there."""

    day: date
    article: int
    start: int
    written: str


def form_of(quote: str) -> str:
    """Return the form that the words are: case, spacing and what is too long aside."""
    return fold(quote)[:LONGEST]


def first_use(day: date, article: int, start: int, written: str) -> str:
    """Return a text that sorts as these do."""
    return f"{day.isoformat()}{article:012}{start:012}{' '.join(written.split())[:LONGEST]}"


def read_first(text: str) -> FirstUse:
    """Return what `first_use` was made of."""
    place, written = text[_DAY : _DAY + 2 * _DIGITS], text[_DAY + 2 * _DIGITS :]
    day = date.fromisoformat(text[:_DAY])
    return FirstUse(day, int(place[:_DIGITS]), int(place[_DIGITS:]), written)


def uses(article: int, source: int, day: date, marks: Iterable[NameMark]) -> list[Use]:
    """Return what an article calls things, by entity, form and label."""
    marks = list(marks)
    linked = {(one.start, one.quote) for one in marks if one.entity}
    labels: dict[tuple[int, str, bool], dict[str, set[tuple[int, str]]]] = defaultdict(dict)
    for one in marks:
        place = one.start, one.quote
        # What nobody has linked is listed only where it counts.
        if one.entity or (place not in linked and not one.aside):
            of_label = labels[one.entity, form_of(one.quote), one.aside]
            of_label.setdefault(one.label, set()).add(place)
    found = []
    for (entity, form, aside), by_label in labels.items():
        counted: set[tuple[int, str]] = set()
        for label, places in sorted(by_label.items()):
            once = len(places - counted)
            counted |= places
            first = first_use(day, article, *min(places))
            found.append(Use(source, label, entity, form, aside, len(places), once, first))
    return found


def tallied(use: Use) -> Iterator[tuple[TallyKey, int]]:
    """Yield the tallies that a use adds to, and how many places it adds to each.

    An entity that stands aside alone is listed all the same, with no place that counts.
    """
    for label, count in (("", use.once), (use.label, use.places)):
        if not count:
            continue
        yield TallyKey(label, use.source, use.entity, use.form, use.aside), count
        for source in (use.source, EVERY):
            if use.entity:
                yield TallyKey(label, source, use.entity, "", False), 0 if use.aside else count
            elif source == EVERY:
                yield TallyKey(label, EVERY, 0, use.form, use.aside), count
