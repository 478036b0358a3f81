"""Read one article's places from the database, in a number of statements that does not grow."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from annotator.annotations.drawing.html import AnnotationRow
from annotator.annotations.drawing.rows import rows
from annotator.annotations.models import Annotation, Layer, Placement
from annotator.annotations.revision.placing import LEFT
from annotator.machines.counting import counted_readings, marks_by
from annotator.reconciliation.models import Decision, Made, Ruled
from annotator.reconciliation.places.assemble import assemble
from annotator.reconciliation.places.place import Place, StoredDecision
from articles.models import Article


@dataclass(frozen=True)
class Readings:
    """What counts of one article: who submitted, what they marked, what stands settled."""

    submitted: tuple[int, ...]
    machines: Mapping[int, str]
    """Those of them that are machines, with their names."""
    read: list[AnnotationRow]
    gold: list[AnnotationRow]
    decisions: list[StoredDecision]
    places: list[Place]


def submitted_to(article: int) -> list[int]:
    """Return who has submitted a reading of the article that counts, in the order of their keys."""
    return sorted(one.reader for one in counted_readings([article]))


def readings_of(article: Article) -> Readings:
    """Return the article's submitted readings, its gold, its decisions, and the places they
    make."""
    counted = counted_readings([article.pk])
    submitted = sorted(one.reader for one in counted)
    machines = {one.reader: one.machine for one in counted if one.machine}
    found = rows(marks_by(submitted, machines).filter(article=article))
    read = [row for row in found if row["layer"] != Layer.GOLD]
    gold = [row for row in found if row["layer"] == Layer.GOLD]
    decisions = stored_decisions([article.pk]).get(article.pk, [])
    gone = _gone(article, decisions, {row["id"] for row in found})
    places = assemble(read, gold, submitted, decisions, gone)
    return Readings(tuple(submitted), machines, read, gold, decisions, places)


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
    gone = {row["id"]: row for row in rows(Annotation.every_layer.filter(pk__in=asked))}
    left = Placement.objects.filter(annotation__in=gone, version=article.version, outcome__in=LEFT)
    for key, start, end, was in left.values_list("annotation", "start", "end", "was_start"):
        point = min(was, len(article.text))
        gone[key]["start"] = point if start is None else start
        gone[key]["end"] = point if end is None else end
    for row in gone.values():
        # What a machine marked stays in the text that it read: it may reach beyond this one.
        if row["layer"] == Layer.MACHINE:
            row["start"], row["end"] = (
                min(at or 0, len(article.text)) for at in (row["start"], row["end"])
            )
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
        readings={key: rev for key, rev, _, layer in ruled if layer != Layer.GOLD},
        gold=frozenset(key for key, _, _, layer in ruled if layer == Layer.GOLD),
        accepted=frozenset(key for key, _, accepted, _ in ruled if accepted),
        made=frozenset(made),
        gold_changed=gold_changed,
    )
