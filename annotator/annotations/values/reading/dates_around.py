"""Tell the numbers of dates from quantities: 24 February, in 2022, the 2022 budget, 2022年."""

import re
from collections.abc import Sequence

from annotator.annotations.values.languages import cldr_months, word_set
from annotator.annotations.values.numerals.numeral import Numeral
from annotator.annotations.values.reading.surroundings import is_counting
from annotator.annotations.values.words.tokens import TextToken

YEARS = re.compile(r"(?:1[5-9]|20)\d\d|2100")
YEAR_PREPOSITIONS = word_set(
    "in by since until till of from to during before after early mid late year years fiscal for "
    "through and or the as en de depuis im seit bis vor nach в с до после году desde em dal nel "
    "nal sinds i у з по فی في منذ عام سنة سال از در 于 在"
)
YEAR_WORDS = word_set("年 год года году р рік року")
BETWEEN_DAY_AND_MONTH = word_set("of de . st nd rd th")


def is_date(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether a number in digits is a day beside a month, or a year in a date."""
    text = tokens[at].text
    if not text.isdecimal() or len(text) > 4:
        return False
    day_or_year = int(text) <= 31 or len(text) == 4
    behind = at + 1
    if behind < len(tokens) and tokens[behind].fold in BETWEEN_DAY_AND_MONTH:
        behind += 1
    if _is_month(tokens, behind) or _is_month(tokens, at + 1):
        return day_or_year
    before = at - 1
    if before >= 0 and tokens[before].text in {",", "."}:
        before -= 1
    if _is_month(tokens, before):
        return day_or_year
    if before < 0 or not YEARS.fullmatch(text):
        return False
    # “February 24, 2022”; “in 2022”.
    if _is_month(tokens, before - 1) and tokens[before].kind == "number":
        return True
    near = before == at - 1 and tokens[before].fold in YEAR_PREPOSITIONS
    return near and not is_counting(tokens, at + 1)


def _is_month(tokens: Sequence[TextToken], at: int) -> bool:
    if not 0 <= at < len(tokens):
        return False
    token = tokens[at]
    if token.kind != "word" or token.fold not in cldr_months.months():
        return False
    # “May” and “march” are verbs, and “mar” a part of words, unless they are capitalised.
    lower = token.text.isascii() and not token.text[:1].isupper()
    return not (lower and token.fold in cldr_months.VERBS)


def is_bare_year(tokens: Sequence[TextToken], at: int, behind: int, limit: str) -> bool:
    """Return whether digits are rather a year: “the 2022 budget”; not 2022 alone, nor 2022 people,
    nor about 2000."""
    if not YEARS.fullmatch(tokens[at].text):
        return False
    if is_counting(tokens, behind) or (at == 0 and behind == len(tokens)):
        return False
    return not (limit != "exact" and tokens[at].text.endswith("00"))


def is_written_year(tokens: Sequence[TextToken], number: Numeral, behind: int) -> bool:
    """Return whether digits and a word for year are a date: 2022年, 2022 года."""
    if not number.bare or not YEARS.fullmatch(number.digits):
        return False
    return any(token.fold in YEAR_WORDS for token in tokens[number.next : behind])
