"""Give a date without a year the year that the article's date makes likely (pure: no Django).

Papers leave the year out where it is not to be mistaken: near the day of the article. So 24
December is last year's in an article of January, and 24 February this year's in one of March. What
is said to be past (said, was) or to come (will, is due to) is the last or the next one, if it lies
within nine months; without such a word the nearer one is taken where it lies within four months,
and nothing where the other is not much further off.
"""

from dataclasses import replace
from datetime import date

from annotator.annotations.values.days.calendar import Days, Partial, covered
from annotator.annotations.values.days.tokens import Tokens, word_set

_NEAR = 125
_FAR = 275
_FUTURE = word_set(
    "will ll shall would expected due scheduled set plans plan planned planning upcoming coming "
    "deadline hopes aims intends going wird werden sera"
)
_PAST = word_set(
    "was were had did said says told announced reported began ended came went took made met "
    "left held fell rose won lost died killed sent wrote saw found got gave became brought flew "
    "struck hit shot visited signed launched since ago added noted confirmed claimed been"
)
# Who says that something is done by a day speaks of what is to come.
_SPEAKS = word_set(
    "said told announced reported added noted confirmed claimed agreed pledged promised vowed "
    "decided asked ordered demanded"
)
_DEADLINES = word_set("by until till")
_STOPS = frozenset(".;!?\n")


def tense_around(tokens: Tokens, begin: int, after: int, *, ahead: bool = False) -> str:
    """Return past or future, by the nearest word before the date that says so, else the first
    after it; empty, where the clause has none. With `ahead` a deadline is to come, unless a verb
    that does not only speak of it says that it is past."""
    deadline = ahead and tokens[begin - 1].plain in _DEADLINES
    for place in range(begin - 1, max(begin - 40, -1), -1):
        if tokens[place].text in _STOPS:
            break
        told = _tense(tokens, place)
        if told and not (deadline and tokens[place].plain in _SPEAKS):
            return told
    if deadline:
        return "future"
    for place in range(after, min(after + 40, len(tokens))):
        if tokens[place].text in _STOPS:
            break
        if told := _tense(tokens, place):
            return told
    return ""


def _tense(tokens: Tokens, place: int) -> str:
    word = tokens[place].plain
    if word in _FUTURE:
        return "future"
    if word in {"is", "are"} and tokens[place + 1].plain == "to":
        return "future"
    past = word in _PAST or (len(word) > 4 and word.endswith("ed") and word.isascii())
    return "past" if past else ""


def placed(dated: Partial, published: date, tense: str) -> Partial | None:
    """Return the date in the year that is likely, or None where that is open."""
    found: list[tuple[int, int, Partial]] = []
    for year in (published.year - 1, published.year, published.year + 1):
        days = covered(dated.of_year(year))
        if days:
            found.append((*_away(days, published, tense), dated.of_year(year)))
    if not found:
        return None
    if dated.weekday is not None:
        # The day of the week goes with one of these years alone.
        return _likely(found[0][2]) if len(found) == 1 else None
    wanted = [way for way in found if way[0] == 0] if tense else found
    wanted.sort(key=lambda way: way[1])
    if not wanted or wanted[0][1] > (_FAR if tense else _NEAR):
        return None
    if not tense and len(wanted) > 1 and wanted[1][1] < 2.5 * wanted[0][1]:
        return None
    return _likely(wanted[0][2])


def _away(days: Days, published: date, tense: str) -> tuple[int, int]:
    """Return whether the days lie on the wrong side of the article's, and how far off they are."""
    first, last = days
    ahead, behind = first > published, last < published
    wrong = (tense == "past" and ahead) or (tense == "future" and behind)
    return int(wrong), max((first - published).days, (published - last).days, 0)


def _likely(dated: Partial) -> Partial:
    return replace(dated, relative=True, certain=False)
