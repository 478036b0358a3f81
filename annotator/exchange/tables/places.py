"""Read the places of many articles at once, in a number of statements that does not grow.

`annotator/reconciliation/places/load.py` reads one article for a page; tests compare the two.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from annotator.annotations.drawing.html import AnnotationRow
from annotator.annotations.drawing.rows import rows, rows_by_article
from annotator.annotations.models import Annotation, Layer
from annotator.machines.counting import counted_readings, live_marks
from annotator.reconciliation.places.assemble import assemble
from annotator.reconciliation.places.load import stored_decisions
from annotator.reconciliation.places.place import Place, StoredDecision

MOST_ASKED = 5000
"""Keys that one statement names: SQLite takes no more than some ten thousand."""
NO_MORE: tuple[None, Any] = (None, ())


@dataclass
class ReadPlaces:
    """What counts of one article, of which its places are made when they are asked for."""

    submitted: set[int] = field(default_factory=set)
    read: list[AnnotationRow] = field(default_factory=list)
    gold: list[AnnotationRow] = field(default_factory=list)
    decisions: list[StoredDecision] = field(default_factory=list)
    gone: dict[UUID, AnnotationRow] = field(default_factory=dict)

    @property
    def deciders(self) -> set[int]:
        """The keys of those whose decisions stand."""
        return {decision.by for decision in self.decisions}

    def places(self) -> list[Place]:
        """Return the places in reading order."""
        return assemble(self.read, self.gold, sorted(self.submitted), self.decisions, self.gone)


def places_of_many(articles: Iterable[int]) -> Iterator[tuple[int, ReadPlaces]]:
    """Yield what counts of each of the articles, in the order of their keys.

    Of their annotations, those of one article are in memory at once.
    """
    found = {article: ReadPlaces() for article in sorted(articles)}
    counted = counted_readings(found)
    machines = {one.reader for one in counted if one.machine}
    for one in counted:
        found[one.article].submitted.add(one.reader)
    for article, decisions in stored_decisions(list(found)).items():
        found[article].decisions = decisions
    _add_gone(found, machines)
    marked = rows_by_article(live_marks(machines).filter(article__in=found))
    by_article = groupby(marked, key=itemgetter(0))
    marked_next, its_rows = next(by_article, NO_MORE)
    for article, there in found.items():
        if article == marked_next:
            for _, row in its_rows:
                if row["layer"] == Layer.GOLD:
                    there.gold.append(row)
                elif row["annotator"] in there.submitted:
                    there.read.append(row)
            marked_next, its_rows = next(by_article, NO_MORE)
        yield article, there
        there.read, there.gold = [], []


def _add_gone(found: Mapping[int, ReadPlaces], machines: Collection[int]) -> None:
    """Add the annotations that decisions ruled on and that count no longer."""
    decided = [article for article, there in found.items() if there.decisions]
    if not decided:
        return
    marked = live_marks(machines).filter(article__in=decided).order_by()
    live = {
        key
        for key, article, layer, annotator in marked.values_list(
            "pk", "article_id", "layer", "annotator_id"
        )
        if layer == Layer.GOLD or annotator in found[article].submitted
    }
    asked: dict[UUID, ReadPlaces] = {}
    for article in decided:
        for decision in found[article].decisions:
            asked |= dict.fromkeys({*decision.readings, *decision.gold} - live, found[article])
    keys = list(asked)
    for first in range(0, len(keys), MOST_ASKED):
        for row in rows(Annotation.every_layer.filter(pk__in=keys[first : first + MOST_ASKED])):
            asked[row["id"]].gone[row["id"]] = row
