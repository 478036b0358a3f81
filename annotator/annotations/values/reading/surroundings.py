"""What stands around a number and forbids that it is read: a name, an ordinal, a time, a date."""

import re
from collections.abc import Sequence

from annotator.annotations.values.languages import cldr_months
from annotator.annotations.values.languages.nouns import HYPHENED
from annotator.annotations.values.languages.signs import OPENERS
from annotator.annotations.values.reading.limit_lexicon import (
    blocking_words,
    limits_before,
    misunderstood_words,
    naming_words,
)
from annotator.annotations.values.reading.number_lexicon import number_lexicon
from annotator.annotations.values.reading.tokens import Token
from annotator.annotations.values.reading.unit_lexicon import cased_units, unit_lexicon
from annotator.annotations.values.reading.unit_reading import UNKNOWN_UNIT, is_counted

OPENING = frozenset("([{“”\"'«»‘’„‹›¿¡—–-…·•|,;،؛:.!?。、，：；「『（*")
CLOSING = frozenset(")]}“”\"'«»‘’‹›,;:.!?…—–،؛。、，：；」』）।|*")
EASTERN_TIME = frozenset("月日号號點点时時")
YEARS = re.compile(r"(?:1[5-9]|20)\d\d|2100")
YEAR_PREPOSITIONS = frozenset(
    [
        "in",
        "by",
        "since",
        "until",
        "till",
        "of",
        "from",
        "to",
        "during",
        "before",
        "after",
        "early",
        "mid",
        "late",
        "year",
        "years",
        "fiscal",
        "for",
        "through",
        "and",
        "or",
        "the",
        "as",
        "en",
        "de",
        "depuis",
        "im",
        "seit",
        "bis",
        "vor",
        "nach",
        "seit",
        "в",
        "с",
        "до",
        "после",
        "году",
        "desde",
        "em",
        "dal",
        "nel",
        "nal",
        "sinds",
        "i",
        "в",
        "у",
        "з",
        "по",
        "فی",
        "في",
        "منذ",
        "عام",
        "سنة",
        "سال",
        "از",
        "در",
        "于",
        "在",
    ]
)
_ORDINAL = re.compile(
    r"(?:.*(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|teenth|tieth|hundredth|"
    r"thousandth|millionth))\Z"
)
_TIME = re.compile(r"[ap]m|o|uhr|h\d*|gmt|utc|est|edt|ist|pst|bst|cet", re.IGNORECASE)
_SCALE_LIKE = re.compile(
    r"(?:mi|bi|tri|quadri)l{1,2}[iyj]?(?:[oóõã]|ard|ar[dt]?|un|oe|óe|o?n).*|ми?л+[иь]|м[иі]ль|м[иі]лл|"
    r"tausend.*|thousand.*|.*illion.*|.*illiard.*",
    re.IGNORECASE,
)
_SCALE_PEOPLE = re.compile(r".*(?:aires?|airen?|ths?|fold|aire['’]s)\Z", re.IGNORECASE)
ATTACHED = frozenset(["long", "old", "high", "wide", "tall", "deep", "strong", "thick", "wide-ranging", "term", "a", "per", "year", "day", "hour", "and", "to", "or", "mile", "ago", "off", "only", "plus", "odd", "equivalent", "denominated", "funded"])  # fmt: skip


def stands_free_before(tokens: Sequence[Token], at: int) -> bool:
    """Return whether what is before a token allows that a number begins there."""
    if at == 0:
        return True
    before, token = tokens[at - 1], tokens[at]
    if before.fold in blocking_words():
        return False
    if not token.spaced:
        if before.kind == "sign":
            return before.text in OPENING and _sign_before(tokens, at)
        if before.kind == "word":
            return before.fold == "و"
        return before.kind == "eastern" and before.text not in EASTERN_TIME
    if before.text == "." and not before.spaced and at > 1:
        return tokens[at - 2].fold not in naming_words() or tokens[at - 2].fold in {"round"}
    return True


def _sign_before(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a sign right before is punctuation: not a hyphen of a name, not 10:30, not x.5."""
    before = tokens[at - 1]
    if at == 1 or before.spaced:
        return True
    earlier = tokens[at - 2]
    if before.text in "-–—":
        return before.text == "—" and earlier.kind != "number"
    if before.text in ".:,;*":
        return before.text in ":;" and earlier.kind not in {"number", "word"}
    return True


def names_something(tokens: Sequence[Token], at: int, counted: bool) -> bool:
    """Return whether the number is part of a name: Boeing 747, Psalm 23, page 4.

    `counted`: a unit, a scale or a noun in the plural stands behind it.
    """
    if at == 0:
        return False
    before = tokens[at - 1]
    if before.text == "." and at > 1 and not before.spaced:
        before = tokens[at - 2]
    if before.text in {"#", "№", "§", "@"}:
        return True
    if before.kind != "word":
        return False
    if before.fold in naming_words():
        # “Line” and “bill” may end a clause; what is measured is no name.
        return not counted or before.fold in {"no", "nr", "number", "under", "top", "page"}
    if not before.text[:1].isupper() or before.fold in OPENERS or not before.text[0].isascii():
        return False
    if number_lexicon().find([before], 0) or limits_before().find(tokens, at - 1):
        return False
    if before.fold in cldr_months.months():
        return False
    return not counted


def is_counting(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a noun in the plural, or another word of many, begins at a token."""
    if at >= len(tokens) or not tokens[at].spaced:
        return False
    fold = tokens[at].fold
    return is_counted(tokens[at]) or (
        tokens[at].text.islower()
        and fold.endswith("s")
        and len(fold) > 3
        and not fold.endswith("ss")
    )


def stands_free_behind(tokens: Sequence[Token], at: int, unit: bool, words: bool) -> bool:
    """Return whether what follows a number (with its unit) lets it be read."""
    if at >= len(tokens):
        return True
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.fold in misunderstood_words() and not token.fold.isascii():
        return False
    if token.fold in {
        "fazla",
        "az",
        "kadar",
        "aşkın",
        "minus",
        "hundred",
        "million",
        "billion",
        "trillion",
    }:
        return False
    if token.spaced:
        return _free_word_behind(tokens, at, unit)
    if token.kind in {"part", "power", "number"}:
        return False
    if token.kind == "eastern":
        return token.text not in EASTERN_TIME
    if token.kind == "word":
        return tokens[at - 1].kind == "eastern"
    if token.text == "-":
        if following is None or following.spaced:
            return False
        if unit:
            return following.kind == "word"
        return following.fold in ATTACHED or following.fold in HYPHENED
    if token.text in ":.,":
        glued = following is not None and not following.spaced
        return not (glued and following is not None and following.kind == "number")
    if token.text in "'’\"":
        opened = any(one.text == token.text for one in tokens[max(0, at - 40) : at])
        glued = following is not None and not following.spaced and following.kind == "word"
        return not glued and (token.text == "’" or opened)
    return token.text in CLOSING


def _free_word_behind(tokens: Sequence[Token], at: int, unit: bool) -> bool:
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if unit or token.kind != "word":
        return token.text not in {"×", "^", "="} and token.kind not in {"part", "power"}
    if _TIME.fullmatch(token.text) or (
        token.fold in {"a", "p"} and following and following.text == "."
    ):
        return False
    if _SCALE_LIKE.fullmatch(token.text) and not _SCALE_PEOPLE.fullmatch(token.text):
        return bool(unit_lexicon().find(tokens, at))
    if UNKNOWN_UNIT.fullmatch(token.text) or _ORDINAL.fullmatch(token.fold):
        return False
    if (
        following is not None
        and not following.spaced
        and following.text == "-"
        and len(token.text) == 1
    ):
        return True
    unknown_short = (
        len(token.text) < 4 and token.text.isascii() and not re.search("[aeiouyAEIOUY]", token.text)
    )
    return not (unknown_short and not token.text.isupper() and not token.text.endswith("s"))


def is_date(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a number in digits is a day beside a month, or a year in a date."""
    text = tokens[at].text
    if not text.isdecimal() or len(text) > 4:
        return False
    if any(_is_month(tokens, at + step) for step in (1, 2) if _joined(tokens, at, step)):
        return int(text) <= 31 or len(text) == 4
    before = at - 1
    if before >= 0 and tokens[before].text in {",", "."}:
        before -= 1
    if before >= 0 and _is_month(tokens, before):
        return int(text) <= 31 or len(text) == 4
    if YEARS.fullmatch(text) and before >= 0:
        # “24 February 2022”, “February 24, 2022”; “in 2022”.
        if before >= 1 and _is_month(tokens, before - 1) and tokens[before].kind == "number":
            return True
        if tokens[before].fold in YEAR_PREPOSITIONS and before == at - 1:
            return not is_counting(tokens, at + 1)
    return False


def _joined(tokens: Sequence[Token], at: int, step: int) -> bool:
    return step == 1 or (
        at + 1 < len(tokens) and tokens[at + 1].fold in {"of", "de", ".", "st", "nd", "rd", "th"}
    )


def _is_month(tokens: Sequence[Token], at: int) -> bool:
    if not 0 <= at < len(tokens):
        return False
    token = tokens[at]
    if token.kind != "word" or token.fold not in cldr_months.months():
        return False
    # “May” and “march” are verbs, and “mar” a part of words, unless they are capitalised.
    return (
        not token.text.isascii() or token.text[:1].isupper() or token.fold not in cldr_months.VERBS
    )


def is_row_of_numbers(tokens: Sequence[Token], at: int, behind: int) -> bool:
    """Return whether digits follow digits: a telephone number, a table."""
    if behind >= len(tokens) or behind != at + 1 or tokens[at].kind != "number":
        return False
    return tokens[behind].kind == "number" and tokens[behind].spaced


def is_vague_scale(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a scale without a number says only how many in general: a couple of hundred."""
    found = number_lexicon().find(tokens, at)
    if found is None or found[0].kind not in {"scale", "hundred"} or not at:
        return False
    return tokens[at - 1].fold in {"of", "de", "di", "d", "several", "few", "many"}


def is_unit_word(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a unit is named at a token."""
    return bool(unit_lexicon().find(tokens, at) or cased_units().find(tokens, at))
