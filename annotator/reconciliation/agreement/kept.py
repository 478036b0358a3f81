"""Read what is kept of a story's agreement, for its page. Nothing here writes.

No more is read than what is shown: fifty articles, fifty pairs, the sources and the months.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q, QuerySet

from annotator.reconciliation.agreement.article_figures import (
    SHORT,
    ArticleShare,
    Choice,
    Ranked,
    month_of,
    week_of,
)
from annotator.reconciliation.agreement.keeping.parts import (
    Figures,
    PartContent,
    PartName,
    period_named,
    unpacked,
    unpacked_figures,
)
from annotator.reconciliation.agreement.overview import Overview, shown_cells
from annotator.reconciliation.agreement.pairs import ComputedPairs, KeptPairs, PairList, PairOrder
from annotator.reconciliation.agreement_models import (
    AgreementChange,
    AgreementPart,
    ArticleAgreement,
    Scope,
)
from annotator.vocabulary.models import Kind
from articles.models import Source, Story

OF_LABEL_PAGE = "the pairs of annotators and the articles of one label"
OF_PAIR_PAGE = "the labels, sources, months and articles of two annotators"
OF_SOURCE_PAGE = "the pairs of annotators and the months of one source"
OF_TIME_PAGE = "the pairs of annotators, the sources and the weeks of one time"


def changed_articles(story: Story) -> int:
    """Count the articles of the story that have changed since its figures were counted."""
    changes = AgreementChange.objects.filter(article__story=story)
    return changes.order_by().values("article").distinct().count()


def parts_due(story: Story) -> bool:
    """Tell whether figures of the story, or their intervals, are still to be computed."""
    due = ~Q(counted=F("changes")) | ~Q(measured=F("changes"))
    return AgreementPart.objects.filter(due, story=story).exists()


def kept_stamp(story: Story) -> list[tuple[int, ...]]:
    """Return numbers that change with whatever is kept of the story; every change is one of it."""
    parts = AgreementPart.objects.filter(story=story, scope=Scope.STORY).order_by("pk")
    return list(parts.values_list("pk", "changes", "counted", "measured"))


def compared_articles(story: Story, kind: str) -> QuerySet[ArticleAgreement]:
    """Return the articles that two have read, the least agreeing first."""
    rows = ArticleAgreement.objects.filter(story=story, kind=kind, compared=True)
    return rows.order_by("exact", "overlap", "unlike", "article_id")


def part_name(choice: Choice, source: int | None) -> PartName | None:
    """Return which part is kept of just this choice, if one is; `source`: its source's key."""
    since, until = choice.since, choice.until
    narrowed = (choice.label, source, choice.pair, since or until, choice.article)
    if sum(one is not None for one in narrowed) > 1 or choice.article is not None:
        return None
    if choice.label is not None:
        return Scope.LABEL, choice.label
    if source is not None:
        return Scope.SOURCE, str(source)
    if choice.pair:
        return Scope.PAIR, "{} {}".format(*choice.pair)
    if since and until:
        for scope, period in ((Scope.MONTH, month_of(since)), (Scope.WEEK, week_of(since))):
            if (period.first, period.last) == (since, until):
                return scope, since.isoformat()
        return None
    return None if since or until else (Scope.STORY, "")


def kept_overview(
    story: Story, choice: Choice, name: PartName, order: PairOrder, of: int | None
) -> Overview | None:
    """Return what the page shows of a part that is kept; None where it is not counted yet.

    `order` and `of` are those of the pairs. What of the part is not kept, `left_out` names.
    """
    scope, which = name
    parts = AgreementPart.objects.filter(story=story, counted__gt=0)
    part = parts.filter(kind=choice.kind, scope=scope, which=which).first()
    if part is None:
        return None
    content = unpacked(part.content)
    whole = (Scope.STORY, "") if scope == Scope.LABEL else name
    of_kinds = parts.filter(scope=whole[0], which=whole[1]).values_list("kind", "exact")
    exact = {kind: None if value > 1 else value for kind, value in of_kinds}
    of_it = _Rest(parts.filter(kind=choice.kind), choice, content, part.articles)
    labels, sources, periods = of_it.labels(scope), of_it.sources(scope), of_it.periods(scope)
    pairs: PairList = ComputedPairs({}, order, of)
    if scope == Scope.STORY:
        pairs = KeptPairs(parts.filter(kind=choice.kind, scope=Scope.PAIR), order, of)
    ranked: Sequence[Ranked] = ()
    if scope not in (Scope.LABEL, Scope.PAIR) and part.articles > 1:
        ranked = KeptArticles(_chosen(compared_articles(story, choice.kind), name), part.articles)
    return Overview(
        choice=choice,
        kinds={kind: exact.get(kind) for kind in Kind.values},
        articles=part.articles,
        annotators=part.annotators,
        whole=content.figures,
        labels=labels,
        pairs=pairs,
        sources=sources if len(sources) > 1 else [],
        periods=periods if part.articles > 1 else [],
        confusion=shown_cells(of_it.confusion(scope), choice),
        ranked=ranked,
        left_out={
            Scope.LABEL: OF_LABEL_PAGE,
            Scope.PAIR: OF_PAIR_PAGE,
            Scope.SOURCE: OF_SOURCE_PAGE,
            Scope.MONTH: OF_TIME_PAGE,
            Scope.WEEK: OF_TIME_PAGE,
        }.get(Scope(scope), ""),
        measuring=part.measured != part.changes,
    )


def _chosen(rows: QuerySet[ArticleAgreement], name: PartName) -> QuerySet[ArticleAgreement]:
    scope, which = name
    if scope == Scope.SOURCE:
        return rows.filter(source_key=int(which))
    if scope in (Scope.MONTH, Scope.WEEK):
        period = period_named(scope, which)
        return rows.filter(day__range=(period.first, period.last))
    return rows


class _Rest:
    """Reads the parts of a part: of the story, of a label, or what a part itself keeps."""

    def __init__(
        self, parts: QuerySet[AgreementPart], choice: Choice, content: PartContent, articles: int
    ) -> None:
        self.parts, self.choice, self.content, self.articles = parts, choice, content, articles

    def labels(self, scope: str) -> list[tuple[str, Figures]]:
        if scope == Scope.STORY:
            used = self.parts.filter(scope=Scope.LABEL, spans__gt=0).order_by("exact", "which")
            return [(which, one.figures) for which, one in _read(used)]
        found = [one for one in self.content.labels.items() if one[1]["exact"].n]
        return sorted(found, key=lambda one: (one[1]["exact"].value is None, one[1]["exact"].value))

    def sources(self, scope: str) -> list[tuple[tuple[str, str], Figures]]:
        if scope not in (Scope.STORY, Scope.LABEL):
            return []
        found = list(self._parts_of(Scope.SOURCE))
        named = Source.objects.in_bulk([int(which) for which, _ in found])
        outlets = [(named.get(int(which)), figures) for which, figures in found]
        return [((one.slug, one.name), figures) for one, figures in outlets if one]

    def periods(self, scope: str) -> list[tuple[Any, Figures]]:
        if scope not in (Scope.STORY, Scope.LABEL):
            return []
        days = self.content.days
        cut = Scope.WEEK if days and days[1] - days[0] < SHORT else Scope.MONTH
        return [
            (period_named(cut, which), figures)
            for which, figures in sorted(self._parts_of(cut), key=lambda one: one[0])
        ]

    def confusion(self, scope: str) -> dict[tuple[str, str], int]:
        """Return the cells of the part; of a label those of the story, which has them all."""
        if scope != Scope.LABEL:
            return self.content.confusion
        [(_, story)] = _read(self.parts.filter(scope=Scope.STORY)) or [("", self.content)]
        return story.confusion

    def _parts_of(self, scope: str) -> list[tuple[str, Figures]]:
        """Return the figures of these parts, or of the chosen label in them, the worst first."""
        label = self.choice.label
        found = _read(self.parts.filter(scope=scope, articles__gt=0).order_by("exact", "pk"))
        if label is None:
            return [(which, one.figures) for which, one in found]
        return [(which, one.labels[label]) for which, one in found if label in one.labels]


def _read(parts: QuerySet[AgreementPart]) -> list[tuple[str, PartContent]]:
    return [(which, unpacked(content)) for which, content in parts.values_list("which", "content")]


class KeptArticles(Sequence[Ranked]):
    """Articles as they are kept, of which only the page that is asked for is read."""

    def __init__(self, rows: QuerySet[ArticleAgreement], number: int) -> None:
        self.rows, self.number = rows, number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, at: Any) -> Any:
        read = self.rows.values_list(
            "article_id", "article__title", "article__source__slug", "article__source__name",
            "day", "figures",
        )  # fmt: skip
        found = []
        for pk, title, slug, name, day, text in read[at]:
            figures = unpacked_figures(text)
            exact, overlap = figures["exact"], figures["overlap"]
            share = ArticleShare(pk, title, slug, name, day, {})
            found.append(Ranked(share, exact.value, overlap.value, exact.n))
        return found
