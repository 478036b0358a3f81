"""Keep how many people read each article: the only writer of `ReaderCounts`.

Counted afresh whenever assignments of an article change, in their own transaction, so that pages
read one row where they would count. Rows are locked in the order of their keys, and after the
assignments: nobody who does so waits for somebody who waits for them.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from annotator.annotations.models import Assignment, AssignmentState, ReaderCounts
from articles.models import Article

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
    of_it = Assignment.objects.filter(article=OuterRef("pk")).order_by().values("article")
    rows.order_by().update(**{name: _number(of_it, state) for name, state in COLUMNS.items()})


def _number(of_it: Any, state: AssignmentState) -> Coalesce:
    counted = of_it.filter(state=state).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def count_after_save(sender: object, instance: Assignment, raw: bool = False, **_: object) -> None:
    """Count again after one assignment was stored or deleted; many at once say so themselves."""
    if not raw:
        count_readers([instance.article_id])
