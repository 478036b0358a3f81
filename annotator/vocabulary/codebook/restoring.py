"""Take all editions of a file as they are: from one desk to another."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from annotator.vocabulary.codebook.actions import publish, write_draft
from annotator.vocabulary.codebook.editions import (
    codebook_at,
    codebook_of_today,
    codebook_stamp,
    draft,
    drafted,
)
from annotator.vocabulary.codebook.sheet import SheetEdition
from annotator.vocabulary.codebook.texts import CodebookText
from annotator.vocabulary.models import CodebookEdition, Label


@transaction.atomic
def restore_editions(
    editions: Sequence[SheetEdition], by: AbstractUser | None, *, unused: bool
) -> tuple[int, int]:
    """Store the editions that the desk lacks, with their notes, times and people; all or nothing.

    `unused`: nothing was marked on this desk yet, so that its first edition may become that of the
    file. Return how many were stored, and how many were there already. Raises ValidationError.
    """
    if draft() is not None:
        raise ValidationError("There is a draft of the next edition: publish or discard it first.")
    numbers = [one.number for one in editions]
    if numbers != list(range(1, len(editions) + 1)):
        raise ValidationError(
            "The file must tell of every edition from 1 on. Export codebook.csv again."
        )
    stored = 0
    for one in editions:
        number = one.number or 1
        there = codebook_at(number)
        if there is None:
            _publish(one, by)
            stored += 1
        elif _unlike(one, there):
            if number != 1 or not unused or codebook_at(2) is not None:
                raise ValidationError(
                    f"Edition {number} of this desk says something else than that of the file "
                    f"({_unlike(one, there)}): the editions of two desks are not mixed."
                )
            _begin_with(one)
    return stored, len(editions) - stored


def _unlike(one: SheetEdition, there: CodebookText) -> str:
    """Return what the desk's edition says otherwise than the file's, or ''."""
    if one.guidelines is not None and one.guidelines.strip() != there.guidelines.strip():
        return "its guidelines"
    for slug, label in one.labels.items():
        if slug not in there.labels or there.labels[slug].meaning != label.meaning:
            return slug
    return ""


def _begin_with(one: SheetEdition) -> None:
    """Let the first edition of the desk be that of the file."""
    for place, label in enumerate(one.labels.values()):
        found = Label.objects.filter(slug=label.slug).first()
        found = found or Label(
            slug=label.slug, kind=label.kind, name=label.name, polarity=label.polarity,
            position=place, first_edition=1,
        )  # fmt: skip
        found.definition, found.example, found.counterexample = label.meaning
        found._change_reason = "Edition 1 of the codebook"  # type: ignore[attr-defined]
        found.full_clean()
        found.save()
    if one.guidelines or one.note or one.published_at:
        CodebookEdition.objects.create(
            number=1, guidelines=one.guidelines or "", note=one.note,
            published_at=one.published_at or timezone.now(), published_by=_user(one),
        )  # fmt: skip


def _publish(one: SheetEdition, by: AbstractUser | None) -> None:
    """Store an edition of the file, published at its own time."""
    reworded = frozenset(slug for slug, change in one.changes.items() if change == "reworded")
    edition = write_draft(one.labels.values(), one.guidelines, reworded=reworded)
    if edition is None:
        guidelines = codebook_of_today().guidelines
        edition = CodebookEdition.objects.create(number=one.number or 1, guidelines=guidelines)
    today = codebook_of_today()
    shown = codebook_stamp(drafted(today, edition))
    done = publish(one.note or f"Edition {one.number}", by, shown=shown)
    done.note, done.published_by = one.note or done.note, _user(one)
    done.published_at = one.published_at or done.published_at
    done.save(update_fields=["note", "published_by", "published_at"])


def _user(one: SheetEdition) -> Any:
    """Return who published it, where the desk knows them; else None."""
    users = get_user_model().objects.filter(username=one.published_by)
    return users.first() if one.published_by else None
