"""What touches a span or stands beside it, and whether that makes something else of it (pure: no
Django)."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from articles.versions.turning_words import is_number, negates, turns
from articles.versions.words import CLAUSE, SENTENCE, UNSPACED, Words

_NEXT = 8
"""So many words beside a span, at most, are asked whether they turn it."""
_LONGEST_JOINED = 24
_APART = regex.compile(r"[\s“”\"«»„()\[\]{},;:!?…—،؛؟。，！？；：、「」『』]")
_SAME_SIGNS = str.maketrans("’‘ʼ`‐‑–−", "''''----")
_SAYS = regex.compile(r"[\w\p{M}\p{S}%‰#@&§№]")
_OWN_WORD = regex.compile(rf"[{UNSPACED}]")


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


class _Turning(NamedTuple):
    """The words beside a span that only one version has and that turn it, and how many numbers."""

    words: frozenset[str]
    numbers: int


def is_turned(
    old: Words, first: int, last: int, others: Sequence[int],
    new: Words, to: int, end: int, others_back: Sequence[int],
) -> bool:  # fmt: skip
    """Return whether a word that turns what stands beside it came to the span or left it.

    A number in the place of another turns nothing. `others` has for each word its number in the
    other version, or -1.
    """
    before = _before(old, first, others) == _before(new, to, others_back)
    return not before or _behind(old, last, others) != _behind(new, end, others_back)


def _before(words: Words, first: int, others: Sequence[int]) -> _Turning:
    """Return what turns a span from the left; beyond a comma, only a negation does."""
    found, numbers, is_far = set(), 0, False
    for number in range(first - 1, max(-1, first - 1 - _NEXT), -1):
        if others[number] >= 0 or words.breaks[number + 1] >= SENTENCE:
            break
        is_far = is_far or words.breaks[number + 1] >= CLAUSE
        key = words.keys[number]
        if negates(key) or (turns(key) and not is_far):
            found.add(key)
        numbers += is_number(key) and not is_far
    return _Turning(frozenset(found), numbers)


def _behind(words: Words, last: int, others: Sequence[int]) -> _Turning:
    """Return what turns a span from the right, up to a comma."""
    found, numbers = set(), 0
    for number in range(last, min(len(words), last + _NEXT)):
        if others[number] >= 0 or words.breaks[number] >= CLAUSE:
            break
        key = words.keys[number]
        if turns(key):
            found.add(key)
        numbers += is_number(key)
    return _Turning(frozenset(found), numbers)
