"""Find the headline of a page, and what stands under it before the text (pure: no Django)."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

from articles.intake.pages.blocks import PageBlock
from articles.intake.pages.elements import HEADINGS
from articles.intake.pages.furniture import FURNITURE, role_of

MOST_UNDER = 12
"""Blocks between a headline and the text."""
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।]\W*$")
LONGEST_LABEL = 60  # code points
LEAST_HEADLINE = 3  # letters
LEAST_STANDFIRST, LONGEST_BYLINE = 30, 200  # code points
_DATED = re.compile(
    r"(?:(?:last|first)\s+)?(?:modified|updated|published|posted)\b|aktualisiert|stand:|mis à jour"
    r"|publié|actualizado|publicado|atualizado|обновлено|опубликовано|güncelleme",
    re.IGNORECASE,
)


def is_linked(block: PageBlock) -> bool:
    """Return whether a block is hardly more than links: a tag, a teaser, a button."""
    return 5 * block.linked > 4 * len(block.text)


def headline_in(
    blocks: list[PageBlock], keys: list[str], given: list[str], taken: set[int], named: list[str]
) -> int | None:
    """Return the block that is the headline, or None: the heading that a title of the page names.

    `keys` are the folded blocks, `named` the folded titles: of a site's name beside the headline's
    words the longer is meant.
    """
    if not taken:
        return None
    last = max(taken)
    heads = [
        at
        for at, block in enumerate(blocks[: last + 1])
        if block.element is not None and _heading(block.element) and given[at] not in FURNITURE
    ]
    alike = [
        at
        for at in heads
        if len(keys[at]) >= LEAST_HEADLINE
        and any(keys[at] in title or title in keys[at] for title in named if title)
    ]
    if alike:
        longest = max(len(keys[at]) for at in alike)
        best = [at for at in alike if len(keys[at]) == longest]
        return next((at for at in best if _heading(blocks[at].element) == "h1"), best[0])
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


def labels_of_links(blocks: list[PageBlock], taken: set[int]) -> Iterable[int]:
    """Yield the short lines over links that were left out: “More on this story”."""
    for at in sorted(taken):
        behind = blocks[at + 1] if at + 1 < len(blocks) else None
        if behind is None or at + 1 in taken or len(blocks[at].text) > LONGEST_LABEL:
            continue
        if blocks[at].element is None or behind.element is None or not is_linked(behind):
            continue
        if _SENTENCE_END.search(blocks[at].text):
            continue
        around = blocks[at].element.getparent()
        if any(each is around for each in islice(behind.element.iterancestors(), 3)):
            yield at


def _is_byline(block: PageBlock) -> bool:
    """Return whether an element inside of a line says that all of it is a byline."""
    if block.element is None or len(block.text) > LONGEST_BYLINE:
        return False
    inner = [each for each in islice(block.element.iterdescendants(), 8) if role_of(each)]
    bylines = [each for each in inner if role_of(each) == "byline"]
    said = "".join(map(_text, bylines))
    return len(inner) == len(bylines) and 3 * len(said) > len(block.text)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_of_the_head(block: PageBlock, head: PageBlock) -> bool:
    """Return whether an unmarked block beside the headline is a sentence or a date of it."""
    if is_linked(block) or block.element is None or head.element is None:
        return False
    around = head.element.getparent()
    while around is not None and len(around) == 1 and around.getparent() is not None:
        around = around.getparent()  # a box of the headline alone
    beside = any(each is around for each in islice(block.element.iterancestors(), 4))
    timed = block.element.tag == "time" or block.element.find(".//time") is not None
    is_sentence = len(block.text) >= LEAST_STANDFIRST and not _DATED.match(block.text)
    return beside and (timed or is_sentence)
