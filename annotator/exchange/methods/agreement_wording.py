"""Say how far readers agree: figures with what they rest on, and why one is missing (pure)."""

from collections.abc import Iterator

from annotator.exchange.methods.blocks import (
    ListBlock,
    MethodsBlock,
    ParagraphBlock,
    TableBlock,
)
from annotator.exchange.methods.facts import AgreementFacts, KindAgreement, MachineFacts
from annotator.reconciliation.agreement.statistics.figures import Figure
from annotator.reconciliation.agreement.statistics.meanings import MEANINGS

TOLD = (
    "exact", "overlap", "characters", "details", "alpha", "fleiss", "u_alpha",
    "u_alpha_segmentation", "cu_alpha",
)  # fmt: skip
"""The figures of a whole story, in the order in which they are told."""
KINDS = {"claim": "Claims", "entity": "Entities", "stance": "Stances"}


def agreement_blocks(agreement: AgreementFacts) -> Iterator[MethodsBlock]:
    """Yield what is told of the agreement."""
    for machine in agreement.machines:
        yield ParagraphBlock(_counts(machine))
    if agreement.unknown:
        yield ParagraphBlock(f"How far readers agree is not known, because {agreement.unknown}.")
        return
    yield ParagraphBlock(
        "Of the articles that two or more have submitted. In brackets stands the 95 per cent "
        "interval, by bootstrap over the articles; coverage is the share of the spans, or of the "
        "text, that a coefficient could use."
    )
    if agreement.changed:
        plural = "article has" if agreement.changed == 1 else "articles have"
        yield ParagraphBlock(
            f"{agreement.changed:,} {plural} changed since the figures were counted."
        )
    if agreement.measuring:
        yield ParagraphBlock(
            "Some intervals are not known yet, because they are being computed in the background."
        )
    for kind in agreement.kinds:
        yield _table(kind)
        missing = tuple(_missing(kind))
        if missing:
            yield ListBlock(missing)


def _counts(machine: MachineFacts) -> str:
    """Return which machine counts as a reader, and in what."""
    model = f", {machine.model}" if machine.model else ""
    articles = "1 article" if machine.articles == 1 else f"{machine.articles:,} articles"
    return (
        f"A machine counts as a reader: {machine.name} ({machine.engine}{model}; SHA-256 of its "
        f"make {machine.make}). Its readings of {articles} stand beside people's in every figure "
        "of agreement, in what all agree on and in majorities."
    )


def _table(kind: KindAgreement) -> TableBlock:
    articles = "1 article" if kind.articles == 1 else f"{kind.articles:,} articles"
    rows = [
        (MEANINGS[name].name, _value(found), f"{found.n:,}", found.of, _coverage(name, found))
        for name in TOLD
        if (found := kind.figures.get(name)) is not None
    ]
    ordered = [(name, of, value, n, coverage) for name, value, n, of, coverage in rows]
    return TableBlock(
        f"{KINDS[kind.kind]}: agreement on {articles}",
        ("Figure", "Of", "Value", "n", "Coverage"),
        tuple(ordered),
        words=2,
    )


def _value(found: Figure) -> str:
    if found.value is None:
        return "not known"
    if found.low is None or found.high is None:
        return f"{found.value:.2f}"
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"


def _coverage(name: str, found: Figure) -> str:
    if found.coverage is None:
        return "all"
    return f"{100 * found.coverage:.0f} % {MEANINGS[name].covered}".strip()


def _missing(kind: KindAgreement) -> Iterator[str]:
    """Yield why a figure is undefined, or has no interval, each reason once."""
    reasons: dict[str, list[str]] = {}
    for name in TOLD:
        found = kind.figures.get(name)
        if found is not None and found.because:
            reasons.setdefault(found.because, []).append(MEANINGS[name].name)
    every = sum(kind.figures.get(name) is not None for name in TOLD)
    for because, names in reasons.items():
        yield f"{'Of every figure' if len(names) == every else ', '.join(names)}: {because}."
    left = {found.left_out for name in TOLD if (found := kind.figures.get(name)) and found.left_out}
    if left:
        yield (
            f"The figures for spans in the text leave out {max(left):,} of the articles, since "
            "spans of one annotator overlap in them."
        )
