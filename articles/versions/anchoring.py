"""Where spans of a text stand in its next version (pure: no Django).

A span is carried or moved only where the very same code points stand in the same surroundings and
no other place is nearly as good; what is unsure is to review, and what is gone is an orphan.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from articles.versions.edges import is_joined_alike, is_turned
from articles.versions.laying import lay
from articles.versions.likeliest import hull, moved, swapped
from articles.versions.overlay import Overlay
from articles.versions.surroundings import Agreement, agreement

_BESIDE = 8
"""Words on either side of a span that are its surroundings."""
_SAME, _SAME_BESIDE = 0.5, 0.25
"""So much must be the same of a span with its surroundings, and of these alone."""
_LEFT, _LEFT_OF_IT = 0.2, 0.25
"""With less than that of a span with its surroundings, or of the span alone, it is gone."""
_MOVED_LETTERS = 24
"""So many letters in a row, surroundings included, must be the same where a span moved."""
_MOVED_WORDS = 3
"""So many words on either side, or all up to the end of its sentence."""


class AnchorOutcome(StrEnum):
    """What became of a span."""

    CARRIED = "carried"
    MOVED = "moved"
    REVIEW = "review"
    ORPHANED = "orphaned"


class Placed(NamedTuple):
    """Where a span stands now, in code points, half-open; an orphan stands nowhere."""

    outcome: AnchorOutcome
    start: int | None
    end: int | None


_GONE = Placed(AnchorOutcome.ORPHANED, None, None)


def place(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Placed]:
    """Return for each span of the old text, in their order, where it stands in the new one.

    A span that is empty or goes beyond the text stands nowhere.
    """
    if not spans:
        return []
    laid = lay(old, new)
    size = len(old)
    return [_placed(laid, *span) if 0 <= span[0] < span[1] <= size else _GONE for span in spans]


def _placed(laid: Overlay, start: int, end: int) -> Placed:
    first, last = laid.old.touched(start, end)
    lower, upper = max(0, first - _BESIDE), min(len(laid.old), last + _BESIDE)
    same, all_words = laid.kept(lower, upper), upper - lower
    its_same, its_words = laid.kept(first, last), last - first
    beside, all_beside = same - its_same, all_words - its_words
    by = laid.shift(start, end)
    if by is not None and same >= _SAME * all_words and beside >= _SAME_BESIDE * all_beside:
        return _told(_is_sure(laid, start, end, by), AnchorOutcome.CARRIED, start + by, end + by)
    if found := _elsewhere(laid, start, end, first, last):
        return found
    likely = None
    if same >= _LEFT * all_words and its_same >= _LEFT_OF_IT * its_words:
        likely = hull(laid, start, end)
    elif beside >= _SAME * all_beside:
        likely = swapped(laid, first, last)
    likely = likely or moved(laid, first, last)
    return Placed(AnchorOutcome.REVIEW, *likely) if likely else _GONE


def _told(is_sure: bool, outcome: AnchorOutcome, start: int, end: int) -> Placed:
    return Placed(outcome if is_sure else AnchorOutcome.REVIEW, start, end)


def _is_sure(laid: Overlay, start: int, end: int, by: int) -> bool:
    """Return whether nothing makes something else of a span that stayed, and no other place could
    be meant as well."""
    if not _is_itself(laid, start, end, start + by):
        return False
    first, last = laid.old.touched(start, end)
    to, until = laid.new.touched(start + by, end + by)
    if first == last:
        return True
    if laid.has_its_sentence_elsewhere(first, last):
        return False
    rivals = [
        *(score for _, score in laid.among_what_came(start, end, first, last, to)),
        *laid.among_what_is_gone(start, end, first, last, to, until),
    ]
    return not rivals or _is_best(rivals, agreement(laid.old, first, last, laid.new, to, until))


def _is_best(rivals: Iterable[Agreement], best: Agreement) -> bool:
    return not any(rival.is_nearly_as_good_as(best) for rival in rivals)


def _is_itself(laid: Overlay, start: int, end: int, at: int) -> bool:
    """Return whether a span is the same to a reader at a place where its code points stand."""
    first, last = laid.old.touched(start, end)
    to, until = laid.new.touched(at, at + end - start)
    old, new = laid.old, laid.new
    return is_joined_alike(old.text, start, end, new.text, at, at + end - start) and not is_turned(
        old, first, last, laid.to, new, to, until, laid.back
    )


def _elsewhere(laid: Overlay, start: int, end: int, first: int, last: int) -> Placed | None:
    """Return where a span moved with what is around it, or None."""
    found = list(laid.among_what_came(start, end, first, last)) if first < last else []
    if not found:
        return None
    at, best = max(found, key=lambda one: one[1].wide)
    to, until = laid.new.touched(at, at + end - start)
    row = laid.old.keys[max(0, first - best.left.wide) : last + best.right.wide]
    if sum(map(len, row)) < _MOVED_LETTERS:
        return None
    rivals = [
        *(score for place, score in found if place != at),
        *laid.among_what_is_gone(start, end, first, last, to, until),
    ]
    is_sure = (
        all(side.is_whole or side.wide >= _MOVED_WORDS for side in best)
        and not laid.is_often_among_what_came(first, last)
        and _is_itself(laid, start, end, at)
        and _is_best(rivals, best)
    )
    return _told(is_sure, AnchorOutcome.MOVED, at, at + end - start)
