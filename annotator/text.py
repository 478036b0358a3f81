"""Words as they are compared: the frame's one idea of "the same" (no Django)."""

import unicodedata

_MEANING = frozenset("%‰&#@")
"""Marks that belong to what they stand beside."""


def fold(words: str) -> str:
    """Return the words without regard to case and to runs of space."""
    return " ".join(words.split()).casefold()


def plain_number(text: str | None, digits: int = 9) -> int | None:
    """Return the number that is written in ASCII digits, at most so many; None for anything else.

    To ask a text for `isdigit` is not enough: “²” is a digit that `int` refuses, and a number of
    more digits than a column holds is refused by the database.
    """
    if text and text.isascii() and text.isdecimal() and len(text) <= digits:
        return int(text)
    return None


def same_words(words: str) -> str:
    """Return a text as it is compared with others: without regard to case, accents, runs of space
    and marks at the ends."""
    plain = _without_accents(fold(words))
    first, last = 0, len(plain)
    while first < last and _is_mark(plain[first]):
        first += 1
    while first < last and _is_mark(plain[last - 1]):
        last -= 1
    return plain[first:last]


def not_this(there: str, given: str, limit: int = 80) -> str:
    """Return how what stands there differs from what was given, as the end of a sentence: “a”, not
    “b”; or what differs, where both look the same to a reader."""
    if unseen := unseen_difference(there, given):
        return f"“{shortened(there, limit)}” with {unseen}"
    return f"“{shortened(there, limit)}”, not “{shortened(given, limit)}”"


def unseen_difference(text: str, words: str) -> str:
    """Return what tells words from those of the text that look the same; '' where none look so."""
    if not words or words in text:
        return ""
    if unicodedata.normalize("NFC", words) in unicodedata.normalize("NFC", text):
        return "accents composed differently"
    if _as_seen(words) in _as_seen(text):
        return "characters that are not seen, such as soft hyphens"
    return ""


def _as_seen(words: str) -> str:
    """Return the words with accents composed, without the characters that only format."""
    shown = "".join(sign for sign in words if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFC", shown)


def shortened(words: str, limit: int) -> str:
    """Return the words, or as many as a line has room for."""
    return words if len(words) <= limit else words[: limit - 1] + "…"


def _without_accents(words: str) -> str:
    """Return the words without the accents of Latin and Greek letters, and without the signs that
    Arabic may leave out; signs that make another letter (й, क्ष) stay."""
    if words.isascii():
        return words
    kept = []
    base = ""
    for sign in unicodedata.normalize("NFD", words):
        if not unicodedata.category(sign).startswith("M"):
            base = sign
        elif (
            "\u064b" <= sign <= "\u0652"
            or (base < "\u0400" and sign < "\u0370")
            or (base, sign) == ("е", "\u0308")
        ):
            continue
        kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))


def _is_mark(sign: str) -> bool:
    """Return whether the character is space or punctuation."""
    return sign.isspace() or (unicodedata.category(sign)[0] == "P" and sign not in _MEANING)
