"""Give the rows of machine_effect.csv: what each machine's suggestions did, all and by article."""

from collections.abc import Iterator

from annotator.annotations.visibility.portions import EVERYTHING, Portion
from annotator.exchange.forms import ArticleFilters
from annotator.machines.models import StoryReader
from annotator.people.access import SETTLERS
from annotator.reconciliation.machine_figures.comparison import ArticleComparison
from annotator.reconciliation.machine_figures.counting import kept_comparisons, kept_figures
from annotator.reconciliation.machine_figures.effect import (
    ArmFigure,
    EffectFigure,
    compared_only,
    effect_figures,
)
from annotator.reconciliation.machine_figures.figures import FiguresOfMachine
from annotator.tables import Row, Table, columns


def machines_of(portion: Portion) -> Iterator[tuple[dict[str, object], StoryReader]]:
    """Yield every machine of the stories, with the cells that name it: a statement a story."""
    for story in portion.stories:
        wanted = StoryReader.objects.filter(story=story).select_related("reader__account")
        for one in wanted.order_by("reader__account__username"):
            reader = one.reader
            called: dict[str, object] = {
                "machine": reader.account.username,
                "machine_name": reader.name,
            }
            yield {"story": story.slug} | called, one


def _rows(portion: Portion) -> Iterator[Row]:
    """Yield a row a figure: of all the articles, as it is kept where none is left out, then of
    each article by itself."""
    for machine, wanted in machines_of(portion):
        kept = list(kept_comparisons(wanted, portion.articles))
        whole = kept_figures(wanted) if portion.articles == EVERYTHING else None
        found = whole or FiguresOfMachine.of([one for _, one in kept])
        for kind, figures in found.effect.items():
            yield from (machine | _cells("story", "", kind, one) for one in figures)
        for article, one in kept:
            yield from (machine | cells for cells in _of_article(article, one))


def _of_article(article: int, one: ArticleComparison) -> Iterator[dict[str, object]]:
    if compared_only([one]):
        for figure in effect_figures([one]):
            yield _cells("article", str(article), "", figure)


def _cells(scope: str, which: str, kind: str, figure: EffectFigure) -> dict[str, object]:
    """Return a figure's cells. Numbers keep all their digits, so that they read back the same."""
    return {
        "scope": scope, "which": which, "kind": kind, "figure": figure.name,
        **_arm("aided", figure.aided), **_arm("unaided", figure.unaided),
        "difference": figure.difference, "low": figure.low, "high": figure.high,
        "because": figure.because,
    }  # fmt: skip


def _arm(name: str, arm: ArmFigure) -> dict[str, object]:
    return {
        name: arm.value, f"{name}_low": arm.low, f"{name}_high": arm.high, f"{name}_n": arm.n,
        f"{name}_articles": arm.articles,
    }  # fmt: skip


MACHINE_EFFECT = Table(
    name="machine_effect",
    url="exchange:machine_effect",
    heading="Decisions, diagnosis, agreement",
    sentence=(
        "One row a figure of what the suggestions of a machine did: of readings that saw them, of "
        "readings that were drawn to see none, and the difference with its interval."
    ),
    columns=columns(
        ("story", "the story's slug"),
        ("machine machine_name", "the username of the machine, and its name"),
        ("scope", "what the figure is of: `story` (all its articles) or `article`"),
        ("which", "the article's number; empty for the story"),
        ("kind", "`claim`, `entity` or `stance`; empty for all kinds together"),
        (
            "figure",
            "F1 with the machine (`machine`), of two readings of one article (`peers`), with what "
            "is settled (`gold`), each also `_exact`; and `pace`, the median of minutes for 1,000 "
            "characters",
        ),
        (
            "aided aided_low aided_high aided_n aided_articles",
            "with suggestions of any kind (this machine's, other machines' and the registry's "
            "names): the figure, its 95 % interval, how many readings or pairs, how many articles",
        ),
        (
            "unaided unaided_low unaided_high unaided_n unaided_articles",
            "the same without suggestions of any kind",
        ),
        (
            "difference low high",
            "with less without, and its 95 % interval; empty where it is not known",
        ),
        ("because", "why the interval is not known; else empty"),
    ),
    roles=SETTLERS,
    filters=ArticleFilters,
    rows=_rows,
)
