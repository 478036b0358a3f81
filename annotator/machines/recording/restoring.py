"""Bring in what a machine read on another desk, or on this one before: with its ids and times."""

from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from annotator.annotations.article_progress import readings_changed
from annotator.annotations.details import THING_DETAILS
from annotator.annotations.models import Annotation
from annotator.machines.models import MachineMark, MachineReading, MachineReadingState
from annotator.machines.recording.store import counts_in_story
from annotator.people.models import User
from articles.models import Article

REASON = "imported"


class RestoredMark(NamedTuple):
    """An annotation as it was, not stored; how sure the machine was; how its words were found."""

    annotation: Annotation
    confidence: float | None
    found: str


@transaction.atomic
def restore_reading(
    account: User, article: Article, marks: Sequence[RestoredMark]
) -> MachineReading:
    """Store the marks as the machine's reading of the article, which it has not read here.

    What it was given is not known: it can be let read again. Raises ValidationError where it has
    marked something by now.
    """
    reader = account.machine_reader
    MachineReading.objects.get_or_create(
        reader=reader, article=article, defaults={"assigned_at": timezone.now()}
    )
    reading = MachineReading.objects.select_for_update().get(reader=reader, article=article)
    if Annotation.machine_marks.filter(article=article, annotator=account).exists():
        raise ValidationError(f"{account} has read “{article}” meanwhile. Import again.")
    made = [_with_keys(one.annotation) for one in marks]
    bulk_create_with_history(made, Annotation, default_user=account, default_change_reason=REASON)
    MachineMark.objects.bulk_create(
        MachineMark(
            annotation=one.annotation, reading=reading, confidence=one.confidence, found=one.found
        )
        for one in marks
    )
    reading.state, reading.claimed_at = MachineReadingState.SUBMITTED, None
    reading.submitted_at = max(one.updated_at for one in made)
    reading.text_version = article.version
    reading.codebook_edition = max(one.codebook_edition for one in made)
    reading.input_hash, reading.why, reading.marks = "", "", len(made)
    reading.save()
    if counts_in_story(reading, article.story_id):
        readings_changed([article.pk])
    return reading


def _with_keys(annotation: Annotation) -> Annotation:
    """Return it with the keys of things that were made just now."""
    for name in THING_DETAILS:
        setattr(annotation, name, getattr(annotation, name))
    return annotation
