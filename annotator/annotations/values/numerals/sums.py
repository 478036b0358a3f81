"""Add a number up word by word: what is summed, and what waits to be scaled."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from annotator.annotations.values.languages.cldr import scale_words
from annotator.annotations.values.numerals.digits import decimal_of, last_digit
from annotator.annotations.values.numerals.parts import counted_parts, is_hyphen
from annotator.annotations.values.words.number_lexicon import (
    NumberWord,
    half_lexicon,
    joining_words,
    number_lexicon,
)
from annotator.annotations.values.words.tokens import TextToken

ONE = Decimal(1)
MOST_WORDS = 14


def _scale_of_cldr(token: TextToken) -> int:
    """Return what a word multiplies by in a language that has no table of its own here."""
    if token.kind != "word" or number_lexicon().find([token], 0):
        return 0
    return scale_words().get(token.fold, 0)


@dataclass
class NumberSum:
    """A number that grows word by word: what is added up, and what waits to be scaled."""

    group: Decimal | None
    step: Decimal | None
    total: Decimal = Decimal(0)
    chunk: Decimal = Decimal(0)
    scale: int = 0
    factor: int = 1
    room: int = 0
    last: str = ""
    comma: bool = False
    article: bool = False
    grown: bool = False
    _part_end: int = 0

    def value(self) -> Decimal | None:
        """Return what it comes to so far."""
        return self.total + self.chunk + (self.group or 0)

    def read_on(self, tokens: Sequence[TextToken], at: int) -> int:
        """Take the words that go on with the number; return the token behind them."""
        for _ in range(MOST_WORDS):
            if (half := half_lexicon().find(tokens, at)) and self._add_half():
                at = half[1]
                continue
            behind, joined = self._joint(tokens, at)
            if behind >= len(tokens):
                break
            if self.last == "scale" and self.factor > 1 and tokens[behind].kind == "number":
                if (more := self._smaller(tokens, behind)) is None:
                    break
                at = more
                continue
            found = number_lexicon().find(tokens, behind)
            if found is None and tokens[behind].fold[:1] == "و":
                bare = tokens[behind]._replace(fold=tokens[behind].fold[1:])
                found = number_lexicon().find(
                    [*tokens[max(0, behind - 1) : behind], bare], min(behind, 1)
                )
                found = (found[0], behind + 1) if found else None
                joined = True
            if found is None and not joined and (size := _scale_of_cldr(tokens[behind])):
                found = NumberWord("scale", Decimal(size), size, True), behind + 1
            if found is None:
                break
            if joined and self._add_part(tokens, found, behind):
                at = self._part_end
                continue
            if not self.take(found[0], joined):
                break
            at = found[1]
        return at

    def _joint(self, tokens: Sequence[TextToken], at: int) -> tuple[int, bool]:
        if at >= len(tokens):
            return at, False
        token = tokens[at]
        if token.text == "-" and not token.spaced and at + 1 < len(tokens):
            at, token = at + 1, tokens[at + 1]
        if token.fold in joining_words() and at + 1 < len(tokens):
            return at + 1 + is_hyphen(tokens, at + 1), True
        return at, False

    def _add_half(self) -> bool:
        if self.article and not self.grown:
            return False
        if self.group is not None and self.last != "half":
            self.group += Decimal("0.5")
            self.step = None if self.step is None else self.step / 10
            self.last, self.room, self.grown = "half", 0, True
            return True
        if self.last == "scale" and self.scale > 1:
            self.chunk += Decimal(self.scale) / 2
            self.step = Decimal(self.scale) / 10
            self.last = "half"
            return True
        return False

    def _add_part(
        self, tokens: Sequence[TextToken], found: tuple[NumberWord, int], at: int
    ) -> bool:
        """Add “and three-quarters” to what waits."""
        if found[0].kind not in {"small", "article"} or self.group is None or self.last == "half":
            return False
        part = counted_parts(tokens, *found)
        if part is None:
            return False
        self.group, self._part_end, self.last, self.room = self.group + part[0], part[1], "half", 0
        self.step = None
        return True

    def _smaller(self, tokens: Sequence[TextToken], at: int) -> int | None:
        """Return the token behind “20 lakh” after “1 crore”, and add it."""
        amount = decimal_of(tokens[at].text)
        found = number_lexicon().find(tokens, at + 1) if at + 1 < len(tokens) else None
        if amount is None or found is None or found[0].kind != "scale":
            return None
        size = int(found[0].value)
        if size >= self.scale or size == 12 or amount * size >= self.scale:
            return None
        self.total, self.chunk, self.scale = self.total + self.chunk, amount * size, size
        self.factor, self.step = size, last_digit(amount) * size
        return found[1]

    def take(self, word: NumberWord, joined: bool) -> bool:
        """Take one more word, if it can follow; return whether it did."""
        done = False
        first = self.last == ""
        if word.kind in {"small", "article"}:
            done = self._take_small(word, joined, first)
        elif joined and word.kind != "hundred":
            done = False
        elif word.kind == "hundred":
            # “Five cents” are no French hundreds.
            done = (first or self.comma == word.comma) and self._take_hundred(first)
        elif word.kind == "scale":
            done = self._take_scale(int(word.value), first, word.alone)
        elif word.kind == "dual" and first:
            self.chunk, self.scale, self.last, done = word.value, word.room, "scale", True
            self.factor, self.step = int(word.value), word.value
        if done:
            self.grown = not first or word.kind in {"dual", "scale"}
            self.article = self.article and not self.grown
            self.comma = self.comma or word.comma
        return done

    def _take_small(self, word: NumberWord, joined: bool, first: bool) -> bool:
        if first:
            self.group, self.room, self.last = word.value, word.room, "small"
            self.article = word.kind == "article"
            self.step = ONE if word.value == int(word.value) else Decimal("0.1")
            return True
        if self.last in {"digits", "half"} or (word.kind == "article" and self.room == 0):
            return False
        if self.last == "scale" and self.group is None:
            if not self.scale > word.value or self.scale == 12:
                return False
            self.group, self.room, self.last = word.value, word.room, "small"
            self.step = ONE
            return True
        ones_first = self.room == 100 and self.group is not None and self.group < 10
        if ones_first and not (joined and word.value % 10 == 0 and 10 < word.value < 100):
            return False
        if self.group is None or not 0 < word.value < self.room:
            return False
        # The languages agree; “six” is French too.
        if word.comma != self.comma and word.value != 6:
            return False
        self.group, self.room = self.group + word.value, 0 if ones_first else word.room
        return True

    def _take_hundred(self, first: bool) -> bool:
        if first:
            self.group = Decimal(100)
        elif self.group is not None and 0 < self.group < 100:
            self.group *= 100
            self.step = self.step if self.last != "digits" else (self.step or ONE) * 100
        else:
            return False
        self.room, self.last = 100, "hundred"
        return True

    def _take_scale(self, size: int, first: bool, alone: bool) -> bool:
        if first:
            if not alone:
                return False
            self.group = ONE
        if self.group is None:
            # “Lakh crore”, “mil millones”: the scale multiplies the one before it.
            if self.last != "scale" or size < self.scale or size == 12:
                return False
            self.chunk *= size
            self.scale, self.factor = size, self.factor * size
            self.step = None if self.step is None else self.step * size
            return True
        if self.scale and size >= self.scale:
            return False
        self.total, self.chunk = self.total + self.chunk, self.group * size
        self.step = None if self.step is None else self.step * size
        self.group, self.scale, self.factor, self.last, self.room = None, size, size, "scale", 0
        return True
