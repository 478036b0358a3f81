"""Keep how many people read each article, and whether it waits for an adjudicator: the only writer
of `ReaderCounts`.

Counted afresh whenever assignments of an article or its stage change, in their own transaction, so
that pages read one row where they would count. Rows are locked in the order of their keys, and
after assignments and progress: nobody who does so waits for somebody who waits for them.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, GreaterThanOrEqual

from annotator.annotations.models import (
    ArticleProgress,
    Assignment,
    AssignmentState,
    ReaderCounts,
    Stage,
)
from articles.models import Article, Story

BATCH = 500
COLUMNS = {
    "assigned": AssignmentState.ASSIGNED,
    "in_progress": AssignmentState.IN_PROGRESS,
    "submitted": AssignmentState.SUBMITTED,
}
"""The column that counts the assignments of a state."""


def count_readers(articles: Iterable[int]) -> None:
    """Count again who reads these articles. To be called once in a transaction, at its end."""
    keys = sorted(set(articles))
    with transaction.atomic(savepoint=False):
        for first in range(0, len(keys), BATCH):
            _count(keys[first : first + BATCH])


def _count(keys: list[int]) -> None:
    rows = ReaderCounts.objects.order_by("pk").filter(pk__in=keys)
    # Locked first, counted after: the count then sees what was committed while this one waited.
    there = list(rows.select_for_update().values_list("pk", flat=True))
    if len(there) < len(keys):
        missing = Article.objects.filter(pk__in=set(keys).difference(there)).order_by("pk")
        new = [
            ReaderCounts(article_id=pk, story_id=s)
            for pk, s in missing.values_list("pk", "story_id")
        ]
        # Two at once may both find it missing: one inserts, the other waits for it.
        ReaderCounts.objects.bulk_create(new, ignore_conflicts=True)
        list(rows.select_for_update().values_list("pk", flat=True))
    numbers = {name: _number(state) for name, state in COLUMNS.items()}
    rows.order_by().update(**numbers, to_settle=_to_settle())


def _number(state: AssignmentState) -> Coalesce:
    of_it = Assignment.objects.filter(article=OuterRef("pk"), state=state).order_by()
    counted = of_it.values("article").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _to_settle() -> Case:
    """Return whether the article waits for an adjudicator: it is ready, being settled, or under
    revision."""
    progress = ArticleProgress.objects.filter(article=OuterRef("pk")).order_by()
    begun = Q(stage__in=[Stage.SETTLING, Stage.REVISION]) | Q(closed_at__isnull=False)
    wanted = Subquery(Story.objects.filter(pk=OuterRef("story")).order_by().values("readers"))
    enough = GreaterThanOrEqual(_number(AssignmentState.SUBMITTED), wanted)
    nobody_reads = Exact(_number(AssignmentState.IN_PROGRESS), Value(0))
    return Case(
        When(Exists(progress.filter(stage=Stage.FINISHED)), then=Value(False)),
        When(Exists(progress.filter(begun)), then=Value(True)),
        When(enough & nobody_reads, then=Value(True)),
        default=Value(False),
    )


def count_after_save(sender: object, instance: Assignment, raw: bool = False, **_: object) -> None:
    """Count again after one assignment was stored or deleted; many at once say so themselves."""
    if not raw:
        count_readers([instance.article_id])


def count_after_stage(
    sender: object, instance: ArticleProgress, created: bool, raw: bool = False, **_: object
) -> None:
    """Count again after an article came to another stage, or its reading was closed or opened."""
    if not raw and (instance.stage != Stage.READING or instance.closed_at or not created):
        count_readers([instance.article_id])


def count_after_story(
    sender: object, instance: Story, created: bool, raw: bool = False, **_: object
) -> None:
    """Note again what waits for an adjudicator: the story may ask for more readers, or fewer."""
    if not raw and not created:
        ReaderCounts.objects.filter(story=instance).order_by().update(to_settle=_to_settle())
