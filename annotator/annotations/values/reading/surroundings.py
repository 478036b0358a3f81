"""What stands around a number and forbids that it is read: a name, an ordinal, a time."""

import re
from collections.abc import Sequence

from annotator.annotations.values.languages import word_set
from annotator.annotations.values.languages.nouns import COUNTED, COUNTED_ENDINGS, HYPHENED
from annotator.annotations.values.words.limit_lexicon import (
    blocking_words,
    change_words,
    limits_before,
    misunderstood_words,
)
from annotator.annotations.values.words.number_lexicon import number_lexicon
from annotator.annotations.values.words.tokens import DASHES, TextToken
from annotator.annotations.values.words.unit_lexicon import cased_units, unit_lexicon

OPENING = frozenset("([{“”\"'«»‘’„‹›¿¡—–-…·•|,;،؛:.!?。、，：；「『（*")
CLOSING = frozenset(")]}“”\"'«»‘’‹›,;:.!?…—–،؛。、，：；」』）।|*")
EASTERN_TIME = frozenset("月日号號點点时時")
FUNCTION_WORDS = word_set(
    "of or and to that are were is was have had has said in by larger less more than the its for "
    "with on at from as who which when since while but"
)
SCALE_WORDS = word_set("hundred million billion trillion thousand")
NOT_UNDERSTOOD = word_set(
    "fazla az kadar aşkın minus cent cents pence penny paise paisa kopecks siècle siglo século "
    "secolo eeuw век століття 世"
)
_ORDINAL = re.compile(
    r".*(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"teenth|tieth|hundredth|thousandth|millionth)"
)
_TIME = re.compile(r"[ap]m|o|uhr|h\d*|gmt|utc|est|edt|ist|pst|bst|cet", re.IGNORECASE)
# A scale in a language that has no table here: nothing is read rather than without it.
_SCALE_LIKE = re.compile(
    r"(?:mi|bi|tri|quadri)l{1,2}[iyj]?(?:[oóõã]|ard|art|un|oe|n).*|м[иі]л[лиьі].*|.*illi(?:on|ard).*|"
    r"thousand.*|tausend.*",
    re.IGNORECASE,
)
_COUNTS_PEOPLE = re.compile(r".*(?:aires?|fold|ths?)", re.IGNORECASE)
# Looks like a unit of measure and is none of ours: kt, TB/s, dB.
_UNKNOWN_UNIT = re.compile(
    r"[kMGTPmcdµn](?:Wp?|Wh|J|bit|b|byte|Hz|V|A|t|l|L|Pa|bar|cal|m|s|N|eV|Sv|Bq|bps|VA|toe|boe|cf|"
    r"c|oz|g)|dB|Bq|Sv|Pa|psi|rpm|ppm|ppb|atm|bar|boe|toe|teu|TEU|dwt|DWT|mAh|kN|nm|px|dpi"
)


def stands_free_before(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether what is before a token allows that a number begins there."""
    if at == 0:
        return True
    before, token = tokens[at - 1], tokens[at]
    if before.fold in blocking_words():
        return False
    if token.spaced:
        # A dash that opens a line, or is half a range: “- 4 °C”.
        return before.text not in DASHES or not (at == 1 or not before.spaced) or before.text == "—"
    if before.kind == "sign":
        return before.text in OPENING and _is_punctuation(tokens, at - 1)
    if before.kind == "word":
        return before.fold == "و"
    return before.kind == "eastern" and before.text not in EASTERN_TIME


def _is_punctuation(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether a sign right before is no hyphen of a name, nor a part of 10:30 or x.5."""
    sign = tokens[at].text
    if sign in DASHES:
        return False
    if at == 0 or tokens[at].spaced:
        return True
    earlier = tokens[at - 1]
    if sign in ".:,;*":
        return sign in ":;" and earlier.kind not in {"number", "word"}
    return True


def is_counted(token: TextToken | None) -> bool:
    """Return whether a word names what is counted by the million."""
    if token is None or token.kind != "word" or not token.spaced:
        return False
    return token.fold in COUNTED or (len(token.fold) > 5 and token.fold.endswith(COUNTED_ENDINGS))


def is_counting(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether a noun in the plural, or another word of many, begins at a token."""
    if at >= len(tokens) or not tokens[at].spaced:
        return False
    fold = tokens[at].fold
    plural = len(fold) > 3 and fold.endswith("s") and not fold.endswith("ss")
    return is_counted(tokens[at]) or (tokens[at].text.islower() and plural)


def stands_free_behind(tokens: Sequence[TextToken], at: int, unit: bool) -> bool:
    """Return whether what follows a number (with its unit) lets it be read."""
    if at >= len(tokens):
        return True
    token = tokens[at]
    if token.fold in misunderstood_words() and not token.fold.isascii():
        return False
    if (token.fold in NOT_UNDERSTOOD and not unit) or token.fold in SCALE_WORDS:
        return False
    if token.spaced:
        return _word_lets_be(tokens, at, unit)
    if token.kind == "eastern":
        return token.text not in EASTERN_TIME
    if token.kind == "word":
        return tokens[at - 1].kind == "eastern"
    return token.kind == "sign" and _sign_lets_be(tokens, at, unit)


def _sign_lets_be(tokens: Sequence[TextToken], at: int, unit: bool) -> bool:
    """Return whether a sign right behind a number is punctuation."""
    sign = tokens[at].text
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    glued = following if following is not None and not following.spaced else None
    if sign == "-":
        return glued is not None and glued.kind == "word" and (unit or glued.fold in HYPHENED)
    if sign in ":.,":
        return glued is None or glued.kind != "number"
    if sign in "'’\"":
        opened = any(one.text == sign for one in tokens[max(0, at - 40) : at])
        return not (glued and glued.kind == "word") and (sign == "’" or opened)
    return sign in CLOSING


def _word_lets_be(tokens: Sequence[TextToken], at: int, unit: bool) -> bool:
    """Return whether the next word does not change what the number is."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if unit or token.kind != "word":
        return token.text not in {"×", "^", "="} and token.kind not in {"part", "power"}
    if _TIME.fullmatch(token.text):
        return False
    glued = following.text if following is not None and not following.spaced else ""
    if token.fold in {"a", "p"} and glued == ".":
        return False
    if _SCALE_LIKE.fullmatch(token.text) and not _COUNTS_PEOPLE.fullmatch(token.text):
        return is_unit_word(tokens, at)
    if _UNKNOWN_UNIT.fullmatch(token.text) or _ORDINAL.fullmatch(token.fold):
        return False
    if glued and glued in "'’-":
        return True
    short = len(token.text) < 4 and token.text.isascii()
    vowelless = short and not re.search("[aeiouy]", token.fold)
    return not vowelless or token.text.isupper() or token.text.endswith("s")


def is_row_of_numbers(tokens: Sequence[TextToken], at: int, behind: int) -> bool:
    """Return whether digits follow digits: a telephone number, a table."""
    if behind >= len(tokens) or behind != at + 1 or tokens[at].kind != "number":
        return False
    return tokens[behind].kind == "number" and tokens[behind].spaced


def is_vague_scale(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether a scale without a number says only how many in general: a couple of
    hundred."""
    found = number_lexicon().find(tokens, at)
    if found is None or found[0].kind not in {"scale", "hundred"} or not at:
        return False
    return tokens[at - 1].fold in {"of", "de", "di", "d", "several", "few", "many"}


def is_changed(tokens: Sequence[TextToken], begin: int) -> bool:
    """Return whether a word of change stands shortly before: “rose from 40”."""
    return any(token.fold in change_words() for token in tokens[max(0, begin - 9) : begin])


def goes_on_limiting(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether a second limit follows: “more than 40 but fewer than 50”."""
    at += noun_follows(tokens, at)
    if at + 1 >= len(tokens) or tokens[at].fold not in {"but", "and"}:
        return False
    found = limits_before().find(tokens, at + 1)
    return found is not None and found[0] not in {"exact", "about"}


def leads_to_number(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether “to” and a number follow within a few words: “from 40 people to 50”."""
    pairs = zip(tokens[at : at + 5], tokens[at + 1 : at + 6], strict=False)
    to = {"to", "до", "bis", "à", "a", "إلى"}
    return any(one.fold in to and two.kind == "number" for one, two in pairs)


def noun_follows(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether one more word, a noun, may stand before a limit: “40 people or more”."""
    if at >= len(tokens):
        return False
    if tokens[at].kind == "eastern":
        return not tokens[at].spaced
    noun = tokens[at].spaced and tokens[at].kind == "word"
    return noun and tokens[at].fold not in FUNCTION_WORDS


def is_unit_word(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether a unit is named at a token."""
    return bool(unit_lexicon().find(tokens, at) or cased_units().find(tokens, at))
