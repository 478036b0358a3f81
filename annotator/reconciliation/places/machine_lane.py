"""Set what a machine says beside the places of people, where a story wants its lane.

It is no reading: it is in no group, counts for nothing, and agrees with nobody.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from annotator.annotations.drawing.html import AnnotationRow
from annotator.annotations.drawing.rows import rows
from annotator.annotations.models import SPAN, Annotation
from annotator.annotations.models.choices import Proposed
from annotator.annotations.recording import origins
from annotator.machines.counting import fit_readings
from annotator.machines.models import AidRule, MachineMark, Shows, StoryReader
from annotator.reconciliation.places.assemble import shared_out
from annotator.reconciliation.places.place import Place, span_of
from articles.models import Article


class MachineSaid(NamedTuple):
    """One mark of a machine's lane, and how sure the machine was of it."""

    row: AnnotationRow
    machine: str
    confidence: float | None


class TakenMark(NamedTuple):
    """An annotation that somebody accepted from a machine, and whether it was changed."""

    annotator: int
    machine: str
    changed: bool


class MachineLanes(NamedTuple):
    """What machines say beside each place, by its key, and where no place is."""

    beside: dict[str, list[MachineSaid]]
    alone: list[MachineSaid]


CHANGED = Proposed.CHANGED
NO_LANES = MachineLanes({}, [])


def machine_said(article: Article, keys: Collection[UUID] | None = None) -> list[MachineSaid]:
    """Return what machines with a lane have marked in the article, in reading order; or of these
    annotations those that they have marked. One statement where no machine has a lane."""
    rule = AidRule.objects.filter(of=OuterRef("pk")).order_by("-since", "-pk").values("shows")
    read = fit_readings().filter(article=article, reader=OuterRef("reader"))
    wanted = StoryReader.objects.filter(
        Exists(read), story=article.story_id, counts=False, removed_at=None
    )
    with_lane = wanted.annotate(shown=Subquery(rule[:1])).filter(shown=Shows.LANE)
    names = dict(with_lane.order_by().values_list("reader__account_id", "reader__name"))
    if not names:
        return []
    marks = Annotation.machine_marks.filter(SPAN, article=article, annotator__in=names)
    if keys is not None:
        marks = marks.filter(pk__in=keys)
    found = rows(marks)
    sure = MachineMark.objects.filter(annotation__in=[row["id"] for row in found]).order_by()
    confidence = dict(sure.values_list("annotation_id", "confidence"))
    return [MachineSaid(row, names[row["annotator"]], confidence.get(row["id"])) for row in found]


def taken_in(places: Iterable[Place]) -> dict[UUID, TakenMark]:
    """Return which annotations of these places were accepted from machines, by key: one statement,
    none where nothing was proposed to anybody."""
    proposed = {
        row["id"]: row for place in places for row in place.rows if row["details"].get("proposed")
    }
    makers = origins.makers(proposed)
    return {
        key: TakenMark(row["annotator"], makers[key], row["details"]["proposed"] == CHANGED)
        for key, row in proposed.items()
        if key in makers
    }


def set_beside(places: Iterable[Place], said: Collection[MachineSaid]) -> MachineLanes:
    """Give each mark to the first place of its kind that it meets: with half of the shorter."""
    if not said:
        return NO_LANES
    beside: dict[str, list[MachineSaid]] = {}
    alone: list[MachineSaid] = []
    listed = [place for place in places if not place.is_whole and (place.rows or place.gold)]
    for kind in {one.row["kind"] for one in said}:
        here = sorted(
            (place for place in listed if place.kind == kind), key=lambda place: place.position
        )
        spans = [sorted(span_of(row) for row in (*place.rows, *place.gold)) for place in here]
        marks = [(one.row["start"], one.row["end"], one) for one in said if one.row["kind"] == kind]
        given, left = shared_out(marks, spans)
        beside |= {place.key: found for place, found in zip(here, given, strict=True) if found}
        alone += left
    return MachineLanes(beside, sorted(alone, key=lambda one: (one.row["start"], one.row["end"])))
