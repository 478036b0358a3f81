"""What is known of a story's articles in numbers: the writer of `StorySnapshot`, of who is one
voice with whom, and of how many articles were read before a question was asked.

Called inside the transaction that holds the story's turn.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q

from annotator.comparison.copies.actions import voices_of
from annotator.comparison.models import ArticleSnapshot, QuestionCell, QuestionRow, StorySnapshot
from annotator.comparison.question_rows.inputs import make_due
from annotator.comparison.question_rows.silent_counts import early_counts
from articles.models import Story

BATCH = 500


def refresh_counts(story: Story) -> None:
    """Count the story's articles, and name their voices, as its snapshots have them."""
    _refresh_voices(story)
    unread, loose = Q(submitted_at=None), Q(submitted_at__isnull=False, unasked__gt=0)
    counted = ArticleSnapshot.objects.filter(story=story).aggregate(
        articles=Count("pk"),
        unread=Count("pk", filter=unread),
        loose=Count("pk", filter=loose),
        copies=Count("voice"),
    )
    StorySnapshot.objects.filter(pk=story.pk).update(**counted, copy_share=story.copy_share)
    _refresh_early(story)


def _refresh_voices(story: Story) -> None:
    """Store which articles are one voice with an earlier one; rows that they answer are due."""
    found: dict[Any, Any] = voices_of(story)
    kept = ArticleSnapshot.objects.filter(story=story, voice__isnull=False).order_by()
    was = dict(kept.values_list("article_id", "voice"))
    moved = sorted(key for key in was.keys() | found.keys() if was.get(key) != found.get(key))
    if not moved:
        return
    for some in _parts(moved):
        rows = [ArticleSnapshot(article_id=key, voice=found.get(key)) for key in some]
        ArticleSnapshot.objects.bulk_update(rows, ["voice"])
    cells = QuestionCell.objects.filter(article__in=moved).order_by()
    make_due(story, set(cells.values_list("question_id", flat=True)))


def _refresh_early(story: Story) -> None:
    """Store how many articles without a loose claim were read before each question was asked."""
    read = ArticleSnapshot.objects.filter(story=story, submitted_at__isnull=False, unasked=0)
    listed = read.order_by("submitted_at").values_list("submitted_at", flat=True)
    times = [at for at in listed if at]
    rows = QuestionRow.objects.filter(story=story).order_by()
    kept = {pk: (early, at) for pk, early, at in rows.values_list(
        "pk", "early", "question__asked_at"
    )}  # fmt: skip
    now = early_counts(times, {pk: at for pk, (_, at) in kept.items() if at})
    moved = [QuestionRow(pk=pk, early=n) for pk, n in now.items() if kept[pk][0] != n]
    for some in _parts(moved):
        QuestionRow.objects.bulk_update(some, ["early"])


def _parts(listed: list[Any]) -> Iterable[list[Any]]:
    return (listed[first : first + BATCH] for first in range(0, len(listed), BATCH))
