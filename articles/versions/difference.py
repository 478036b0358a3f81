"""The difference of two versions of a text, word by word, as a reader would name it (pure: no
Django)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from articles.versions.alignment import SameRun, align
from articles.versions.words import Words, pieces

_LAST_WORD = re.compile(r"[A-Za-z0-9][ \n]")
"""Of a text that is turned round: the first letter of its last word, where a blank stands before
it. Wherever such a word begins, a piece does, whatever is before it."""


class ChangeKind(StrEnum):
    """What became of a piece of the old text."""

    EQUAL = "equal"
    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"


class TextChange(NamedTuple):
    """One piece of the old text and what stands for it in the new: code points, half-open."""

    kind: ChangeKind
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def difference(old: str, new: str) -> list[TextChange]:
    """Return the changes that lead from the old text to the new one; together they cover both.

    Two changes of words between which only blanks and signs of one line are the same are one.
    """
    words = Words(old), Words(new)
    return readable(changes(*words, align(*words)), old)


def changes(old: Words, new: Words, runs: Sequence[SameRun]) -> list[TextChange]:
    """Return the changes word by word, as these runs have it: what is equal is so sign by sign."""
    found: list[TextChange] = []
    for kind, length, other in _steps(old, new, runs):
        at, to = (found[-1].old_end, found[-1].new_end) if found else (0, 0)
        if not length and not other:
            continue
        if found and found[-1].kind == kind == ChangeKind.EQUAL:
            found[-1] = found[-1]._replace(old_end=at + length, new_end=to + other)
        else:
            found.append(TextChange(kind, at, at + length, to, to + other))
    return found


Step = tuple[ChangeKind, int, int]


def _steps(old: Words, new: Words, runs: Sequence[SameRun]) -> Iterator[Step]:
    at = to = 0
    for run in [*runs, SameRun(len(old), len(new), 0)]:
        is_end = not run.length
        start = len(old.text) if is_end else old.starts[run.old]
        other = len(new.text) if is_end else new.starts[run.new]
        yield from _between(old.text[at:start], new.text[to:other])
        if is_end:
            return
        at, to = old.ends[run.old + run.length - 1], new.ends[run.new + run.length - 1]
        if old.text[start:at] == new.text[other:to]:
            yield ChangeKind.EQUAL, at - start, to - other
        else:
            yield from _word_by_word(old, new, run)


def _word_by_word(old: Words, new: Words, run: SameRun) -> Iterator[Step]:
    for n in range(run.length):
        one, other = run.old + n, run.new + n
        if n:
            yield from _between(old.gap(one), new.gap(other))
        word = old.text[old.starts[one] : old.ends[one]]
        word_now = new.text[new.starts[other] : new.ends[other]]
        kind = ChangeKind.EQUAL if word == word_now else ChangeKind.REPLACE
        yield kind, len(word), len(word_now)


def _between(old: str, new: str) -> Iterator[Step]:
    """Yield what differs between two aligned words, without the blanks and signs around it that
    are the same."""
    if old == new:
        yield ChangeKind.EQUAL, len(old), len(new)
        return
    first = _same(pieces(old), pieces(new))
    last = _same(reversed(_last_pieces(old, first)), reversed(_last_pieces(new, first)))
    yield ChangeKind.EQUAL, first, first
    length, other = len(old) - first - last, len(new) - first - last
    if length and other:
        yield ChangeKind.REPLACE, length, other
    else:
        yield ChangeKind.DELETE if length else ChangeKind.INSERT, length, other
    yield ChangeKind.EQUAL, last, last


def _same(old: Iterable[tuple[str, bool]], new: Iterable[tuple[str, bool]]) -> int:
    """Return how long the pieces at the front are that are the same, and none of them a word."""
    length = 0
    for (piece, is_word), (other, _) in zip(old, new, strict=False):
        if is_word or piece != other:
            break
        length += len(piece)
    return length


def _last_pieces(text: str, first: int) -> list[tuple[str, bool]]:
    """Return the pieces behind the first so many signs: all, or those from the last plain word on,
    which is as far as anybody looks."""
    found = _LAST_WORD.search(text[::-1])
    return list(pieces(text[max(first, len(text) - found.end() + 1) if found else first :]))


def readable(found: Sequence[TextChange], old: str) -> list[TextChange]:
    """Return the changes of an old text word by word, of which those that are close are one."""
    told: list[TextChange] = []
    for change in found:
        if change.kind == ChangeKind.EQUAL or not told:
            told.append(change)
            continue
        last = told[-1]
        if last.kind != ChangeKind.EQUAL:
            told[-1] = _one(last, change)
        elif len(told) > 1 and _is_little(old[last.old_start : last.old_end]):
            told[-2:] = [_one(told[-2], change)]
        else:
            told.append(change)
    return told


def _is_little(text: str) -> bool:
    """Return whether a text is some blanks and signs of one line."""
    return "\n" not in text and not any(sign.isalnum() for sign in text)


def _one(first: TextChange, last: TextChange) -> TextChange:
    spans = first.old_start, last.old_end, first.new_start, last.new_end
    if spans[0] == spans[1]:
        return TextChange(ChangeKind.INSERT, *spans)
    return TextChange(ChangeKind.DELETE if spans[2] == spans[3] else ChangeKind.REPLACE, *spans)
