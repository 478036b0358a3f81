"""Read a date, or two that bound a time: from 24 to 26 February 2022, 2015–18 (pure: no Django).

What one end leaves out is taken from the other. Two ends joined by “and” or “or” bound a time only
if no day lies between them; otherwise they are two dates.
"""

from dataclasses import replace
from datetime import date, timedelta

from annotator.annotations.values.days.calendar import Partial, covered
from annotator.annotations.values.days.joiners import (
    BETWEEN,
    FOREIGN,
    NIGHTS,
    in_a_list,
    joiner_at,
    was_moved,
)
from annotator.annotations.values.days.one_date import Found, OneDateReader
from annotator.annotations.values.days.tokens import DASHES, DateToken, may_begin, may_end, word_set
from annotator.annotations.values.days.written import day_at, written_at
from annotator.annotations.values.days.years import counts_something, with_year

PERIOD = "period"
_NOW = word_set("present date now today")


class DayReader(OneDateReader):
    """Reads the days that begin at a token of one text."""

    def found_at(self, place: int) -> Found | None:
        """Return the days that begin here, with the second end if there is one."""
        first = self.at(place)
        if in_a_list(self.tokens, place, first):
            return Found(place, first.after if first else place + 1, blocks=True)
        joined = self._range(place, first)
        if joined is not None:
            return joined
        if first is None:
            return None
        if not may_end(self.tokens, first.after):
            return Found(first.begin, first.after, blocks=not first.bare)
        return self.single(first)

    def _range(self, place: int, first: Partial | None) -> Found | None:
        tokens = self.tokens
        if first is None:
            if not may_begin(tokens, place) or tokens[place].kind != "digits":
                return None
            day = day_at(tokens, place)
            if day is None:
                return None
            first = Partial(place, day.after, day=day.number)
        bare_day = first.month is None and first.day is not None
        if years := self._short_years(first):
            return years
        if bare_day and tokens[first.after].text == "/" and day_at(tokens, first.after + 1):
            tokens.reached = first.after + 1
            second = written_at(tokens, first.after + 1, self.published)
            return self._bounded(first, second, "or", False) if second else None
        kind, after = joiner_at(tokens, first.after, bare_day or tokens[place - 1].plain in FOREIGN)
        between = tokens[place - 1].plain in BETWEEN or tokens[place - 2].plain in BETWEEN
        if not kind:
            return Found(place, first.after, blocks=True) if between and first.month else None
        second = self._second(after, first)
        if second is None:
            if first.has_year and (
                tokens[after].plain in _NOW or (kind == "dash" and not _goes_on(tokens[after]))
            ):
                return Found(place, after, blocks=True)
            unread = tokens[after].kind == "digits" and kind in {"to", "dash"}
            if bare_day or not (unread or between):
                return None
            return Found(place, after, blocks=first.has_year)
        if not may_end(tokens, second.after) or (
            second.bare and counts_something(tokens, second.begin, second.after)
        ):
            return None if bare_day else Found(place, second.after, blocks=True)
        return self._bounded(first, second, kind, between)

    def _short_years(self, first: Partial) -> Found | None:
        """Return 2015–18 and 2021/22."""
        tokens, at = self.tokens, first.after
        dash, last = tokens[at], tokens[at + 1]
        plain_year = (
            first.year and first.month is None and first.division is None and not first.part
        )
        if not plain_year or (dash.text not in DASHES and dash.text != "/") or first.whole:
            return None
        if dash.spaced or last.spaced or last.kind != "digits" or len(last.text) != 2:
            return None
        year = first.year or 0
        until = year // 100 * 100 + int(last.text)
        if until <= year or (dash.text == "/" and until != year + 1) or not may_end(tokens, at + 2):
            return Found(first.begin, at + 2, blocks=True)
        # 2021-22 is one season or fiscal year, in which something falls.
        span = PERIOD if until > year + 1 else ""
        return Found(
            first.begin, at + 2, (date(year, 1, 1), date(until, 12, 31)), span, joined=bool(span)
        )

    def _second(self, place: int, first: Partial) -> Partial | None:
        self.tokens.reached = place
        found = self.at(place)
        if found is not None:
            return None if found.hidden and found.grain == "figures" else found
        day = day_at(self.tokens, place)
        if day and first.day is not None and (first.month is not None):
            if self.tokens[place + 1].text in {"日", "号"}:
                return Partial(place, place + 2, day=day.number)
            return with_year(self.tokens, Partial(place, day.after, day=day.number), self.published)
        year = self.tokens[place].number
        if first.bare and year and len(self.tokens[place].text) == 4 and 1500 <= year <= 2100:
            return Partial(place, place + 1, year, bare=True)
        return None

    def _bounded(self, first: Partial, second: Partial, kind: str, between: bool) -> Found | None:
        """Return the time between two dates, each completed by the other."""
        bare_day = first.month is None and first.day is not None
        if bare_day and (second.day is None or second.month is None):
            return None
        begin, after = first.begin, second.after
        if first.hidden or second.hidden:
            return Found(begin, after)
        if bare_day:
            first = replace(first, month=second.month, year=second.year, relative=second.relative)
        if second.month is None and second.day is not None:
            second = replace(second, month=first.month, year=second.year or first.year)
        if not second.has_year and not first.has_year:
            settled = self.settled(replace(second, begin=begin))
            if settled is None:
                return Found(begin, after)
            second = replace(second, year=settled.year, relative=True, certain=False)
        relative = first.relative or second.relative
        certain = first.certain and second.certain
        if not second.has_year and first.has_year:
            second = _first_after(second, first)
        if second.has_year and not first.has_year:
            first = _last_before(first, second)
        one, other = covered(first), covered(second)
        centuries = (
            first.bare and second.bare and not ((first.year or 0) % 100 or (second.year or 0) % 100)
        )
        if centuries:  # from 1500 to 2000: two numbers, as likely
            return Found(begin, after, blocks=True)
        if one is None or other is None or not (one[0] <= other[0] and one[1] < other[1]):
            return Found(begin, after, blocks=True)
        if self.tokens[begin - 1].plain == "from" and was_moved(self.tokens, begin - 1):
            return Found(second.begin, after, other, "", relative, certain)
        adjacent = other[0] - one[1] <= timedelta(days=1)
        if kind in {"and", "or"} and not adjacent and not between:
            return Found(begin, after, blocks=True)
        night = any(self.tokens[begin - back].plain in NIGHTS for back in (1, 2, 3))
        span = "" if kind == "or" or night else PERIOD
        return Found(begin, after, (one[0], other[1]), span, relative, certain, joined=True)


def _first_after(second: Partial, first: Partial) -> Partial:
    start = covered(first)
    year = start[0].year if start else 1
    same = covered(second.of_year(year))
    return second.of_year(year if same and start and same[0] >= start[0] else year + 1)


def _last_before(first: Partial, second: Partial) -> Partial:
    end = covered(second)
    year = end[1].year if end else 1
    same = covered(first.of_year(year))
    return first.of_year(year if same is None or (end and same[0] <= end[1]) else year - 1)


def _goes_on(token: DateToken) -> bool:
    """Return whether a text goes on here: “1990–” and “(1952–)” have no end."""
    return token.kind != "end" and token.text != ")"
