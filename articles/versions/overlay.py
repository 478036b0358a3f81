"""Two versions laid over one another: which words and which signs of one are which of the other
(pure: no Django)."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, pairwise

from articles.versions.alignment import align
from articles.versions.difference import ChangeKind, changes
from articles.versions.rows import Rows
from articles.versions.surroundings import Agreement, agreement
from articles.versions.words import SENTENCE, Words

_LONGEST_SENTENCE = 200
"""In words; of what is longer, nobody says that it stands elsewhere, too."""


class Overlay:
    """What is asked of two versions for one span after the other, each in little time."""

    def __init__(self, old: Words, new: Words) -> None:
        self.old, self.new = old, new
        runs = align(old, new)
        self.to, self.back = [-1] * len(old), [-1] * len(new)
        for run in runs:
            self.to[run.old : run.old + run.length] = range(run.new, run.new + run.length)
            self.back[run.new : run.new + run.length] = range(run.old, run.old + run.length)
        self.changes = changes(old, new, runs)
        self._starts = [change.old_start for change in self.changes]
        self._ends = [change.old_end for change in self.changes]
        self._kept = [0, *accumulate(to >= 0 for to in self.to)]

    @cached_property
    def _came(self) -> Rows:
        return Rows(self.new, self.back)

    @cached_property
    def _gone(self) -> Rows:
        return Rows(self.old, self.to)

    def kept(self, first: int, last: int) -> int:
        """Return how many of these old words the new text has."""
        return self._kept[last] - self._kept[first]

    def shift(self, start: int, end: int) -> int | None:
        """Return by how much a span is to be moved, if it stands as it was, sign by sign."""
        change = self.changes[bisect_right(self._ends, start)]
        if change.kind != ChangeKind.EQUAL or end > change.old_end:
            return None
        return change.new_start - change.old_start

    def within(self, start: int, end: int) -> range:
        """Return which of the changes a span touches."""
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def has_its_sentence_elsewhere(self, first: int, last: int) -> bool:
        """Return whether the sentence of these old words changed, and stands or stood elsewhere as
        it was."""
        begin, end = self.old.begin(SENTENCE, first), self.old.end(SENTENCE, last)
        is_whole = self.kept(begin, end) == end - begin == self.to[end - 1] - self.to[begin] + 1
        if is_whole or end - begin > _LONGEST_SENTENCE:
            return False
        return tuple(self.old.keys[begin:end]) in self._sentences

    @cached_property
    def _sentences(self) -> set[tuple[str, ...]]:
        """The sentences of the new text, and those that the old one has more than once."""
        stood = Counter(_sentences_of(self.old))
        return {sentence for sentence, count in stood.items() if count > 1} | set(
            _sentences_of(self.new)
        )

    def row_among_what_came(self, first: int, last: int) -> Iterator[int]:
        """Yield where these old words stand in a row in the new text, not being those of others."""
        row = self.old.keys[first:last]
        for to in self._came.of(self.old, first, last)[0]:
            if self.new.keys[to : to + len(row)] == row and max(self.back[to : to + len(row)]) < 0:
                yield to

    def is_often_among_what_came(self, first: int, last: int) -> bool:
        """Return whether the span's words may stand in more places than are looked at."""
        return not self._came.of(self.old, first, last)[1]

    def among_what_came(
        self, start: int, end: int, first: int, last: int, near: int = 0
    ) -> Iterator[tuple[int, Agreement]]:
        """Yield where else the span's words stand in the new text, and how well they do there.

        Places that are those of other old words are none. Of too many, those near a word count.
        """
        length, words = last - first, self.old.text[start:end]
        for to in self._came.of(self.old, first, last, near)[0]:
            if to + length > len(self.new) or min(self.back[to : to + length]) >= 0:
                continue
            at = self.new.starts[to] + start - self.old.starts[first]
            if at >= 0 and self.new.text.startswith(words, at):
                yield at, agreement(self.old, first, last, self.new, to, to + length)

    def among_what_is_gone(
        self, start: int, end: int, first: int, last: int, to: int, until: int
    ) -> Iterator[Agreement]:
        """Yield how well the same words of other old places, now gone, would stand at a place."""
        length, words = last - first, self.old.text[start:end]
        for number in self._gone.of(self.old, first, last, first)[0]:
            stop = number + length
            if number == first or stop > len(self.old) or min(self.to[number:stop]) >= 0:
                continue
            at = self.old.starts[number] + start - self.old.starts[first]
            if at >= 0 and self.old.text.startswith(words, at):
                yield agreement(self.old, number, stop, self.new, to, until)


def _sentences_of(words: Words) -> Iterator[tuple[str, ...]]:
    for begin, end in pairwise(words.borders(SENTENCE)):
        yield tuple(words.keys[begin:end])
