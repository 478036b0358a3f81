"""What stands around a span, and whether it is the same in the next version (pure: no Django)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import regex

from articles.versions.turning_words import turns
from articles.versions.words import LINE, SENTENCE, UNSPACED, Words

FURTHEST = 100
"""So many words of a line on either side, at most, are compared with a second candidate's."""
_BEYOND = 12
"""And so many of the lines before and behind it."""
_MOST_CANDIDATES = 8
"""So many places, at most, are looked at for one row of words."""
_NEXT = 8
"""So many words beside a span, at most, are asked whether they turn it."""
_AS_GOOD = 0.75
"""What agrees with the surroundings so far, as a share of the best, is nearly as good."""
_BORDER = "\n"
_LONGEST_JOINED = 24
_APART = regex.compile(r"[\s“”\"«»„()\[\]{},;:!?…—،؛؟。，！？；：、「」『』]")
_SAME_SIGNS = str.maketrans("’‘ʼ`‐‑–−", "''''----")
_SAYS = regex.compile(r"[\w\p{M}\p{S}%‰#@&§№]")
_OWN_WORD = regex.compile(rf"[{UNSPACED}]")


class OneSide(NamedTuple):
    """How many words on one side of a span are the same at a place: up to the end of its sentence,
    up to the end of its line, and beyond; and whether the sentence is the same as a whole."""

    sentence: int
    line: int
    beyond: int
    is_whole: bool

    @property
    def wide(self) -> int:
        """The words that are the same, near and far."""
        return self.line + self.beyond


class Agreement(NamedTuple):
    """How far the words on both sides of a span are the same at a place."""

    left: OneSide
    right: OneSide

    @property
    def wide(self) -> int:
        """The words that are the same on both sides."""
        return self.left.wide + self.right.wide

    def is_nearly_as_good_as(self, other: "Agreement") -> bool:
        """Return whether it cannot be told from the other with certainty."""
        ours, theirs = zip(*self, strict=True), zip(*other, strict=True)
        sums = [(sum(one), sum(another)) for one, another in zip(ours, theirs, strict=True)]
        return all(one >= _AS_GOOD * another for one, another in sums[:3])


def agreement(old: Words, first: int, last: int, new: Words, to: int, end: int) -> Agreement:
    """Return how far the words around `first` to `last` are those around `to` to `end`."""
    return Agreement(_side(old, first, new, to, -1), _side(old, last, new, end, 1))


def _side(old: Words, at: int, new: Words, to: int, step: int) -> OneSide:
    """Compare words outward from two borders; where both texts end, all that could be is the
    same."""
    count, sentence, line, is_whole = 0, -1, -1, False
    inside = min(step, 0)
    while True:
        border, other = at + step * count, to + step * count
        if sentence < 0 and old.breaks[border] >= SENTENCE:
            sentence, is_whole = count, new.breaks[other] >= SENTENCE
        if line < 0 and old.breaks[border] == LINE:
            line = count
        most = FURTHEST if line < 0 else line + _BEYOND
        is_end = not 0 <= border + inside < len(old), not 0 <= other + inside < len(new)
        if all(is_end):
            count = most
        if any(is_end) or count >= most or old.keys[border + inside] != new.keys[other + inside]:
            break
        count += 1
    if sentence < 0:
        sentence, is_whole = count, count >= FURTHEST
    return OneSide(sentence, count if line < 0 else line, 0 if line < 0 else count - line, is_whole)


class Rows:
    """Where three words in a row stand among those of a text that the other version has not.

    The end of a sentence counts as a word.
    """

    def __init__(self, words: Words, other: Sequence[int]) -> None:
        self._at: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        near = sorted({n + d for n, to in enumerate(other) if to < 0 for d in range(-2, 3)})
        self.is_empty = not near
        for number in near:
            if 0 <= number < len(words):
                for row in self._of(words, number):
                    self._at[row].append(number)

    def of(self, words: Words, first: int, last: int) -> list[int]:
        """Return where the first of these words may stand here, by it or by the last of them."""
        if self.is_empty:
            return []
        found = {
            place + first - number
            for number in {first, last - 1}
            for row in self._of(words, number)
            for place in self._near(row, number)
        }
        return sorted(place for place in found if place >= 0)

    def _near(self, row: tuple[str, str, str], number: int) -> Sequence[int]:
        places = self._at.get(row, ())
        return places[:_MOST_CANDIDATES]

    @staticmethod
    def _of(words: Words, number: int) -> Iterator[tuple[str, str, str]]:
        """Yield the rows that a word is the first, the middle and the last of."""
        before = list(_outward(words, number, -1))
        behind = list(_outward(words, number, 1))
        key = words.keys[number]
        yield before[1], before[0], key
        yield before[0], key, behind[0]
        yield key, behind[0], behind[1]


def _outward(words: Words, number: int, step: int) -> Iterator[str]:
    """Yield the two words beside one, ends of sentences among them."""
    border, told = (number if step < 0 else number + 1), 0
    while told < 2:
        if words.breaks[border] >= SENTENCE:
            yield _BORDER
            told += 1
        number, border = number + step, border + step
        if told < 2:
            inside = 0 <= number < len(words)
            yield words.keys[number] if inside else _BORDER
            told += 1
            if not inside and told < 2:
                yield _BORDER
                return


def is_joined_alike(old: str, start: int, end: int, new: str, at: int, to: int) -> bool:
    """Return whether what touches the span without a blank is the same at its new place.

    Quotation marks, brackets, commas and stops may differ; what makes another word or number of it
    may not.
    """
    return _joined_before(old, start) == _joined_before(new, at) and _joined_behind(
        old, end
    ) == _joined_behind(new, to)


def _joined_before(text: str, at: int) -> str:
    tail = text[max(0, at - _LONGEST_JOINED) : at].translate(_SAME_SIGNS)
    if _OWN_WORD.match(tail[-1:]):
        return tail[-1]
    piece: str = _APART.split(tail)[-1].lstrip("'.")
    is_sign_of_number = piece == "-" and text[at : at + 1].isdigit()
    return piece if is_sign_of_number or _SAYS.search(piece) else ""


def _joined_behind(text: str, at: int) -> str:
    head = text[at : at + _LONGEST_JOINED].translate(_SAME_SIGNS)
    if _OWN_WORD.match(head[:1]):
        return head[0]
    piece: str = _APART.split(head, 1)[0].rstrip("'.-")
    return piece if _SAYS.search(piece) else ""


def is_turned(
    old: Words, first: int, last: int, others: Sequence[int],
    new: Words, to: int, end: int, others_back: Sequence[int],
) -> bool:  # fmt: skip
    """Return whether a word that turns what stands beside it came to the span or left it.

    `others` has for each word its number in the other version, or -1.
    """
    return any(
        map(turns, chain(_strange(old, first, last, others), _strange(new, to, end, others_back)))
    )


def _strange(words: Words, first: int, last: int, others: Sequence[int]) -> Iterator[str]:
    """Yield the words beside a span, up to its sentence's ends, that the other version has not."""
    for number in range(first - 1, max(-1, first - 1 - _NEXT), -1):
        if others[number] >= 0 or words.breaks[number + 1] >= SENTENCE:
            break
        yield words.keys[number]
    for number in range(last, min(len(words), last + _NEXT)):
        if others[number] >= 0 or words.breaks[number] >= SENTENCE:
            break
        yield words.keys[number]
