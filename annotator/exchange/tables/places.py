"""Read the places of many articles at once, in a number of statements that does not grow.

`annotator/reconciliation/places/load.py` reads one article for a page; tests compare the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from annotator.annotations.drawing.html import AnnotationRow
from annotator.annotations.drawing.rows import rows
from annotator.annotations.models import Annotation, Assignment, AssignmentState, Layer
from annotator.reconciliation.places.assemble import assemble
from annotator.reconciliation.places.load import stored_decisions
from annotator.reconciliation.places.place import Place, StoredDecision


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


def places_of_many(articles: Sequence[int]) -> dict[int, ReadPlaces]:
    """Return what counts of each of the articles."""
    found = {article: ReadPlaces() for article in articles}
    done = Assignment.objects.filter(article__in=articles, state=AssignmentState.SUBMITTED)
    for article, annotator in done.order_by().values_list("article_id", "annotator_id"):
        found[article].submitted.add(annotator)
    for article, decisions in stored_decisions(list(articles)).items():
        found[article].decisions = decisions
    marked = Annotation.objects.filter(article__in=articles)
    whose = dict(marked.order_by().values_list("pk", "article_id"))
    live: set[UUID] = set()
    for row in rows(marked):
        there = found[whose[row["id"]]]
        if row["layer"] == Layer.GOLD:
            there.gold.append(row)
        elif row["annotator"] in there.submitted:
            there.read.append(row)
        else:
            continue
        live.add(row["id"])
    _add_gone(found, live)
    return found


def _add_gone(found: dict[int, ReadPlaces], live: set[UUID]) -> None:
    """Add the annotations that decisions ruled on and that count no longer."""
    asked: dict[UUID, ReadPlaces] = {}
    for there in found.values():
        for decision in there.decisions:
            asked |= dict.fromkeys({*decision.readings, *decision.gold} - live, there)
    if asked:
        for row in rows(Annotation.everything.filter(pk__in=asked)):
            asked[row["id"]].gone[row["id"]] = row
