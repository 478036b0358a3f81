"""Read dates with a month's name, as far as they are written (pure: no Django)."""

from dataclasses import replace
from datetime import date

from annotator.annotations.values.days.calendar import Partial
from annotator.annotations.values.days.names import ENDINGS, Named, month_at, ordinal_at, weekday_at
from annotator.annotations.values.days.numeric import numeric_at
from annotator.annotations.values.days.tokens import Tokens, may_begin, word_set
from annotator.annotations.values.days.years import (
    OF,
    is_bare_year,
    relative_year,
    with_year,
    year_at,
)

_THE = word_set("the den el il")
# After these a word such as May is a month.
_LEADS = word_set(
    "in between from since by until till before after during early late mid of last this next "
    "through en entre desde de du depuis fin im seit bis ab vom zwischen nel dal tra sinds tussen "
    "в с до после з у від після من منذ في بین حتى"
)
# What these say of a date before them is not read: 2022年末, 2015年以来.
_HAN_UNREAD = "末初底中春夏秋冬代度前后後半上下以之まかよ内间間"
_HAN_YEARS = {"今": 0, "本": 0, "去": -1, "昨": -1, "明": 1, "来": 1}


def written_at(tokens: Tokens, place: int, published: date | None) -> Partial | None:
    """Return the date that begins here, with a month in words or figures, or a bare year."""
    if not may_begin(tokens, place):
        return None
    if weekday := weekday_at(tokens, place):
        return _after_weekday(tokens, place, weekday, published)
    return (
        numeric_at(tokens, place)
        or _han(tokens, place, published)
        or _year_first(tokens, place)
        or _day_first(tokens, place, published)
        or _month_first(tokens, place, published)
        or _year_alone(tokens, place)
    )


def day_at(tokens: Tokens, place: int) -> Named | None:
    """Return the day of a month that stands here in figures or as an ordinal: 24, 24th, first."""
    token = tokens[place]
    if named := ordinal_at(tokens, place):
        return (
            named
            if named.number <= 31 and token.text[:1].islower() | named.after > place + 1
            else (named if named.number <= 31 else None)
        )
    number = token.number
    if number is None or not 1 <= number <= 31 or len(token.text) > 2:
        return None
    after = place + 1
    following = tokens[after]
    if following.text == "." and not following.spaced:
        after += 1
    elif (
        following.text in {"-", "‐"} and tokens[after + 1].plain in ENDINGS and not following.spaced
    ):
        after += 2  # 24-го
    return Named(number, after)


def _after_weekday(
    tokens: Tokens, place: int, weekday: Named, published: date | None
) -> Partial | None:
    """Return “Thursday, 24 February 2022”; a day of the week alone is not a written date."""
    after = weekday.after
    if tokens[after].text in {",", "،", "("}:
        after += 1
    if tokens[after].plain in {"the", "den", "le", "der"}:
        after += 1
    found = (
        numeric_at(tokens, after)
        or _day_first(tokens, after, published)
        or _month_first(tokens, after, published)
    )
    if found is None or found.day is None:
        return None
    return replace(found, begin=place, weekday=weekday.number)


def _day_first(tokens: Tokens, place: int, published: date | None) -> Partial | None:
    """Return 24 February 2022, the 24th of February, 24-Feb-2022 or 24 de febrero de 2022."""
    day = day_at(tokens, place)
    if day is None:
        return None
    after = day.after
    mark = tokens[after]
    hyphen = mark.text in {"-", "/"} and not mark.spaced
    after += 1 if hyphen or mark.plain in OF else 0
    month = month_at(tokens, after)
    if month is None:
        return None
    verb = tokens[after].text in {"may", "march"}
    after = _second_name(tokens, month)
    after += 1 if hyphen and tokens[after].text == mark.text and not tokens[after].spaced else 0
    found = with_year(tokens, Partial(place, after, month=month.number, day=day.number), published)
    # An abbreviation of another language than English is a month only in a whole date.
    return None if (month.short or verb) and not found.has_year else found


def _second_name(tokens: Tokens, month: Named) -> int:
    """Return the place after a month that is named twice, as Arabic papers do: فبراير/شباط."""
    mark, again = tokens[month.after].text, month_at(tokens, month.after + 1)
    if mark not in {"/", "("} or again is None or again.number != month.number:
        return month.after
    return again.after + (1 if mark == "(" and tokens[again.after].text == ")" else 0)


def _month_first(tokens: Tokens, place: int, published: date | None) -> Partial | None:
    """Return February 24, 2022, April of 1999 or April '99, or the month alone."""
    month = month_at(tokens, place)
    if month is None:
        return None
    after = month.after + (1 if tokens[month.after].plain in _THE else 0)
    if tokens[after].text == "-" and tokens[after + 2].text == "-" and not tokens[after].spaced:
        year = year_at(tokens, after + 3)
        if year and (day := day_at(tokens, after + 1)):  # Feb-24-2022
            return Partial(place, year[1], year[0], month.number, day.number)
    day = day_at(tokens, after)
    if day and not _figure_goes_on(tokens, day.after) and tokens[after].kind != "word":
        found = Partial(place, day.after, month=month.number, day=day.number)
        found = with_year(tokens, found, published)
    else:
        found = with_year(
            tokens, Partial(place, _second_name(tokens, month), month=month.number), published
        )
    if found.day is None and _unread_day(tokens, place):
        return replace(found, hidden=True, grain="figures")
    if tokens[place].text in {"may", "march"} and not found.has_year:
        return None
    token, led = tokens[place], tokens[place - 1].plain in _LEADS or place == tokens.reached
    if found.day is None:
        if month.short or (token.text in {"may", "march", "Mars", "Marco"} and not led):
            return None
        if month.chance and not led and not found.has_year and not found.hidden:
            return None
    return None if month.short and not found.has_year else found


def _unread_day(tokens: Tokens, place: int) -> bool:
    """Return whether a number stands before a month that was not taken for its day: 24/25 May."""
    before = tokens[place - 2] if tokens[place - 1].plain in OF else tokens[place - 1]
    return (before.number or 99) <= 31 or ordinal_at(tokens, place - 2) is not None


def _figure_goes_on(tokens: Tokens, after: int) -> bool:
    """Return whether a figure is longer than what was taken for a day: May 5,000, March 3.5."""
    mark, following = tokens[after], tokens[after + 1]
    if tokens[after - 1].text == ".":
        return following.kind == "digits" and not mark.spaced and mark.kind == "digits"
    if mark.spaced:
        return False
    if mark.text in {",", "."} and not following.spaced and following.kind == "digits":
        return len(following.text) != 4  # February 24,2022: a space was forgotten
    return mark.text in {":", "/", "%", "°"} or mark.kind in {"word", "digits"}


def _han(tokens: Tokens, place: int, published: date | None) -> Partial | None:
    """Return 2022年2月24日, 去年12月 or 2月24日."""
    found = Partial(place, place)
    token = tokens[place]
    if token.text in _HAN_YEARS and tokens[place + 1].text == "年":
        found = relative_year(found, place + 2, _HAN_YEARS[token.text], published)
    elif year := year_at(tokens, place):
        if not year[2] or tokens[year[1] - 1].text not in {"年", "년"}:
            return None
        found = replace(found, year=year[0], after=year[1])
    number, sign = tokens[found.after].number, tokens[found.after + 1].text
    if number is not None and sign in {"月", "월"}:
        found = replace(found, after=found.after + 2, month=number)
        number, sign = tokens[found.after].number, tokens[found.after + 1].text
        if number is not None and sign in {"日", "号", "일"}:
            found = replace(found, after=found.after + 2, day=number)
    if found.month is None and not found.has_year and not found.hidden:
        return None
    following = tokens[found.after]
    unread = following.kind == "han" and following.text in _HAN_UNREAD
    return replace(found, hidden=True, grain="figures") if unread else found


def _year_first(tokens: Tokens, place: int) -> Partial | None:
    """Return 2022, February 24 or 2022 February."""
    year = year_at(tokens, place)
    if year is None or year[2]:
        return None
    after = year[1] + (1 if tokens[year[1]].text == "," else 0)
    month = month_at(tokens, after)
    if month is None:
        return None
    day = day_at(tokens, month.after)
    if day and not _figure_goes_on(tokens, day.after) and not year_at(tokens, day.after):
        return Partial(place, day.after, year[0], month.number, day.number)
    return None


def _year_alone(tokens: Tokens, place: int) -> Partial | None:
    year = year_at(tokens, place)
    if year is None:
        return None
    number, after, marked = year
    if not marked and not is_bare_year(tokens, place, after):
        return None
    return Partial(place, after, number, bare=not marked)
