"""The figures of all articles of one machine, as they are kept and as pages take them (pure)."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotator.machines.suggestions.arm import COMPARED, Arm
from annotator.reconciliation.machine_figures.comparison import KINDS, ArticleComparison, Fates
from annotator.reconciliation.machine_figures.effect import ArmFigure, EffectFigure, effect_figures
from annotator.reconciliation.machine_figures.standing import PersonCounts, counts_of


class FiguresOfMachine(NamedTuple):
    """What a machine's suggestions do, what became of them, and how it stands to each person."""

    effect: Mapping[str, Sequence[EffectFigure]]
    """By kind; of all kinds together under ''."""
    compared: int
    """Readings that saw suggestions, or that a draw kept from seeing them."""
    left_out: Mapping[Arm, int]
    """Readings that are not compared, by the reason."""
    fates: Fates
    people: Mapping[str, Mapping[int, PersonCounts]]
    """By kind and person."""
    articles: int
    """Articles that the machine has read as they are now."""

    @classmethod
    def of(
        cls, articles: Sequence[ArticleComparison], kinds: Sequence[str] = ("", *KINDS)
    ) -> "FiguresOfMachine":
        """Add up these articles, which stand in the order of their keys; the effect by `kinds`."""
        arms = Counter(arm for one in articles for _, arm, _ in one.arms)
        fates = Fates(*(sum(one.fates[at] for one in articles) for at in range(len(Fates()))))
        return cls(
            {kind: effect_figures(articles, kind) for kind in kinds},
            sum(arms.pop(arm, 0) for arm in COMPARED),
            dict(sorted(arms.items())),
            fates,
            {
                kind: counts_of(s for one in articles for s in one.standings.get(kind, ()))
                for kind in KINDS
            },
            len(articles),
        )

    def packed(self) -> str:
        """Return it as JSON."""
        return json.dumps(self, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> "FiguresOfMachine":
        """Return what `packed` has written."""
        effect, compared, left_out, fates, people, articles = json.loads(text)
        return cls(
            {kind: [_figure(*one) for one in ones] for kind, ones in effect.items()},
            compared,
            {Arm(arm): number for arm, number in left_out.items()},
            Fates(*fates),
            {
                kind: {int(person): PersonCounts(*of) for person, of in by.items()}
                for kind, by in people.items()
            },
            articles,
        )


def _figure(
    name: str, aided: list[float], unaided: list[float], *rest: float | str | None
) -> EffectFigure:
    return EffectFigure(name, ArmFigure(*aided), ArmFigure(*unaided), *rest)  # type: ignore[arg-type]
