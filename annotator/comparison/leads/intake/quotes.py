"""Find where the words that a machine quotes stand in a text (pure).

First as they are; then without regard to runs of space, kinds of quotation marks and dashes, and
characters that are not seen. Never without regard to words.
"""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.machines.judging.folding import FoldedText
from annotator.machines.judging.placing import QuoteFinder


class QuotePlace(NamedTuple):
    """Where a quote stands, code points, half-open; `exact`: to the last character."""

    start: int
    end: int
    exact: bool


class QuotedText:
    """A text in which quotes are looked for; of several places one is taken: a lead names none."""

    def __init__(self, text: str) -> None:
        self._finder = QuoteFinder(text)

    def place(self, quote: str, near: int = 0) -> QuotePlace | None:
        """Return where the quote stands, of several places the nearest to `near`; else None."""
        quote = quote.strip()
        if not quote:
            return None
        if found := self._nearest(quote, self._finder.exact_places(quote), near):
            return QuotePlace(*found, True)
        for wanted in _wordings(quote):
            if found := self._nearest(wanted, self._finder.folded_places(wanted), near):
                return QuotePlace(*found, False)
        return None

    def _nearest(
        self, quote: str, places: Sequence[tuple[int, int]], near: int
    ) -> tuple[int, int] | None:
        """Return the nearest place, one of whole words if there is any: “100” never stands in
        “1,100”."""
        whole = [one for one in places if self._finder.at_borders(*one)]
        if not (whole or quote[0].isdigit() or quote[-1].isdigit()):
            whole = list(places)
        return min(whole, key=lambda one: abs(one[0] - near), default=None)


def _wordings(quote: str) -> list[str]:
    """Return the quote folded, and without marks that a machine put around it."""
    folded = FoldedText(quote).signs.strip()
    bare = folded.strip("\"'").removesuffix("...").removeprefix("...").strip()
    return [one for one in dict.fromkeys((folded, bare)) if one]
