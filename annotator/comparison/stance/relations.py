"""Who is for and against whom, by outlet, as counted from the stances that annotators marked.

A place that several annotators marked alike counts once. Without a holder it is the article's own
voice, which is never summed up with what speakers say.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import QuerySet

from annotator.annotations.models import Annotation
from annotator.comparison.asides import aside_role, regions_of
from annotator.comparison.seen import Seen
from annotator.vocabulary.models import Kind

POLARITIES = (-1, 0, 1)
WORDS = {-1: "against", 0: "neutral", 1: "in favour"}
OWN, SPEAKERS = "own", "speakers"


class Stance(NamedTuple):
    """One place where somebody takes a stance: entities by key, the polarity -1, 0 or 1.

    `aside`: the role of the part of the page that keeps it from counting, '' where it counts.
    """

    article: int
    start: int
    end: int
    holder: int | None
    target: int | None
    polarity: int
    aside: str = ""


class Asked(NamedTuple):
    """Which stances are wanted: entities and an outlet by key, the voice; None and '' are all.

    `aside`: those that stand in captions, references and the like, which nothing else counts.
    """

    holder: int | None = None
    target: int | None = None
    source: int | None = None
    voice: str = ""
    aside: bool = False


@dataclass
class Relation:
    """One holder toward one target: how often which polarity, in all and by outlet."""

    holder: int | None
    target: int | None
    whole: Counter[int] = field(default_factory=Counter)
    outlets: dict[int, Counter[int]] = field(default_factory=dict)

    @property
    def times(self) -> int:
        return self.whole.total()

    @property
    def divided(self) -> int:
        """How many stances contradict the commoner side."""
        return min(self.whole[-1], self.whole[1])


def stances(annotations: QuerySet[Annotation]) -> list[Stance]:
    """Return every place of a stance among these annotations once, in no order. Two statements."""
    among = annotations.filter(kind=Kind.STANCE)
    columns = ("article_id", "start", "end", "stance_holder_id", "stance_target_id")
    found = [Stance(*row) for row in among.values_list(*columns, "label__polarity").distinct()]
    regions = regions_of({one.article for one in found})
    return [
        one._replace(aside=aside_role(regions.get(one.article, ()), one.start, one.end))
        for one in found
    ]


def chosen(every: Iterable[Stance], seen: Seen, asked: Asked) -> list[Stance]:
    """Return the stances that were asked for."""
    return [
        one
        for one in every
        if asked.aside == bool(one.aside)
        and asked.holder in (None, one.holder)
        and asked.target in (None, one.target)
        and asked.source in (None, seen.articles[one.article].source)
        and (not asked.voice or (asked.voice == OWN) == (one.holder is None))
    ]
