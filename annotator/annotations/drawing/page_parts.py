"""Where the parts of a page that have a role are drawn: as whole blocks, or within one."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotator.annotations.drawing.segments import Mark
from articles.parts import Part
from articles.text import Block


class PageParts(NamedTuple):
    """Parts as they are drawn.

    `whole`: by the start of a block that one part covers, its role, and whether the part begins
    there; `within`: the others, cut to their blocks, each with its role as its kind, and with a key
    where the part began in a block before.
    """

    whole: Mapping[int, tuple[str, bool]]
    within: Sequence[Mark]


def page_parts(blocks: Sequence[Block], parts: Sequence[Part]) -> PageParts:
    """Return which blocks the parts cover, space at their ends aside, and what is left of them."""
    whole: dict[int, tuple[str, bool]] = {}
    within: list[Mark] = []
    starts = [block.start for block in blocks]
    for part in parts:
        at = max(0, bisect_right(starts, part.start) - 1)
        begins = True
        while at < len(blocks) and blocks[at].start < part.end:
            block = blocks[at]
            at += 1
            if block.end <= part.start or not block.text.strip():
                continue
            first = block.start + len(block.text) - len(block.text.lstrip())
            last = block.start + len(block.text.rstrip())
            if part.start <= first and last <= part.end:
                whole[block.start] = part.role, begins
            else:
                low, high = max(part.start, block.start), min(part.end, block.end)
                within.append(Mark(low, high, "" if begins else "on", part.role))
            begins = False
    return PageParts(whole, within)
