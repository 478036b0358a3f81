"""Give the rows of agreement.csv: each figure of agreement, story by story and kind by kind."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import F, Q, QuerySet

from annotator.annotations.visibility.portions import EVERYTHING, Portion
from annotator.exchange.forms import ArticleFilters
from annotator.machines.counting import counting_machines
from annotator.people.access import SETTLERS
from annotator.people.models import User
from annotator.reconciliation.agreement.article_figures import (
    ArticleShare,
    article_shares,
    by_month,
    by_source,
    sums_of,
)
from annotator.reconciliation.agreement.keeping.parts import unpacked_figures
from annotator.reconciliation.agreement.keeping.tasks import refresh_agreement
from annotator.reconciliation.agreement.kept_rows import FigurePart, kept_rows
from annotator.reconciliation.agreement.statistics import figures as statistics_figures
from annotator.reconciliation.agreement.statistics.figures import Figure
from annotator.reconciliation.models import ArticleAgreement, Tally
from annotator.tables import Row, Table, columns
from annotator.vocabulary.models import Kind
from articles.models import Article, Story


def _rows(portion: Portion) -> Iterator[Row]:
    """Yield a row a figure: of a whole story as they are kept, of some of its articles computed,
    but for those of each article alone, which are kept as well.

    For the latter the sums of one story's articles are in memory at once.
    """
    machines = counting_machines(portion.stories)
    for story in portion.stories:
        kept = _is_kept(story, portion)
        counting = " ".join(one.username for one in machines[story.pk])
        for kind, (scope, which, figures) in (
            kept_rows(story) if kept else _computed(story, portion)
        ):
            part = {"story": story.slug, "scope": scope, "which": which, "kind": kind}
            for name, figure in figures.items():
                yield part | {"figure": name, "machines": counting} | _cells(figure)


def _count(portion: Portion) -> None:
    """Count what has changed of the stories' figures since they were kept."""
    for story in portion.stories:
        refresh_agreement.now(story.pk)


def _is_kept(story: Story, portion: Portion) -> bool:
    """Tell whether the portion has all of the story that is counted."""
    every = EVERYTHING & ~Q(pk__in=portion.hidden)
    if portion.articles not in (EVERYTHING, every):
        return False
    counted = ArticleAgreement.objects.filter(story=story, article__in=portion.hidden)
    return not (portion.hidden and counted.exists())


def _computed(story: Story, portion: Portion) -> Iterator[tuple[str, FigurePart]]:
    among = Article.objects.filter(portion.articles, story=story).order_by().values("pk")
    every = article_shares(Tally.objects.filter(story=story, article__in=among))
    people = dict(User.objects.order_by().values_list("pk", "username")) if every else {}
    for kind in Kind.values:
        for part in _parts(every, kind, people, _of_articles(among, kind)):
            yield kind, part


def _of_articles(among: QuerySet[Article, Any], kind: str) -> dict[int, str]:
    """Return the figures of articles, as they are written, of which nothing has changed since."""
    kept = ArticleAgreement.objects.filter(article__in=among, kind=kind, compared=True)
    fresh = kept.filter(readings=F("article__tally__readings")).order_by()
    return dict(fresh.values_list("article_id", "figures"))


def _parts(
    every: list[ArticleShare], kind: str, people: Mapping[int, str], of_articles: Mapping[int, str]
) -> Iterator[FigurePart]:
    sums = sums_of(every, kind)
    whole = statistics_figures.figures(sums)
    yield "story", "", whole
    for label, figures in statistics_figures.by_label(sums, interval=True).items():
        yield "label", label, figures
    for (_, name), chosen in by_source(every).items():
        alone = len(chosen) == len(every)
        yield (
            "source", name,
            whole if alone else statistics_figures.figures(sums_of(chosen, kind)),
        )  # fmt: skip
    for share in every:
        if len(share.sums[kind].annotators) > 1:
            kept = of_articles.get(share.article)
            figures = (
                unpacked_figures(kept) if kept else statistics_figures.figures([share.sums[kind]])
            )
            yield "article", str(share.article), figures
    for (one, two), figures in statistics_figures.by_pair(sums, interval=True).items():
        yield "pair", f"{people[one]} {people[two]}", figures
    for month, chosen in by_month(every).items():
        figures = statistics_figures.figures(sums_of(chosen, kind))
        yield "month", f"{month.first:%Y-%m}", figures


def _cells(figure: Figure) -> dict[str, str | int | float | None]:
    """Return a figure's cells. Numbers keep all their digits, so that they read back the same."""
    return {
        "value": figure.value,
        "n": figure.n,
        "of": figure.of,
        "coverage": figure.coverage,
        "low": figure.low,
        "high": figure.high,
        "dropped": figure.dropped,
        "left_out": figure.left_out,
        "because": figure.because,
    }


AGREEMENT = Table(
    name="agreement",
    url="exchange:agreement",
    heading="Decisions, diagnosis, agreement",
    sentence=(
        "One row a figure of how far the annotators agree, by label, source, article, pair and "
        "month: what it rests on, its interval, and why it is undefined where it is."
    ),
    columns=columns(
        ("story", "the story's slug"),
        (
            "scope",
            "what the figure is of: `story` (all of it), `label`, `source`, `article`, `pair` "
            "(two annotators) or `month` (in which an article's last reading was submitted)",
        ),
        (
            "which",
            "which one: the label's slug, the source's name, the article's number, both usernames "
            "with a space between them, `2024-02`; empty for the story",
        ),
        ("kind", "`claim`, `entity` or `stance`: each kind has figures of its own"),
        (
            "figure",
            "`exact`, `overlap`, `characters` (F1), `details`, `alpha` (Krippendorff's), `fleiss`, "
            "of a pair `kappa` (Cohen's), `u_alpha`, `u_alpha_segmentation` (|uα), `cu_alpha`; of "
            "a label `exact`, `overlap`, `characters`, `details`, `ku_alpha` ((k)uα)",
        ),
        ("value", "the figure; empty where it is undefined, never 0 or 1 instead"),
        ("n of", "how many of what it rests on: `15`, `spans compared`"),
        (
            "coverage",
            "the share that could be used, between 0 and 1: of all spans, for the figures with "
            "*u* of the text; empty where everything is",
        ),
        (
            "low high",
            "its 95 % interval, by bootstrap over the articles; empty below ten articles",
        ),
        ("dropped", "of 1,000 samples of the bootstrap, those in which it was undefined"),
        (
            "left_out",
            "articles that the figures with *u* cannot take, since spans of one annotator overlap "
            "in them",
        ),
        ("because", "why it is undefined, or has no interval; else empty"),
        (
            "machines",
            "usernames of the machines that count as readers in the story, by space; empty where "
            "people alone do",
        ),
    ),
    roles=SETTLERS,
    filters=ArticleFilters,
    rows=_rows,
    count=_count,
)
