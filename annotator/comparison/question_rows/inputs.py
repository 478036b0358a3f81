"""What has changed in a story's articles, taken into what its rows follow from.

The writer of `ArticleSnapshot` and `StorySnapshot`, and of which rows are due. An article whose
readings, decisions, date, source or regions are not those of its snapshot makes the rows due that
it answers now, or answered then.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from annotator.annotations.models import Annotation
from annotator.comparison.copies import actions
from annotator.comparison.models import ArticleSnapshot, QuestionRow, StorySnapshot
from annotator.comparison.question_rows.answers import counted_claims, known_articles
from annotator.comparison.question_rows.fingerprint import Stamp, regions_name, stamp_of
from annotator.comparison.question_rows.silent_counts import microseconds
from articles.models import Article, Story

MOST_QUERIED = 1000
"""So many changed articles make all rows due, without a look at which questions they answer."""
NO_DATE = date.min
COLUMNS = ("readings", "decisions", "source", "published_on", "submitted_at", "unasked", "regions",
           "story")  # fmt: skip


def refresh_snapshots(story: Story) -> Stamp:
    """Bring the story's snapshots up to date; one statement or two where nothing has changed.

    Return the stamp that they were taken from.
    """
    if (stamp := _current_stamp(story)) is not None:
        return stamp
    actions.refresh_copies(story)
    with transaction.atomic():
        # Two at once could each miss what the other saw: the second waits, and finds it done.
        Story.objects.select_for_update(no_key=True).get(pk=story.pk)
        if (stamp := _current_stamp(story)) is not None:
            return stamp
        stamp = stamp_of(story)
        if changed := _changed(story):
            _make_due(story, {one.article_id for one in changed})
            ArticleSnapshot.objects.bulk_create(
                changed,
                update_conflicts=True,
                unique_fields=["article"],
                update_fields=COLUMNS,
                batch_size=500,
            )
        StorySnapshot.objects.update_or_create(
            story=story, defaults={"stamp": stamp.name, "articles": _known(story)}
        )
    return stamp


def snapshots_current(story: Story) -> bool:
    """Return whether the story's snapshots are up to date; nothing is written."""
    return _current_stamp(story) is not None


def _current_stamp(story: Story) -> Stamp | None:
    """Return the story's stamp, or None where its snapshots are of another."""
    stamp = stamp_of(story)
    seen = StorySnapshot.objects.filter(story=story, stamp=stamp.name)
    return stamp if seen.exists() else None


def _changed(story: Story) -> list[ArticleSnapshot]:
    """Return snapshots, not stored, of the articles that are new or differ from their snapshot."""
    found = Article.objects.filter(story=story).annotate(
        now_readings=Coalesce("progress__readings", Value(0)),
        now_decisions=Coalesce("progress__decisions", Value(0)),
        now_published=Coalesce("published_on", Value(NO_DATE)),
        was_source=Coalesce("snapshot__source", Value(0)),
        was_published=Coalesce("snapshot__published_on", Value(NO_DATE)),
        now_regions=regions_name(),
    )
    same = Q(
        snapshot__readings=F("now_readings"),
        snapshot__decisions=F("now_decisions"),
        was_source=F("source_id"),
        was_published=F("now_published"),
        snapshot__regions=F("now_regions"),
    )
    old = found.filter(Q(snapshot=None) | ~same).order_by("pk")
    read = ("pk", "now_readings", "now_decisions", "source_id", "published_on", "now_regions")
    rows = list(old.values_list(*read))
    known = known_articles(
        story, only=None if len(rows) > MOST_QUERIED else [row[0] for row in rows]
    )
    return [
        ArticleSnapshot(
            article_id=pk,
            story=story,
            readings=readings,
            decisions=decisions,
            source=source,
            published_on=published,
            submitted_at=min(known.submitted.get(pk, ()), default=None),
            unasked=known.unasked.get(pk, 0),
            regions=regions,
        )
        for pk, readings, decisions, source, published, regions in rows
    ]


def _make_due(story: Story, changed: Collection[int]) -> None:
    """Mark the rows of the questions that these articles answer now, or answered when last
    computed."""
    rows = QuestionRow.objects.filter(story=story)
    if len(changed) <= MOST_QUERIED:
        answers = Annotation.objects.filter(counted_claims(story), question__isnull=False)
        now = answers.filter(article__in=changed).order_by().values_list("question_id", flat=True)
        before = rows.order_by().values_list("question_id", "articles")
        due = set(now.distinct()) | {pk for pk, keys in before if not set(keys).isdisjoint(changed)}
        rows = rows.filter(question__in=due)
    rows.update(due=True)


def _known(story: Story) -> dict[str, list[Any]]:
    """Return what is known of every article, in the order in which they were first submitted."""
    found: dict[str, list[Any]] = {"unread": [], "loose": [], "first": []}
    snapshots = ArticleSnapshot.objects.filter(story=story).order_by("submitted_at", "article")
    for pk, at, unasked in snapshots.values_list("article_id", "submitted_at", "unasked"):
        if at is None:
            found["unread"].append(pk)
        elif unasked:
            found["loose"].append(pk)
        else:
            found["first"].append([pk, microseconds(at)])
    return found
