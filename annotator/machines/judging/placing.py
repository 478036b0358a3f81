"""Where in a text a quote stands: where it is told to, or else where it can only be meant (pure:
no Django)."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from annotator.machines.engines.protocol import ProposedSpan
from annotator.machines.judging.alike import is_long, nearly
from annotator.machines.judging.folding import FoldedText
from annotator.machines.judging.reasons import NOT_THERE, SEVERAL
from annotator.text import fold
from articles.versions.words import Words, word_spans

EXACT, ONCE, ALIKE = "exact", "once", "alike"
"""As `MachineMark.Found` has them."""
MOST_PLACES = 200
"""So many places of one quote are weighed: a single letter may stand everywhere."""
NEAR = 200
"""A place that is told wrongly is meant within so many code points, if the next one is at least
twice as far."""
BESIDE = 60
"""So many code points of what stands beside a quote are compared."""
LONG_ENOUGH = 8
"""A quote of so many letters may stand inside of longer words: Arabic joins “and” to the next."""
MOST_LAID = 400_000
"""So many words of the text, all in all, are compared with quotes that are nowhere as such."""


class FoundPlace(NamedTuple):
    """Where a quote stands, in code points, half-open, and how it was found."""

    start: int
    end: int
    found: str


class QuoteFinder:
    """A text in which one quote after the other is looked for, with bounded work."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._left = MOST_LAID

    def place(self, span: ProposedSpan) -> FoundPlace | str:
        """Return where its quote stands, without blanks at its ends, or the reason why nowhere."""
        quote = span.quote.strip()
        if not quote or "\x00" in quote or len(quote) > 2 * len(self.text) + 100:
            return NOT_THERE
        lead = len(span.quote) - len(span.quote.lstrip())
        start = None if span.start is None or span.start < 0 else span.start + lead
        told = None if start is None else self._as_told(quote, start, lead)
        if told is not None:
            return FoundPlace(told, told + len(quote), EXACT)
        if not word_spans(quote):
            return NOT_THERE  # marks alone stand anywhere
        first, last = span.within or (0, len(self.text))
        exact = self.exact_places(quote, max(0, first), last)
        if found := self._meant(exact, quote, span, start, ONCE):
            return found
        folded = self.folded_places(quote, max(0, first), last)
        if found := self._meant(folded, quote, span, start, ALIKE):
            return found
        return self._nearly(quote, max(0, first), last) or NOT_THERE

    def at_borders(self, start: int, end: int) -> bool:
        """Return whether a place begins and ends where words do: no “100” of “1,100” does."""
        words = self._words
        first, last = words.touched(start, end)
        if first < last and (words.starts[first] < start or words.ends[last - 1] > end):
            return False
        sign = self.text[start - 1 : start] if self.text[start : start + 1].isdigit() else ""
        return not (sign and sign in "-−" and not self.text[: start - 1][-1:].isalnum())

    def _as_told(self, quote: str, start: int, lead: int) -> int | None:
        """Return where the quote stands that is told to: in code points, UTF-16 units or bytes;
        nowhere inside of a word or a figure."""
        if self._stands(quote, start):
            return start
        if self.text.isascii():
            return None
        for units in (self._utf_16, self._utf_8):
            # What is left out before the quote are blanks: one unit each, but for rare ones.
            at = bisect_left(units, start - lead)
            is_one = at < len(units) and units[at] == start - lead
            if is_one and self._stands(quote, at + lead):
                return at + lead
        return None

    def _stands(self, quote: str, start: int) -> bool:
        if not self.text.startswith(quote, start) or start > len(self.text):
            return False
        return self.at_borders(start, start + len(quote)) or _is_long_word(quote)

    def folded_places(
        self, quote: str, first: int = 0, last: int | None = None
    ) -> list[tuple[int, int]]:
        """Return where the quote stands without regard to blanks, kinds of marks and accents."""
        last = len(self.text) if last is None else last
        return list(self._folded.places(quote, first, last, MOST_PLACES))

    def exact_places(
        self, quote: str, first: int = 0, last: int | None = None
    ) -> list[tuple[int, int]]:
        """Return where the quote stands as it is, within a part of the text."""
        found: list[tuple[int, int]] = []
        at = self.text.find(quote, first, last)
        while at >= 0 and len(found) < MOST_PLACES:
            found.append((at, at + len(quote)))
            at = self.text.find(quote, at + 1, last)
        return found

    def _meant(
        self,
        places: Sequence[tuple[int, int]],
        quote: str,
        span: ProposedSpan,
        start: int | None,
        found: str,
    ) -> FoundPlace | str | None:
        """Return the one place that can be meant, the reason why none, or None where there are
        none."""
        if len(places) == MOST_PLACES:
            return SEVERAL
        whole = [one for one in places if self.at_borders(*one)]
        if not whole and _is_long_word(quote):
            whole = list(places)
        if not whole:
            return NOT_THERE if places else None
        left = self._beside(whole, span.before, span.after)
        if len(left) > 1 and start is not None:
            left = _nearest(left, start)
        return FoundPlace(*left[0], found) if len(left) == 1 else SEVERAL

    def _beside(
        self, places: Sequence[tuple[int, int]], before: str, after: str
    ) -> Sequence[tuple[int, int]]:
        """Return the places that have these words beside them; all where none has."""
        left, right = fold(before)[-BESIDE:], fold(after)[:BESIDE]
        if len(places) == 1 or not (left or right):
            return places
        room = 2 * BESIDE
        fit = [
            (start, end)
            for start, end in places
            if fold(self.text[max(0, start - room) : start]).endswith(left)
            and fold(self.text[end : end + room]).startswith(right)
        ]
        return fit or places

    def _nearly(self, quote: str, first: int, last: int) -> FoundPlace | None:
        """Return where nearly the words of a long quote stand, while there is work to be spent."""
        wanted = Words(quote)
        shown = self._words if (first, last) == (0, len(self.text)) else None
        if not is_long(wanted) or self._left <= 0:
            return None
        shown = shown or Words(self.text[first:last])
        self._left -= 2 * (len(shown) + len(wanted))
        found = nearly(wanted, shown)
        return FoundPlace(first + found[0], first + found[1], ALIKE) if found else None

    @cached_property
    def _words(self) -> Words:
        return Words(self.text)

    @cached_property
    def _folded(self) -> FoldedText:
        return FoldedText(self.text)

    @cached_property
    def _utf_16(self) -> "array[int]":
        return _offsets(self.text, lambda sign: 2 if sign > "\uffff" else 1)

    @cached_property
    def _utf_8(self) -> "array[int]":
        return _offsets(self.text, lambda sign: len(sign.encode("utf-8", "surrogatepass")))


def _is_long_word(quote: str) -> bool:
    """Return whether a quote may stand inside of longer words."""
    return len(quote) >= LONG_ENOUGH and quote[0].isalpha() and quote[-1].isalpha()


def _offsets(text: str, size: Callable[[str], int]) -> "array[int]":
    """Return for each code point how many units stand before it."""
    return array("q", accumulate(map(size, text), initial=0))


def _nearest(places: Iterable[tuple[int, int]], start: int) -> Sequence[tuple[int, int]]:
    """Return the one place that is plainly nearest to an offset, or all."""
    far = sorted((abs(place[0] - start), place) for place in places)
    if far[0][0] <= NEAR and 2 * far[0][0] < far[1][0]:
        return [far[0][1]]
    return [place for _, place in far]
