"""Let what machines read follow what people do to texts and vocabulary: heard from lower floors."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from annotator.annotations.article_progress import readings_changed
from annotator.annotations.recording.rewrite import machine_marks_rewritten
from annotator.annotations.revision.actions import version_taken_back
from annotator.machines.models import (
    MachineReading,
    MachineReadingState,
    StoryReader,
    fits,
    stands,
)
from annotator.machines.recording.store import take_back
from articles.models import Article


def connect() -> None:
    """Let machines' marks follow what curators change, and versions that are taken back."""
    machine_marks_rewritten.connect(note_rewritten, dispatch_uid="machines are rewritten")
    version_taken_back.connect(forget_version, dispatch_uid="machines forget a version")


def note_rewritten(sender: Any, articles: Collection[int], **_: Any) -> None:
    """Note that the marks of these articles are others, which what is counted of each machine
    rests on; and as changed the articles in whose story one counts that has read them."""
    read = MachineReading.objects.filter(article__in=articles)
    read.filter(stands()).update(rewritten_at=timezone.now())
    counting = StoryReader.objects.filter(counts=True).values("reader", "story")
    pairs = {(row["reader"], row["story"]) for row in counting}
    if not pairs:
        return
    rows = read.filter(fits()).values_list("reader", "article__story", "article")
    readings_changed(article for *pair, article in rows if tuple(pair) in pairs)


def forget_version(sender: Any, article: Article, version: int, **_: Any) -> None:
    """Take back what machines marked in a version that is no more: they are to read again.

    Another text may bear its number later. So whoever reads just now loses their claim, too, and
    stores nothing; the run takes the article up again.
    """
    # All of the article: one that is being stored says its version only once it is locked.
    read = MachineReading.objects.select_for_update(of=("self",)).filter(article=article)
    for reading in read.select_related("reader__account").order_by("pk"):
        if reading.submitted_at is not None and reading.text_version == version:
            take_back(reading, reading.reader.account)
            reading.submitted_at, reading.input_hash, reading.marks = None, "", 0
        elif reading.state != MachineReadingState.READING:
            continue
        stood = reading.submitted_at is not None
        reading.state = MachineReadingState.SUBMITTED if stood else MachineReadingState.ASSIGNED
        reading.claimed_at, reading.why = None, ""
        reading.save(
            update_fields=["state", "submitted_at", "input_hash", "marks", "claimed_at", "why"]
        )
