"""Say in a sentence how far annotators agree: no template, no database."""

from collections.abc import Sequence

from annotator.reconciliation.agreement.statistics.bootstrap import FEWEST
from annotator.reconciliation.agreement.statistics.figures import Figure


def agreement_sentence(
    articles: int, exact: Figure, readers: Sequence[str] = (), label: str = ""
) -> str:
    """Return how often two readers mark the same: of all, or of two by name; with any label, or
    with one by name. Where that cannot be said, the sentence says why."""
    where = "On 1 article" if articles == 1 else f"On {articles:,} articles"
    who = " and ".join(readers) or "two readers"
    how = f"as {label}" if label else "with the same label"
    if exact.value is None:
        return (
            f"How often {who} mark the same span {how} is not known yet, because {exact.because}."
        )
    interval = ""
    if exact.low is not None and exact.high is not None:
        interval = f" ({_of_100(exact.low)} to {_of_100(exact.high)})"
    return (
        f"{where} {who} mark the same span {how} in {_of_100(exact.value)} of 100 cases{interval}."
    )


def basis_sentence(articles: int, exact: Figure, measuring: bool) -> str:
    """Return what the sentence rests on, and what its interval is, or why it has none."""
    if exact.value is None:
        return ""
    n = f"n = {exact.n:,} {exact.of}."
    if exact.low is not None:
        return f"{n} In brackets the 95 % interval."
    if measuring:
        return f"{n} The interval is not known yet: it is being computed."
    if articles < FEWEST:
        return f"{n} The interval is not known yet, because it needs {FEWEST} articles."
    return f"{n} {exact.because.capitalize()}." if exact.because else n


def _of_100(share: float) -> str:
    return f"{100 * share:.0f}"
