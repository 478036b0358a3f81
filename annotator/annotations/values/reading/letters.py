"""Tell what a letter behind digits is: $3m and 5m refugees are millions, 100m sprint is metres."""

from collections.abc import Sequence

from annotator.annotations.values.languages.nouns import METRES
from annotator.annotations.values.numerals.numeral import Numeral
from annotator.annotations.values.reading.surroundings import is_counted
from annotator.annotations.values.units import DIMENSION, dimension_of
from annotator.annotations.values.words.tokens import TextToken
from annotator.annotations.values.words.unit_lexicon import unit_lexicon

UNCLEAR = -1
"""Nobody can tell what the letter is."""


def letter_scale(
    tokens: Sequence[TextToken], at: int, number: Numeral, money: bool, wanted: str
) -> int | None:
    """Return the noughts of k, m, b or t behind digits; None where it is none of them."""
    if at >= len(tokens) or tokens[at].kind != "word" or not number.digits:
        return None
    letter, glued = tokens[at].text, not tokens[at].spaced
    if len(letter) > 2 or _goes_on(tokens, at + 1):
        return None
    where = _behind_range(tokens, at + 1)
    following = tokens[where] if where < len(tokens) else None
    metres = following is not None and following.fold in METRES
    unit = following is not None and following.spaced and unit_lexicon().find(tokens, where)
    counted = (bool(unit) or is_counted(following)) and not metres
    match letter:
        case "k" | "K":
            large = number.value is not None and number.value >= 20
            thousand = money or counted or (large and glued)
            return 3 if thousand else (UNCLEAR if glued else None)
        case "M":
            return 6 if glued or money or counted else None
        case "m":
            return _million(tokens, at, number, money, counted, metres, wanted)
        case "b" | "B":
            return 9 if money or counted or (letter == "B" and glued) else UNCLEAR
        case "t" | "T" | "tr":
            return 12 if money else None
    return None


def _million(
    tokens: Sequence[TextToken], at: int, number: Numeral, money: bool, counted: bool, metres: bool,
    wanted: str,
) -> int | None:  # fmt: skip
    """Return 6 where m is a million, None where it is metres."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    hyphen = following is not None and following.text == "-" and not following.spaced
    if money or counted:
        return 6
    if hyphen:
        return None
    other = wanted and DIMENSION.get(wanted) != "length"
    if other and not tokens[at].spaced and not metres:
        return 6
    return None if is_metres(tokens, at, number, wanted) else UNCLEAR


def _goes_on(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether more is joined to the letter: 5km is none, nor is 3m's."""
    if at >= len(tokens) or tokens[at].spaced:
        return False
    return tokens[at].kind in {"word", "number"} or tokens[at].text in "'’/"


def _behind_range(tokens: Sequence[TextToken], at: int) -> int:
    """Return the place of what follows, of a range behind its other end: 1.5m-2m people."""
    joined = at + 2 < len(tokens) and tokens[at].fold in {"-", "–", "to", "and"}
    if joined and tokens[at + 1].kind == "number" and tokens[at + 2].text == tokens[at - 1].text:
        return at + 3
    return at


def is_metres(tokens: Sequence[TextToken], at: int, number: Numeral, wanted: str) -> bool:
    """Return whether m is metres: 100m sprint, 8,848m, 5 m; not where it may be a million."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if DIMENSION.get(wanted) == "length":
        return True
    if following is not None and following.kind == "word" and following.fold in METRES:
        return True
    if "," in number.digits and len(number.digits) > 4 and not is_counted(following):
        return True
    ends = following is None or (following.kind == "sign" and following.text not in "$€£")
    return tokens[at].spaced and ends and (not wanted or dimension_of(wanted) is None)
