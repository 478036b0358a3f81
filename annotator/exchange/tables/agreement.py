"""agreement.csv: one row a figure of agreement, story by story and kind by kind."""

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Q

from annotator.cells import defused, lines
from annotator.exchange.tables import columns
from annotator.exchange.tables.labels import EVERYTHING
from annotator.people.models import User
from annotator.reconciliation.agreement.article_figures import (
    ArticleShare,
    article_shares,
    by_month,
    by_source,
    sums_of,
)
from annotator.reconciliation.agreement.statistics import figures as statistics_figures
from annotator.reconciliation.agreement.statistics.figures import Figure
from annotator.vocabulary.models import Kind
from articles.models import Story

Part = tuple[str, str, Mapping[str, Figure]]
"""The scope, which one it is, and its figures."""


def agreement_csv(
    stories: Iterable[Story], *, articles: Q = EVERYTHING, bom: bool = False
) -> Iterator[str]:
    """agreement.csv in pieces; the sums of one story's articles are in memory at once."""
    return lines(columns.AGREEMENT, _rows(stories, articles), bom=bom)


def _rows(stories: Iterable[Story], articles: Q) -> Iterator[list[str]]:
    for story in sorted(stories, key=lambda story: story.slug):
        every = article_shares(story, articles)
        people = dict(User.objects.order_by().values_list("pk", "username")) if every else {}
        for kind in Kind.values:
            for scope, which, figures in _parts(every, kind, people):
                for name, figure in figures.items():
                    yield [defused(story.slug), scope, defused(which), kind, name, *_cells(figure)]


def _parts(every: list[ArticleShare], kind: str, people: Mapping[int, str]) -> Iterator[Part]:
    sums = sums_of(every, kind)
    yield "story", "", statistics_figures.figures(sums)
    for label, figures in statistics_figures.by_label(sums, interval=True).items():
        yield "label", label, figures
    for (_, name), chosen in by_source(every).items():
        yield "source", name, statistics_figures.figures(sums_of(chosen, kind))
    for share in every:
        if len(share.sums[kind].annotators) > 1:
            yield "article", str(share.article), statistics_figures.figures([share.sums[kind]])
    for (one, two), figures in statistics_figures.by_pair(sums, interval=True).items():
        yield "pair", f"{people[one]} {people[two]}", figures
    for month, chosen in by_month(every).items():
        figures = statistics_figures.figures(sums_of(chosen, kind))
        yield "month", f"{month.first:%Y-%m}", figures


def _cells(figure: Figure) -> list[str]:
    return [
        _number(figure.value),
        str(figure.n),
        figure.of,
        _number(figure.coverage),
        _number(figure.low),
        _number(figure.high),
        str(figure.dropped),
        str(figure.left_out),
        figure.because,
    ]


def _number(value: float | None) -> str:
    """All digits, so that reading it back gives the same number."""
    return "" if value is None else repr(value)
