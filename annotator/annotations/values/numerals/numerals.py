"""Read one number from a token on, in digits or words of any language."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from annotator.annotations.values.numerals.digits import decimal_of, last_digit
from annotator.annotations.values.numerals.eastern import read_eastern
from annotator.annotations.values.numerals.numeral import Numeral
from annotator.annotations.values.numerals.parts import counted_parts, is_quarter, read_share
from annotator.annotations.values.numerals.sums import NumberSum
from annotator.annotations.values.numerals.written import read_digits, read_part
from annotator.annotations.values.words.number_lexicon import number_lexicon
from annotator.annotations.values.words.tokens import TextToken

ONE = Decimal(1)


def read_numeral(tokens: Sequence[TextToken], at: int) -> Numeral | None:
    """Return the longest number that begins at a token, or None. Its value is None where digits
    stand that nobody can read (1.2.3)."""
    kind = tokens[at].kind
    if kind == "eastern":
        return read_eastern(tokens, at)
    if kind == "part":
        return read_part(tokens, at, Decimal(0))
    if kind == "number":
        return read_digits(tokens, at)
    return read_words(tokens, at) if kind == "word" else None


def with_comma(numeral: Numeral, comma: bool) -> Numeral:
    """Return the number, read with the decimal comma of the words that stand around it."""
    if not comma or numeral.comma or not numeral.digits:
        return numeral
    value = decimal_of(numeral.digits, comma=True, scaled=numeral.factor > 1)
    if value is None or numeral.value is None:
        return replace(numeral, value=None)
    plain = decimal_of(numeral.digits, scaled=numeral.factor > 1)
    if plain == value:
        return numeral
    # Only what is one literal and its scale is read again.
    if plain is None or plain * numeral.factor != numeral.value:
        return replace(numeral, value=None)
    return replace(
        numeral, value=value * numeral.factor, step=last_digit(value) * numeral.factor, comma=True
    )


def read_words(tokens: Sequence[TextToken], at: int) -> Numeral | None:
    """Read a number that begins with a word."""
    first = number_lexicon().find(tokens, at)
    if first is None:
        return None
    word, end = first
    if word.kind == "half":
        return read_share(tokens, at, end, ONE / 2)
    if word.kind == "share":
        return read_share(tokens, at, end, word.value, word.comma)
    if word.kind == "part" and is_quarter(tokens, at, end):
        return read_share(tokens, at, end, ONE / 4)
    if word.kind == "part" or (word.kind == "scale" and not word.alone):
        return None
    if word.kind in {"small", "article"} and (share := counted_parts(tokens, word, end)):
        return read_share(tokens, at, share[1], share[0])
    if word.kind == "half more":
        second = read_numeral(tokens, end) if end < len(tokens) else None
        if second is None or second.value is None:
            return None
        more = second.value + Decimal(second.factor) / 2
        return replace(second.at(tokens, at), value=more, step=second.factor * word.value)
    state = NumberSum(None, ONE)
    state.take(word, False)
    end = state.read_on(tokens, end)
    value = state.value()
    if value is None or (state.article and not state.grown):
        return Numeral.of(tokens, at, end, ONE, article=True, weak=True, comma=word.comma)
    weak = word.weak and (end == first[1] or not state.grown)
    found = Numeral.of(tokens, at, end, value, step=state.step, factor=state.factor)
    return replace(found, weak=weak, comma=state.comma, words=True)
