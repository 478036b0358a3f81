"""Claims that answer no question are given one, and that is undone: gold and readings alike.

Every change is one revision and one row of history, signed. Every refusal is a ValidationError.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from annotator.annotations.curation.relabel import comes_to_nothing, link_many
from annotator.annotations.details import ANSWER
from annotator.annotations.models import Annotation
from annotator.annotations.recording.rewrite import New, atomic_with_retry, rewrite
from annotator.comparison.question_rows.answers import Hidden, counted_claims
from annotator.comparison.tallies.acts_lately import acts_begun_with
from annotator.comparison.tallies.take_in import take_in_if_few
from annotator.people.models import User
from annotator.vocabulary.actions import get_or_make_question
from annotator.vocabulary.models import Kind, Question
from articles.models import Story

RECENT = timedelta(days=14)
MOST_LISTED = 10
LINKED, UNLINKED = "Linked to ", "Taken from "


class AttachedClaim(NamedTuple):
    """One claim that was attached lately: its key, words, question, by whom and when."""

    key: UUID
    quote: str
    question: str
    by: str
    at: datetime


def claims_at_place(story: Story, hidden: Hidden, claim: Annotation) -> list[UUID]:
    """Return the counted claims without a question on the same words: one place, whoever marked
    it."""
    place = Q(article=claim.article_id, start=claim.start, end=claim.end, question=None)
    found = Annotation.objects.filter(counted_claims(story, hidden) & place)
    return list(found.order_by("pk").values_list("pk", flat=True))


@atomic_with_retry
def attach(keys: Collection[UUID], question: Question, by: User) -> int:
    """Let these claims answer the question: all or none. Return how many changed."""
    free = Annotation.objects.filter(pk__in=keys, kind=Kind.CLAIM, question=None)
    count = free.count()
    if not count:
        raise ValidationError("This claim has a question by now. Look again.")
    done = link_many(free, by, question=question)
    if done < count:
        raise ValidationError(
            f"The value of this claim does not fit “{question}”: correct the value in the article, "
            "or choose another question."
        )
    take_in_if_few(question.story, keys)
    return done


def what_is_missing(keys: Collection[UUID]) -> str:
    """Return which of these answers come to nothing that their question asks for, or ''."""
    found = Annotation.objects.filter(pk__in=keys).select_related("question").order_by("start")
    for claim in found.defer("article__text"):
        answer = {name: getattr(claim, name) for name in ANSWER}
        if claim.question and comes_to_nothing(answer, claim.question):
            wanted = claim.question.get_type_display()
            return f"“{claim.value}” comes to no {wanted}: it is compared once it is corrected."
    return ""


@atomic_with_retry
def attach_to_new(story: Story, keys: Collection[UUID], by: User, **values: Any) -> Question:
    """Make the question, or take the one of this wording, and let the claims answer it.

    `values`: wording, type, unit, options, as `get_or_make_question` takes them.
    """
    question = get_or_make_question(story, values.pop("wording"), by, **values)
    attach(keys, question, by)
    return question


@atomic_with_retry
def detach(story: Story, hidden: Hidden, key: UUID, by: User) -> int:
    """Undo what attached this claim, and the claims on the same words that went with it.

    Return how many changed.
    """
    row = _linked(story, hidden).filter(id=key).first()
    if row is None:
        raise ValidationError("There is nothing to undo: the claim has changed since.")
    same = _linked(story, hidden).filter(
        article=row.article_id, start=row.start, end=row.end, question=row.question_id
    )
    revisions = dict(same.values_list("id", "revision"))
    which = Q()
    for pk, revision in revisions.items():
        which |= Q(id=pk, revision=revision - 1)
    names = ("question_id", *sorted(ANSWER))
    before = {past["id"]: past for past in Annotation.history.filter(which).values("id", *names)}

    def change(batch: Sequence[Annotation]) -> dict[UUID, New]:
        return {
            one.pk: {name: before[one.pk][name] for name in names}
            for one in batch
            if one.revision == revisions[one.pk] and one.pk in before
        }

    reason = f"{UNLINKED}{row.question.slug}"
    done = rewrite(sorted(revisions), change, by, reason)
    take_in_if_few(story, revisions)
    return done


def recent_attachments(story: Story, hidden: Hidden) -> list[AttachedClaim]:
    """Return the claims attached in the last days that have not changed since, the latest first."""
    rows = _linked(story, hidden).order_by("-history_date", "-history_id")
    read = ("id", "quote", "question__wording", "history_user__username", "history_date")
    return [AttachedClaim(*row) for row in rows.values_list(*read)[:MOST_LISTED]]


def _linked(story: Story, hidden: Hidden) -> Any:
    """Return the history rows that attached a claim which is still as they left it and may be
    seen."""
    now = Annotation.objects.filter(
        counted_claims(story, hidden), pk=OuterRef("id"), revision=OuterRef("revision")
    )
    before = Annotation.history.filter(
        id=OuterRef("id"), revision=OuterRef("revision") - 1, question=None
    )
    rows = acts_begun_with("Linked").filter(
        Exists(now),
        Exists(before),
        history_date__gte=timezone.now() - RECENT,
        article__story=story,
        kind=Kind.CLAIM,
        question__isnull=False,
        history_change_reason__startswith=LINKED,
    )
    return rows.order_by()
