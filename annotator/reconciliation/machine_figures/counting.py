"""Count what a story's machines come to: the only writer of comparisons, cells and figures."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from annotator.background.work import Progress
from annotator.machines.models import StoryReader
from annotator.reconciliation.machine_figures.comparison import ArticleComparison
from annotator.reconciliation.machine_figures.figures import FiguresOfMachine
from annotator.reconciliation.machine_figures.gathering import ComparisonReader, stamps
from annotator.reconciliation.models import MachineCell, MachineComparison, MachineFigures
from articles.models import Article, Story

BATCH = 100
"""Articles that are compared together: their annotations are in memory at once."""


def count_machines(story: Story, progress: Progress) -> int:
    """Count what has changed of each machine of the story; return how many articles that were."""
    done = 0
    for wanted in StoryReader.objects.filter(story=story).select_related("reader").order_by("pk"):
        done += _count(wanted, progress)
    return done


def kept_comparisons(wanted: StoryReader, articles: Q) -> Iterator[tuple[int, ArticleComparison]]:
    """Yield what is kept of each of these articles, a condition on Article, with its key, in the
    order of their keys."""
    rows = MachineComparison.objects.filter(of=wanted).order_by("article")
    if articles:
        rows = rows.filter(article__in=Article.objects.filter(articles).order_by().values("pk"))
    for article, text in rows.values_list("article_id", "content").iterator(500):
        yield article, ArticleComparison.unpacked(text)


def kept_figures(wanted: StoryReader) -> FiguresOfMachine | None:
    """Return the figures of all articles as they were counted last; None before that."""
    content = MachineFigures.objects.filter(of=wanted).values_list("content", flat=True).first()
    return None if content is None else FiguresOfMachine.unpacked(content)


def _kept_stamps(wanted: StoryReader) -> dict[int, str]:
    rows = MachineComparison.objects.filter(of=wanted).order_by()
    return dict(rows.values_list("article_id", "stamp"))


def _count(wanted: StoryReader, progress: Progress) -> int:
    now, then = stamps(wanted), _kept_stamps(wanted)
    gone = sorted(then.keys() - now.keys())
    due = sorted(pk for pk, stamp in now.items() if then.get(pk) != stamp)
    if not gone and not due and MachineFigures.objects.filter(of=wanted).exists():
        return 0
    reader = ComparisonReader(wanted)
    for first in range(0, len(gone), BATCH):
        _forget(wanted, gone[first : first + BATCH])
    for first in range(0, len(due), BATCH):
        progress.tell(first, len(due))
        batch = due[first : first + BATCH]
        _keep(wanted, reader.read(batch), now)
    kept = [one for _, one in kept_comparisons(wanted, Q())]
    MachineFigures.objects.update_or_create(
        of=wanted,
        defaults={
            "articles": len(kept), "counted_at": timezone.now(),
            "content": FiguresOfMachine.of(kept).packed(),
        },
    )  # fmt: skip
    return len(due) + len(gone)


@transaction.atomic
def _forget(wanted: StoryReader, articles: Sequence[int]) -> None:
    of_it: dict[str, Any] = {"of": wanted, "article__in": articles}
    MachineCell.objects.filter(**of_it).delete()
    MachineComparison.objects.filter(**of_it).delete()


@transaction.atomic
def _keep(wanted: StoryReader, found: dict[int, ArticleComparison], now: dict[int, str]) -> None:
    """Keep these comparisons in the place of the ones before."""
    MachineComparison.objects.bulk_create(
        [
            MachineComparison(of=wanted, article_id=pk, stamp=now[pk], content=one.packed())
            for pk, one in found.items()
        ],
        update_conflicts=True,
        unique_fields=["of", "article"],
        update_fields=["stamp", "content"],
    )
    MachineCell.objects.filter(of=wanted, article__in=found).delete()
    MachineCell.objects.bulk_create(
        MachineCell(of=wanted, article_id=pk, **cell._asdict())
        for pk, one in found.items()
        for cell in one.cells
    )
