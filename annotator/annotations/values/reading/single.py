"""Judge an amount of one number: is it read, and from where to where."""

from collections.abc import Sequence

from annotator.annotations.values.languages import word_set
from annotator.annotations.values.languages.nouns import COUNTED, METRES
from annotator.annotations.values.numerals.numeral import Numeral
from annotator.annotations.values.reading import dates_around, names_around, surroundings
from annotator.annotations.values.reading.amount import Amount
from annotator.annotations.values.reading.end import End, Silence
from annotator.annotations.values.reading.shares import SHARES, rounded
from annotator.annotations.values.reading.unit_reading import stored_symbol
from annotator.annotations.values.words import limit_lexicon
from annotator.annotations.values.words.tokens import TextToken

NO_PRONOUN = word_set("of dead killed injured wounded missing arrested hurt")
ONE_OF = word_set("person man woman child people body civilian boy girl baby country life")
PRONOUN_AFTER = word_set(
    "the no this that which any every each another some as by first last second next only"
)
NO_AGENT = word_set(
    "another other after over either former never later whether under rather ever or for"
)
HALF_OF_A_GAME = word_set(
    "first second other this that last latter next former better top bottom each every"
)
SHARE_WORDS = {"quarters", "thirds", "half", "fifths", "halves", "tenths"}


def single(
    tokens: Sequence[TextToken],
    begin: int,
    low: End,
    at: int,
    limit: str,
    wanted: str,
    opened: bool,
) -> tuple[Amount, int] | Silence:
    """Return the amount; a part of one without a unit only where a share is asked for."""
    numeral, value = low.numeral, low.signed
    symbol = stored_symbol(low.unit, wanted) if low.unit else ""
    if limit not in {"exact", "about"} and surroundings.goes_on_limiting(tokens, at):
        return Silence(_past_number(tokens, at))
    if _is_weak(tokens, begin, low, at, symbol) or _is_no_amount(tokens, begin, low, at, limit):
        return Silence(at)
    if not symbol and numeral.factor == 1 and not numeral.share:
        first = numeral.first
        if dates_around.is_bare_year(tokens, first, at, limit):
            return Silence(at)
        if limit == "exact" and names_around.is_numbered(tokens, begin, first):
            return Silence(at)
    if numeral.share and begin and tokens[begin - 1].fold in HALF_OF_A_GAME:
        return Silence(at)
    if numeral.share and not low.unit:
        if wanted not in SHARES or _is_ordinal(tokens, numeral, at):
            return Silence(at)
        value, symbol = value * SHARES[wanted], wanted
    if opened and _is_half_a_range(tokens, begin, low, at, limit):
        return Silence(at)
    start = tokens[low.first if opened else begin].start
    end = tokens[with_noun(tokens, numeral, at, symbol) - 1].end
    difference = _is_difference(tokens, begin, at)
    value = rounded(value)
    return Amount(start, end, value, value, symbol, limit, numeral.bare, difference, low.steps), at


def _past_number(tokens: Sequence[TextToken], at: int) -> int:
    """Return the token behind the number that a second limit leads to."""
    for behind in range(at, min(at + 8, len(tokens))):
        if tokens[behind].kind == "number":
            return behind + 1
    return at


def with_noun(tokens: Sequence[TextToken], numeral: Numeral, at: int, symbol: str) -> int:
    """Return the token behind the noun that says whether m is a million or metres: it belongs to
    the value, which says so only with it."""
    if at >= len(tokens) or tokens[at].kind != "word":
        return at
    letter = tokens[numeral.next - 1].fold in {"m", "b", "k"} and numeral.factor > 1 and not symbol
    metres = symbol == "m" and tokens[at - 1].text == "m" and tokens[at].fold in METRES
    return at + 1 if letter or metres else at


def _is_weak(tokens: Sequence[TextToken], begin: int, low: End, at: int, symbol: str) -> bool:
    """Return whether the number may be another word: only with a unit, or as the whole, it is
    read."""
    numeral = low.numeral
    if not numeral.weak or symbol:
        return False
    whole = begin == 0 and at == len(tokens) and numeral.factor == 1 and not numeral.share
    return not whole or len(tokens[numeral.first].text) < 4


def _is_no_amount(tokens: Sequence[TextToken], begin: int, low: End, at: int, limit: str) -> bool:
    if limit == "unclear" or names_around.is_title(tokens, low.numeral.first, low.numeral.next):
        return True
    one = tokens[low.numeral.first].fold == "one" and low.value == 1 and low.numeral.factor == 1
    return one and not _counts_one(tokens, begin, at, low)


def _counts_one(tokens: Sequence[TextToken], begin: int, at: int, low: End) -> bool:
    """Return whether “one” is a number here, and no pronoun."""
    if begin and tokens[begin - 1].fold in PRONOUN_AFTER:
        return False
    phrase = [token.fold for token in tokens[at : at + 2]]
    if phrase == ["of", "the"] or (low.unit is not None and low.unit.symbol == "day"):
        return False
    if low.unit is not None or at >= len(tokens) or phrase[0] in NO_PRONOUN:
        return True
    following = tokens[at]
    if following.kind != "word" or not following.spaced:
        return following.text in ".,;)"
    fold = following.fold
    agent = (
        len(fold) > 4
        and fold not in NO_AGENT
        and fold.endswith(("er", "or", "ee", "ant", "ent", "ian", "ist"))
    )
    return fold + "s" in COUNTED or fold in ONE_OF or agent


def _is_ordinal(tokens: Sequence[TextToken], numeral: Numeral, at: int) -> bool:
    """Return whether a part is rather an ordinal: “a third visit”."""
    if at >= len(tokens) or tokens[at].kind == "sign":
        return False
    if tokens[at].fold in surroundings.FUNCTION_WORDS:
        return False
    return tokens[numeral.next - 1].fold not in SHARE_WORDS


def _is_half_a_range(
    tokens: Sequence[TextToken], begin: int, low: End, at: int, limit: str
) -> bool:
    """Return whether “between” or “from” was not answered: its other end was not understood."""
    if any(token.fold == "between" for token in tokens[begin : low.first]):
        return True
    if limit == "exact" and surroundings.is_changed(tokens, begin):
        return True
    return surroundings.leads_to_number(tokens, at)


def _is_difference(tokens: Sequence[TextToken], begin: int, at: int) -> bool:
    """Return whether the amount is by how much something changed, and what it came to follows."""
    if at + 1 >= len(tokens):
        return False
    if tokens[at].fold in limit_lexicon.change_words() and tokens[at + 1].fold == "to":
        return True  # a 40% increase to 5,000
    if tokens[at].fold != "to":
        return False
    before = {token.fold for token in tokens[max(0, begin - 2) : begin]}
    return bool(before & (limit_lexicon.change_words() | {"by"}))
