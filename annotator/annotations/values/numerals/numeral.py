"""One number of a text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from annotator.annotations.values.words.tokens import TextToken


@dataclass(frozen=True)
class Numeral:
    """One number in a text.

    Where it stands, what it is (None: not to be read), by how much a word such as million
    multiplied it, and whether it is written in bare digits, as a year is. Then: its first token and
    the one behind it, the unit of its last stated digit (None: it states none), its digits as
    written, whether it is a part of one, whether its words are of a decimal comma's language,
    whether it is an article or another word as well, and what is said inside it (“40余万”).
    """

    start: int
    end: int
    value: Decimal | None
    factor: int = 1
    bare: bool = False
    first: int = 0
    next: int = 0
    step: Decimal | None = Decimal(1)
    digits: str = ""
    share: bool = False
    comma: bool = False
    article: bool = False
    weak: bool = False
    words: bool = False
    limit: str = ""

    @classmethod
    def of(
        cls,
        tokens: Sequence[TextToken],
        first: int,
        next: int,
        value: Decimal | None,
        *,
        step: Decimal | None = Decimal(1),
        factor: int = 1,
        digits: str = "",
        share: bool = False,
        comma: bool = False,
        article: bool = False,
        weak: bool = False,
    ) -> "Numeral":
        """Return the number that these tokens write."""
        next = min(next, len(tokens))
        return cls(
            tokens[first].start, tokens[next - 1].end, value, factor, False, first, next, step,
            digits, share, comma, article, weak,
        )  # fmt: skip

    def until(self, tokens: Sequence[TextToken], next: int) -> "Numeral":
        """Return the number with a later end."""
        return replace(self, end=tokens[next - 1].end, next=next)

    def at(self, tokens: Sequence[TextToken], first: int) -> "Numeral":
        """Return the number with an earlier start."""
        return replace(self, start=tokens[first].start, first=first)
