"""Parts of a whole: one in five, two thirds of voters."""

from collections.abc import Sequence
from decimal import Decimal

from annotator.annotations.values.numerals.numerals import read_numeral
from annotator.annotations.values.reading import dates_around, surroundings
from annotator.annotations.values.reading.amount import Amount
from annotator.annotations.values.reading.end import End, Silence
from annotator.annotations.values.words.tokens import TextToken

# Units in which a part of one can be said, and what one is in them.
SHARES = {"percent": 100, "fraction": 1, "‰": 1000}
PLACES = Decimal("0.000001")


def rounded(value: Decimal) -> Decimal:
    """Return a value that does not end, as 2/3, with some six places that count."""
    if abs(value) >= Decimal(10) ** 30 or value == value.quantize(PLACES):
        return value
    places = 5 - value.adjusted() if value.adjusted() < 0 else max(4, 6 - value.adjusted())
    return value.quantize(Decimal(1).scaleb(-places))


def one_in_several(
    tokens: Sequence[TextToken], low: End, wanted: str
) -> tuple[Amount, int] | Silence | None:
    """Return “one in five” as a share where a share is asked for; elsewhere silence.

    None where it is nothing of the kind.
    """
    if low.unit is not None or low.numeral.factor > 1 or low.numeral.share:
        return None
    at = _past_in(tokens, low.next)
    if at is None:
        return None
    in_time = tokens[low.next].fold == "in"
    whole = read_numeral(tokens, at) if at < len(tokens) else None
    if whole is None or whole.value is None or not 0 < low.value < whole.value:
        return None
    if dates_around.is_date(tokens, at) or dates_around.YEARS.fullmatch(tokens[at].text):
        return None
    behind = whole.next
    spaced = behind < len(tokens) and tokens[behind].spaced
    if in_time and spaced and surroundings.is_unit_word(tokens, behind):
        return None
    if wanted not in SHARES or not surroundings.stands_free_behind(tokens, behind, False):
        return Silence(behind)
    value = rounded(low.value / whole.value * SHARES[wanted])
    start, end = tokens[low.first].start, tokens[behind - 1].end
    return Amount(start, end, value, value, wanted, "exact"), behind


def _past_in(tokens: Sequence[TextToken], at: int) -> int | None:
    """Return the token behind “in”, “out of every” or “-in-”, or None."""
    if at + 1 >= len(tokens) or not (tokens[at].spaced or tokens[at].text == "-"):
        return None
    at += tokens[at].text == "-"
    phrase = [token.fold for token in tokens[at : at + 2]]
    if phrase == ["out", "of"]:
        at += 2
    elif phrase[0] in {"in", "из", "von", "sur", "su"}:
        at += 1
    else:
        return None
    at += at < len(tokens) and tokens[at].text == "-"
    at += at < len(tokens) and tokens[at].fold in {"every", "each"}
    return at
