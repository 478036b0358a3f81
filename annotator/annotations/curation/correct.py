"""One detail of many annotations corrected, or many erased and restored; with a plan of each act.

What cannot take the change is left as it is, and the plan says so.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from annotator.annotations.curation.plans import CurationPlan, gold_lines, number, some
from annotator.annotations.curation.relabel import published_of
from annotator.annotations.details import ANSWER, BY_NAME, COMES_TO, SAID_DETAILS
from annotator.annotations.models import Annotation, Layer
from annotator.annotations.recording.rewrite import New, atomic_with_retry, rewrite
from annotator.annotations.values import normalise
from annotator.people.models import User
from annotator.vocabulary.models import Entity, Kind

Annotations = QuerySet[Annotation]
CORRECTABLE = tuple(
    detail.name for detail in SAID_DETAILS if detail.name not in {"question", "value_bounds"}
)
"""Details that can be corrected: a question is linked to instead, and bounds follow the ends."""


@atomic_with_retry
def correct_many(
    annotations: Annotations, detail: str, value: str | Entity | None, by: User
) -> int:
    """Give the annotations another value of one detail; '' or None empties it.

    Annotations whose kind has no such detail, and answers that cannot take the value, are left.
    Return how many changed.
    """
    keys = list(annotations.order_by("pk").values_list("pk", flat=True))
    reason = f"{BY_NAME[detail].called or detail} corrected by a curator"
    return rewrite(keys, _correcting(detail, value), by, reason)


def correct_many_preview(
    annotations: Annotations, detail: str, value: str | Entity | None
) -> CurationPlan:
    """Return what `correct_many` would do. Raises ValidationError where none can take the value."""
    kinds = BY_NAME[detail].kinds
    able = annotations.filter(kind__in=kinds)
    listed = list(able.select_related("question").defer("article__text"))
    news, refused = {}, set()
    published = published_of(listed)
    for one in listed:
        new, why = _corrected(one, detail, value, published[one.article_id])
        if why:
            refused.add(why)
        elif any(getattr(one, name) != given for name, given in new.items()):
            news[one.pk] = new
    called = BY_NAME[detail].label or BY_NAME[detail].called or detail
    given = f"“{value}”" if value else "nothing"
    if not news and refused:
        raise ValidationError(f"None of them can take {given}: {sorted(refused)[0]}")
    will = [f"{number(len(news), 'highlight')} will have {given} as “{called}”."]
    moving = annotations.filter(pk__in=list(news))
    if lost := moving.exclude(**{detail: BY_NAME[detail].empty}).count():
        will.append(f"{number(lost, 'of them has', 'of them have')} another now; the history "
                    "keeps it.")  # fmt: skip
    will += [f"With it changes: {also}." for also in _also(listed, news, detail)]
    will += gold_lines(moving)
    stays = ["The words that are marked, and their labels, stay."]
    total, left = annotations.count(), len(listed) - len(news)
    if total > len(listed):
        stays.append(
            f"{number(total - len(listed), 'highlight')} will not change: not {' or '.join(kinds)}."
        )
    if left:
        told = f": {sorted(refused)[0]}" if refused else ": it is so already"
        stays.append(f"{number(left, 'highlight')} will not change{told.rstrip('.')}.")
    return CurationPlan(tuple(will), tuple(stays), some(moving))


@atomic_with_retry
def erase_many(annotations: Annotations, by: User) -> int:
    """Erase the annotations; they can be restored. Return how many changed."""
    keys = list(annotations.order_by("pk").values_list("pk", flat=True))
    gone = {"erased_at": timezone.now()}
    return rewrite(
        keys, lambda batch: {a.pk: gone for a in batch if not a.erased_at}, by,
        "Erased by a curator",
    )  # fmt: skip


def erase_many_preview(annotations: Annotations) -> CurationPlan:
    """Return what `erase_many` would do."""
    living = annotations.filter(erased_at=None)
    count, total = living.count(), annotations.count()
    if not count:
        raise ValidationError("All of these are deleted already.")
    will = [f"{number(count, 'highlight')} will be deleted.", *gold_lines(living)]
    stays = ["They stay in the history, and can be restored from this list: filter by Deleted."]
    if total > count:
        stays.append(f"{number(total - count, 'highlight')} will not change: deleted already.")
    return CurationPlan(tuple(will), tuple(stays), some(living))


@atomic_with_retry
def restore_many(annotations: Annotations, by: User) -> int:
    """Restore erased annotations; words that are marked so by now take the next part."""
    keys = list(annotations.order_by("pk").values_list("pk", flat=True))

    def change(batch: Sequence[Annotation]) -> dict[UUID, New]:
        gone = [one for one in batch if one.erased_at]
        there = Annotation.objects.filter(
            article__in={one.article_id for one in gone}, start__in={one.start for one in gone}
        )
        taken = {(_place(one), one.part) for one in there}
        news: dict[UUID, New] = {}
        for one in gone:
            parts = (one.part, *range(len(taken) + 1))
            part = next(n for n in parts if (_place(one), n) not in taken)
            taken.add((_place(one), part))
            news[one.pk] = {"erased_at": None, "part": part}
        return news

    return rewrite(keys, change, by, "Restored by a curator")


def restore_many_preview(annotations: Annotations) -> CurationPlan:
    """Return what `restore_many` would do."""
    gone = annotations.exclude(erased_at=None)
    count, total = gone.count(), annotations.count()
    if not count:
        raise ValidationError("None of these is deleted: filter by Deleted first.")
    will = [
        f"{number(count, 'deleted highlight')} will be restored.",
        "Where one person has marked the same words so meanwhile, both stay.",
        *gold_lines(gone),
    ]
    stays = [f"{number(total - count, 'highlight')} will not change: not deleted."]
    return CurationPlan(tuple(will), tuple(stays if total > count else ()), ())


def _place(one: Annotation) -> tuple[Any, ...]:
    """Return what the two uniqueness constraints of spans hold together, but for the part."""
    whose = one.annotator_id if one.layer == Layer.READING else None
    return one.layer, whose, one.article_id, one.label_id, one.start, one.end


def _correcting(detail: str, value: Any) -> Any:
    def change(batch: Sequence[Annotation]) -> dict[UUID, New]:
        news = {}
        published = published_of(batch)
        prefetch_related_objects(batch, "question")
        for one in batch:
            new, why = _corrected(one, detail, value, published[one.article_id])
            if not why:
                news[one.pk] = new
        return news

    return change


def _corrected(
    annotation: Annotation, detail: str, value: Any, published: date | None
) -> tuple[New, str]:
    """Return the columns that the correction sets, or why the annotation cannot take it."""
    declared = BY_NAME[detail]
    if annotation.kind not in declared.kinds:
        return {}, f"not {' or '.join(declared.kinds)}"
    if declared.is_thing:
        return {declared.attname: value.pk if value else None}, ""
    text = str(value or "").strip()
    if annotation.kind != Kind.CLAIM or detail not in ANSWER:
        return {detail: text}, ""
    given = {name: getattr(annotation, name) for name in ANSWER} | {detail: text}
    if detail in {"value_low", "value_high"}:
        given["value_bounds"] = ""
    if detail == "value":
        # Another wording is read afresh, as in the workbench.
        given |= dict.fromkeys(COMES_TO, "")
    try:
        settled = normalise.normalise_answer(given, annotation.question, published)
        for name, new in settled.items():
            Annotation._meta.get_field(name).clean(new, annotation)  # type: ignore[union-attr]
    except ValidationError as error:
        return {}, error.messages[0]
    return settled, ""


def _also(listed: Sequence[Annotation], news: Any, detail: str) -> list[str]:
    """Return the other details that the correction changes, each with how often."""
    count: dict[str, int] = {}
    for one in listed:
        for name, new in news.get(one.pk, {}).items():
            if name not in {detail, BY_NAME[detail].attname} and getattr(one, name) != new:
                count[name] = count.get(name, 0) + 1
    return [
        f"{(BY_NAME[name].label or name).lower()} of {number(times, 'highlight')}"
        for name, times in sorted(count.items())
    ]
