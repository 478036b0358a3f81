"""Take away what a change made and its undo leaves unused: a new entity, a new question.

A thing is taken away only where the same person made it, this annotation named it, and nothing
else does, be it erased: whoever brings an annotation back finds what it named.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Model, Q

from annotator.annotations.details import ENTITY_DETAILS, THING_DETAILS
from annotator.annotations.models import Annotation
from annotator.people.models import User
from annotator.vocabulary.models import Entity, Question

KEPT_BY_PROGRAM = frozenset({"computed_row", "cells", "predictions"})
"""Relations whose rows the program computes by itself: they are no use of a thing."""


def unmakable(annotation: Annotation, slugs: Collection[str], by: User) -> list[Model]:
    """Return the entities and questions of these slugs that nothing but the annotation uses.

    They are locked. What is in use, was made by somebody else or was never named by this
    annotation is left out in silence.
    """
    if not slugs:
        return []
    entities = Entity.objects.select_for_update().filter(slug__in=slugs)
    questions = Question.objects.select_for_update().filter(
        slug__in=slugs, story=annotation.article.story_id
    )
    found: Iterable[Model] = [*entities.order_by("pk"), *questions.order_by("pk")]
    return [
        thing
        for thing in found
        if _made_by(thing, by)
        and _was_named(thing, annotation)
        and not _used_elsewhere(thing, annotation)
    ]


def empty_of(annotation: Annotation, things: Iterable[Model]) -> None:
    """Set to empty the details that name one of the things; nothing is saved here."""
    gone = list(things)
    for name in THING_DETAILS:
        if getattr(annotation, name) in gone:
            setattr(annotation, name, None)


def unmake(things: Iterable[Model], by: User) -> None:
    """Delete the things, each with a row of history signed by the person."""
    for thing in things:
        thing._history_user = by  # type: ignore[attr-defined]
        thing.delete()


def _details_of(thing: Model) -> tuple[str, ...]:
    return ("question",) if isinstance(thing, Question) else ENTITY_DETAILS


def _made_by(thing: Any, by: User) -> bool:
    """Return whether the person made it, and nobody has changed it since."""
    signed = set(thing.history.values_list("history_type", "history_user_id"))
    return ("+", by.pk) in signed and {user for _, user in signed} == {by.pk}


def _was_named(thing: Model, annotation: Annotation) -> bool:
    named = Q()
    for name in _details_of(thing):
        named |= Q((f"{name}_id", thing.pk))
    rows: Any = Annotation.history
    return bool(rows.filter(named, id=annotation.pk).exists())


def _used_elsewhere(thing: Model, annotation: Annotation) -> bool:
    """Return whether anything refers to the thing but this annotation."""
    for relation in thing._meta.related_objects:
        if relation.get_accessor_name() in KEPT_BY_PROGRAM:
            continue
        model: Any = relation.related_model
        using = model._base_manager.filter(**{relation.field.name: thing.pk})
        if model is Annotation:
            using = using.exclude(pk=annotation.pk)
        if using.exists():
            return True
    return False
