"""Read a page as plain values that one process can tell another (pure: no Django)."""

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from articles.intake.pages.blocks import blocks_of
from articles.intake.pages.byline import byline_of, printed_in
from articles.intake.pages.main_text import Chosen, choose
from articles.intake.pages.stated import address_and_day, language_of, title_of
from articles.intake.pages.tree import TooLarge, parse, without_unseen
from articles.intake.regions import folded

MOST_LEFT_OUT = 300
"""Blocks that are kept to be taken back: menus of thousands are none."""
_NO_TEXT = "No main text was found in the page. Copy the article and paste it as plain text."


class NoArticle(ValueError):
    """The page holds no main text that can be told from its menus."""


def contents_of(html: str) -> dict[str, Any]:
    """Return the main text of a page and what the page says of itself, as JSON has it.

    `struck`: what is told of words that the page strikes out. `left_out`: of each block that was
    not taken after how many lines it stood, its text and its role. Raises NoArticle.
    """
    source = parse(html)
    if source is None:
        raise NoArticle(_NO_TEXT)
    try:
        tree = without_unseen(copy.deepcopy(source))
    except TooLarge as error:
        raise NoArticle(str(error)) from error
    language = language_of(source)
    chosen, roles = choose(tree, blocks_of(tree, language), title_of(source))
    taken = [each for each in chosen if each.taken]
    if not taken:
        raise NoArticle(_NO_TEXT)
    title, url, day = address_and_day(source)
    headline = next((each.block.text for each in taken if each.role == "headline"), "")
    return {
        "text": "\n".join(each.block.text for each in taken),
        "title": headline or title,
        "byline": byline_of(source, printed_in(tree, roles)),
        "url": url,
        "language": language_of(source, taken[-1].block.element) or language,
        "published_on": day,
        "struck": _struck(taken),
        "markup": _markup(taken),
        "left_out": list(_left_out(chosen)),
    }


def _markup(taken: Iterable[Chosen]) -> dict[str, str]:
    """Return the role of each block by its folded text, but of such as have several."""
    roles: dict[str, str] = {}
    for each in taken:
        key = folded(each.block.text)
        roles[key] = each.role if roles.get(key, each.role) == each.role else ""
    return {key: role for key, role in roles.items() if key and role}


def _left_out(chosen: Iterable[Chosen]) -> Iterator[tuple[int, str, str]]:
    """Yield what was not taken, with its place among what was."""
    line = number = 0
    for each in chosen:
        line += each.taken
        if not each.taken and number < MOST_LEFT_OUT and each.block.text.strip():
            number += 1
            yield line, each.block.text, each.role or "body"


def _struck(taken: Iterable[Chosen]) -> list[str]:
    """Return what to tell of words that the page strikes out."""
    struck = [words for each in taken for words in each.block.struck if words]
    if not struck:
        return []
    quoted = ", ".join(f"“{words[:60]}”" for words in struck[:5])
    more = f" and {len(struck) - 5:,} more" if len(struck) > 5 else ""
    return [f"Struck out on the page, and not in the text: {quoted}{more}."]
