"""Say how articles were settled: decisions, who made them, and what came in settled (pure)."""

from collections.abc import Iterator

from annotator.exchange.methods.blocks import (
    ListBlock,
    MethodsBlock,
    ParagraphBlock,
    TableBlock,
    number,
)
from annotator.exchange.methods.facts import SettlingFacts


def _settled(settling: SettlingFacts, made: int) -> Iterator[str]:
    if not (made or settling.gold or settling.undone or settling.replaced):
        yield "Nothing was adjudicated."
        return
    standing, settled = (
        "No decision stands",
        number(settling.gold, "annotation is", "annotations are"),
    )
    if made:
        outcomes = ", ".join(f"{word} {count:,}" for word, count in settling.outcomes.items())
        standing = f"{number(made, 'decision stands', 'decisions stand')} (by outcome: {outcomes})"
    yield f"{standing}, and {settled} settled."
    if settling.gold_from_files:
        yield f"{settling.gold_from_files:,} of these came in settled, from a file."
    stages = ", ".join(f"{count:,} {stage}" for stage, count in sorted(settling.stages.items()))
    yield f"Articles by stage: {stages or 'none begun'}."
    yield (
        f"Of earlier decisions {settling.undone:,} were undone and {settling.replaced:,} replaced "
        "by later ones."
    )


def settling_blocks(settling: SettlingFacts) -> Iterator[MethodsBlock]:
    """Yield what was decided, by whom, and what stands."""
    made = sum(settling.outcomes.values())
    yield ParagraphBlock(" ".join(_settled(settling, made)))
    if made:
        yield TableBlock(
            "Decisions by person",
            ("Adjudicator", "By hand", "Automatic", "Had read the article"),
            tuple(
                (one.name, f"{one.by_hand:,}", f"{one.automatic:,}", f"{one.had_read:,}")
                for one in settling.deciders
            ),
        )
    if settling.acts:
        told = [
            f"{number(count, 'decision')} by automatic acts on {rule}, where {share} per cent of "
            "the readers had to agree."
            for (rule, share), count in sorted(settling.acts.items())
        ]
        yield ListBlock(tuple(told))
    if settling.places is None:
        yield ParagraphBlock(
            "How many places are open is not known, because something has changed since they were "
            "counted."
        )
    else:
        told_places = ", ".join(f"{count:,} {state}" for state, count in settling.places.items())
        yield ParagraphBlock(f"Places where readings meet: {told_places}.")
    if settling.readers_may_settle:
        yield ParagraphBlock("Who has read an article may settle it; such decisions are marked.")
