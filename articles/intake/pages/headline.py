"""Find the headline of a page, and what stands under it before the text (pure: no Django)."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from articles.intake.pages.blocks import HEADINGS, PageBlock
from articles.intake.pages.furniture import FURNITURE, role_of

MOST_UNDER = 12
"""Blocks between a headline and the text."""
LEAST_STANDFIRST, LONGEST_BYLINE = 30, 200  # code points


def is_linked(block: PageBlock) -> bool:
    """Return whether a block is hardly more than links: a tag, a teaser, a button."""
    return 5 * block.linked > 4 * len(block.text)


def headline_in(
    blocks: list[PageBlock], keys: list[str], given: list[str], taken: set[int], named: str
) -> int | None:
    """Return the block that is the headline, or None: a heading that the title names.

    `keys` are the folded blocks, `named` is the folded title.
    """
    if not taken:
        return None
    last = max(taken)
    heads = [
        at
        for at, block in enumerate(blocks[: last + 1])
        if block.element is not None and _heading(block.element) and given[at] not in FURNITURE
    ]
    for tags in ({"h1"}, HEADINGS):
        for at in heads:
            alike = keys[at] and (keys[at] in named or (named and named in keys[at]))
            if _heading(blocks[at].element) in tags and alike and len(keys[at]) >= 4:
                return at
    firsts = [at for at in heads if _heading(blocks[at].element) == "h1"]
    nearest = [at for at in firsts if at <= min(taken)] or [at for at in firsts if at in taken]
    return nearest[-1] if nearest and not is_linked(blocks[nearest[-1]]) else None


def _heading(element: Any) -> str:
    """Return the tag of the heading that an element is or stands in, '' for none."""
    for _ in range(3):
        if element is None:
            return ""
        if element.tag in HEADINGS:
            return str(element.tag)
        element = element.getparent()
    return ""


def under_the_headline(
    blocks: list[PageBlock], given: list[str], head: int, taken: set[int]
) -> Iterable[int]:
    """Yield what stands between the headline and the text: the standfirst, who wrote it, when.

    Gives the role of a byline to a line that is nothing but one.
    """
    behind = min((at for at in taken if at > head and not given[at]), default=head)
    for at in range(head + 1, min(behind, head + MOST_UNDER)):
        if not given[at] and _is_byline(blocks[at]):
            given[at] = "byline"
        if given[at] in ("standfirst", "byline", "caption") or (
            given[at] == "" and _is_of_the_head(blocks[at], blocks[head])
        ):
            yield at


def _is_byline(block: PageBlock) -> bool:
    """Return whether an element inside of a line says that all of it is a byline."""
    if block.element is None or len(block.text) > LONGEST_BYLINE:
        return False
    inner = [each for each in islice(block.element.iterdescendants(), 8) if role_of(each)]
    bylines = [each for each in inner if role_of(each) == "byline"]
    said = "".join(map(_text, bylines))
    return len(inner) == len(bylines) and 2 * len(said) > len(block.text)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_of_the_head(block: PageBlock, head: PageBlock) -> bool:
    """Return whether an unmarked block beside the headline is a sentence or a date of it."""
    if is_linked(block) or block.element is None or head.element is None:
        return False
    around = head.element.getparent()
    beside = any(each is around for each in islice(block.element.iterancestors(), 4))
    timed = block.element.tag == "time" or block.element.find(".//time") is not None
    return beside and (timed or len(block.text) >= LEAST_STANDFIRST)
