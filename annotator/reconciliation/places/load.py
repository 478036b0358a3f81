"""Read one article's places from the database, in a number of statements that does not grow."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from annotator.annotations.drawing.html import AnnotationRow
from annotator.annotations.drawing.rows import rows
from annotator.annotations.models import (
    Annotation,
    Assignment,
    AssignmentState,
    Layer,
    Placement,
)
from annotator.annotations.revision.placing import LEFT
from annotator.reconciliation.models import Decision, Made, Ruled
from annotator.reconciliation.places.assemble import assemble
from annotator.reconciliation.places.place import Place, StoredDecision
from articles.models import Article


@dataclass(frozen=True)
class Readings:
    """What counts of one article: who submitted, what they marked, what stands settled."""

    submitted: tuple[int, ...]
    read: list[AnnotationRow]
    gold: list[AnnotationRow]
    decisions: list[StoredDecision]
    places: list[Place]


def submitted_to(article: int) -> list[int]:
    """Return who has submitted a reading of the article, in the order of their keys."""
    done = Assignment.objects.filter(article=article, state=AssignmentState.SUBMITTED)
    return sorted(done.order_by().values_list("annotator_id", flat=True))


def readings_of(article: Article) -> Readings:
    """Return the article's submitted readings, its gold, its decisions, and the places they
    make."""
    submitted = submitted_to(article.pk)
    counted = Q(layer=Layer.READING, annotator__in=submitted) | Q(layer=Layer.GOLD)
    found = rows(Annotation.everything.filter(counted, article=article, erased_at=None))
    read = [row for row in found if row["layer"] == Layer.READING]
    gold = [row for row in found if row["layer"] == Layer.GOLD]
    decisions = stored_decisions([article.pk]).get(article.pk, [])
    gone = _gone(article, decisions, {row["id"] for row in found})
    places = assemble(read, gold, submitted, decisions, gone)
    return Readings(tuple(submitted), read, gold, decisions, places)


def _gone(
    article: Article, decisions: list[StoredDecision], live: set[UUID]
) -> dict[UUID, AnnotationRow]:
    """Return the annotations that decisions ruled on and that count no longer.

    One that a corrected text has left behind stands at its likeliest place there; of one whose
    words are gone nothing is left but the point where they stood.
    """
    asked = {key for r in decisions for key in (*r.readings, *r.gold)} - live
    if not asked:
        return {}
    gone = {row["id"]: row for row in rows(Annotation.everything.filter(pk__in=asked))}
    left = Placement.objects.filter(annotation__in=gone, version=article.version, outcome__in=LEFT)
    for key, start, end, was in left.values_list("annotation", "start", "end", "was_start"):
        point = min(was, len(article.text))
        gone[key]["start"] = point if start is None else start
        gone[key]["end"] = point if end is None else end
    return gone


def stored_decisions(articles: list[int]) -> dict[int, list[StoredDecision]]:
    """Return the decisions that stand, by article, oldest first."""
    decisions = Decision.objects.filter(article__in=articles).order_by("pk")
    standing = decisions.order_by().values("pk")
    ruled: dict[int, list[tuple[UUID, int, bool, str]]] = defaultdict(list)
    for row in Ruled.objects.filter(decision__in=standing).values_list(
        "decision_id", "annotation_id", "revision", "accepted", "annotation__layer"
    ):
        ruled[row[0]].append(row[1:])
    made: dict[int, list[UUID]] = defaultdict(list)
    changed: set[int] = set()
    for by, key, then, now in Made.objects.filter(decision__in=standing).values_list(
        "decision_id", "annotation_id", "revision", "annotation__revision"
    ):
        made[by].append(key)
        if then is not None and then != now:
            changed.add(by)
    found: dict[int, list[StoredDecision]] = defaultdict(list)
    for decision in decisions:
        pk = decision.pk
        found[decision.article_id].append(
            _stored_decision(decision, ruled[pk], made[pk], pk in changed)
        )
    return found


def _stored_decision(
    decision: Decision,
    ruled: list[tuple[UUID, int, bool, str]],
    made: list[UUID],
    gold_changed: bool,
) -> StoredDecision:
    return StoredDecision(
        pk=decision.pk,
        kind=decision.kind,
        outcome=decision.outcome,
        types=decision.types,
        reason=decision.reason,
        by=decision.decided_by_id,
        at=decision.decided_at,
        had_read=decision.had_read,
        act=decision.act_id,
        submitted=frozenset(decision.submitted),
        readings={key: rev for key, rev, _, layer in ruled if layer == Layer.READING},
        gold=frozenset(key for key, _, _, layer in ruled if layer == Layer.GOLD),
        accepted=frozenset(key for key, _, accepted, _ in ruled if accepted),
        made=frozenset(made),
        gold_changed=gold_changed,
    )
