"""Take in what a machine read elsewhere: judged by our rules and stored as if we had started it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from annotator.machines.engines.protocol import EngineAnswer, EngineFailed
from annotator.machines.given import given_article
from annotator.machines.given import input_hash as hash_of
from annotator.machines.judging.judge import judge
from annotator.machines.models import Engine, MachineReading, StoryReader
from annotator.machines.recording.store import store_reading
from annotator.machines.runs import asking
from annotator.machines.runs.limits import reached
from annotator.machines.runs.reading import check_version, spent_by
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from articles.models import Article


class SubmissionRefused(ValidationError):
    """A reading cannot be taken in; the message says why, and what to do."""


class TextChanged(ValidationError):
    """The article has another text than the one that was read."""


def submit(
    wanted: StoryReader, article: Article, answer: EngineAnswer, version: int, seconds: float
) -> MachineReading:
    """Store what a machine of the story read of this version of an article, in place of what it
    read before, and return its reading.

    `article` has its text. Raises SubmissionRefused; TextChanged where the text is another today.
    """
    _refuse(wanted)
    if article.version != version:
        told = f"The article has version {article.version} of its text by now: read that one."
        raise TextChanged(told)
    make, looked_at = asking.make_of(wanted.reader), timezone.now()
    try:
        check_version(answer, make.version)
    except EngineFailed as error:
        raise SubmissionRefused(str(error)) from error
    given = given_article(article, wanted.story)
    judged, input_hash = judge(answer, given), hash_of(given, make)
    with transaction.atomic():
        # Two submissions at once count the same limits: one waits for the other.
        locked = StoryReader.objects.select_for_update().get(pk=wanted.pk)
        if limit := reached(locked, looked_at):
            raise SubmissionRefused(limit.why)
        reading, _ = MachineReading.objects.get_or_create(
            reader=wanted.reader, article=article, defaults={"assigned_at": looked_at}
        )
        stored = store_reading(reading, article, judged, input_hash, spent_by(answer, seconds))
        stored.checked_at = looked_at
        stored.save(update_fields=["checked_at"])
        facts = {"machine": wanted.pk, "article": article.pk}
        record(TrustKind.IMPORTED, story=wanted.story, facts=facts)
    return stored


def _refuse(wanted: StoryReader) -> None:
    if wanted.reader.engine != Engine.OUTSIDE:
        raise SubmissionRefused(
            f"“{wanted.reader}” is read by the desk itself: make a machine whose engine is a "
            "program elsewhere, and submit as that one."
        )
    if wanted.removed_at is not None:
        raise SubmissionRefused(f"“{wanted.reader}” was taken off the story: put it back first.")
