"""Read one number from a token on: digits, words of any language, fractions, and their scale."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from annotator.annotations.values.languages.cldr import scale_words
from annotator.annotations.values.numerals.digits import decimal_of, last_digit
from annotator.annotations.values.numerals.eastern import read_eastern
from annotator.annotations.values.words.number_lexicon import (
    NumberWord,
    half_lexicon,
    joining_words,
    number_lexicon,
)
from annotator.annotations.values.numerals.numeral import Numeral
from annotator.annotations.values.words.tokens import SCRIPTS, Token

PARTS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅕": "1/5", "⅖": "2/5",
         "⅗": "3/5", "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8",
         "⅞": "7/8", "⅐": "1/7", "⅑": "1/9", "⅒": "1/10"}  # fmt: skip
MOST_WORDS = 14
ONE = Decimal(1)


def read_numeral(tokens: Sequence[Token], at: int) -> Numeral | None:
    """Return the longest number that begins at a token, or None. Its value is None where digits
    stand that nobody can read (1.2.3)."""
    kind = tokens[at].kind
    if kind == "eastern":
        return read_eastern(tokens, at)
    if kind == "part":
        return _part(tokens, at, Decimal(0))
    if kind == "number":
        return _digits(tokens, at)
    return _words(tokens, at) if kind == "word" else None


def with_comma(numeral: Numeral, comma: bool) -> Numeral:
    """Return the number, read with the decimal comma of the words that stand around it."""
    if not comma or numeral.comma or not numeral.digits:
        return numeral
    value = decimal_of(numeral.digits, comma=True, scaled=numeral.factor > 1)
    if value is None or numeral.value is None:
        return replace(numeral, value=None)
    plain = decimal_of(numeral.digits, scaled=numeral.factor > 1)
    if plain == value:
        return numeral
    # Only what is one literal and its scale is read again.
    if plain is None or plain * numeral.factor != numeral.value:
        return replace(numeral, value=None)
    return replace(
        numeral, value=value * numeral.factor, step=last_digit(value) * numeral.factor, comma=True
    )


def _part(tokens: Sequence[Token], at: int, whole: Decimal) -> Numeral:
    over, _, under = PARTS.get(tokens[at].text, "0/1").partition("/")
    value = whole + Decimal(over) / Decimal(under)
    return Numeral.of(tokens, at, at + 1, value, step=None, share=not whole)


def _digits(tokens: Sequence[Token], at: int) -> Numeral | None:
    """Read a number that begins with digits."""
    if tokens[at].end - tokens[at].start > 60:
        return Numeral.of(tokens, at, at + 1, None)
    after = at + 1
    following = tokens[after] if after < len(tokens) else None
    if following and not following.spaced:
        if following.kind == "eastern" and (found := read_eastern(tokens, at)):
            return found
        if following.kind == "part" and tokens[at].text.isdecimal():
            part = _part(tokens, after, Decimal(tokens[at].text))
            return _scaled(tokens, replace(part.at(tokens, at), share=False), after + 1, "digits")
        if following.kind == "power" or following.text in {"×", "^"}:
            return _power(tokens, at)
    if following and following.text in {"×", "x"} and (power := _power(tokens, at)):
        return power
    if (fraction := _slashed(tokens, at)) is not None:
        return fraction
    literal = tokens[at].text
    found = Numeral.of(tokens, at, after, decimal_of(literal), digits=literal)
    if found.value is not None:
        found = replace(found, step=last_digit(found.value))
    mixed = _slashed(tokens, after) if following and following.spaced else None
    if mixed and mixed.value is not None and mixed.value < 1 and literal.isdecimal():
        value = Decimal(literal) + mixed.value
        return _scaled(
            tokens, Numeral.of(tokens, at, mixed.next, value, step=None), mixed.next, "digits"
        )
    found = replace(found, bare=literal.isdecimal())
    return _scaled(tokens, found, after, "digits")


def _power(tokens: Sequence[Token], at: int) -> Numeral | None:
    """Read 10⁶ and 1.5×10⁶; another power is nobody's to read."""
    unreadable = Numeral.of(tokens, at, at + 2, None)
    times = tokens[at + 1].text in {"×", "x"}
    base = at + 2 if times else at
    if times and not (base < len(tokens) and tokens[base].text == "10"):
        return None if tokens[at + 1].text == "x" else unreadable
    if base + 1 >= len(tokens) or tokens[base].text != "10" or tokens[base + 1].spaced:
        return None if times else unreadable
    end = base + 2
    if tokens[base + 1].kind == "power":
        exponent = "".join(SCRIPTS.get(sign, "x") for sign in tokens[base + 1].text)
    elif tokens[base + 1].text == "^" and end < len(tokens) and tokens[end].text.isdecimal():
        exponent, end = tokens[end].text, end + 1
    else:
        return None if times else unreadable
    first = decimal_of(tokens[at].text) if times else ONE
    if first is None or not exponent.isdecimal() or int(exponent) > 18:
        return unreadable
    size = 10 ** int(exponent)
    return Numeral.of(tokens, at, end, first * size, step=last_digit(first) * size, factor=size)


def _slashed(tokens: Sequence[Token], at: int) -> Numeral | None:
    """Read 3/4: a proper fraction, with nothing else joined to it."""
    if at + 2 >= len(tokens) or tokens[at + 1].text not in {"/", "⁄"}:
        return None
    over, under = tokens[at].text, tokens[at + 2].text
    if tokens[at + 1].spaced or tokens[at + 2].spaced or tokens[at + 2].kind != "number":
        return None
    end = at + 3
    proper = over.isdecimal() and under.isdecimal() and len(over + under) < 6
    more = end < len(tokens) and not tokens[end].spaced and tokens[end].text in "/-–"
    if not proper or more or not 0 < int(over) < int(under):
        return Numeral.of(tokens, at, end, None)
    return Numeral.of(tokens, at, end, Decimal(over) / int(under), step=None, share=True)


def _scaled(tokens: Sequence[Token], found: Numeral, at: int, last: str) -> Numeral:
    """Read on behind digits: hundred, million, lakh crore, and a half; 1 crore 20 lakh."""
    if found.value is None:
        return found
    state = _Sum(found.value, found.step)
    state.last = last
    end = state.read_on(tokens, at)
    if end == at:
        return found
    value, digits = state.value(), found.digits
    if state.comma and digits:
        again = decimal_of(digits, comma=True, scaled=True)
        value = None if again is None else again * state.factor if found.value != again else value
    elif digits and state.factor > 1:
        again = decimal_of(digits, scaled=True)
        value = again * state.factor if again is not None and again != found.value else value
    return replace(
        found.until(tokens, end), value=value, step=state.step, factor=state.factor, bare=False,
        comma=found.comma or state.comma,
    )  # fmt: skip


def _words(tokens: Sequence[Token], at: int) -> Numeral | None:
    """Read a number that begins with a word."""
    first = number_lexicon().find(tokens, at)
    if first is None:
        return None
    word, end = first
    if word.kind == "half":
        return _share(tokens, at, end, ONE / 2)
    if word.kind == "share":
        return _share(tokens, at, end, word.value, word.comma)
    if word.kind == "part" and _quarter_of(tokens, at, end):
        return _share(tokens, at, end, ONE / 4)
    if word.kind == "part" or (word.kind == "scale" and not word.alone):
        return None
    if word.kind in {"small", "article"} and (share := _counted_parts(tokens, word, end)):
        return _share(tokens, at, share[1], share[0])
    if word.kind == "half more":
        second = read_numeral(tokens, end) if end < len(tokens) else None
        if second is None or second.value is None:
            return None
        more = second.value + Decimal(second.factor) / 2
        return replace(second.at(tokens, at), value=more, step=second.factor * word.value)
    state = _Sum(None, ONE)
    state.take(word, False)
    end = state.read_on(tokens, end)
    value = state.value()
    if value is None or (state.article and not state.grown):
        return Numeral.of(tokens, at, end, ONE, article=True, weak=True, comma=word.comma)
    weak = word.weak and not state.grown
    found = Numeral.of(tokens, at, end, value, step=state.step, factor=state.factor)
    return replace(found, weak=weak, comma=state.comma, words=True)


def _quarter_of(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Return whether “quarter” is a part without its article: quarter of a million, quarter-mile."""
    if tokens[at].fold != "quarter" or (at and tokens[at - 1].kind == "word"):
        return False
    following = [token.fold for token in tokens[end : end + 2]]
    return following[:1] == ["-"] or following in (["of", "a"], ["of", "an"])


def _counted_parts(
    tokens: Sequence[Token], word: NumberWord, at: int
) -> tuple[Decimal, int] | None:
    """Return “two-thirds” or “a quarter”, and the token behind it; “twenty-fifth” is none."""
    found = number_lexicon().find(tokens, at + 1) if _is_hyphen(tokens, at) else None
    found = found or number_lexicon().find(tokens, at)
    if found is None or found[0].kind not in {"part", "half"} or not 0 < word.value < 20:
        return None
    plural = tokens[found[1] - 1].fold.endswith("s")
    if plural != (word.value > 1):
        return None
    return word.value / found[0].value, found[1]


def _is_hyphen(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at].text == "-" and not tokens[at].spaced


def _share(
    tokens: Sequence[Token], at: int, end: int, value: Decimal, comma: bool = False
) -> Numeral:
    """Read on behind a part: of what scale it is (“a quarter of a million”, “half-dozen”)."""
    found = Numeral.of(tokens, at, end, value, step=None, share=True, comma=comma)
    behind = end
    if _is_hyphen(tokens, behind):
        behind += 1
    if behind < len(tokens) and tokens[behind].fold == "of":
        behind += 1
    if behind < len(tokens) and tokens[behind].fold in {"a", "an", "one"}:
        behind += 1
    if _is_hyphen(tokens, behind):
        behind += 1
    scale = number_lexicon().find(tokens, behind) if behind < len(tokens) else None
    if (
        scale
        and scale[0].kind in {"scale", "hundred"}
        and not tokens[scale[1] - 1].fold.endswith("s")
    ):
        size = int(scale[0].value)
        return replace(found.until(tokens, scale[1]), value=value * size, share=False, factor=size)
    return found


def _scale_of_cldr(token: Token) -> int:
    """Return what a word multiplies by in a language that has no table of its own here."""
    if token.kind != "word" or number_lexicon().find([token], 0):
        return 0
    return scale_words().get(token.fold, 0)


@dataclass
class _Sum:
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

    def value(self) -> Decimal | None:
        """Return what it comes to so far."""
        return self.total + self.chunk + (self.group or 0)

    def read_on(self, tokens: Sequence[Token], at: int) -> int:
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
                found = number_lexicon().find([*tokens[:behind][-1:], bare], min(behind, 1))
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

    def _joint(self, tokens: Sequence[Token], at: int) -> tuple[int, bool]:
        if at >= len(tokens):
            return at, False
        token = tokens[at]
        if token.text == "-" and not token.spaced and at + 1 < len(tokens):
            at, token = at + 1, tokens[at + 1]
        if token.fold in joining_words() and at + 1 < len(tokens):
            return at + 1 + _is_hyphen(tokens, at + 1), True
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

    def _add_part(self, tokens: Sequence[Token], found: tuple[NumberWord, int], at: int) -> bool:
        """Add “and three-quarters” to what waits."""
        if found[0].kind not in {"small", "article"} or self.group is None or self.last == "half":
            return False
        part = _counted_parts(tokens, *found)
        if part is None:
            return False
        self.group, self._part_end, self.last, self.room = self.group + part[0], part[1], "half", 0
        self.step = None
        return True

    _part_end = 0

    def _smaller(self, tokens: Sequence[Token], at: int) -> int | None:
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
            # “50 cents” are no French hundreds.
            done = not (word.comma and self.last == "digits") and self._take_hundred(first)
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
        if joined and self.room < 100 and word.room == 0 and not word.comma and word.value < 10:
            # English has no “twenty and three”.
            pass
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
