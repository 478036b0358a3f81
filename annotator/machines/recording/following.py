"""Let what machines read follow what people do to texts and vocabulary: heard from lower floors."""

from collections.abc import Collection
from typing import Any

from annotator.annotations.article_progress import readings_changed
from annotator.annotations.recording.rewrite import machine_marks_rewritten
from annotator.annotations.revision.actions import version_taken_back
from annotator.machines.models import MachineReading, MachineReadingState, StoryReader
from annotator.machines.recording.store import take_back
from articles.models import Article


def connect() -> None:
    """Follow marks that a curator's act changes, and versions that are taken back."""
    machine_marks_rewritten.connect(count_anew, dispatch_uid="machines that count")
    version_taken_back.connect(forget_version, dispatch_uid="machines forget a version")


def count_anew(sender: Any, articles: Collection[int], **_: Any) -> None:
    """Note as changed the articles in whose story a machine counts that has read them."""
    counting = StoryReader.objects.filter(counts=True).values("reader", "story")
    pairs = {(row["reader"], row["story"]) for row in counting}
    if not pairs:
        return
    read = MachineReading.objects.filter(
        article__in=articles, state=MachineReadingState.SUBMITTED
    ).values_list("reader", "article__story", "article")
    readings_changed(article for *pair, article in read if tuple(pair) in pairs)


def forget_version(sender: Any, article: Article, version: int, **_: Any) -> None:
    """Take back what machines marked in a version that is no more: they are to read again.

    Another text may bear its number later.
    """
    read = MachineReading.objects.select_for_update(of=("self",)).filter(
        article=article, text_version=version, state=MachineReadingState.SUBMITTED
    )
    for reading in read.select_related("reader__account").order_by("pk"):
        take_back(reading, reading.reader.account)
        reading.state, reading.submitted_at = MachineReadingState.ASSIGNED, None
        reading.input_hash, reading.marks = "", 0
        reading.save(update_fields=["state", "submitted_at", "input_hash", "marks"])
