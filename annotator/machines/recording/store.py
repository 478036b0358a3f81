"""Store what a machine read of one article: its annotations, and that it has submitted.

No figure of the story changes by it, unless the story counts this machine.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from annotator.annotations.article_progress import readings_changed
from annotator.annotations.details import ENTITY_DETAILS, THING_DETAILS
from annotator.annotations.models import Annotation, Layer, Origin
from annotator.annotations.recording.details import set_details
from annotator.machines.judging.judged import JudgedReading, JudgedSpan
from annotator.machines.models import (
    MachineMark,
    MachineReading,
    MachineReadingState,
    StoryReader,
)
from annotator.people.models import User
from annotator.vocabulary.models import Entity, Label, Question, current_edition
from articles.models import Article

UNFIT = "a detail does not fit"


@dataclass(frozen=True)
class Spent:
    """What a reading took: seconds, tokens, and money in the desk's own currency."""

    seconds: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: Decimal = Decimal(0)


@transaction.atomic
def store_reading(
    reading: MachineReading, article: Article, judged: JudgedReading, input_hash: str, spent: Spent
) -> MachineReading:
    """Put what was judged in the place of what the machine marked before, and submit the reading.

    `article` has the text that was read. Raises ValidationError where its text has changed since.
    """
    now = timezone.now()
    locked = MachineReading.objects.select_for_update().get(pk=reading.pk)
    current = Article.objects.only("pk", "version", "text_sha256", "story_id").get(pk=article.pk)
    # A version that was taken back leaves its number to another text.
    read = (article.version, article.text_sha256)
    if (current.version, current.text_sha256) != read:
        raise ValidationError("The text was corrected meanwhile: let the machine read it again.")
    account = locked.reader.account
    take_back(locked, account)
    dropped = judged.dropped.copy()
    things = _Things(judged.kept, current.story_id)
    edition = current_edition()
    made: list[Annotation] = []
    marks: list[MachineMark] = []
    for span in judged.kept:
        try:
            annotation = _annotation(span, article, account, things, edition)
        except ValidationError:
            dropped[UNFIT] += 1
            continue
        annotation.created_at = annotation.updated_at = now
        made.append(annotation)
        marks.append(
            MachineMark(
                annotation=annotation, reading=locked, confidence=span.confidence, found=span.found
            )
        )
    bulk_create_with_history(made, Annotation, default_user=account)
    MachineMark.objects.bulk_create(marks)
    locked.state, locked.submitted_at, locked.claimed_at = MachineReadingState.SUBMITTED, now, None
    locked.text_version, locked.codebook_edition = article.version, edition
    locked.input_hash, locked.why = input_hash, ""
    locked.seconds = spent.seconds
    locked.tokens_in += spent.tokens_in
    locked.tokens_out += spent.tokens_out
    locked.cost += spent.cost
    locked.marks, locked.dropped = len(made), dict(dropped)
    locked.save()
    if counts_in_story(locked, current.story_id):
        readings_changed([article.pk])
    return locked


def counts_in_story(reading: MachineReading, story: int) -> bool:
    """Return whether the story counts this machine as a reader."""
    return StoryReader.objects.filter(reader=reading.reader_id, story=story, counts=True).exists()


def keep_marks(reading: MachineReading, article: Article) -> None:
    """Let the marks of a reading stand in the text as it is now, which is the one that it read."""
    marks = Annotation.machine_marks.filter(
        article=article, annotator__machine_reader=reading.reader_id
    )
    marks.update(text_version=article.version, read_version=article.version)
    if reading.text_version != article.version and counts_in_story(reading, article.story_id):
        readings_changed([article.pk])


def take_back(reading: MachineReading, account: User) -> int:
    """Erase what the machine has marked of the article, with history; return how much it was."""
    now = timezone.now()
    marked = list(Annotation.machine_marks.filter(article=reading.article_id, annotator=account))
    for one in marked:
        one.erased_at, one.updated_at, one.revision = now, now, one.revision + 1
    Annotation.every_layer.bulk_update(marked, ["erased_at", "updated_at", "revision"])
    Annotation.history.bulk_history_create(
        marked, update=True, default_user=account, default_date=now
    )
    return len(marked)


class _Things:
    """The labels, entities and questions that spans name, by slug: a statement each."""

    def __init__(self, spans: tuple[JudgedSpan, ...], story: int) -> None:
        questions = {said for span in spans if (said := span.details.get("question"))}
        entities = {
            said for span in spans for name in ENTITY_DETAILS if (said := span.details.get(name))
        }
        asked = Question.objects.filter(story=story, slug__in=questions, active=True)
        named = Entity.objects.filter(slug__in=entities, active=True)
        labels = Label.objects.filter(slug__in={span.label for span in spans}, active=True)
        self.questions = {one.slug: one for one in asked}
        self.entities = {one.slug: one for one in named}
        self.labels = {one.slug: one for one in labels}

    def detail(self, name: str, said: str) -> Any:
        """Return a detail's value. Raises ValidationError for a thing that is not there."""
        if name not in THING_DETAILS:
            return said
        thing = (self.questions if name == "question" else self.entities).get(said)
        if thing is None:
            raise ValidationError({name: f"“{said}” is not there."})
        return thing


def _annotation(
    span: JudgedSpan, article: Article, account: User, things: _Things, edition: int
) -> Annotation:
    """Return the annotation of a judged span. Raises ValidationError for what does not fit."""
    label = things.labels.get(span.label)
    if label is None:
        raise ValidationError({"label": f"“{span.label}” is no label in use."})
    annotation = Annotation(
        id=uuid4(), article=article, layer=Layer.MACHINE, annotator=account, label=label,
        kind=label.kind, start=span.start, end=span.end, quote=span.quote, part=span.part,
        text_version=article.version, read_version=article.version, codebook_edition=edition,
        origin=Origin.MACHINE,
    )  # fmt: skip
    details = {name: things.detail(name, said) for name, said in span.details.items()}
    set_details(annotation, details, account)
    return annotation
