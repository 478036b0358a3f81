"""Many annotations relabelled or linked by a curator, whoever made them; with a plan of each act.

What cannot take the change is left as it is, and the plan says so. Every refusal is a
ValidationError.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from annotator.annotations.curation.plans import CurationPlan, number, some
from annotator.annotations.details import ANSWER, BY_NAME, OF_KIND
from annotator.annotations.models import Annotation
from annotator.annotations.recording.rewrite import New, atomic_with_retry, parts_free, rewrite
from annotator.annotations.values import normalise
from annotator.people.models import User
from annotator.vocabulary.models import Entity, Kind, Label, Question, current_edition
from articles.models import Article

Annotations = QuerySet[Annotation]


@atomic_with_retry
def relabel_many(annotations: Annotations, label: Label, by: User) -> int:
    """Give the annotations another label; details that its kind does not have are emptied.

    Words that one person has marked with it already take its next part. Return how many changed.
    """
    label = Label.objects.select_for_update().get(pk=label.pk)
    _in_use(label)
    judged = {"codebook_edition": current_edition()}

    def change(batch: Sequence[Annotation]) -> dict[UUID, New]:
        parts = parts_free(batch, label.pk)
        moving = [a for a in batch if a.label_id != label.pk]
        return {a.pk: {**_tagged(a, label, parts[a.pk]), **judged} for a in moving}

    return rewrite(_keys(annotations), change, by, f"Relabelled {label.pk} by a curator")


def relabel_many_preview(annotations: Annotations, label: Label) -> CurationPlan:
    """Return what `relabel_many` would do."""
    _in_use(label)
    moving = annotations.exclude(label=label)
    count, total = moving.count(), annotations.count()
    will = [f"{number(count, 'highlight')} will be labelled “{label}”."]
    stays = ["The words that are marked stay, and so does whose they are."]
    foreign = moving.exclude(kind=label.kind)
    if lost := foreign.filter(_with_details(label.kind)).count():
        will.append(
            f"{number(lost, 'of them loses', 'of them lose')} the details that only another kind "
            "has; the history keeps them."
        )
    will.append(
        f"Where one person has marked the same words with “{label}” already, both stay: the new "
        "one is kept as its next part."
    )
    if total > count:
        stays.append(f"{number(total - count, 'highlight')} labelled so already will not change.")
    return CurationPlan(tuple(will), tuple(stays), some(moving))


@atomic_with_retry
def link_many(
    annotations: Annotations,
    by: User,
    *,
    entity: Entity | None = None,
    question: Question | None = None,
    unread: bool = True,
) -> int:
    """Let entity highlights name `entity`, or claims of its story answer `question`.

    Other annotations, and claims whose value that question cannot take, are left; unless `unread`,
    so are claims whose value comes to nothing of the question's type. Return how many changed.
    """
    if question is not None:
        question = Question.objects.select_for_update().get(pk=question.pk)
        _in_use(question)
        keys = _keys(annotations.filter(kind=Kind.CLAIM, article__story=question.story_id))
        return rewrite(
            keys, _answering(question, unread), by, f"Linked to {question.slug} by a curator"
        )
    if entity is None:
        raise ValidationError("Choose what to link them to.")
    entity = Entity.objects.select_for_update().get(pk=entity.pk)
    _in_use(entity)
    new = {"entity_id": entity.pk}
    keys = _keys(annotations.filter(kind=Kind.ENTITY))
    reason = f"Linked to {entity.slug} by a curator"
    return rewrite(keys, lambda batch: {a.pk: new for a in batch}, by, reason)


def link_many_preview(
    annotations: Annotations,
    *,
    entity: Entity | None = None,
    question: Question | None = None,
    unread: bool = True,
) -> CurationPlan:
    """Return what `link_many` would do."""
    if question is not None:
        return _question_plan(annotations, question, unread)
    if entity is None:
        raise ValidationError("Choose what to link them to.")
    _in_use(entity)
    able = annotations.filter(kind=Kind.ENTITY)
    moving = able.exclude(entity=entity)
    count, fitting, total = moving.count(), able.count(), annotations.count()
    will = [f"{number(count, 'entity highlight')} will name {entity} ({entity.slug})."]
    if other := moving.exclude(entity=None).count():
        will.append(f"{number(other, 'of them names', 'of them name')} another entity now.")
    stays = _what_stays(fitting - count, total - fitting, "not entities")
    return CurationPlan(tuple(will), tuple(stays), some(moving))


def _question_plan(annotations: Annotations, question: Question, unread: bool) -> CurationPlan:
    _in_use(question)
    able = annotations.filter(kind=Kind.CLAIM, article__story=question.story_id)
    moving = able.exclude(question=question)
    claims = list(moving.defer("article__text"))
    news = _answering(question)(claims)
    silent = [
        one.pk for one in claims if one.pk in news and comes_to_nothing(news[one.pk], question)
    ]
    refused = len(claims) - len(news)
    if silent and not unread:
        news = {pk: new for pk, new in news.items() if pk not in set(silent)}
    fitting, total = able.count(), annotations.count()
    will = [f"{number(len(news), 'claim')} will answer “{question}”."]
    if other := moving.filter(pk__in=list(news)).exclude(question=None).count():
        will.append(f"{number(other, 'of them answers', 'of them answer')} another question now.")
    kinds = moving.filter(pk__in=list(news)).exclude(question__type=question.type)
    for type in kinds.exclude(question=None).order_by().values_list("question__type").distinct():
        was, wanted = Question.Type(type[0]).label, question.get_type_display()
        will.append(f"Answers to a question for {was} become answers to one for {wanted}.")
    left = [] if unread else silent
    if silent and unread:
        told = number(len(silent), "of them comes", "of them come")
        will.append(
            f"{told} to no {question.get_type_display()}: not comparable until it is corrected."
        )
    there = fitting - len(news) - refused - len(left)
    stays = _what_stays(there, total - fitting, f"not claims of the story “{question.story}”")
    if refused:
        stays.append(f"{number(refused, 'claim')} will not change: the value does not fit.")
    if left:
        stays.append(
            f"{number(len(left), 'claim')} will not change: the value comes to no "
            f"{question.get_type_display()}."
        )
    return CurationPlan(tuple(will), tuple(stays), some(moving.filter(pk__in=list(news)[:20])))


def _what_stays(there: int, foreign: int, why: str) -> list[str]:
    stays = ["The words that are marked, and their labels, stay."]
    if there:
        stays.append(f"{number(there, 'highlight')} linked so already will not change.")
    if foreign:
        stays.append(f"{number(foreign, 'highlight')} will not change: {why}.")
    return stays


def comes_to_nothing(answer: New, question: Question) -> bool:
    """Return whether an answer has words of its own that come to nothing of the question's type."""
    if not answer["value"]:
        return False
    if question.type in {Question.Type.QUANTITY, Question.Type.DATE}:
        return not (answer["value_low"] or answer["value_high"])
    return question.type != Question.Type.TEXT and not answer["answer_key"]


def published_of(batch: Sequence[Annotation]) -> dict[int, date | None]:
    """Return when each article of these was published, by its key; one statement."""
    articles = Article.objects.filter(pk__in={annotation.article_id for annotation in batch})
    return dict(articles.values_list("pk", "published_on"))


def _answering(question: Question, unread: bool = True) -> Any:
    """Return the change that makes claims answer the question, their values read as it asks for
    them; those whose value comes to nothing are left, unless `unread`."""

    def change(batch: Sequence[Annotation]) -> dict[UUID, New]:
        news: dict[UUID, New] = {}
        published = published_of(batch)
        for annotation in batch:
            given = {name: getattr(annotation, name) for name in ANSWER}
            try:
                settled = normalise.normalise_answer(
                    given, question, published[annotation.article_id]
                )
            except ValidationError:
                continue
            if unread or not comes_to_nothing(settled, question):
                news[annotation.pk] = {"question_id": question.pk, **settled}
        return news

    return change


def _tagged(annotation: Annotation, label: Label, part: int) -> New:
    """Return what relabelling sets: details that the label's kind does not have are emptied."""
    new: dict[str, Any] = {"label_id": label.pk, "kind": label.kind, "part": part}
    if annotation.kind != label.kind:
        for name in BY_NAME.keys() - OF_KIND[label.kind]:
            new[BY_NAME[name].attname] = BY_NAME[name].empty
    return new


def _with_details(kind: str) -> Q:
    """Return the condition that an annotation bears a detail which the kind does not have."""
    which = Q(pk=None)
    for name in BY_NAME.keys() - OF_KIND[kind]:
        which |= ~Q(**{name: BY_NAME[name].empty})
    return which


def _in_use(thing: Label | Entity | Question) -> None:
    """Raise ValidationError where the thing is out of use."""
    if not thing.active:
        raise ValidationError(f"“{thing}” is out of use: choose another, or make it active first.")


def _keys(annotations: Annotations) -> list[UUID]:
    return list(annotations.order_by("pk").values_list("pk", flat=True))
