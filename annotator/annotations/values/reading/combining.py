"""Put numbers together: ranges, changes, compound measures, shares, one in five."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from annotator.annotations.values.languages.nouns import METRES
from annotator.annotations.values.reading import limit_lexicon, surroundings
from annotator.annotations.values.reading.amount import Amount
from annotator.annotations.values.reading.number_lexicon import half_lexicon
from annotator.annotations.values.reading.numerals import read_numeral
from annotator.annotations.values.reading.tokens import Token
from annotator.annotations.values.units import DIMENSION

if TYPE_CHECKING:
    from annotator.annotations.values.reading.amounts import End, Silence

# How many of the second are one of the first, where both are written: 6 ft 2 in.
COMPOUND = {
    ("ft", "inch"): 12, ("hour", "minute"): 60, ("minute", "second"): 60, ("lb", "oz"): 16,
    ("stone", "lb"): 14, ("year", "month"): 12, ("week", "day"): 7, ("day", "hour"): 24,
    ("km", "m"): 1000, ("m", "cm"): 100, ("kg", "g"): 1000, ("yd", "ft"): 3, ("tonne", "kg"): 1000,
    ("decade", "year"): 10, ("month", "day"): 0, ("mi", "yd"): 1760, ("cm", "mm"): 10,
}  # fmt: skip
SHARES = {"percent": 100, "fraction": 1, "‰": 1000}
SCORES = {"won", "win", "wins", "lost", "lose", "beat", "beaten", "drew", "draw", "defeat", "victory",
          "score", "scored", "vote", "voted", "ruled", "ruling", "split", "record"}  # fmt: skip
FUNCTION_WORDS = set(
    [
        "of",
        "or",
        "and",
        "to",
        "that",
        "are",
        "were",
        "is",
        "was",
        "have",
        "had",
        "has",
        "said",
        "in",
        "by",
        "larger",
        "less",
        "more",
        "than",
        "the",
        "its",
        "for",
        "with",
        "on",
        "at",
        "from",
        "as",
        "who",
        "which",
        "when",
        "since",
        "while",
        "but",
    ]
)
PLACES = Decimal("0.000001")


def rounded(value: Decimal) -> Decimal:
    """Return a value that does not end, as 2/3, with six places that count."""
    if value == value.quantize(PLACES) or abs(value) >= Decimal(10) ** 30:
        return value
    places = (
        max(6 - value.adjusted() - 1, 0) if value.adjusted() < 0 else max(4, 6 - value.adjusted())
    )
    return value.quantize(Decimal(1).scaleb(-places))


def noun_behind(tokens: Sequence[Token], at: int) -> bool:
    """Return whether one more word, a noun, may stand before a limit: “40 people or more”."""
    if at >= len(tokens) or not tokens[at].spaced:
        return False
    return tokens[at].kind == "word" and tokens[at].fold not in FUNCTION_WORDS


def joined_half(tokens: Sequence[Token], end: "End") -> "End | None":
    """Return the amount with “and a half” behind its unit: a year and a half."""
    if end.unit is None or end.money or end.numeral.factor > 1:
        return None
    found = half_lexicon().find(tokens, end.next)
    if found is None or end.value != int(end.value):
        return None
    numeral = replace(end.numeral, article=False, weak=False, step=Decimal("0.1"))
    return replace(end, value=end.value + Decimal("0.5"), next=found[1], numeral=numeral)


def below_zero(tokens: Sequence[Token], end: "End") -> "End":
    """Return the temperature with its sign: 4 degrees below zero."""
    found = limit_lexicon.below_zero_lexicon().find(tokens, end.next)
    warm = end.unit is not None and end.unit.symbol in {"degree", "degC", "degF"}
    return replace(end, negative=True, next=found[1]) if found and warm else end


def compound(tokens: Sequence[Token], low: "End", wanted: str) -> "End":
    """Return a measure of two units as one amount in the first: 6 ft 2 in."""
    from annotator.annotations.values.reading.amounts import End, read_end

    if low.unit is None or low.money or low.unit.per or low.numeral.factor > 1:
        return low
    at = low.next
    if at < len(tokens) and (
        tokens[at].fold in {"and", ",", "und", "et", "y", "e", "ve", "и", "و"}
    ):
        at += 1
    if at >= len(tokens) or tokens[at].kind not in {"number", "word"}:
        return low
    more = read_end(tokens, at, low.unit.symbol)
    if not isinstance(more, End) or more.unit is None or more.negative or more.numeral.share:
        return low
    of = COMPOUND.get((low.unit.symbol, more.unit.symbol), 0)
    if not of or more.value >= of or low.value != int(low.value):
        return low
    step = None if more.numeral.step is None else more.numeral.step / of
    numeral = replace(low.numeral, step=step)
    return replace(low, value=low.value + more.value / of, next=more.next, numeral=numeral)


def one_in_several(
    tokens: Sequence[Token], low: "End", wanted: str
) -> "tuple[Amount, int] | Silence | None":
    """Return “one in five” as a share where a share is asked for; silence elsewhere."""
    from annotator.annotations.values.reading.amounts import Silence

    at = low.next
    if low.unit is not None or low.numeral.factor > 1 or at + 1 >= len(tokens) or low.numeral.share:
        return None
    if not tokens[at].spaced and tokens[at].text != "-":
        return None
    at += tokens[at].text == "-"
    phrase = [token.fold for token in tokens[at : at + 3]]
    if phrase[:2] == ["out", "of"]:
        at += 2
    elif phrase[0] in {"in", "из", "von", "sur"}:
        at += 1
    else:
        return None
    at += bool(at < len(tokens) and tokens[at].text == "-")
    at += bool(at < len(tokens) and tokens[at].fold in {"every", "each"})
    whole = read_numeral(tokens, at) if at < len(tokens) else None
    if whole is None or whole.value is None or not 0 < low.value < whole.value:
        return None
    behind = whole.next
    if surroundings.is_date(tokens, at) or surroundings.YEARS.fullmatch(tokens[at].text):
        return None
    unit = (
        behind < len(tokens) and tokens[behind].spaced and surroundings.is_unit_word(tokens, behind)
    )
    if unit and phrase[0] == "in":
        return None
    if wanted not in SHARES or not surroundings.stands_free_behind(tokens, behind, False, True):
        return Silence(behind)
    value = rounded(low.value / whole.value * SHARES[wanted])
    return Amount(
        tokens[low.first].start, tokens[behind - 1].end, value, value, wanted, "exact", share=True
    ), behind


def range_of(
    tokens: Sequence[Token], low: "End", opened: bool, begin: int, wanted: str
) -> "End | Silence | None":
    """Return the upper end of a range or a change, silence where it is neither, None without one."""
    from annotator.annotations.values.reading.amounts import Silence, read_end, read_limits

    at = low.next
    if at + 1 >= len(tokens):
        return None
    found = limit_lexicon.join_between_lexicon().find(tokens, at) if opened else None
    found = found or limit_lexicon.join_lexicon().find(tokens, at)
    if found is None or found[1] >= len(tokens):
        return None
    sign, behind = tokens[at].text, found[1]
    dash = sign in {"-", "–", "—"}
    if dash and tokens[at].spaced != tokens[behind].spaced:
        return None
    if sign in {"~", "〜"} and tokens[at].spaced:
        return None
    between = limit_lexicon.between_lexicon().find(tokens, at)
    behind, _, _ = read_limits(tokens, behind) if not dash and not between else (behind, "", False)
    if behind >= len(tokens):
        return None
    high = read_end(tokens, behind, wanted, low.money)
    if high is None or isinstance(high, Silence) or high.numeral.article:
        return Silence(high.next) if isinstance(high, Silence) and dash else None
    if surroundings.is_date(tokens, high.numeral.first) and high.unit is None and not dash:
        return None
    if dash and (low.unit is None) and _years(low, high):
        return Silence(high.next)
    more = limit_lexicon.join_lexicon().find(tokens, high.next)
    if (
        dash
        and more
        and tokens[high.next].text in {"-", "–"}
        and not tokens[high.next].spaced
        and (more[1] < len(tokens) and tokens[more[1]].kind == "number")
    ):
        return Silence(more[1] + 1)
    return high


def _years(low: "End", high: "End") -> bool:
    years = surroundings.YEARS
    bare = low.numeral.bare and high.numeral.bare and high.unit is None
    return bare and bool(years.fullmatch(low.numeral.digits)) and len(high.numeral.digits) in {2, 4}


def _changed(tokens: Sequence[Token], begin: int) -> bool:
    """Return whether a word of change stands shortly before: “rose from 40”."""
    window = tokens[max(0, begin - 9) : begin]
    return any(token.fold in limit_lexicon.change_words() for token in window)


def ranged(
    tokens: Sequence[Token], begin: int, low: "End", high: "End", at: int, limit: str, wanted: str
) -> "tuple[Amount, int] | Silence":
    """Return a range, or of a change what it came to."""
    from annotator.annotations.values.reading.amounts import Silence

    opened = [token.fold for token in tokens[begin : low.first]]
    source = bool(
        {"from", "von", "de", "da", "dal", "с", "от", "від", "з", "من", "از", "desde", "van"}
        & set(opened)
    )
    joint = tokens[low.next].fold
    to = joint in {
        "to",
        "auf",
        "à",
        "a",
        "do",
        "до",
        "إلى",
        "الى",
        "tot",
        "-",
        "–",
        "—",
        "bis",
        "تا",
        "naar",
    }
    changed = to and _changed(tokens, begin) and (source or joint == "to")
    lower, upper = _signed(low), _signed(high)
    same = not low.measured or (
        high.unit is not None and low.unit is not None and low.unit.symbol == high.unit.symbol
    )
    unit = high.unit or (low.unit if low.money else None)
    if (
        low.unit is not None
        and low.money
        and high.unit is not None
        and not high.money
        and high.unit.symbol != low.unit.symbol
    ):
        # “$2 to 3 million tonnes” are two things.
        return Silence(at)
    if (
        low.money
        and high.unit is None
        and low.numeral.factor == 1
        and high.numeral.bare
        and joint in {"to", "or", "and"}
    ):
        unit = low.unit
    if changed and (same or source or low.measured):
        return _came_to(
            tokens, low, high, at, limit if limit != "exact" else (high.limit or "exact"), wanted
        )
    if not same:
        if (
            joint == "to"
            and not source
            and not {"between"} & set(opened)
            and low.unit is not None
            and high.unit is not None
        ):
            return Silence(at)
        return Silence(at)
    if low.numeral.share != high.numeral.share:
        return Silence(at)
    times = high.unit.times if high.unit and low.unit is None else Decimal(1)
    lower *= times
    scaled = lower * high.numeral.factor
    step = low.numeral.step
    if (
        low.numeral.factor == 1
        and high.numeral.factor > 1
        and not low.measured
        and abs(low.value) < 1000
        and scaled <= upper
    ):
        lower = scaled
        step = None if step is None else step * high.numeral.factor
    if lower > upper and source:
        return _came_to(tokens, low, high, at, limit, wanted)
    words = {token.fold for token in tokens[max(0, begin - 3) : begin]} | {
        token.fold for token in tokens[at : at + 1]
    }
    score = joint in "-–" and unit is None and high.numeral.bare and upper < 20 and words & SCORES
    if lower >= upper or score:
        return Silence(at)
    if low.numeral.share and unit is None:
        if wanted not in SHARES:
            return Silence(at)
        lower, upper = rounded(lower * SHARES[wanted]), rounded(upper * SHARES[wanted])
        symbol = wanted
    else:
        symbol = unit.of(wanted) if unit else ""
    steps = tuple(one for one in (step, high.numeral.step) if one is not None)
    amount = Amount(
        tokens[begin].start, tokens[at - 1].end, rounded(lower), rounded(upper), symbol, limit, steps=steps,
        counts=surroundings.is_counting(tokens, at),
    )  # fmt: skip
    return amount, at


def _signed(end: "End") -> Decimal:
    return -end.value if end.negative else end.value


def _came_to(
    tokens: Sequence[Token], low: "End", high: "End", at: int, limit: str, wanted: str
) -> "tuple[Amount, int] | Silence":
    symbol = high.unit.of(wanted) if high.unit else ""
    if not symbol and low.money and low.unit and high.numeral.bare:
        symbol = low.unit.of(wanted)
        if tokens[high.first].kind == "number":
            return Silence(at)
    value = _signed(high)
    if high.numeral.share and not symbol:
        return shared(tokens, high.first, high, at, limit, wanted, False)
    steps = (high.numeral.step,) if high.numeral.step is not None else ()
    amount = Amount(
        tokens[high.first].start, tokens[at - 1].end, rounded(value), rounded(value), symbol, high.limit or "exact",
        bare=high.numeral.bare, steps=steps,
    )  # fmt: skip
    return amount, at


def shared(
    tokens: Sequence[Token], begin: int, low: "End", at: int, limit: str, wanted: str, opened: bool
) -> "tuple[Amount, int] | Silence":
    """Return the amount; a part of one without a unit only where a share is asked for."""
    from annotator.annotations.values.reading.amounts import Silence

    numeral, value = low.numeral, _signed(low)
    symbol = low.unit.of(wanted) if low.unit else ""
    if (
        numeral.weak
        and not symbol
        and not (begin == 0 and at == len(tokens) and numeral.factor == 1 and not numeral.article)
    ):
        return Silence(at)
    if numeral.weak and numeral.factor == 1 and not symbol and len(tokens[numeral.first].text) < 4:
        return Silence(at)
    if _is_one(tokens, low) and not _counts_one(tokens, begin, at, symbol):
        return Silence(at)
    if numeral.share and not low.unit:
        following = tokens[at] if at < len(tokens) else None
        plain = following is None or following.kind == "sign" or following.fold in FUNCTION_WORDS
        ordinal = not plain and tokens[numeral.next - 1].fold not in {
            "quarters",
            "thirds",
            "half",
            "fifths",
        }
        if wanted not in SHARES or ordinal or symbol:
            return Silence(at)
        value, symbol = value * SHARES[wanted], wanted
    end = at
    if opened and limit == "exact" and _changed(tokens, begin):
        return Silence(at)
    start = begin
    if opened:
        start = low.first
    between = {token.fold for token in tokens[begin : low.first]} & {"between"}
    if between:
        return Silence(at)
    difference = _is_difference(tokens, begin, low, at)
    steps = (numeral.step,) if numeral.step is not None else ()
    if (
        numeral.factor > 1
        and tokens[numeral.next - 1].fold in {"m", "b", "k"}
        and not symbol
        and at < len(tokens)
    ):
        # What says that the letter is a million goes with it.
        end = at + 1 if tokens[at].kind == "word" else at
    if (
        symbol == "m"
        and tokens[at - 1].text == "m"
        and at < len(tokens)
        and tokens[at].fold in METRES
    ):
        end = at + 1
    amount = Amount(
        tokens[start].start, tokens[end - 1].end, rounded(value), rounded(value), symbol, limit,
        bare=numeral.bare, difference=difference, share=numeral.share, steps=steps,
        counts=surroundings.is_counting(tokens, at),
    )  # fmt: skip
    return amount, at


def _is_difference(tokens: Sequence[Token], begin: int, low: "End", at: int) -> bool:
    """Return whether the amount is by how much something changed, and what it came to follows."""
    if not _changed(tokens, begin) or at + 1 >= len(tokens):
        return False
    before = {token.fold for token in tokens[max(0, begin - 2) : begin]}
    near = before & (limit_lexicon.change_words() | {"by"})
    return bool(near) and tokens[at].fold == "to"


def _is_one(tokens: Sequence[Token], low: "End") -> bool:
    return tokens[low.numeral.first].fold == "one" and low.value == 1 and low.numeral.factor == 1


def _counts_one(tokens: Sequence[Token], begin: int, at: int, symbol: str) -> bool:
    """Return whether “one” is a number here, and no pronoun."""
    before = tokens[begin - 1].fold if begin else ""
    if before in {
        "the",
        "no",
        "this",
        "that",
        "which",
        "any",
        "every",
        "each",
        "another",
        "some",
        "as",
        "by",
        "only",
    } - {"only"}:
        return False
    if symbol or at >= len(tokens):
        return True
    following = tokens[at]
    if following.kind != "word" or not following.spaced:
        return following.text in ".,;)"
    stop = "another that which who who's by day is was has had can could will would should must may might in to after"
    return not re.fullmatch("|".join(stop.split()), following.fold)


def dimension(symbol: str) -> str:
    """Return what a symbol measures; empty where it is no unit."""
    return DIMENSION.get(symbol, "")
