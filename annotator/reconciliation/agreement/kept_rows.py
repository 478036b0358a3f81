"""Read everything that is kept of a story's agreement, part by part, as its file has it.

In constant memory: some hundred parts or articles at a time, each time in one statement more.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from annotator.people.models import User
from annotator.reconciliation.agreement.keeping.parts import (
    Figures,
    pair_named,
    unpacked,
    unpacked_figures,
)
from annotator.reconciliation.agreement.kept import compared_articles
from annotator.reconciliation.agreement.statistics import figures as statistics_figures
from annotator.reconciliation.agreement_models import AgreementPart, Scope
from annotator.vocabulary.models import Kind
from articles.models import Source, Story

FigurePart = tuple[str, str, Figures]
"""The scope, which one it is as people call it, and its figures."""
BATCH = 2000
"""Parts, or articles, that are read together."""


def kept_rows(story: Story) -> Iterator[tuple[str, FigurePart]]:
    """Yield kind by kind what is kept: the story, labels, sources, articles, pairs, months."""
    parts = AgreementPart.objects.filter(story=story, counted__gt=0)
    sources = {str(pk): name for pk, name in _sources(parts)}
    people = dict(User.objects.order_by().values_list("pk", "username"))
    for kind in Kind.values:
        for part in _of_kind(story, parts.filter(kind=kind), kind, sources, people):
            yield kind, part


def _of_kind(
    story: Story,
    parts: QuerySet[AgreementPart],
    kind: str,
    sources: Mapping[str, str],
    people: Mapping[int, str],
) -> Iterator[FigurePart]:
    whole = list(_read(parts, Scope.STORY))
    yield from [("story", "", figures) for _, figures in whole] or [
        ("story", "", statistics_figures.figures([]))
    ]
    for label, figures in _read(parts, Scope.LABEL):
        yield "label", label, figures
    of_sources = [(sources[key], figures) for key, figures in _read(parts, Scope.SOURCE)]
    for name, figures in sorted(of_sources, key=lambda one: one[0]):
        yield "source", name, figures
    for article, figures in _articles(story, kind):
        yield "article", str(article), figures
    for which, figures in _read(parts, Scope.PAIR):
        one, two = pair_named(which)
        yield "pair", f"{people[one]} {people[two]}", figures
    for which, figures in _read(parts, Scope.MONTH):
        yield "month", which[:7], figures


def _sources(parts: QuerySet[AgreementPart]) -> Any:
    keys = parts.filter(scope=Scope.SOURCE).values_list("which", flat=True)
    return Source.objects.filter(pk__in=[int(key) for key in keys]).values_list("pk", "name")


def _read(parts: QuerySet[AgreementPart], scope: str) -> Iterator[tuple[str, Figures]]:
    """Yield parts of the scope in order: pairs by their keys, the others by their names."""
    order = ("one_key", "two_key") if scope == Scope.PAIR else ("which",)
    keys = list(parts.filter(scope=scope).order_by(*order).values_list("pk", flat=True))
    for first in range(0, len(keys), BATCH):
        batch = parts.filter(pk__in=keys[first : first + BATCH]).order_by(*order)
        for which, content in batch.values_list("which", "content"):
            yield which, unpacked(content).figures


def _articles(story: Story, kind: str) -> Iterator[tuple[int, Figures]]:
    compared = compared_articles(story, kind).order_by("article_id")
    after = 0
    while batch := list(
        compared.filter(article__gt=after).values_list("article_id", "figures")[:BATCH]
    ):
        for after, text in batch:
            yield after, unpacked_figures(text)
