"""Read parts of years and more than years: quarters, halves, seasons, decades, centuries, and the
early, mid and late of them (pure: no Django)."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from annotator.annotations.values.days.calendar import (
    EARLY,
    END,
    LATE,
    MID,
    START,
    Partial,
    century,
    covered,
    decade,
    half_month,
)
from annotator.annotations.values.days.names import DECADES, SEASONS, ordinal_at
from annotator.annotations.values.days.tokens import Tokens, may_begin, word_set
from annotator.annotations.values.days.years import (
    counts_something,
    full_year,
    short_year_at,
    year_at,
    year_in_words,
)

At = Callable[[int], Partial | None]
_PARTS = {
    "early": EARLY, "mid": MID, "late": LATE, "beginning": START, "start": START, "middle": MID,
    "end": END, "close": END,
}  # fmt: skip
_HEAT = word_set("temperature temperatures highs lows degrees mercury")
_QUARTER = re.compile(r"(?:(?P<q>[QH])(?P<n>[1-4])|(?P<m>[1-4])(?P<k>[QH]))\Z", re.IGNORECASE)


def part_at(tokens: Tokens, place: int, published: date | None, at: At) -> Partial | None:
    """Return the part of a year or the years that begin here; `at` reads the date it is a part
    of."""
    if not may_begin(tokens, place):
        return None
    return (
        _narrowed(tokens, place, at)
        or _short_division(tokens, place, published)
        or _division(tokens, place, published, at)
        or _season(tokens, place, published)
        or _decade(tokens, place)
        or _century(tokens, place)
    )


def _narrowed(tokens: Tokens, place: int, at: At) -> Partial | None:
    """Return early 2023, mid-February, the end of 2023, late in 2023."""
    word = tokens[place].plain
    part = _PARTS.get(word)
    if part is None:
        return None
    after = place + 1
    if (word in {"early", "mid", "late", "end"} and tokens[after].text in {"-", "‐", "‑", "–"}) or (
        word in {"early", "late"} and tokens[after].plain in {"in", "on"}
    ):
        after += 1
    elif word in {"beginning", "start", "middle", "end", "close"}:
        if tokens[after].plain != "of":
            return None
        after += 1
    if tokens[after].plain == "the":
        after += 1
    tokens.reached = after
    found = at(after) or _plain_year(tokens, after)
    if found is None or found.part:
        return None
    if found.day is not None or found.grain == "day":
        return replace(found, begin=place) if word in {"early", "late"} else None
    grain = found.grain or ("month" if found.month else "year")
    if found.division or grain not in {"month", "year", "decade"} or found.weekday is not None:
        # No editor's measure says where a late spring or an early century begins.
        return (
            replace(found, begin=place, hidden=True, grain="figures")
            if part not in {START, END} or not found.division
            else replace(found, begin=place, part=part)
        )
    return replace(found, begin=place, part=part, bare=False)


def _plain_year(tokens: Tokens, place: int) -> Partial | None:
    year = year_at(tokens, place)
    if year is None or counts_something(tokens, place, year[1]):
        return None
    return Partial(place, year[1], year[0])


def _year_after(tokens: Tokens, dated: Partial, published: date | None) -> Partial:
    """Return the part with its year: of 2023, 2023, '23, of this year."""
    after = dated.after
    after += 1 if tokens[after].text in {",", "/"} else 0
    after += 1 if tokens[after].plain in {"of", "in"} else 0
    after += 1 if tokens[after].plain == "the" and tokens[after + 1].plain == "year" else 0
    if tokens[after].plain == "year" and year_at(tokens, after + 1):
        after += 1
    if short := short_year_at(tokens, after):
        return replace(dated, year=short[0], after=short[1])
    if year := year_at(tokens, after):
        return replace(dated, year=year[0], after=year[1])
    return year_in_words(tokens, dated, published)


def _short_division(tokens: Tokens, place: int, published: date | None) -> Partial | None:
    """Return Q3 2023, H1 2023, 2H22, 1Q 2023 or 2023 Q3."""
    if year := year_at(tokens, place):
        if not tokens[year[1]].spaced or year_at(tokens, year[1]):
            return None
        inner = _short_division(tokens, year[1], published)
        return replace(inner, begin=place, year=year[0]) if inner and not inner.has_year else None
    first, second = tokens[place], tokens[place + 1]
    match = _QUARTER.match(first.text + second.text) if not second.spaced else None
    if match is None:
        return None
    letter, number = (match["q"] or match["k"]).upper(), int(match["n"] or match["m"])
    if letter == "H" and number > 2:
        return None
    found = Partial(place, place + 2, division=("quarter" if letter == "Q" else "half", number))
    following = tokens[place + 2]
    if not following.spaced and following.kind == "digits" and len(following.text) == 2:
        return replace(found, year=full_year(int(following.text)), after=place + 3)
    return _year_after(tokens, found, published)


def _division(tokens: Tokens, place: int, published: date | None, at: At) -> Partial | None:
    """Return the third quarter of 2023, the first half of March 2022."""
    ordinal = ordinal_at(tokens, place)
    number, after = (ordinal.number, ordinal.after) if ordinal else (0, place)
    if tokens[place].plain in {"last", "final"} and tokens[place + 1].plain in {"quarter", "half"}:
        number, after = {"quarter": 4, "half": 2}[tokens[place + 1].plain], place + 1
        if tokens[place + 2].plain != "of":
            return None  # the last quarter is the one before the article, too
    after += 1 if tokens[after].text == "-" else 0
    name = tokens[after].plain
    if name not in {"quarter", "half"} or not 1 <= number <= {"quarter": 4, "half": 2}[name]:
        return None
    found = _year_after(tokens, Partial(place, after + 1, division=(name, number)), published)
    if found.has_year or found.hidden:
        return found
    if name == "half" and tokens[after + 1].plain == "of":
        inner = at(after + 2 + (tokens[after + 2].plain == "the"))
        if inner is None:
            return None
        days = covered(inner) if inner.month and not inner.day else None
        if days:
            return replace(inner, begin=place, whole=half_month(days, number), grain="half month")
        return replace(inner, begin=place, hidden=True, grain="figures")
    return found


def _season(tokens: Tokens, place: int, published: date | None) -> Partial | None:
    """Return the spring of 2022, or the season alone."""
    month = SEASONS.get(tokens[place].plain)
    if month is None:
        return None
    found = Partial(place, place + 1, division=("season", month))
    found = _year_after(tokens, found, published)
    if (
        found.year
        and tokens[found.after].text in {"-", "–", "/"}
        and not tokens[found.after].spaced
    ):
        return replace(found, hidden=True, grain="figures")
    return found


def _decade(tokens: Tokens, place: int) -> Partial | None:
    """Return the 1990s, the 1990's, the '90s or the nineties."""
    token, before = tokens[place], tokens[place - 1]
    the = before.plain == "the" or before.plain in {"early", "mid", "late", "-"}
    if token.plain in DECADES and the and DECADES[token.plain] not in {20, 30}:
        return _years_from(place, place + 1, full_decade(DECADES[token.plain]))
    mark = token.text in {"'", "’", "‘"}
    at = place + 1 if mark else place
    digits, after = tokens[at], at + 1
    if digits.number is None or digits.number % 10:
        return None
    if tokens[after].text in {"'", "’"} and not tokens[after].spaced:
        after += 1
    if tokens[after].plain != "s" or tokens[after].spaced:
        return None
    if len(digits.text) == 4 and not mark and 1000 <= digits.number <= 2090:
        return _years_from(place, after + 1, digits.number)
    heat = any(tokens[place - back].plain in _HEAT for back in (2, 3, 4))
    if len(digits.text) == 2 and (mark or (the and not heat)) and digits.number >= 40:
        return _years_from(place, after + 1, full_decade(digits.number))
    return None


def full_decade(two_digits: int) -> int:
    """Return the decade of the last century that two digits mean; the noughties are this one's."""
    return 1900 + two_digits if two_digits else 2000


def _years_from(place: int, after: int, year: int) -> Partial:
    grain = "century" if year % 100 == 0 and year % 1000 else "decade"
    return Partial(place, after, whole=decade(year), grain=grain)


def _century(tokens: Tokens, place: int) -> Partial | None:
    """Return the 19th century."""
    ordinal = ordinal_at(tokens, place)
    if ordinal is None:
        return None
    after = ordinal.after + (1 if tokens[ordinal.after].text == "-" else 0)
    days = century(ordinal.number)
    if tokens[after].plain != "century" or days is None:
        return None
    if tokens[place - 1].plain in {"and", "or", "to"}:
        return Partial(place, after + 1, hidden=True, grain="figures")
    if tokens[after + 1].plain in {"bc", "bce", "b"}:
        return Partial(place, after + 1, hidden=True, grain="figures")
    return Partial(place, after + 1, whole=days, grain="century")
