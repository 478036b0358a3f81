"""Say in sentences what a machine's suggestions do to whoever sees them (no database)."""

from annotator.reconciliation.machine_figures.effect import PACE, ArmFigure, EffectFigure

SUBJECTS = {
    "machine": "readers agreed with {} {} {}",
    "peers": "readers agreed with each other {1} {2}",
    "gold": "readers agreed with what is settled {1} {2}",
    PACE: "readers took {1} minutes {2} for 1,000 characters",
}
UNKNOWN = {
    "machine": "Whether suggestions made readers agree more with {} is not known yet",
    "peers": "Whether they made readers agree more with each other is not known yet",
    "gold": "Whether they made readers agree more with what is settled is not known yet",
    PACE: "Whether they made readers faster is not known yet",
}


def effect_sentence(figure: EffectFigure, machine: str) -> str:
    """Return what a difference says, with its interval and n, or why it is not known yet."""
    if figure.difference is None or figure.low is None or figure.high is None:
        return f"{UNKNOWN[figure.name].format(machine)}, because {figure.because}."
    more = figure.difference >= 0
    size = abs(figure.difference)
    low, high = sorted((figure.low, figure.high))
    said = SUBJECTS[figure.name].format(machine, _number(figure, size), "more" if more else "less")
    chance = "" if low > 0 or high < 0 else " The interval has 0 in it: this may be chance."
    return (
        f"With suggestions, {said} than without: {_value(figure, figure.aided)} against "
        f"{_value(figure, figure.unaided)}, a difference of {signed(figure.name, low)} to "
        f"{signed(figure.name, high)} (95 % interval; n = {figure.aided.n:,} and "
        f"{figure.unaided.n:,}).{chance}"
    )


def signed(name: str, value: float) -> str:
    """Return a difference with its sign; a true minus."""
    text = f"{value:+.{1 if name == PACE else 2}f}"
    return text.replace("-", "−")


def _number(figure: EffectFigure, value: float) -> str:
    return f"{value:.1f}" if figure.name == PACE else f"{value:.2f}"


def _value(figure: EffectFigure, arm: ArmFigure) -> str:
    value = arm.value or 0.0
    return f"{value:.1f} minutes" if figure.name == PACE else f"F1 {value:.2f}"
