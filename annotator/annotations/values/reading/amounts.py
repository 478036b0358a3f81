"""Read the amounts of a text: limit, sign, currency, number, unit, and the other end of a range."""

from collections.abc import Iterator, Sequence
from decimal import localcontext
from functools import lru_cache

from annotator.annotations.values.numerals.digits import MOST_DIGITS
from annotator.annotations.values.reading import dates_around, names_around, surroundings
from annotator.annotations.values.reading.amount import Amount
from annotator.annotations.values.reading.compounds import below_zero, compound, joined_half
from annotator.annotations.values.reading.end import End, Silence
from annotator.annotations.values.reading.ends import limit_behind, read_end, read_limits, stronger
from annotator.annotations.values.reading.ranges import range_of, ranged
from annotator.annotations.values.reading.shares import one_in_several
from annotator.annotations.values.reading.single import single
from annotator.annotations.values.reading.unit_reading import money_lexicon
from annotator.annotations.values.words.limit_lexicon import (
    between_lexicon,
    limits_before,
    minus_lexicon,
)
from annotator.annotations.values.words.number_lexicon import number_lexicon
from annotator.annotations.values.words.tokens import TextToken


def read_amounts(tokens: Sequence[TextToken], wanted: str) -> Iterator[Amount]:
    """Yield the amounts in a text, in order; time grows with the number of tokens.

    What adjoins a number and is not understood makes silence: the number is passed over whole.
    """
    at = 0
    with localcontext() as context:
        context.prec = 2 * MOST_DIGITS
        while at < len(tokens):
            if tokens[at].kind == "word" and not _may_begin(tokens[at]):
                at += 1
                continue
            found = _amount(tokens, at, wanted)
            if found is None:
                at += 1
            elif isinstance(found, Silence):
                at = max(found.next, at + 1)
            else:
                yield found[0]
                at = max(found[1], at + 1)


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    lexicons = (limits_before(), between_lexicon(), minus_lexicon(), number_lexicon())
    return frozenset().union(*(lexicon.beginnings() for lexicon in lexicons))


def _may_begin(token: TextToken) -> bool:
    """Return whether an amount can begin with a word; most words are passed over by this."""
    if token.fold in _beginnings() or token.text in money_lexicon().beginnings():
        return True
    return len(token.text) == 3 and token.text.isupper()


def _amount(
    tokens: Sequence[TextToken], begin: int, wanted: str
) -> tuple[Amount, int] | Silence | None:
    """Return the amount that begins at a token, and the token behind it."""
    at, limit, opened = read_limits(tokens, begin)
    if at >= len(tokens):
        return None
    low = read_end(tokens, at, wanted)
    if low is None or isinstance(low, Silence):
        return low
    low = joined_half(tokens, low) or low
    if low.numeral.article:
        return None
    if low.unit is None and dates_around.is_date(tokens, low.numeral.first):
        return Silence(low.next)
    if surroundings.is_row_of_numbers(tokens, low.numeral.first, low.next):
        return Silence(low.next + 1)
    if surroundings.is_vague_scale(tokens, low.numeral.first):
        return Silence(low.next)
    free = surroundings.stands_free_before(tokens, begin)
    share = one_in_several(tokens, low, wanted)
    if share is not None:
        return share if free or isinstance(share, Silence) else Silence(share[1])
    other = range_of(tokens, low, opened, wanted)
    if isinstance(other, Silence):
        return other
    if other is not None:
        high, joint = other
        at, limit = limit_behind(tokens, high.next, stronger(low.limit or high.limit, limit))
        if not _stands(tokens, begin, at, high, (high.unit or low.unit) is not None, free):
            return Silence(at)
        return ranged(tokens, begin, low, high, joint, at, limit or "exact", wanted)
    whole = below_zero(tokens, compound(tokens, low))
    if isinstance(whole, Silence):
        return whole
    limit = stronger(whole.limit, limit) if limit else whole.limit
    at, limit = limit_behind(tokens, whole.next, limit)
    if not _stands(tokens, begin, at, whole, whole.unit is not None, free):
        return Silence(at)
    return single(tokens, begin, whole, at, limit or "exact", wanted, opened)


def _stands(
    tokens: Sequence[TextToken], begin: int, at: int, last: End, measured: bool, free: bool
) -> bool:
    """Return whether what stands around the amount lets it be read."""
    if not free or not surroundings.stands_free_behind(tokens, at, measured):
        return False
    scaled = measured or last.numeral.factor > 1
    counted = surroundings.is_counting(tokens, last.next)
    return not names_around.names_something(tokens, begin, scaled, counted)
