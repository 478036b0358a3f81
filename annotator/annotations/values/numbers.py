"""Find numbers as they are written, and tidy what a person typed."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation, localcontext

from annotator.annotations.values.numerals.digits import MOST_DIGITS, decimal_of, last_digit
from annotator.annotations.values.numerals.numeral import Numeral
from annotator.annotations.values.numerals.numerals import read_numeral
from annotator.annotations.values.words.number_lexicon import number_beginnings
from annotator.annotations.values.words.tokens import cut_into_tokens

__all__ = [
    "Numeral",
    "decimal_of",
    "find_numerals",
    "last_digit",
    "latin_digits",
    "plain_decimal",
    "tidy_number",
]

_DIGITS = r"\d{1,3}(?:[ \u2009'’]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
_SAME_WIDTH = {"٫": ".", "٬": ",", "٪": "%", "％": "%", "−": "-", "‑": "-", "\u00a0": " ",
               "\u202f": " "}  # fmt: skip
_LETTERS = {"k": 3, "K": 3, "M": 6, "B": 9}


def latin_digits(text: str) -> str:
    """Return the text with the digits and signs of every script as ASCII; no offset changes."""
    if text.isascii():
        return text
    return "".join(
        _SAME_WIDTH.get(c) or (str(unicodedata.decimal(c)) if c.isdecimal() else c) for c in text
    )


def plain_decimal(value: Decimal) -> str:
    """Return a decimal without exponent, trailing zeros or a negative nought."""
    words = format(value, "f")
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    return "0" if words in {"-0", ""} else words


def find_numerals(text: str) -> list[Numeral]:
    """Return every number in a text whose digits are ASCII already (`latin_digits`)."""
    tokens, found, at = cut_into_tokens(text), [], 0
    beginnings = number_beginnings()
    with localcontext() as context:
        context.prec = 2 * MOST_DIGITS
        while at < len(tokens):
            if tokens[at].kind in {"word", "sign"} and tokens[at].fold not in beginnings:
                at += 1
                continue
            numeral = read_numeral(tokens, at)
            at = numeral.next if numeral else at + 1
            if numeral is None or numeral.value is None or numeral.article:
                continue
            if numeral.value < Decimal(10) ** MOST_DIGITS:
                found.append(numeral)
    return found


def tidy_number(text: str) -> str:
    """Return a number that a person typed, 1,100 or 2e9 or 3 billion, as a plain decimal.

    Raises ValueError with a message for the person.
    """
    typed = latin_digits(text).strip()
    refused = ValueError(f"“{text.strip()[:40]}” is not a number: write 1100, 1.5 or 3 billion.")
    sign, body = ("-", typed[1:].strip()) if typed[:1] == "-" else ("", typed.removeprefix("+"))
    if re.fullmatch(r"\d+(\.\d+)?[eE][+-]?\d{1,2}", body):
        try:
            value: Decimal | None = Decimal(body)
        except InvalidOperation:
            raise refused from None
    elif re.fullmatch(_DIGITS, body):
        value = decimal_of(body, typed=True)
    elif (letter := re.fullmatch(rf"({_DIGITS})([kKMB])", body)) and letter[2] in _LETTERS:
        number = decimal_of(letter[1])
        value = None if number is None else number.scaleb(_LETTERS[letter[2]])
    else:
        whole = [n for n in find_numerals(body) if (n.start, n.end) == (0, len(body))]
        value = whole[0].value if whole and not whole[0].share else None
    if value is None:
        raise refused
    words = plain_decimal(value)
    if len(words) >= 60:
        raise ValueError("The number is too long: write at most 40 digits.")
    return words if words == "0" else sign + words
