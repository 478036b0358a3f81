"""Cut a long text into parts that overlap, each short enough for a model (pure: no Django)."""

from collections.abc import Iterator, Sequence

from annotator.machines.engines.protocol import ProposedSpan
from articles.text import blocks


def windows(text: str, size: int, overlap: int) -> list[tuple[int, int]]:
    """Return parts of at most `size` code points, half-open, which cover the text together.

    A part ends where a block does, where that is possible; the next one begins with blocks that
    the last one ended with, of at most `overlap` code points, so that what goes on over a border
    is seen whole.
    """
    pieces = list(_pieces(text, size))
    begins, ends = [start for start, _ in pieces], [end for _, end in pieces]
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(begins):
        last = first
        while last + 1 < len(ends) and ends[last + 1] - begins[first] <= size:
            last += 1
        found.append((begins[first], ends[last]))
        if last + 1 == len(ends):
            break
        following = last + 1
        while following - 1 > first and ends[last] - begins[following - 1] <= overlap:
            following -= 1
        while following <= last and ends[last + 1] - begins[following] > size:
            following += 1
        first = following
    return found


def moved(spans: Sequence[ProposedSpan], start: int, end: int) -> Iterator[ProposedSpan]:
    """Yield what was said of a part as said of the whole text."""
    for span in spans:
        yield ProposedSpan(
            span.quote,
            span.label,
            None if span.start is None else span.start + start,
            None if span.end is None else span.end + start,
            span.details,
            span.confidence,
            span.before,
            span.after,
            (start, end),
        )


def _pieces(text: str, size: int) -> Iterator[tuple[int, int]]:
    """Yield the blocks of a text; one that is too long for a part, cut at blanks."""
    for block in blocks(text):
        at = block.start
        while block.end - at > size:
            blank = text.rfind(" ", at + size // 2, at + size)
            cut = blank + 1 if blank >= 0 else at + size
            yield at, cut
            at = cut
        yield at, block.end
