"""Say in sentences what a machine's suggestions do to whoever sees them."""

from annotator.machines.names import called_machine
from annotator.machines.suggestions.beside import HelpBeside
from annotator.reconciliation.machine_figures.effect import PACE, ArmFigure, EffectFigure

SUBJECTS = {
    "machine": "readers agreed with {machine} {by} without",
    "peers": "readers agreed with each other {by} without",
    "gold": "readers agreed with what is settled {by} without",
    PACE: "readers took {by} without",
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
    low, high = figure.low, figure.high
    said = SUBJECTS[figure.name].format(machine=machine, by=_by(figure.name, figure.difference))
    chance = "" if low > 0 or high < 0 else " The interval has 0 in it: this may be chance."
    return (
        f"With suggestions, {said}: {_value(figure, figure.aided)} against "
        f"{_value(figure, figure.unaided)}, a difference of {signed(figure.name, low)} to "
        f"{signed(figure.name, high)} (95 % interval; n = {figure.aided.n:,} and "
        f"{figure.unaided.n:,}).{chance}"
    )


def beside_in_words(beside: HelpBeside, machine: str) -> str:
    """Return what else was suggested in the same readings, or '' where nothing was."""
    others = [f"marks of {called_machine(name)}" for name in beside.machines]
    others += ["the registry’s names"] if beside.registry else []
    if not others:
        return ""
    told = others[0] if len(others) == 1 else f"{', '.join(others[:-1])} and {others[-1]}"
    return (
        f"While {machine} suggested, readings with suggestions could also see {told}; those "
        f"without saw none of it. The figures are of all this help together, not of {machine} "
        "alone."
    )


def _by(name: str, difference: float) -> str:
    """Return “0.12 more than”, “5.0 minutes less for 1,000 characters than”."""
    size = f"{abs(difference):.{_digits(name)}f}"
    minutes, text = (" minutes", " for 1,000 characters") if name == PACE else ("", "")
    if float(size):
        return f"{size}{minutes} {'more' if difference > 0 else 'less'}{text} than"
    return f"as {'long' if name == PACE else 'much'}{text} as"


def signed(name: str, value: float) -> str:
    """Return a difference with its sign, a true minus; none of what is 0 as it is rounded."""
    digits = _digits(name)
    rounded = round(value, digits)
    return f"{rounded:+.{digits}f}".replace("-", "−") if rounded else f"{0:.{digits}f}"


def _digits(name: str) -> int:
    return 1 if name == PACE else 2


def _value(figure: EffectFigure, arm: ArmFigure) -> str:
    value = arm.value or 0.0
    return f"{value:.1f} minutes" if figure.name == PACE else f"F1 {value:.2f}"
