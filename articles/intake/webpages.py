"""Read the text of an article from a saved web page, with what the page says of it."""

import copy
import re
from typing import Any, NamedTuple

from articles.intake.decoding import decode
from articles.intake.drafts import AsRead, LeftOut
from articles.intake.pages.blocks import blocks_of
from articles.intake.pages.byline import byline_of, printed_in
from articles.intake.pages.main_text import Chosen, choose
from articles.intake.pages.stated import address_and_day, language_of, title_of
from articles.intake.pages.tree import TooLarge, parse, without_unseen
from articles.intake.regions import folded

MOST_LEFT_OUT = 300
"""Blocks that are kept to be taken back: menus of thousands are none."""
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})"""
    rb"""|<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})""",
    re.IGNORECASE,
)


class NoArticle(ValueError):
    """The page holds no main text that can be told from its menus."""


class Page(NamedTuple):
    """What was found in a page; what was not is empty. `text` is raw: not yet canonical."""

    text: str
    read: AsRead
    title: str = ""
    byline: str = ""
    url: str = ""
    language: str = ""
    published_on: str = ""


def read_page(raw: bytes, encoding: str = "") -> Page:
    """Return the main text of an HTML file. Raises NoArticle, or Undecodable.

    `encoding` is what somebody says of it, before what the page declares.
    """
    declared = _CHARSET.search(raw[:4096])
    named = (declared[1] or declared[2]).decode("ascii") if declared else ""
    html, read_as, notes = decode(raw, named, encoding)
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
    return Page(
        text="\n".join(each.block.text for each in taken),
        read=AsRead(read_as, (*notes, *_struck(taken)), _markup(taken), tuple(_left_out(chosen))),
        title=headline or title,
        byline=byline_of(source, printed_in(tree, roles)),
        url=url,
        language=language_of(source, taken[-1].block.element) or language,
        published_on=day,
    )


_NO_TEXT = "No main text was found in the page. Copy the article and paste it as plain text."


def _markup(taken: list[Chosen]) -> dict[str, str]:
    """Return the role of each block by its folded text, but of such as have several."""
    roles: dict[str, str] = {}
    for each in taken:
        key = folded(each.block.text)
        roles[key] = each.role if roles.get(key, each.role) == each.role else ""
    return {key: role for key, role in roles.items() if key and role}


def _left_out(chosen: list[Chosen]) -> Any:
    """Yield what was not taken, with its place among what was."""
    line = number = 0
    for each in chosen:
        line += each.taken
        if not each.taken and number < MOST_LEFT_OUT and each.block.text.strip():
            number += 1
            yield LeftOut(line, each.block.text, each.role or "body")


def _struck(taken: list[Chosen]) -> list[str]:
    """Return what to tell of words that the page strikes out."""
    struck = [words for each in taken for words in each.block.struck if words]
    if not struck:
        return []
    quoted = ", ".join(f"“{words[:60]}”" for words in struck[:5])
    more = f" and {len(struck) - 5:,} more" if len(struck) > 5 else ""
    return [f"Struck out on the page, and not in the text: {quoted}{more}."]
