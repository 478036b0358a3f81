"""What readers say of an article as a whole, in places: one for each target (pure: no Django)."""

from collections.abc import Collection, Iterable, Mapping
from operator import itemgetter
from uuid import UUID

from annotator.annotations.drawing.html import AnnotationRow
from annotator.reconciliation.places.lanes import make_place
from annotator.reconciliation.places.place import Place, PlaceState, StoredDecision, span_of
from annotator.reconciliation.places.spans import Span, Type

WHOLE = "whole "
"""Stands before the kind where annotations of the whole article are kept apart from spans."""


def types_of_whole(spans: Iterable[Span], submitted: Collection[int]) -> tuple[Type, ...]:
    """Return how readers differ who said something toward one target, in the order of `Type`.

    `spans` are their document labels, of one kind and one link.
    """
    if len(submitted) == 1:
        return (Type.SINGLE,)
    said: dict[int, set[str]] = {}
    for span in spans:
        said.setdefault(span.annotator, set()).add(span.label)
    differs = len({frozenset(labels) for labels in said.values()}) > 1
    missed = not said.keys() >= set(submitted)
    found = [type for type, holds in ((Type.LABEL, differs), (Type.MISSED, missed)) if holds]
    return tuple(found) or (Type.AGREED,)


def whole_places(
    read: list[AnnotationRow],
    gold: list[AnnotationRow],
    submitted: Collection[int],
    decisions: list[StoredDecision],
    gone: Mapping[UUID, AnnotationRow],
) -> list[Place]:
    """Return the places of what is said of the whole article, by kind and target."""
    contents = {row["id"]: span_of(row) for row in (*read, *gold)}
    groups: dict[tuple[str, str], tuple[list[AnnotationRow], list[AnnotationRow]]] = {}
    for at, rows in enumerate((read, gold)):
        for row in rows:
            of = (row["kind"], contents[row["id"]].link)
            groups.setdefault(of, ([], []))[at].append(row)
    found, placed = [], set()
    for (kind, _), (said, settled) in sorted(groups.items(), key=itemgetter(0)):
        keys = {row["id"] for row in (*said, *settled)}
        here = [one for one in decisions if not keys.isdisjoint((*one.readings, *one.made))]
        placed |= {one.pk for one in here}
        types = types_of_whole([contents[row["id"]] for row in said], submitted) if said else ()
        place = make_place(kind, types, said, submitted, here, settled, contents)
        if settled and not here:
            place.state = PlaceState.SETTLED  # by an import, or before there were decisions of it
        found.append(place)
    for one in decisions:
        lost = [gone[key] for key in (*one.readings, *one.gold) if key in gone]
        if one.pk not in placed and lost:
            found.append(make_place(one.kind, (), [], submitted, [one], lost, contents))
    return found
