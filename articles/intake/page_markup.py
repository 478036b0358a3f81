"""Which blocks of a saved page its own markup sets apart: captions, lists of references, menus.

A block is an element that holds no other block: what is read of a page are its lines.
"""

import re
from typing import Any

from articles.intake.regions import folded

_BLOCKS = frozenset(
    {
        *("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "blockquote", "td", "th"),
        *("dd", "dt", "address", "div", "section", "article", "aside", "header", "footer", "nav"),
        *("ul", "ol", "figure", "main", "form"),
    }
)
_BY_TAG = {"figcaption": "caption", "nav": "boilerplate", "footer": "boilerplate"}
_BY_CLASS = (
    (re.compile(r"\b(?:caption|photo-?credit|image-?credit)s?\b"), "caption"),
    (re.compile(r"\b(?:references|bibliography|footnotes|citations|reflist)\b"), "references"),
    (re.compile(r"\b(?:byline|author-name|article-author)\b"), "byline"),
    (re.compile(r"\b(?:standfirst|subtitle|subheadline|dek|article-summary)\b"), "standfirst"),
    (re.compile(r"\b(?:related|read-?more|also-?read|recommended)\b"), "link"),
    (
        re.compile(r"\b(?:newsletter|subscribe|share|social|promo|advert(?:isement)?)\b"),
        "boilerplate",
    ),
)


def roles_of_page(html: str) -> dict[str, str]:
    """Return the role of each block that the markup sets apart, by its folded text.

    What stands in the page as plain text too is left out: which of the two is meant is not known.
    """
    # Imported here, as in `webpages`: only a saved page needs it.
    from trafilatura import load_html

    tree = load_html(html)
    roles: dict[Any, str] = {}
    apart: dict[str, str] = {}
    plain: set[str] = set()
    for element in tree.iter() if tree is not None else ():
        if not isinstance(element.tag, str):  # a comment
            continue
        roles[element] = _role_of(element.tag, element) or roles.get(element.getparent(), "")
        if element.tag in _BLOCKS and next(element.iterdescendants(*_BLOCKS), None) is None:
            key = folded("".join(element.itertext()))
            if key and roles[element]:
                apart.setdefault(key, roles[element])
            elif key:
                plain.add(key)
    return {key: role for key, role in apart.items() if key not in plain}


def _role_of(tag: str, given: Any) -> str:
    """Return the role that an element gives to what is in it; `given` has its attributes."""
    if tag in _BY_TAG:
        return _BY_TAG[tag]
    if given.get("rel") == "author" or given.get("itemprop") == "author":
        return "byline"
    named = f"{given.get('class', '')} {given.get('id', '')} {given.get('role', '')}".lower()
    if tag in ("body", "html", "main", "article"):
        return ""
    return next((role for form, role in _BY_CLASS if form.search(named)), "")
