"""What the page of a machine's effect shows, as plain values."""

from typing import Any, NamedTuple

from annotator.machines.models import StoryReader
from annotator.machines.suggestions.beside import HelpBeside
from annotator.reconciliation.machine_effect.sentence import (
    beside_in_words,
    effect_sentence,
    signed,
)
from annotator.reconciliation.machine_figures.effect import (
    COUNTED,
    PACE,
    ArmFigure,
    EffectFigure,
)
from annotator.reconciliation.machine_figures.seen import SeenFigures

CALLED = {
    "machine": ("Agreement with {}", "F1: the same label on overlapping words"),
    "machine_exact": ("Agreement with {}, exact", "F1: the same label on the same words"),
    "peers": ("Agreement with each other", "F1, two readings of one article of the same arm"),
    "peers_exact": ("Agreement with each other, exact", "F1: the same label on the same words"),
    "gold": ("Agreement with what is settled", "F1, of finished articles"),
    "gold_exact": (
        "Agreement with what is settled, exact",
        "F1: the same label on the same words",
    ),
    PACE: ("Minutes for 1,000 characters", "The median, without pauses of more than 10 minutes"),
}
TOLD = ("machine", "peers", "gold", PACE)


class EffectRow(NamedTuple):
    """A row of the table: a figure in both arms, and the difference."""

    called: str
    means: str
    aided: str
    aided_of: str
    unaided: str
    unaided_of: str
    difference: str
    interval: str


def effect_context(
    wanted: StoryReader, seen: SeenFigures, kind: str, beside: HelpBeside
) -> dict[str, Any]:
    """Return what the template places."""
    name = wanted.reader.name
    page: dict[str, Any] = {"seen": seen, "wanted": wanted, "machine": name}
    if seen.figures is None or not seen.figures.compared:
        return page | {"left_out": _left_out(seen), "because": seen.because}
    figures = seen.figures.effect[kind]
    fates = seen.figures.fates
    return page | {
        "compared": seen.figures.compared,
        "sentences": [effect_sentence(one, name) for one in figures if one.name in TOLD],
        "beside": beside_in_words(beside, name),
        "rows": [_row(one, name) for one in figures],
        "fates": fates if sum(fates) else None,
        "suggested": sum(fates),
        "left_out": _left_out(seen),
    }


def _left_out(seen: SeenFigures) -> list[tuple[int, str]]:
    """Return how many readings are not compared, and why."""
    if seen.figures is None:
        return []
    return [(number, arm.value) for arm, number in seen.figures.left_out.items()]


def _row(figure: EffectFigure, machine: str) -> EffectRow:
    called, means = CALLED[figure.name]
    interval = figure.because and f"interval not known yet: {figure.because}"
    if figure.low is not None and figure.high is not None:
        interval = f"{signed(figure.name, figure.low)} to {signed(figure.name, figure.high)}"
    return EffectRow(
        called.format(machine), means,
        _arm(figure, figure.aided), _of(figure, figure.aided),
        _arm(figure, figure.unaided), _of(figure, figure.unaided),
        "" if figure.difference is None else signed(figure.name, figure.difference), interval,
    )  # fmt: skip


def _arm(figure: EffectFigure, arm: ArmFigure) -> str:
    """Return “0.81 (0.75 to 0.86)”; an empty word where nothing is marked."""
    if arm.value is None:
        return ""
    digits = 1 if figure.name == PACE else 2
    text = f"{arm.value:.{digits}f}"
    if arm.low is None or arm.high is None:
        return text
    return f"{text} ({arm.low:.{digits}f} to {arm.high:.{digits}f})"


def _of(figure: EffectFigure, arm: ArmFigure) -> str:
    """Return “12 readings, 9 articles”."""
    noun = COUNTED[figure.name]
    many = {"pair of readings": "pairs of readings"}.get(noun, noun.replace("reading", "readings"))
    articles = "1 article" if arm.articles == 1 else f"{arm.articles:,} articles"
    return f"{arm.n:,} {noun if arm.n == 1 else many}, {articles}"
