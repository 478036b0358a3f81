"""Read what a page states of itself: its language, what it is called, its address, its day.

Pure: no Django.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from articles.intake.pages.byline import articles_said

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_PARTED_BY_COUNTRY = frozenset({"zh", "pt"})
_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "xx"})
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def language_of(source: Any, main: Any = None) -> str:
    """Return the language that the page says of itself, '' where it says none.

    The nearest of `main`, an element of the tree, and those around it that says one; then what its
    head says.
    """
    around = [] if main is None else [main, *main.iterancestors()]
    for said in (*map(_lang, around), *map(_lang, source.iter("html", "body")), *_in_head(source)):
        if said:
            return said
    return ""


def _lang(element: Any) -> str:
    given = element.get("lang") or element.get(_XML_LANG) or element.get("xml:lang") or ""
    return _tag(given)


def _in_head(source: Any) -> Iterator[str]:
    said: dict[str, str] = {}
    for meta in source.iter("meta"):
        named = meta.get("http-equiv") or meta.get("name") or meta.get("property")
        name = (named or meta.get("itemprop") or "").lower()
        said.setdefault(name, _tag(meta.get("content") or ""))
    for name in ("content-language", "language", "dc.language", "dcterms.language"):
        yield said.get(name, "")
    # It must name a country, whichever: of most languages that says nothing.
    locale = said.get("og:locale", "")
    language = locale.partition("-")[0].lower()
    yield locale if language in _PARTED_BY_COUNTRY else language
    yield said.get("inlanguage", "")
    for article in articles_said(source):
        stated = article.get("inLanguage")
        yield _tag(stated) if isinstance(stated, str) else ""


def _tag(value: str) -> str:
    found = _TAG.match(value.split(",")[0].strip())
    language, *more = re.split("[-_]", found[0]) if found else [""]
    return "" if language.lower() in _NO_LANGUAGE else "-".join([language.lower(), *more])


def title_of(source: Any) -> str:
    """Return all that the page calls itself, a line each: by these its headline is known."""
    said = [(each.text or "") for each in source.iter("title")][:1]
    for meta in source.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in ("og:title", "twitter:title", "dc.title", "parsely-title"):
            said.append(meta.get("content") or "")
    for article in articles_said(source):
        if isinstance(article.get("headline"), str):
            said.append(article["headline"])
    return "\n".join(said)


def address_and_day(source: Any) -> tuple[str, str, str]:
    """Return title, address and day of publication, each '' where the page does not say it.

    The day is what the page states in its head or its address, never one guessed from its prose.
    """
    from trafilatura.metadata import extract_metadata

    told = extract_metadata(
        source,
        date_config={
            "extensive_search": False,
            "original_date": True,
            "outputformat": "%Y-%m-%d",
            "max_date": date.today().isoformat(),
        },
    )
    return told.title or "", told.url or "", told.date or ""
