"""Read last year, this Thursday, next month, last November (pure: no Django).

What these mean, and where it is open, is said in `relative`.
"""

from dataclasses import replace
from datetime import date, timedelta

from annotator.annotations.values.days.calendar import Partial, unit_from, whole_month
from annotator.annotations.values.days.names import SEASONS, month_at, weekday_at
from annotator.annotations.values.days.tokens import Tokens

_TURN = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
UNITS = {
    "week": "week",
    "month": "month",
    "year": "year",
    "quarter": "quarter",
    "decade": "decade",
}


def made(place: int, after: int, published: date | None, unit: str, on: int) -> Partial:
    """Return the day, week, month or year so many on from the article's; without, no days."""
    whole = unit_from(published, unit, on) if published else None
    return Partial(place, after, whole=whole, grain=unit)


def turned(tokens: Tokens, place: int, published: date | None) -> Partial | None:
    """Return last year, next month, this Thursday, last November, this summer."""
    turn, after = _TURN.get(tokens[place].plain), place + 1
    if tokens[place].plain == "this" and tokens[after].plain in {"past", "coming"}:
        turn, after = _TURN[tokens[after].plain], after + 1
    if turn is None or (
        tokens[place].plain in {"past", "coming"}
        and tokens[place - 1].plain not in {"the", "this", "on"}
    ):
        return None
    sure = after > place + 1 or tokens[place].plain in {"past", "coming"}
    word = tokens[after].plain
    if word in UNITS:
        if sure or tokens[place - 1].plain == "the":
            return replace(made(place, after + 1, None, "year", 0), grain="figures")
        if word == "year" and tokens[after + 1].plain == "in":
            within = month_at(tokens, after + 2)
            if within is not None and not within.short:
                return _month_of_year(place, within.after, published, turn, within.number)
        return made(place, after + 1, published, UNITS[word], turn)
    if weekday := weekday_at(tokens, after):
        days = _turned_weekday(published, weekday.number, turn, sure) if published else None
        return Partial(place, weekday.after, whole=days, grain="day", certain=False)
    if word == "weekend":
        days = _weekend_days(published, turn) if published else None
        return Partial(place, after + 1, whole=days, grain="weekend", certain=False)
    month = month_at(tokens, after)
    number = SEASONS.get(word) or (month.number if month and not month.short else None)
    if number is None:
        return None
    days = (
        _turned_months(published, number, turn, 3 if word in SEASONS else 1) if published else None
    )
    end = month.after if month else after + 1
    return Partial(
        place, end, whole=days, grain="season" if word in SEASONS else "month", certain=False
    )


def _month_of_year(
    place: int, after: int, published: date | None, turn: int, month: int
) -> Partial:
    """Return “last year in November”: that month of the year."""
    days = whole_month(published.year + turn, month, month) if published else None
    return Partial(place, after, whole=days, grain="month")


def _turned_weekday(
    published: date, weekday: int, turn: int, sure: bool
) -> tuple[date, date] | None:
    on = (weekday - published.weekday()) % 7
    same_week = (weekday < published.weekday()) if turn < 0 else (weekday > published.weekday())
    if turn == 0:
        day = published + timedelta(days=weekday - published.weekday())
        return (day, day) if day >= published else None
    if not sure and same_week:
        return None
    day = published + timedelta(days=(on or 7) if turn > 0 else -((-on) % 7 or 7))
    return day, day


def _weekend_days(published: date, turn: int) -> tuple[date, date] | None:
    saturday = published - timedelta(days=published.weekday() - 5)
    if turn == 0:
        return saturday, saturday + timedelta(days=1)
    if turn > 0 or published.weekday() >= 4:
        return None
    return saturday - timedelta(days=7), saturday - timedelta(days=6)


def _turned_months(published: date, month: int, turn: int, length: int) -> tuple[date, date] | None:
    """Return the month, or the season from it, that last, this or next means; None where open."""
    if month + length > 13:
        return None
    year, now = published.year, published.month
    if turn < 0:
        if month + length - 1 < now:
            if now - (month + length - 1) <= 3:
                return None
        else:
            if length > 1 and month <= now:
                return None
            year -= 1
    elif turn > 0:
        if month > now:
            if month - now <= 3:
                return None
        else:
            if length > 1 and now < month + length:
                return None
            year += 1
    return whole_month(year, month, month + length - 1)


def weekend(tokens: Tokens, place: int, published: date | None) -> Partial | None:
    """Return “over the weekend” in the first days of a week: the one before."""
    if tokens.words(place, "the", "weekend") is None or tokens[place - 1].plain not in {
        "over",
        "at",
    }:
        return None
    early = published is not None and published.weekday() <= 2
    days = _weekend_days(published, -1) if published and early else None
    return Partial(place, place + 2, whole=days, grain="weekend", certain=False)
