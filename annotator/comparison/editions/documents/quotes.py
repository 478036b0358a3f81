"""Cut what an edition quotes, so that no article can be read in full from it (pure: no Django)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotator.comparison.settled_rows.records import SettledAnswer

LONGEST_QUOTE = 600
"""Code points of one quote; a longer one is shortened, and says so."""
LONGEST_SIDE = 200
"""Code points of its sentence that stand on either side of a quote."""
CUT = "…"


class PrintedQuote(NamedTuple):
    """A quote as it is printed, with what stands around it; `shortened`: it breaks off."""

    before: str
    quote: str
    after: str
    shortened: bool


def printed_quotes(
    answers: Iterable[SettledAnswer], lengths: Mapping[int, int]
) -> dict[object, PrintedQuote]:
    """Return what is printed of each answer, by its key.

    `lengths`: of the articles' texts, in code points, by their keys. No more than half of a text is
    printed, however many answers quote it: quotes come first, in the order given, and then the rest
    of their sentences, as far as there is room.
    """
    listed = list({answer.key: answer for answer in answers}.values())
    room = {key: _Room(length // 2) for key, length in lengths.items()}
    quotes = {}
    for answer in listed:
        most = min(answer.end, answer.start + LONGEST_QUOTE)
        end = room[answer.article.key].fill(answer.start, most)
        quotes[answer.key] = answer.quote[: end - answer.start]
    found: dict[object, PrintedQuote] = {}
    for answer in listed:
        left, quote = room[answer.article.key], quotes[answer.key]
        shortened = len(quote) < len(answer.quote)
        before = answer.before[-LONGEST_SIDE:]
        after = "" if shortened else answer.after[:LONGEST_SIDE]
        before = before if left.take(answer.start - len(before), answer.start) else ""
        after = after if left.take(answer.end, answer.end + len(after)) else ""
        found[answer.key] = PrintedQuote(
            CUT + before if len(before) < len(answer.before) else before,
            quote + CUT if shortened else quote,
            after + CUT if len(after) < len(answer.after) and not shortened else after,
            shortened,
        )
    return found


class _Room:
    """How many code points of one text may still be printed, and which are printed already."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.printed: set[int] = set()

    def fill(self, start: int, end: int) -> int:
        """Take as much from `start` as there is room for; return where it breaks off."""
        for place in range(start, end):
            if place not in self.printed:
                if not self.left:
                    return place
                self.printed.add(place)
                self.left -= 1
        return end

    def take(self, start: int, end: int) -> bool:
        """Take all of it, if there is room; return whether there was."""
        wanted = set(range(start, end)) - self.printed
        if len(wanted) > self.left:
            return False
        self.printed |= wanted
        self.left -= len(wanted)
        return True
