"""Change many stored annotations at once, as a curator's acts do. Beneath the acts.

Each annotation that changes gets one revision more and one row of history, signed and with the
reason. Erased ones change too, so that a restored one names what stands today.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F, Q
from django.dispatch import Signal
from django.utils import timezone

from annotator.annotations.article_progress import readings_changed
from annotator.annotations.models import DOCUMENT_LABEL, SPAN, Annotation, Layer
from annotator.people.models import User
from annotator.refusals import refusal

BATCH = 500
KINDS_OF_CHANGE = 10
"""Rows that change alike are written by one statement, up to so many statements a batch."""

Given = ParamSpec("Given")
Done = TypeVar("Done")
New = Mapping[str, Any]
"""Columns to values; what is not named, or is so already, stays."""
Revisions = dict[UUID, tuple[int, int]]
"""Annotations that changed, each with its revision before and after."""
machine_marks_rewritten = Signal()
"""Sent inside the transaction, with `articles`: the keys of those in which machines' marks
changed."""

_watched: ContextVar[Revisions | None] = ContextVar("watched", default=None)


@contextmanager
def watching() -> Iterator[Revisions]:
    """Note what is rewritten meanwhile, in the mapping that it gives."""
    noted: Revisions = {}
    token = _watched.set(noted)
    try:
        yield noted
    finally:
        _watched.reset(token)


def atomic_with_retry(act: Callable[Given, Done]) -> Callable[Given, Done]:
    """Run the act in one transaction, again where the database broke a deadlock by ending it.

    The act raises ValidationError in the words of the constraint that refused it.
    """

    @wraps(act)
    def acted(*args: Given.args, **kwargs: Given.kwargs) -> Done:
        for attempt in (1, 2, 3):
            try:
                with transaction.atomic():
                    return act(*args, **kwargs)
            except OperationalError as error:
                if attempt == 3 or "deadlock" not in str(error):
                    raise
            except IntegrityError as error:
                raise refusal(error, Annotation) from error
        raise AssertionError("unreachable")

    return acted


def rewrite(
    keys: Sequence[UUID],
    change: Callable[[Sequence[Annotation]], Mapping[UUID, New]],
    by: User,
    reason: str,
) -> int:
    """Lock the annotations batch by batch, in the order of `keys`, and store what `change` says.

    `change` takes a batch and tells what is new, by key; of two document labels that would then
    say the same, the later is erased. Marks of machines change as others do. Returns how many
    spans of people changed. The number of statements a batch does not grow with its size. To be
    called inside `atomic_with_retry`.
    """
    done = 0
    for first in range(0, len(keys), BATCH):
        batch = list(
            Annotation.every_layer.select_for_update(of=("self",))
            .filter(pk__in=keys[first : first + BATCH])
            .order_by("pk")
        )
        done += _store(batch, _without_doubles(batch, change(batch)), by, reason)
    return done


def _without_doubles(batch: Sequence[Annotation], news: Mapping[UUID, New]) -> Mapping[UUID, New]:
    """Return the same changes, and the erasing of each document label that another makes double."""
    changing = [a for a in batch if a.is_document_label and news.get(a.pk)]
    if not changing:
        return news
    moving = {a.pk for a in changing}
    there = Annotation.every_layer.filter(
        DOCUMENT_LABEL, article__in={a.article_id for a in changing}, erased_at=None
    )
    taken = {_said_of_document(found, {}) for found in there if found.pk not in moving}
    done = dict(news)
    for a in sorted(changing, key=lambda a: (a.created_at, a.pk)):
        if news[a.pk].get("erased_at", a.erased_at) is not None:
            continue
        said = _said_of_document(a, news[a.pk])
        if said in taken:
            done[a.pk] = {**news[a.pk], "erased_at": a.erased_at or timezone.now()}
        taken.add(said)
    return done


def _said_of_document(annotation: Annotation, new: New) -> tuple[Any, ...]:
    """Return what the two uniqueness constraints of document labels hold together."""
    whose = None if annotation.layer == Layer.GOLD else annotation.annotator_id
    label = new.get("label_id", annotation.label_id)
    target = new.get("stance_target_id", annotation.stance_target_id)
    return annotation.layer, whose, annotation.article_id, label, target


def _store(batch: list[Annotation], news: Mapping[UUID, New], by: User, reason: str) -> int:
    now = timezone.now()
    alike: dict[tuple[tuple[str, Any], ...], list[Annotation]] = {}
    for annotation in batch:
        asked = news.get(annotation.pk, {})
        new = {name: value for name, value in asked.items() if getattr(annotation, name) != value}
        if not new:
            continue
        for name, value in new.items():
            setattr(annotation, name, value)
        annotation.revision, annotation.updated_at = annotation.revision + 1, now
        alike.setdefault(tuple(sorted(new.items())), []).append(annotation)
    changed = [annotation for group in alike.values() for annotation in group]
    if (noted := _watched.get()) is not None:
        for annotation in changed:
            first, _ = noted.get(annotation.pk, (annotation.revision - 1, 0))
            noted[annotation.pk] = (first, annotation.revision)
    if len(alike) > KINDS_OF_CHANGE:
        columns = {name for new in alike for name, _ in new} | {"revision", "updated_at"}
        names = {Annotation._meta.get_field(column).name for column in columns}
        Annotation.every_layer.bulk_update(changed, sorted(names))
    else:
        for same, group in alike.items():
            keys = [annotation.pk for annotation in group]
            Annotation.every_layer.filter(pk__in=keys).update(
                revision=F("revision") + 1, updated_at=now, **dict(same)
            )
    of_people = [a for a in changed if a.layer != Layer.MACHINE]
    readings_changed(a.article_id for a in of_people)
    if marked := {a.article_id for a in changed if a.layer == Layer.MACHINE}:
        machine_marks_rewritten.send(Annotation, articles=marked)
    Annotation.history.bulk_history_create(
        changed, update=True, default_user=by, default_change_reason=reason[:100], default_date=now
    )
    return sum(not annotation.is_document_label for annotation in of_people)


def parts_free(batch: Sequence[Annotation], label: str) -> dict[UUID, int]:
    """Return the part that each annotation takes under `label`: its own, or the next free one.

    The same words can bear one label once a part: two marks of one reader never collide so.
    A document label has no second part.
    """
    places = Annotation.every_layer.filter(
        SPAN,
        erased_at=None,
        label=label,
        article__in={annotation.article_id for annotation in batch},
        start__in={annotation.start for annotation in batch},
    )
    moving = {annotation.pk for annotation in batch if annotation.label_id != label}
    taken = {(_place(found), found.part) for found in places if found.pk not in moving}
    parts = {}
    for annotation in batch:
        part, place = annotation.part, _place(annotation)
        can_share = annotation.pk in moving and not annotation.is_document_label
        if can_share and annotation.erased_at is None:
            if (place, part) in taken:
                part = next(n for n in range(len(taken) + 1) if (place, n) not in taken)
            taken.add((place, part))
        parts[annotation.pk] = part
    return parts


def _place(annotation: Annotation) -> tuple[Any, ...]:
    """Return what the two uniqueness constraints of spans hold together, but for label and part."""
    whose = None if annotation.layer == Layer.GOLD else annotation.annotator_id
    return annotation.layer, whose, annotation.article_id, annotation.start, annotation.end


def keys_of(which: Q) -> list[UUID]:
    """Return the keys of all annotations that meet the condition, in order: erased ones too, and
    what machines marked."""
    found = Annotation.every_layer.filter(which).order_by("pk")
    return list(found.values_list("pk", flat=True))
