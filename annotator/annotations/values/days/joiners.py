"""The words that join two dates, open the time between them, or list several (pure: no Django)."""

from annotator.annotations.values.days.calendar import Partial
from annotator.annotations.values.days.names import month_at
from annotator.annotations.values.days.tokens import DASHES, Tokens, word_set
from annotator.annotations.values.days.written import day_at

_TO = word_set(
    "to until till til through thru سے से bis au al a até tot по до إلى الی تا 至 到 から"
)
_AND = word_set("and & und et y e en ve и та і و اور और と")
_OR = word_set("or oder ou o или або یا या")
_OPENERS = word_set(
    "between from de du desde entre vom von zwischen с з від من بین dal tra fra van tussen "
    "между між los dias"
)
BETWEEN = word_set("between entre zwischen بین tra fra tussen между між")
# Short words of other languages join two dates only after such an opener, or a bare day: 24 a 26.
_SHORT_TO = word_set("a al au e en y o u")
FOREIGN = _OPENERS - {"between", "from"}
NIGHTS = word_set("night nights")
_FILLERS = word_set("the on in le el al il zum from")
_MOVED = word_set(
    "postponed delayed moved rescheduled extended changed pushed brought shifted deferred put"
)


def joiner_at(tokens: Tokens, at: int, foreign: bool) -> tuple[str, int]:
    """Return what joins two dates here (dash, to, and, or), and the place after it."""
    token = tokens[at]
    after = at + 1
    if tokens[at].text == "," and tokens[after].plain in _TO:
        token, after = tokens[after], after + 1
    if token.plain in _SHORT_TO and not foreign:
        return "", after
    kind = (
        "dash" if token.text in DASHES
        else "to" if token.plain in _TO
        else "and" if token.plain in _AND
        else "or" if token.plain in _OR
        else ""
    )  # fmt: skip
    if kind and tokens[after].plain in _FILLERS:
        after += 1
    return kind, after


def opened_at(tokens: Tokens, begin: int) -> int | None:
    """Return where a word such as from or between stands that opens the time at `begin`."""
    for back in (1, 2):
        if tokens[begin - back].plain in _OPENERS:
            return begin - back
        if tokens[begin - back].plain not in {"the", "le", "el", "los"}:
            return None
    return None


def was_moved(tokens: Tokens, opener: int) -> bool:
    """Return whether something was moved from the one date to the other."""
    return any(tokens[opener - back].plain in _MOVED for back in (1, 2, 3))


def in_a_list(tokens: Tokens, place: int, first: Partial | None) -> bool:
    """Return whether the date is one of several: of “24, 25 and 26 February”, the second."""
    token, before, one = tokens[place], tokens[place - 1], tokens[place - 2]
    if before.plain not in {",", "and", "or", "&"} or (first and first.whole):
        return False
    day = token.number is not None and len(token.text) <= 2 and len(one.text) <= 2
    if day and one.number is not None and one.number <= 31:
        return bool(day_at(tokens, place)) and (first is not None or _lists_on(tokens, place))
    month = first is not None and first.month and first.day is None
    return bool(month and month_at(tokens, place - 2))


def _lists_on(tokens: Tokens, place: int) -> bool:
    """Return whether a number goes on to another and a month: 25 and 26 February."""
    return any(month_at(tokens, place + on) for on in (1, 2, 3, 4))
