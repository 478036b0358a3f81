"""Merging, splitting and rewording from a story's pages, kept so that each can be undone.

`annotations/curation/merge.py` and `split.py` do the work; here is noted what they moved. Every
refusal is a ValidationError.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from annotator.annotations.curation import merge, split
from annotator.annotations.details import ENTITY_DETAILS
from annotator.annotations.models import Annotation, Layer
from annotator.annotations.recording.rewrite import atomic_with_retry
from annotator.comparison.models import Curation
from annotator.people.models import User
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from annotator.vocabulary import retirement
from annotator.vocabulary.actions import reword_question
from annotator.vocabulary.models import Alias, Entity, Question
from articles.models import Story

RECENT = timedelta(days=14)
MOST_LISTED = 10
OF_MACHINES = "of_machines"
"""What an act's details say of how many of the annotations that it moved machines made."""
COLUMNS = tuple(f"{name}_id" for name in ENTITY_DETAILS)
Kind = Curation.Kind


@atomic_with_retry
def merge_entities(story: Story, kept: Entity, other: Entity, by: User) -> Curation:
    """Merge `other` into `kept`, as `curation.merge.merge_entities` does; it can be undone."""
    kept, [other] = retirement.lock_for_merge(kept, [other])
    moved, of_machines = _columns_holding(merge.naming([other]), other.pk, COLUMNS)
    said = Annotation.document_labels.filter(merge.naming([other])).order_by()
    of_documents = list(said.values_list("pk", flat=True))
    aliases = set(kept.aliases.values_list("pk", flat=True))
    giver = retirement.wikidata_giver(kept, [other])
    number = giver.wikidata if giver else ""
    merge.merge_entities(kept, [other], by)
    # Of two document labels that became alike one was erased: it comes back with its target.
    doubles = Annotation.everything.filter(pk__in=of_documents, erased_at__isnull=False)
    for pk in doubles.values_list("pk", flat=True):
        moved[str(pk)].append("erased_at")
    new = Alias.objects.filter(entity=kept).exclude(pk__in=aliases)
    details = {
        "number": number,
        "aliases": list(new.values_list("pk", flat=True)),
        OF_MACHINES: of_machines,
    }
    told = f"“{other}” merged into “{kept}”"
    return record_curation(story, Kind.MERGED_NAMES, told, by, moved, kept.pk, other.pk, details)


@atomic_with_retry
def split_entity(
    story: Story, entity: Entity, forms: Collection[str], name: str, by: User
) -> Curation:
    """Let mentions in these forms name a new entity, as `curation.split.split_entity` does; it can
    be undone."""
    aliases = set(entity.aliases.values_list("pk", flat=True))
    made = split.split_entity(entity, forms, name, by)
    moved, of_machines = _columns_holding(Q(entity=made), made.pk, ("entity_id",))
    new = made.aliases.filter(pk__in=aliases).values_list("pk", flat=True)
    told = f"“{made}” split off from “{entity}”"
    details = {"aliases": list(new), OF_MACHINES: of_machines}
    return record_curation(story, Kind.SPLIT_NAME, told, by, moved, made.pk, entity.pk, details)


@atomic_with_retry
def merge_questions(kept: Question, other: Question, by: User) -> Curation:
    """Let the answers to `other` answer `kept`, as `curation.merge.merge_questions` does; it can be
    undone."""
    kept, [other] = retirement.lock_for_merge(kept, [other])
    moved, of_machines = _columns_holding(Q(question=other), other.pk, ("question_id",))
    details = {"asked_at": kept.asked_at.isoformat(), OF_MACHINES: of_machines}
    merge.merge_questions(kept, [other], by)
    told = f"“{other}” merged into “{kept}”"
    story = kept.story
    return record_curation(
        story, Kind.MERGED_QUESTIONS, told, by, moved, kept.pk, other.pk, details
    )


@atomic_with_retry
def split_question(question: Question, keys: Collection[UUID], wording: str, by: User) -> Curation:
    """Let these answers answer a new question, as `curation.split.split_question` does; it can be
    undone."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    details: dict[str, Any] = {"asked_at": question.asked_at.isoformat()}
    made = split.split_question(question, keys, wording, by)
    moved, details[OF_MACHINES] = _columns_holding(Q(question=made), made.pk, ("question_id",))
    told = f"“{made}” split off from “{question}”"
    story = question.story
    return record_curation(
        story, Kind.SPLIT_QUESTION, told, by, moved, made.pk, question.pk, details
    )


@atomic_with_retry
def reword(question: Question, wording: str, by: User) -> Curation | None:
    """Give the question another wording; it can be undone. None where it has this one already."""
    before = Question.objects.select_for_update().get(pk=question.pk)
    done = reword_question(before, wording, by)
    if done.wording == before.wording:
        return None
    asked_at = before.asked_at.isoformat()
    details = {"wording": before.wording, "now": done.wording, "asked_at": asked_at}
    told = f"“{before}” reworded to “{done}”"
    return record_curation(before.story, Kind.REWORDED, told, by, {}, done.pk, None, details)


def recent_curations(
    story: Story, kinds: Collection[str], of: int | None = None
) -> QuerySet[Curation]:
    """Return the curations of the last days that are not undone, the latest first; `of`: the key
    of the only thing whose curations are wanted."""
    since = timezone.now() - RECENT
    found = Curation.objects.filter(story=story, kind__in=kinds, at__gte=since, undone_at=None)
    if of is not None:
        found = found.filter(Q(subject=of) | Q(other=of))
    return found.select_related("by").defer("moved").order_by("-at", "-pk")[:MOST_LISTED]


def close_curation(act: Curation, by: User) -> None:
    """Note that the act is undone, by whom and when; what it did is given back by the caller."""
    act.undone_at, act.undone_by = timezone.now(), by
    act.save(update_fields=["undone_at", "undone_by"])
    record(TrustKind.BULK_ACT_UNDONE, by=by, story=act.story, facts=_facts(act))


def may_curate(entities: Sequence[Entity], by: User, stories: Collection[int]) -> bool:
    """Return whether these entities are named in `stories` alone, or `by` looks after the whole
    registry."""
    if by.is_staff and by.has_perm("vocabulary.change_entity"):
        return True
    elsewhere = Annotation.everything.filter(merge.naming(entities))
    return not elsewhere.exclude(article__story__in=stories).exists()


def _columns_holding(
    which: Q, key: int, columns: Sequence[str]
) -> tuple[dict[str, list[str]], int]:
    """Return in which of the columns each annotation holds the key, by the annotation's key, and
    how many of them machines made."""
    found = list(Annotation.every_layer.filter(which).values_list("pk", "layer", *columns))
    moved = {
        str(pk): [name for name, held in zip(columns, row, strict=True) if held == key]
        for pk, _, *row in found
    }
    return moved, sum(layer == Layer.MACHINE for _, layer, *_ in found)


def record_curation(
    story: Story,
    kind: Kind,
    told: str,
    by: User,
    moved: Mapping[str, Sequence[str]],
    subject: int,
    other: int | None,
    details: Mapping[str, Any],
) -> Curation:
    """Store what was done, with all that its undo needs."""
    act = Curation.objects.create(
        story=story, kind=kind, told=told[:700], by=by, at=timezone.now(), moved=moved,
        subject=subject, other=other, details=details,
    )  # fmt: skip
    record(TrustKind.BULK_ACT, by=by, story=story, facts=_facts(act))
    return act


def _facts(act: Curation) -> dict[str, Any]:
    """Return what the trust log is told of an act: how many annotations of people it moved."""
    moved = len(act.moved) - act.details.get(OF_MACHINES, 0)
    return {"act": str(act.kind), "number": act.pk, "annotations": moved}
