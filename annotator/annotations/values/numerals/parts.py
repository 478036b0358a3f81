"""Parts of one as words: two-thirds, a quarter of a million, half-dozen."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from annotator.annotations.values.numerals.numeral import Numeral
from annotator.annotations.values.words.number_lexicon import NumberWord, number_lexicon
from annotator.annotations.values.words.tokens import TextToken


def is_quarter(tokens: Sequence[TextToken], at: int, end: int) -> bool:
    """Return whether “quarter” is a part without an article: quarter of a million."""
    if tokens[at].fold != "quarter" or (at and tokens[at - 1].kind == "word"):
        return False
    following = [token.fold for token in tokens[end : end + 2]]
    return following[:1] == ["-"] or following in (["of", "a"], ["of", "an"])


def counted_parts(
    tokens: Sequence[TextToken], word: NumberWord, at: int
) -> tuple[Decimal, int] | None:
    """Return “two-thirds” or “a quarter”, and the token behind it; “twenty-fifth” is none."""
    found = number_lexicon().find(tokens, at + 1) if is_hyphen(tokens, at) else None
    found = found or number_lexicon().find(tokens, at)
    if found is None or found[0].kind not in {"part", "half"} or not 0 < word.value < 20:
        return None
    plural = tokens[found[1] - 1].fold.endswith("s")
    if plural != (word.value > 1):
        return None
    return word.value / found[0].value, found[1]


def is_hyphen(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether a hyphen stands right behind a number, and something behind it."""
    return at + 1 < len(tokens) and tokens[at].text == "-" and not tokens[at].spaced


def read_share(
    tokens: Sequence[TextToken], at: int, end: int, value: Decimal, comma: bool = False
) -> Numeral:
    """Read on behind a part: of what scale it is (“a quarter of a million”, “half-dozen”)."""
    found = Numeral.of(tokens, at, end, value, step=None, share=True, comma=comma)
    behind = end
    if is_hyphen(tokens, behind):
        behind += 1
    if behind < len(tokens) and tokens[behind].fold == "of":
        behind += 1
    if behind < len(tokens) and tokens[behind].fold in {"a", "an", "one"}:
        behind += 1
    if is_hyphen(tokens, behind):
        behind += 1
    scale = number_lexicon().find(tokens, behind) if behind < len(tokens) else None
    if (
        scale
        and scale[0].kind in {"scale", "hundred"}
        and not tokens[scale[1] - 1].fold.endswith("s")
    ):
        size = int(scale[0].value)
        return replace(found.until(tokens, scale[1]), value=value * size, share=False, factor=size)
    return found
