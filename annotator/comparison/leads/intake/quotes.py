"""Find where the words that a machine quotes stand in a text (pure).

First as they are; then without regard to runs of space, kinds of quotation marks and dashes, and
characters that are not seen. Never without regard to words.
"""

import unicodedata
from functools import cached_property
from typing import NamedTuple

_LIKE = {
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‘’‚‛‹›′`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
MOST_PLACES = 1_000
"""So many places of one quote are weighed: a single letter may stand everywhere."""


class QuotePlace(NamedTuple):
    """Where a quote stands, code points, half-open; `exact`: to the last character."""

    start: int
    end: int
    exact: bool


class QuotedText:
    """A text in which quotes are looked for; what it is without regard to signs is made once."""

    def __init__(self, text: str) -> None:
        self.text = text

    def place(self, quote: str, near: int = 0) -> QuotePlace | None:
        """Return where the quote stands, of several places the nearest to `near`; else None."""
        quote = quote.strip()
        if not quote:
            return None
        at = _nearest(self.text, quote, near)
        if at is not None:
            return QuotePlace(at, at + len(quote), True)
        folded, offsets = self._folded
        for wanted in _wordings(quote):
            at = _nearest(folded, wanted, near)
            if at is not None:
                last = offsets[at + len(wanted) - 1]
                return QuotePlace(offsets[at], last + 1, False)
        return None

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        return _fold(self.text)


def _wordings(quote: str) -> list[str]:
    """Return the quote folded, and without marks that a machine put around it."""
    folded = _fold(quote)[0].strip()
    bare = folded.strip("\"'").removesuffix("...").removeprefix("...").strip()
    return [one for one in dict.fromkeys((folded, bare)) if one]


def _nearest(text: str, words: str, near: int) -> int | None:
    best: int | None = None
    at = text.find(words)
    for _ in range(MOST_PLACES):
        if at < 0 or (best is not None and abs(at - near) > abs(best - near)):
            break
        best, at = at, text.find(words, at + 1)
    return best


def _fold(text: str) -> tuple[str, list[int]]:
    """Return the text without regard to signs, and of each character of it the place it has."""
    signs: list[str] = []
    offsets: list[int] = []
    for at, sign in enumerate(text):
        if sign.isspace():
            if signs and signs[-1] != " ":
                signs.append(" ")
                offsets.append(at)
        elif sign.isascii() or unicodedata.category(sign) != "Cf":
            for like in _LIKE.get(sign, sign):
                signs.append(like)
                offsets.append(at)
    return "".join(signs), offsets
