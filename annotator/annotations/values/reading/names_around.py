"""Tell the numbers of names from quantities: Boeing 747, page 4, Four Seasons."""

from collections.abc import Sequence

from annotator.annotations.values.languages import cldr_months
from annotator.annotations.values.languages.signs import OPENERS
from annotator.annotations.values.reading.surroundings import is_unit_word
from annotator.annotations.values.words.limit_lexicon import limits_before, naming_words
from annotator.annotations.values.words.number_lexicon import number_lexicon
from annotator.annotations.values.words.tokens import TextToken

ALWAYS_NAMES = {"no", "nr", "number", "under", "top", "page"}


def names_something(tokens: Sequence[TextToken], at: int, measured: bool, counted: bool) -> bool:
    """Return whether the number is part of a name: Boeing 747, Psalm 23, page 4.

    `measured`: a unit or a scale stands behind it; `counted`: a noun in the plural.
    """
    if at == 0:
        return False
    before = tokens[at - 1]
    if before.text == "." and at > 1 and not before.spaced:
        before = tokens[at - 2]
        if before.fold not in naming_words():
            return False
    if before.text in {"#", "№", "§", "@"}:
        return True
    if before.kind != "word":
        return False
    if before.fold in naming_words():
        return not measured or before.fold in ALWAYS_NAMES
    if before.text == "of":
        return at > 1 and tokens[at - 2].text == "Group"
    if not before.text[:1].isupper() or before.fold in OPENERS or not before.text[0].isascii():
        return False
    known = number_lexicon().find([before], 0) or limits_before().find(tokens, at - 1)
    if known or before.fold in cldr_months.months():
        return False
    # “Killed 12 people” opens a sentence; “Leopard 2 tanks” is a name.
    opens = at == 1 or tokens[at - 2].text in ".!?"
    return not measured and not (counted and opens and before.fold.endswith(("ed", "ing")))


def is_numbered(tokens: Sequence[TextToken], begin: int, at: int) -> bool:
    """Return whether “a” stands before bare digits, as before a name: a 747."""
    digits = begin == at and at > 0 and tokens[at].kind == "number"
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    hyphened = following is not None and following.text == "-" and not following.spaced
    return digits and tokens[at - 1].fold in {"a", "an"} and not hyphened


def is_title(tokens: Sequence[TextToken], at: int, behind: int) -> bool:
    """Return whether a number word begins or ends a name: Four Seasons, Ocean's Eleven."""
    word = tokens[at]
    if word.kind != "word" or not word.text.istitle() or not word.text.isascii():
        return False
    if at and tokens[at - 1].text not in '.!?:;"“”‘’—–-(' and tokens[at - 1].kind == "word":
        return True
    if behind >= len(tokens) or tokens[behind].kind != "word" or not tokens[behind].spaced:
        return False
    return tokens[behind].text[:1].isupper() and not is_unit_word(tokens, behind)
