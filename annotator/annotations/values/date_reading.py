"""Find the days that a quote states, and what they come to (pure: no Django).

One date is proposed, or none. Of several, the one that lies in all the others (“in 2022, on 24
February”); what only says when somebody spoke (“said on Thursday”) gives way to what was said. Two
dates that differ are not chosen between: an editor could not tell either. Beside a date that is
not understood none is proposed.
"""

from dataclasses import dataclass
from datetime import date

from annotator.annotations.values.days.joiners import opened_at
from annotator.annotations.values.days.limits import (
    HIDDEN,
    Limit,
    limit_after,
    limit_before,
    shifted,
)
from annotator.annotations.values.days.names import month_at
from annotator.annotations.values.days.one_date import Found
from annotator.annotations.values.days.ranges import PERIOD, DayReader
from annotator.annotations.values.days.tokens import Tokens, word_set
from annotator.annotations.values.days.years import GO_ON

_SAID = word_set("said told announced reported says added stated wrote tweeted reporters")
_UNTIL = word_set("تک तक kadar")  # what ends a time behind its end
_BOUNDS = {"more than": "()", "at least": "[)", "less than": "()", "up to": "(]"}


@dataclass(frozen=True)
class ReadDays:
    """Days read off a text: where they stand, the words, and what they come to.

    `low` and `high` are ISO days; an empty one is open. `span` is “period”, or empty for one day
    not known exactly and where that is not said. `relative` says that the reading rests on the
    article's date, and `certain` that this leaves one reading only.
    """

    start: int
    end: int
    value: str
    low: str
    high: str
    bounds: str
    approximator: str
    span: str
    relative: bool
    certain: bool
    bare_year: bool


def find_days(quote: str, text: str, published: date | None = None) -> list[ReadDays]:
    """Return the dates of a quote; none, where one of them is not understood.

    `text` is the quote with ASCII digits, `published` the article's date. What rests on the
    article's date is left out where there is none.
    """
    if published is not None and not 1000 <= published.year <= 9000:
        published = None  # no article's date: days counted from it might leave the calendar
    tokens = Tokens(text)
    reader = DayReader(tokens, published)
    found: list[ReadDays] = []
    place = 0
    while place < len(tokens):
        days = reader.found_at(place)
        if days is None:
            place += 1
            continue
        place = max(days.after, place + 1)
        if days.blocks:
            return []
        if days.days is None:
            continue
        read = _read(quote, tokens, days)
        if read is None:
            return []
        found.append(read)
        while place < len(tokens) and tokens[place].start < read.end:
            place += 1
    return found


def chosen(found: list[ReadDays], quote: str) -> ReadDays | None:
    """Return the one date to propose, or None where there is none or no telling which."""
    if len(found) > 1:
        said = [days for days in found if not _only_said(quote, days)]
        found = said or found
    narrowest = min(found, key=lambda days: (_length(days), days.relative), default=None)
    if narrowest is None or any(not _lies_in(narrowest, other) for other in found):
        return None
    return narrowest


def _read(quote: str, tokens: Tokens, found: Found) -> ReadDays | None:
    """Return what the days and the words that limit them come to; None where these are not
    understood."""
    begin, after, says = found.begin, found.after, "exact"
    if found.days is None:
        return None
    first, last = found.days
    relative, certain, span = found.relative, found.certain, found.span
    if tokens[begin - 1].plain == "throughout":
        span = PERIOD
    limit = limit_before(tokens, begin)
    opener = opened_at(tokens, begin)
    if found.joined and opener is not None:
        begin, limit = opener, None
        if (outer := limit_before(tokens, opener)) and outer.says == HIDDEN:
            return None
    moved = shifted(tokens, found, limit)
    if moved is not None:
        begin, first, last, says = moved
        limit = None
    if limit is not None and found.joined and tokens[limit.place].plain == "weekend":
        limit = None
    if limit is not None:
        if limit.says == HIDDEN or (
            found.joined and limit.says != "about" and limit.says != "exact"
        ):
            return None
        begin, says = limit
        if says == "at least" and tokens[begin].plain in {"с", "من", "dal"} and not found.joined:
            says = "at least"
    if says not in {"exact", "about"} and _is_of_something(tokens, found):
        return None
    following = limit_after(tokens, after)
    if following is not None and found.joined and tokens[after].plain in _UNTIL:
        following, after = None, after + 1
    if following is not None and moved is None:
        joined = _joined(says, following, tokens[begin].plain)
        if joined is None:
            return None
        after, says = following.place, joined
    whole_first, whole_last = found.whole or (first, last)
    low, high = first.isoformat(), last.isoformat()
    if found.part and found.days == found.whole and says in {"exact", "about"}:
        return None
    if found.part in {"start", "end"} and says != "exact" and says != "about":
        pinned = _pinned(found.part, says, whole_first, whole_last)
        if pinned is None:
            return None
        low, high, says = pinned
    elif says == "more than":
        low, high = high, ""
    elif says == "less than":
        low, high = "", low
    elif says == "at least":
        high = ""
    elif says == "up to":
        low = ""
    start, end = tokens[begin].start, tokens[after - 1].end
    return ReadDays(
        start, end, quote[start:end], low, high, _BOUNDS.get(says, "[]"), says,
        span if says in {"exact", "about"} else "", relative, certain, found.bare,
    )  # fmt: skip


def _is_of_something(tokens: Tokens, found: Found) -> bool:
    """Return whether the date only says which one of a kind: “after the 2018 election”."""
    following = tokens[found.after]
    named = month_at(tokens, found.begin) is not None or tokens[found.begin].kind == "digits"
    noun = following.kind == "word" and following.text.islower() and following.plain not in GO_ON
    return tokens[found.begin - 1].plain == "the" and named and noun


def _joined(says: str, following: Limit, word: str) -> str | None:
    """Return what the words before and after a date say together, or None if they do not agree."""
    if following.says == HIDDEN:
        return None
    if says == "exact" or says == following.says or word in {"from", "с", "من", "dal"}:
        return following.says
    return None


def _pinned(part: str, says: str, first: date, last: date) -> tuple[str, str, str] | None:
    """Return the ends of what is limited by an end or beginning: “before the end of 2023” may be
    its last day."""
    if part == "end":
        if says in {"up to", "less than"}:
            return "", last.isoformat(), "up to"
        return (last.isoformat(), "", "more than") if says == "more than" else None
    if says == "at least":
        return first.isoformat(), "", says
    return ("", first.isoformat(), says) if says == "less than" else None


def _only_said(quote: str, days: ReadDays) -> bool:
    """Return whether the date follows a verb of saying: “he said on Thursday that …”."""
    before = quote[max(0, days.start - 40) : days.start].split()[-3:]
    return any(word.strip(",.’'”\"").lower() in _SAID for word in before)


def _length(days: ReadDays) -> int:
    if not days.low or not days.high:
        return 10**7
    return (date.fromisoformat(days.high) - date.fromisoformat(days.low)).days


def _lies_in(one: ReadDays, other: ReadDays) -> bool:
    if one == other:
        return True
    # What is open at an end is another statement: “agreed in 2015, to be finished by 2023”.
    if not (one.low and one.high and other.low and other.high):
        return False
    return other.low <= one.low and one.high <= other.high
