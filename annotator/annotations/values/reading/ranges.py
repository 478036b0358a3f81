"""Ranges and changes: 10 to 12 km, $10-15m; from 40 to 50, of which what it came to is read."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from annotator.annotations.values.languages import word_set
from annotator.annotations.values.reading import dates_around, surroundings
from annotator.annotations.values.reading.amount import Amount
from annotator.annotations.values.reading.end import End, Silence
from annotator.annotations.values.reading.ends import read_end, read_limits, stronger
from annotator.annotations.values.reading.shares import SHARES, rounded
from annotator.annotations.values.reading.single import single, with_noun
from annotator.annotations.values.reading.unit_reading import stored_symbol
from annotator.annotations.values.words import limit_lexicon
from annotator.annotations.values.words.tokens import DASHES, TextToken

FROM = word_set("from von de da dal с з от від من از desde van")
TO = word_set("to auf à a do до إلى الى tot - – — bis تا naar")
SCORES = word_set(
    "won win wins lost lose beat beaten drew draw defeat victory score scored vote voted ruled "
    "ruling split record"
)


def range_of(
    tokens: Sequence[TextToken], low: End, opened: bool, wanted: str
) -> tuple[End, str] | Silence | None:
    """Return the upper end and the word that joins it; silence where it is no range; None without
    one."""
    at = low.next
    if at + 1 >= len(tokens):
        return None
    found = _join(tokens, at, opened)
    if found is None:
        return None
    joint, behind, between = found
    dash = joint in DASHES
    second, limit = behind, ""
    if not dash and not between:
        behind, limit, _ = read_limits(tokens, behind)
    if behind >= len(tokens):
        return None
    high = read_end(tokens, behind, wanted, low.money)
    weak = isinstance(high, End) and high.numeral.weak and high.unit is None
    if high is None or isinstance(high, Silence) or high.numeral.article or weak:
        return Silence(high.next) if isinstance(high, Silence) and dash else None
    if dates_around.is_date(tokens, high.numeral.first) and high.unit is None:
        return Silence(high.next) if low.unit is None else None
    if dash and low.unit is None and _years(low, high):
        return Silence(high.next)
    if _third(tokens, high.next, dash):
        return Silence(high.next + 2)
    limit = stronger(high.limit, limit) if limit else high.limit
    return replace(high, first=second, limit=limit), joint


def _join(tokens: Sequence[TextToken], at: int, opened: bool) -> tuple[str, int, bool] | None:
    """Return the word or dash between two ends, the token behind it, and whether it is “and”."""
    found = limit_lexicon.join_between_lexicon().find(tokens, at) if opened else None
    between = found is not None
    found = found or limit_lexicon.join_lexicon().find(tokens, at)
    if found is None or found[1] >= len(tokens):
        return None
    joint, behind = tokens[at].fold, found[1]
    if joint == "-" and not tokens[at].spaced and tokens[behind].fold in {"to", "or", "and"}:
        # “A two-to-three-year term”.
        joint = tokens[behind].fold
        behind += 1 + (behind + 1 < len(tokens) and tokens[behind + 1].text == "-")
        return (joint, behind, between) if behind < len(tokens) else None
    if joint in DASHES and tokens[at].spaced != tokens[behind].spaced:
        return None
    return joint, behind, between


def _third(tokens: Sequence[TextToken], at: int, dash: bool) -> bool:
    """Return whether a third number is joined: a date, a telephone number."""
    if not dash or at + 1 >= len(tokens) or tokens[at].text not in DASHES:
        return False
    return not tokens[at].spaced and tokens[at + 1].kind == "number"


def _years(low: End, high: End) -> bool:
    bare = low.numeral.bare and high.numeral.bare and high.unit is None
    written = dates_around.YEARS.fullmatch(low.numeral.digits)
    return bare and bool(written) and len(high.numeral.digits) in {2, 4}


def ranged(
    tokens: Sequence[TextToken], begin: int, low: End, high: End, joint: str, at: int, limit: str,
    wanted: str,
) -> tuple[Amount, int] | Silence:  # fmt: skip
    """Return a range, or of a change what it came to."""
    source = any(token.fold in FROM for token in tokens[begin : low.first])
    one_unit = not low.measured or _symbol(low) == _symbol(high)
    changed = joint in TO and surroundings.is_changed(tokens, begin) and (source or joint == "to")
    if changed:
        by = begin > 0 and tokens[begin - 1].fold in {"of", "by"} and not source
        # “An increase of 40 to 50” is of the difference; “by 2 million to 45 million” is clear.
        unclear = by and one_unit and high.value < 3 * low.value
        return Silence(at) if unclear else _came_to(tokens, low, high, at, wanted)
    if not one_unit or low.numeral.share != high.numeral.share or _mixed_money(low, high):
        return Silence(at)
    if high.limit not in {"", "exact", "about"} and not low.limit and limit == high.limit:
        limit_before_high = tokens[high.first].start < tokens[high.numeral.first].start
        if limit_before_high and joint not in DASHES and not high.money and not high.negative:
            return Silence(at)
    ends = _both(low, high)
    if ends is None or limit in {"more than", "less than", "unclear"}:
        return Silence(at)
    lower, upper, steps = ends
    if lower > upper and source:
        return _came_to(tokens, low, high, at, wanted)
    unit = high.unit or (low.unit if low.money else None)
    if lower >= upper or (unit is None and joint in DASHES and _is_score(tokens, begin, high, at)):
        return Silence(at)
    symbol = stored_symbol(unit, wanted) if unit else ""
    if low.numeral.share and unit is None:
        if wanted not in SHARES:
            return Silence(at)
        lower, upper, symbol = lower * SHARES[wanted], upper * SHARES[wanted], wanted
    start, end = tokens[begin].start, tokens[with_noun(tokens, high.numeral, at, symbol) - 1].end
    amount = Amount(start, end, rounded(lower), rounded(upper), symbol, limit, steps=steps)
    return amount, at


def _symbol(end: End) -> str:
    return end.unit.symbol if end.unit else ""


def _mixed_money(low: End, high: End) -> bool:
    """Return whether “$2 to 3 million tonnes” are two things."""
    return low.money and high.measured and _symbol(low) != _symbol(high)


def _both(low: End, high: End) -> tuple[Decimal, Decimal, tuple[Decimal, ...]] | None:
    """Return both ends, the lower scaled as the upper is (“2 to 3 billion”), and their steps."""
    lower, upper, step = low.signed, high.signed, low.numeral.step
    if high.unit is not None and low.unit is None:
        lower *= high.unit.times
        step = None if step is None else step * high.unit.times
    once = low.numeral.factor == 1 and high.numeral.factor > 1 and not low.measured
    if once and abs(low.value) < 1000 and not low.numeral.share:
        scaled = lower * high.numeral.factor
        if scaled > upper:
            return None  # “800 to 1.2 million”: nobody can tell whether thousands are meant.
        lower, step = scaled, None if step is None else step * high.numeral.factor
    if lower > upper and low.negative and high.negative:
        lower, upper = upper, lower
    return lower, upper, tuple(one for one in (step, high.numeral.step) if one is not None)


def _is_score(tokens: Sequence[TextToken], begin: int, high: End, at: int) -> bool:
    around = {token.fold for token in (*tokens[max(0, begin - 3) : begin], *tokens[at : at + 2])}
    return high.numeral.bare and high.value < 20 and bool(around & SCORES)


def _came_to(
    tokens: Sequence[TextToken], low: End, high: End, at: int, wanted: str
) -> tuple[Amount, int] | Silence:
    """Return what a change came to; its own words say the unit, or nothing is read."""
    if high.unit is None and (low.unit is not None and low.money):
        return Silence(at)
    return single(tokens, high.first, high, at, high.limit or "exact", wanted, False)
