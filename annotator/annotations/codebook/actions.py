"""Confirm what was marked under an earlier edition, undo that, and take an edition back.

A confirmation is one revision of each annotation, which says what it said: decisions on it stand.
"""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from annotator.annotations.codebook.second_look import LookReach, changed_meanwhile
from annotator.annotations.curation.bulk_log import STILL_RIGHT, recorded, undo_bulk_act
from annotator.annotations.curation.plans import CurationPlan, number
from annotator.annotations.models import Annotation, BulkAct, Layer
from annotator.annotations.recording.rewrite import New, atomic_with_retry, rewrite
from annotator.people.models import User
from annotator.vocabulary.codebook.actions import take_back
from annotator.vocabulary.codebook.editions import codebook_of_today
from annotator.vocabulary.codebook.restoring import restore_editions
from annotator.vocabulary.codebook.sheet import read_sheet
from annotator.vocabulary.models import CodebookEdition, CodebookEntry, current_edition


@atomic_with_retry
def confirm(reach: LookReach, keys: Sequence[UUID]) -> tuple[int, BulkAct | None]:
    """Say of annotations that they are right under the edition of today.

    What is not the user's to confirm, or needs no second look, is left. Return how many changed,
    and the act, by which it can be undone; None where nothing changed.
    """
    edition = current_edition()
    allowed = Annotation.everything.filter(reach.visible & reach.own, erased_at=None)
    allowed = allowed.filter(changed_meanwhile(), pk__in=list(keys))
    mine = sorted(allowed.values_list("pk", flat=True))
    confirmed = {"codebook_edition": edition}

    def change(batch: Sequence[Annotation]) -> dict[UUID, New]:
        behind = (one for one in batch if one.codebook_edition < edition and not one.erased_at)
        return {one.pk: confirmed for one in behind}

    reason = f"Still right under edition {edition}"
    _, act = recorded(
        STILL_RIGHT,
        reach.user,
        lambda: rewrite(mine, change, reach.user, reason),
        lambda: f"{reason} of the codebook",
    )
    return len(act.annotations) if act else 0, act


def confirm_plan(theirs: int, every: int) -> CurationPlan:
    """Tell what confirming a whole list does; `theirs` of `every` are the user's to confirm."""
    edition = current_edition()
    told = number(theirs, "highlight is", "highlights are")
    will = [f"{told} still right under edition {edition}."]
    stays = ["What they say stays as it is, and so do all decisions."]
    if every > theirs:
        told = number(every - theirs, "other of the list is", "others of the list are")
        stays.append(f"{told} not yours to confirm.")
    return CurationPlan(tuple(will), tuple(stays))


def restore_every_edition(data: bytes, by: User | None) -> tuple[int, int]:
    """Take all editions of a codebook.csv, from another desk; all or nothing.

    Return how many were stored, and how many were there. Raises SheetRefused, ValidationError.
    """
    editions = read_sheet(data, codebook_of_today())
    return restore_editions(editions, by, unused=not Annotation.everything.exists())


@atomic_with_retry
def undo_confirmation(by: User, act: int) -> int:
    """Take back what the user confirmed in one act; return how many are to be looked at again.

    Raises ValidationError where there is no such act of theirs, or something changed since.
    """
    found = BulkAct.objects.filter(pk=act, by=by, name=STILL_RIGHT).first()
    if found is None:
        raise ValidationError("There is no such act of yours.")
    undo_bulk_act(found, by)
    return len(found.annotations)


@transaction.atomic
def take_edition_back(number: int, by: User) -> CodebookEdition:
    """Make the newest edition a draft again. Raises ValidationError once something was made under
    it."""
    if was_used(number):
        raise ValidationError(
            f"Something was marked or confirmed under edition {number}: it stands. Publish another."
        )
    added = CodebookEntry.objects.filter(edition__number=number, adds=True).values("slug")
    marked = Annotation.every_layer.filter(layer=Layer.MACHINE, label__in=added).order_by()
    if label := marked.values_list("label__name", flat=True).first():
        raise ValidationError(
            f"A machine has marked with “{label}”, which edition {number} brought: it stands. "
            "Publish another, in which the label is out of use."
        )
    return take_back(number, by)


def was_used(number: int) -> bool:
    """Return whether a person ever made or confirmed an annotation under the edition.

    What a machine read under it does not hold it: once it is another one, the reading is behind.
    """
    edition = CodebookEdition.objects.filter(number=number).first()
    if edition is None or edition.published_at is None:
        return False
    if Annotation.everything.filter(codebook_edition=number).exists():
        return True
    since = Annotation.history.filter(history_date__gte=edition.published_at)
    made = since.filter(codebook_edition=number).exclude(layer=Layer.MACHINE)
    return bool(made.exists())
