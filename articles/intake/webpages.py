"""Read the text of an article from a saved web page, with what the page says of it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from articles.intake.decoding import decode
from articles.intake.page_markup import roles_of_page

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.I)


class NoArticle(ValueError):
    """The page holds no main text that can be told from its menus."""


class Page(NamedTuple):
    """What was found in a page; what was not is empty. `text` is raw: not yet canonical.

    `markup`: which role its own markup gives to a block, by the folded text of the block.
    """

    text: str
    encoding: str
    title: str = ""
    byline: str = ""
    url: str = ""
    language: str = ""
    published_on: str = ""
    markup: Mapping[str, str] = {}


def read_page(raw: bytes) -> Page:
    """Return the main text of an HTML file. Raises NoArticle, or Undecodable.

    The date is what the page states in its head or its address, never one guessed from its prose.
    """
    # Imported here: a sixth of a start went into loading it, and only a saved page needs it.
    import trafilatura
    from trafilatura.settings import Document

    declared = _CHARSET.search(raw[:4096])
    html, encoding = decode(raw, declared[1].decode("ascii") if declared else "")
    try:
        found = trafilatura.bare_extraction(
            html,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "outputformat": "%Y-%m-%d",
                "max_date": date.today().isoformat(),
            },
        )
    except Exception as error:  # a page can be broken in any way: that is the page's fault
        raise NoArticle(_NO_TEXT) from error
    if not isinstance(found, Document) or not (found.text or "").strip():
        raise NoArticle(_NO_TEXT)
    return Page(
        text=found.text or "",
        encoding=encoding,
        title=found.title or "",
        byline=found.author or "",
        url=found.url or "",
        language=_language(html),
        published_on=found.date or "",
        markup=roles_of_page(html),
    )


_NO_TEXT = "No main text was found in the page. Copy the article and paste it as plain text."
_LANG = re.compile(r"""<html\b[^>]{0,400}?\slang\s*=\s*["']?([A-Za-z0-9_-]{2,35})""", re.I)


def _language(html: str) -> str:
    found = _LANG.search(html[:4096])
    return found[1].replace("_", "-") if found else ""
