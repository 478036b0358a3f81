"""Read what is said from the article's day: yesterday, last week, three weeks ago, Thursday (pure).

Certain is what counts from the article's day alone: yesterday, last month, three days ago. So many
weeks, months or years ago are that calendar week, month or year, as TimeML has it. Likely, and to
be confirmed, is what an editor would take it for:

- A day of the week is the last one up to the article's day (papers say “on Thursday” of the same
  day), and after will, next or coming the first one on or after it; on the day itself that is open.
- “Last Thursday” is one of the week before; within the article's own week it is open whether the
  day just past is meant. “Next Thursday” likewise.
- “Last November” is the latest one; one within the article's own year and three months is open.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from annotator.annotations.values.days.calendar import Partial
from annotator.annotations.values.days.names import number_at, weekday_at
from annotator.annotations.values.days.tokens import Tokens, may_begin, plain, word_set
from annotator.annotations.values.days.turned import UNITS, made, turned, weekend

_DAYS = {
    word: on
    for on, words in {
        -1: "yesterday gestern ayer ieri ontem gisteren dün вчера вчора أمس دیروز",
        0: "today tonight heute hoy oggi hoje vandaag bugün сегодня сьогодні امروز",
        1: "tomorrow domani amanhã yarın завтра غدا فردا",
    }.items()
    for word in map(plain, words.split())
}
_HAN_DAYS = {"昨": -1, "今": 0, "明": 1}
_AGO = {"day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month",
        "months": "month", "year": "year", "years": "year"}  # fmt: skip
_PARTS_OF_DAY = word_set("morning afternoon evening")
# Before “three weeks ago” these make it something else, or more of it: half a year ago.
_CHANGING = word_set(
    "half over than nearly almost under least most and or to within quarter some every few"
)

Tense = Callable[[], str]


def relative_at(tokens: Tokens, place: int, published: date | None, tense: Tense) -> Partial | None:
    """Return the days that are said from the article's day here; hidden, where that is unknown."""
    if not may_begin(tokens, place):
        return None
    found = (
        _day(tokens, place, published)
        or _ago(tokens, place, published)
        or _within_unit(tokens, place, published)
        or turned(tokens, place, published)
        or _of_the_unit(tokens, place, published)
        or _weekday(tokens, place, published, tense)
        or weekend(tokens, place, published)
    )
    if found is None:
        return None
    return replace(found, relative=True, hidden=published is None or found.whole is None)


def _day(tokens: Tokens, place: int, published: date | None) -> Partial | None:
    word, before = tokens[place].plain, tokens[place - 1].plain
    for words, on in (("the day before yesterday", -2), ("the day after tomorrow", 2)):
        if after := tokens.words(place, *words.split()):
            return made(place, after, published, "day", on)
    if word in _DAYS and before not in {"before", "after"}:
        return made(place, place + 1, published, "day", _DAYS[word])
    if tokens[place].text in _HAN_DAYS and tokens[place + 1].text in {"天", "日"}:
        return made(place, place + 2, published, "day", _HAN_DAYS[tokens[place].text])
    if word == "this" and tokens[place + 1].plain in _PARTS_OF_DAY:
        return made(place, place + 2, published, "day", 0)
    if after := tokens.words(place, "last", "night"):
        found = made(place, after, published, "day", -1)
        # It ended on the morning of the article's day.
        return (
            replace(found, whole=(found.whole[0], published))
            if found.whole and published
            else found
        )
    return None


def _ago(tokens: Tokens, place: int, published: date | None) -> Partial | None:
    """Return three weeks ago, a year ago, five days from now, in two weeks' time."""
    start = place + 1 if tokens[place].plain == "in" else place
    number = number_at(tokens, start)
    unit = _AGO.get(tokens[start + 1].plain, "")
    if number is None or not unit or not tokens[start + 1].spaced:
        return None
    before, after = tokens[place - 1], start + 2
    ago = start == place and tokens[after].plain == "ago"
    if ago:
        count, after = -number, after + 1
    elif start == place and tokens.words(after, "from", "now"):
        count, after = number, after + 2
    elif start > place:
        after += 1 if tokens[after].text in {"'", "’"} else 0
        after += 1 if tokens[after].plain == "s" and not tokens[after].spaced else 0
        if tokens[after].plain != "time":
            return None
        count, after = number, after + 1
    else:
        return None
    found = replace(made(place, after, published, unit, count), certain=unit == "day")
    further = tokens[after].plain in {"on", "today", "this", "last", "next", "in"} or weekday_at(
        tokens, after
    )
    if (
        before.plain in _CHANGING
        or before.text in {"-", "–", "/", "."}
        or before.kind == "digits"
        or further
    ):
        return replace(found, whole=None, grain="figures")
    return found


def _within_unit(tokens: Tokens, place: int, published: date | None) -> Partial | None:
    """Return earlier this month, later this year: up to the article's day, or from it."""
    word, unit = tokens[place].plain, tokens[place + 2].plain
    if word not in {"earlier", "later"} or tokens[place + 1].plain != "this" or unit not in UNITS:
        return None
    found = made(place, place + 3, published, UNITS[unit], 0)
    if found.whole and published:
        first, last = found.whole
        found = replace(found, whole=(first, published) if word == "earlier" else (published, last))
    return found


def _of_the_unit(tokens: Tokens, place: int, published: date | None) -> Partial | None:
    """Return the year in “the end of the year”, which is the article's; and year-end."""
    word = tokens[place].plain
    if word in {"year", "month"}:
        at = place + 1
        if tokens[at].text in {"'", "’"} and tokens[at + 1].plain == "s":
            at += 2
        elif tokens[at].text in {"-", "‐"}:
            at += 1
        if tokens[at].plain == "end" and (at > place + 1):
            return replace(made(place, at + 1, published, word, 0), part="end")
    of_the = tokens.words(place - 2, "of", "the") and tokens[place - 3].plain in _PARTS
    if word in {"year", "month", "decade"} and of_the and tokens[place + 1].kind != "digits":
        return made(place, place + 1, published, word, 0)
    return None


def _weekday(tokens: Tokens, place: int, published: date | None, tense: Tense) -> Partial | None:
    weekday = weekday_at(tokens, place)
    if weekday is None or (weekday.short and tokens[weekday.after - 1].text != "."):
        return None
    before, following = tokens[place - 1], tokens[weekday.after]
    named = before.text[:1].isupper() and before.kind == "word" and before.plain not in _NO_NAME
    possessive = following.text in {"'", "’"} and not following.spaced
    if (
        named
        or possessive
        or following.plain in {"week", "last", "next"}
        or before.plain
        in {
            "every",
            "each",
            "a",
            "any",
            "one",
            "following",
            "preceding",
            "previous",
            "same",
            "that",
        }
    ):
        return Partial(place, weekday.after, grain="figures")
    if published is None:
        return Partial(place, weekday.after, grain="day")
    when = tense()
    joined = before.plain == "from" and following.plain in {"to", "until", "till", "through"}
    if not when and before.plain in _AHEAD and not joined:
        return Partial(place, weekday.after, grain="day")  # by Friday: the last one, or the next
    on = (weekday.number - published.weekday()) % 7
    if when == "future" and on == 0:
        return Partial(place, weekday.after, grain="day", certain=False)
    day = published + timedelta(days=on if when == "future" else -((-on) % 7))
    return Partial(place, weekday.after, whole=(day, day), grain="day", certain=False)


_PARTS = word_set("end start beginning middle close half quarter")
_AHEAD = word_set("by until till before than starting beginning from of")
_NO_NAME = word_set(
    "on by since until till before after from late early last next this and or to the between "
    "through during for said in at until as am le el il no op em в у во يوم am"
)
