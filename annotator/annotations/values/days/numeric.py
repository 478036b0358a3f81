"""Read dates that are written in figures alone (pure: no Django).

24.02.2022 has the day first. With strokes or hyphens the day or the month comes first, by country:
only what can be read in one way is read. 2001-02 may be a month or two years: neither is taken.
"""

import re

from annotator.annotations.values.days.calendar import Partial
from annotator.annotations.values.days.tokens import Tokens, may_begin, word_set
from annotator.annotations.values.days.years import full_year

_YEAR_FIRST = re.compile(
    r"(?P<y>[12]\d{3})(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})"
    r"(?:T\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\d/]|[.,:-]\d)"
)
_YEAR_LAST = re.compile(
    r"(?P<a>\d{1,2})(?:(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)|\.\s(?P<c>\d{1,2})\.\s)(?P<y>[12]\d{3}|\d{2})(?![\d/]|[.,:-]\d)"
)
_YEAR_MONTH = re.compile(r"(?P<y>[12]\d{3})[-‐‑/](?P<m>0[1-9]|1[0-2])(?![\d/]|[.,:-]\d)")
_MONTH_YEAR = re.compile(r"(?P<m>0?[1-9]|1[0-2])[/.](?P<y>(?:19|20)\d\d)(?![\d/]|[.,:-]\d)")
_RUN = re.compile(
    r"(?P<y>19\d\d|20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:T\d{4}Z?)?(?!\d)"
)
_NAMED = word_set(
    "version v section chapter paragraph resolution article no nr number figure table § rule "
    "clause part release build act case"
)
_STATED_BEFORE = word_set(
    "on in since by until till before after from of to at dated the between and through am vom "
    "bis seit le du au el del al 于 в с до"
)


def numeric_at(tokens: Tokens, place: int) -> Partial | None:
    """Return the date in figures that begins here; one that can be read in two ways is hidden,
    without a month."""
    token, before = tokens[place], tokens[place - 1]
    if token.kind != "digits" or not may_begin(tokens, place) or before.plain in _NAMED:
        return None
    if before.text == "." and tokens[place - 2].plain in _NAMED:
        return None
    text, start = tokens.text, token.start
    if match := _YEAR_FIRST.match(text, start):
        return _partial(tokens, place, match, int(match["m"]), int(match["d"]))
    if match := _YEAR_LAST.match(text, start):
        return _year_last(tokens, place, match)
    stated = before.kind in {"end", "sign"} or before.plain in _STATED_BEFORE
    if match := _YEAR_MONTH.match(text, start):
        return _year_month(tokens, place, match)
    if stated and (match := _MONTH_YEAR.match(text, start)):
        return _partial(tokens, place, match, int(match["m"]), None)
    if stated and (match := _RUN.match(text, start)):
        found = _partial(tokens, place, match, int(match["m"]), int(match["d"]))
        return None if tokens[found.after].kind == "word" else found
    return None


def _year_month(tokens: Tokens, place: int, match: re.Match[str]) -> Partial:
    """Return a month; 2010-11 may as well be two years, and 2021/12 is a month or a number."""
    if int(match["m"]) > int(match["y"]) % 100 or "/" in match[0]:
        return _partial(tokens, place, match, None, None, hidden=True)
    return _partial(tokens, place, match, int(match["m"]), None)


def _year_last(tokens: Tokens, place: int, match: re.Match[str]) -> Partial | None:
    first, second = int(match["a"]), int(match["b"] or match["c"])
    year = int(match["y"]) if len(match["y"]) == 4 else full_year(int(match["y"]))
    month, day = (
        (second, first)
        if match["mark"] in {".", None} or first > 12 or first == second
        else ((first, second) if second > 12 else (0, 0))
    )
    if match["mark"] == "-" and len(match["y"]) == len(match["b"] or "") == len(match["a"]) == 2:
        # 22-02-24 may as well have the year first.
        return _partial(tokens, place, match, None, None, hidden=True)
    if len(match["y"]) == 2 and not (1 <= month <= 12 and 1 <= day <= 31):
        # 1.2.34 is as likely a number of something else.
        return _partial(tokens, place, match, None, None, hidden=True) if month == 0 else None
    if month == 0:
        return _partial(tokens, place, match, None, None, hidden=True)
    return _partial(tokens, place, match, month, day, year)


def _partial(
    tokens: Tokens,
    place: int,
    match: re.Match[str],
    month: int | None,
    day: int | None,
    year: int | None = None,
    hidden: bool = False,
) -> Partial:
    after = place
    while tokens[after].kind != "end" and tokens[after].start < match.end():
        after += 1
    return Partial(
        place, after, year or int(match["y"]), month, day, grain="figures", hidden=hidden
    )
