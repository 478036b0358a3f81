"""Read one date of a text, with what it lacks taken from the article's date (pure: no Django)."""

from dataclasses import dataclass, replace
from datetime import date

from annotator.annotations.values.days.calendar import END, START, Days, Partial, covered
from annotator.annotations.values.days.missing_year import placed, tense_around
from annotator.annotations.values.days.parts import part_at
from annotator.annotations.values.days.relative import relative_at
from annotator.annotations.values.days.tokens import DASHES, Tokens, word_set
from annotator.annotations.values.days.written import day_at, written_at

_BEFORE_A_DAY = word_set("on by until since before after")
_AFTER_A_DAY = word_set("and but when at he she they as")


@dataclass(frozen=True)
class Found:
    """Days found in a text: the tokens they take, and first and last day; none, if not
    understood."""

    begin: int
    after: int
    days: Days | None = None
    span: str = ""
    relative: bool = False
    certain: bool = True
    bare: bool = False
    joined: bool = False
    part: str = ""
    whole: Days | None = None
    """The days of what it is the early or late part of."""
    blocks: bool = False
    """Whether it was a date that is not understood, beside which no other is to be trusted."""


class OneDateReader:
    """Reads the date that begins at a token of one text."""

    def __init__(self, tokens: Tokens, published: date | None) -> None:
        self.tokens, self.published = tokens, published

    def at(self, place: int, deep: int = 0) -> Partial | None:
        """Return the date that begins here, as far as it is written."""
        if deep > 2:
            return None
        return (
            part_at(self.tokens, place, self.published, lambda at: self.at(at, deep + 1))
            or written_at(self.tokens, place, self.published)
            or relative_at(
                self.tokens, place, self.published, lambda: self._tense(place, place + 1)
            )
            or self._the_24th(place)
        )

    def _tense(self, begin: int, after: int) -> str:
        return tense_around(self.tokens, begin, after)

    def _the_24th(self, place: int) -> Partial | None:
        """Return “on the 24th”, of the month that is likely."""
        tokens = self.tokens
        before = tokens[place - 2].plain
        if tokens[place - 1].plain != "the" or before not in _BEFORE_A_DAY:
            return None
        day = day_at(tokens, place)
        if day is None or tokens[place].kind != "digits" or day.after != place + 2:
            return None
        following = tokens[day.after]
        if following.kind == "word" and following.plain not in _AFTER_A_DAY:
            return None
        if self.published is None or following.text in DASHES:
            return Partial(place, day.after, hidden=True)
        tense = self._tense(place, day.after)
        near = []
        for month in (-1, 0, 1):
            dated = _in_month(place, day.after, self.published, month, day.number)
            away = (dated - self.published).days if dated else 0
            if dated and not ((tense == "past" and away > 0) or (tense == "future" and away < 0)):
                near.append((abs(away), dated))
        if not near or min(near)[0] > (31 if tense else 10):
            return Partial(place, day.after, hidden=True)
        days = (min(near)[1], min(near)[1])
        return Partial(place, day.after, whole=days, grain="day", relative=True, certain=False)

    def single(self, dated: Partial) -> Found:
        """Return the days of one date."""
        whole = dated
        if not dated.has_year and not dated.hidden:
            settled = self.settled(dated)
            if settled is None:
                return Found(dated.begin, dated.after)
            whole = settled
        entire = None if whole.hidden else covered(replace(whole, part=""))
        days = None if whole.hidden else covered(whole)
        if whole.part in {START, END}:
            days = days or entire
        blocks = (dated.grain == "figures" and (dated.hidden or not days)) or (
            days is None and dated.has_year and not dated.hidden
        )
        return Found(
            whole.begin, whole.after, days, "", whole.relative, whole.certain, whole.bare,
            part=whole.part, blocks=blocks, whole=entire,
        )  # fmt: skip

    def settled(self, dated: Partial) -> Partial | None:
        """Return the date in the year that is likely; None where that is open or unknown."""
        if self.published is None:
            return None
        tense = tense_around(self.tokens, dated.begin, dated.after, ahead=True)
        return placed(dated, self.published, tense)


def _in_month(begin: int, after: int, published: date, on: int, day: int) -> date | None:
    count = published.year * 12 + published.month - 1 + on
    days = covered(Partial(begin, after, count // 12, count % 12 + 1, day))
    return days[0] if days else None
