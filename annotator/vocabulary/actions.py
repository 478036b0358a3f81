"""Write labels, entities and questions; each act leaves its history, signed."""

from collections.abc import Container
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

from annotator.text import fold
from annotator.vocabulary.default import LABELS
from annotator.vocabulary.models import Alias, Entity, Label, Question
from articles.models import Story

SLUG_LENGTH = 80


def slug_base(name: str, length: int = SLUG_LENGTH) -> str:
    """Return the name as a slug of at most `length` characters; “x” where no letter is left."""
    return slugify(name, allow_unicode=True)[:length].strip("-_") or "x"


def slug_for(name: str, taken: Container[str], length: int = SLUG_LENGTH) -> str:
    """Return a slug made from the name that is not in `taken`: karachi, karachi-2, karachi-3."""
    slug = base = slug_base(name, length)
    count = 1
    while slug in taken:
        count += 1
        ending = f"-{count}"
        slug = base[: length - len(ending)].rstrip("-_") + ending
    return slug


def get_or_make_entity(name: str, by: AbstractUser | None) -> Entity:
    """Return the active entity of this name or alias; make one where there is none.

    Case and runs of space do not count; a name goes before an alias; an alias that several entities
    share names none of them. Raises ValidationError for an empty or too long name.
    """
    name = " ".join(name.split())
    found = find_entity(name)
    if found is not None:
        return found
    try:
        return make_entity(name, by)
    except IntegrityError:  # Somebody else has just made it.
        return find_entity(name) or make_entity(name, by)


def get_or_make_question(
    story: Story,
    wording: str,
    by: AbstractUser | None,
    *,
    type: str = Question.Type.TEXT,
    unit: str = "",
    scope: str = "",
    options: str = "",
    slug: str = "",
    **rest: Any,
) -> Question:
    """Return the story's active question of this wording; make one where there is none.

    `rest`: tolerance, about, whole, many, can_change, settling_days. Raises ValidationError.
    """
    wording = " ".join(wording.split())
    fields = {"type": type, "unit": unit, "scope": scope, "options": options, **rest}
    found = _question_worded(story, wording)
    if found is not None:
        return found
    try:
        return _make_question(story, wording, by, slug, fields)
    except IntegrityError:  # Somebody else has just made it.
        found = _question_worded(story, wording)
        return found or _make_question(story, wording, by, slug, fields)


@transaction.atomic
def reword_question(question: Question, wording: str, by: AbstractUser | None) -> Question:
    """Give the question another wording and return it; its answers stay, and it is asked anew.

    Raises ValidationError for an empty wording, and for that of another question in use.
    """
    question = Question.objects.select_for_update().get(pk=question.pk)
    wording = " ".join(wording.split())
    found = _question_worded(question.story, wording)
    if found is not None and found.pk != question.pk:
        raise ValidationError("The story has this question already: merge the two instead.")
    if wording != question.wording:
        question.wording = wording
        _save_signed(question, by)
    return question


def store_as_given(thing: Entity | Question, by: AbstractUser | None) -> None:
    """Store a new entity or question exactly as an import brings it, its slug included.

    Raises ValidationError.
    """
    _save_signed(thing, by)


def load_default_labels() -> tuple[int, int]:
    """Make the labels that are missing; leave those that are there. Return (made, kept).

    A key that a desk has given to a label of its own stays with that label.
    """
    with transaction.atomic():
        there = set(Label.objects.values_list("slug", flat=True))
        keys = set(Label.objects.filter(active=True).values_list("key", flat=True))
        made = 0
        for position, row in enumerate(LABELS):
            if row.slug in there:
                continue
            label = Label(
                slug=row.slug,
                kind=row.slug.partition("-")[0],
                name=row.name,
                definition=row.definition,
                example=row.example,
                polarity=row.polarity,
                key="" if row.key in keys else row.key,
                position=position,
                of_articles=row.polarity is not None,
            )
            label.full_clean()
            label.save(force_insert=True)
            made += 1
    return made, len(LABELS) - made


def _save_signed(instance: models.Model, by: AbstractUser | None) -> None:
    """Check and save the instance, with the person who did it in the history row."""
    instance._history_user = by  # type: ignore[attr-defined]
    instance.full_clean()
    with transaction.atomic():
        instance.save()


def find_entity(name: str) -> Entity | None:
    """Return the active entity of this name, else the only one with this alias, else None."""
    # Compared here, because SQLite folds the case of ASCII letters only.
    wanted = fold(name)
    active = Entity.objects.filter(active=True).order_by("pk").values_list("pk", "name")
    named = {pk: known for pk, known in active.iterator() if fold(known) == wanted}
    if named:
        pk = next((pk for pk, known in named.items() if known == name), min(named))
        return Entity.objects.get(pk=pk)
    aliases = Alias.objects.filter(entity__active=True).values_list("entity_id", "name")
    called = {pk for pk, known in aliases.iterator() if fold(known) == wanted}
    return Entity.objects.get(pk=called.pop()) if len(called) == 1 else None


def entity_called(name: str) -> Entity | None:
    """Return the one active entity that has exactly this name or alias; None of none or several.

    Case counts: “who” is not the WHO.
    """
    name = " ".join(name.split())
    called = models.Q(name=name) | models.Q(aliases__name=name)
    found = list(Entity.objects.filter(called, active=True).order_by("pk").distinct()[:2])
    return found[0] if len(found) == 1 else None


def make_entity(name: str, by: AbstractUser | None) -> Entity:
    """Make an entity of this name, whatever others are called. Raises ValidationError."""
    # Slugs made from this name begin alike, even where the number has cut the end.
    like = Entity.objects.filter(slug__startswith=slug_base(name)[:60])
    taken = set(like.values_list("slug", flat=True))
    entity = Entity(name=name, slug=slug_for(name, taken))
    _save_signed(entity, by)
    return entity


def _question_worded(story: Story, wording: str) -> Question | None:
    wanted = fold(wording)
    for question in Question.objects.filter(story=story, active=True).order_by("pk"):
        if fold(question.wording) == wanted:
            return question
    return None


def _make_question(
    story: Story, wording: str, by: AbstractUser | None, slug: str, fields: dict[str, Any]
) -> Question:
    taken = set(Question.objects.filter(story=story).values_list("slug", flat=True))
    question = Question(
        story=story, wording=wording, slug=slug or slug_for(wording, taken), **fields
    )
    _save_signed(question, by)
    return question
