"""What the markup of a page says of its parts: which are furniture, which have a role of their own.

Menus, teasers, comments and banners are furniture: they are no part of the article. Captions,
bylines, standfirsts and lists of references are parts of it that have a role (pure: no Django).
"""

import re
from collections.abc import Mapping
from typing import Any

LINK, BOILERPLATE = "link", "boilerplate"
FURNITURE = frozenset({LINK, BOILERPLATE})
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "menu", "dialog", "search", "legend"})
_FURNITURE_ROLES = frozenset(
    {
        *("navigation", "contentinfo", "complementary", "search", "menu", "menubar", "dialog"),
        *("alertdialog", "alert", "toolbar", "tablist", "status"),
    }
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTED = re.compile(r"[\W_]+")


def _words(alternatives: str) -> "re.Pattern[str]":
    return re.compile(rf"(?:^|[ -])(?:{alternatives})s?(?:$|[ -])")


_OF_FURNITURE = (
    (
        _words(
            "related|read-?more|also-?read|read-?also|recommended|recommendation|more-?stor(?:y|ie)"
            "|more-?news|more-?from|teaser|see-?also|you-?may-?like|next-?article|recirc|outbrain"
            "|taboola|most-?(?:read|popular|viewed)|trending|popular|latest-?news|more-?on|onward"
        ),
        LINK,
    ),
    (
        _words(
            "newsletter|subscribe|subscription|sign-?up|share|sharing|share-?bar|social|promo"
            "|promotion|advert|advertisement|advertising|ad|ad-?slot|sponsor|sponsored|cookie"
            "|consent|gdpr|cmp|onetrust|didomi|usercentrics|paywall|regwall|piano|upsell|comment|commentlist|disqus|respond|breadcrumb|menu"
            "|navbar|nav|navigation|sidebar|side-?bar|widget|toolbar|tag|tag-?list|keyword|topic"
            "|pagination|pager|skip-?link|masthead|popup|pop-?up|modal|overlay|toast|login|log-?in"
            "|donate|donation|app-?download|copyright|poll|weather|ticker|follow-?us|author-?bio"
            "|about-?(?:the-?)?author|correction-?link|reaction|rating|print-?hide|no-?print"
        ),
        BOILERPLATE,
    ),
)
_SURELY = _words(
    "cookie|consent|gdpr|cmp|onetrust|didomi|usercentrics|paywall|regwall|piano|upsell|comment"
    "|commentlist|disqus|newsletter|breadcrumb"
)
"""What is furniture even where it has most of the words, though not where it has nearly all."""
_OF_ROLES = (
    (_words("caption|photo-?credit|image-?credit|photo-?caption|picture-?credit"), "caption"),
    (_words("reference|bibliography|foot-?note|citation|ref-?list|end-?note"), "references"),
    (_words("byline|by-?line|author-?name|article-?author|author|dateline|pub-?date"), "byline"),
    (
        _words(
            "standfirst|subtitle|sub-?headline|sub-?heading|dek|deck|article-?summary|chapeau|lede"
            "|vorspann|kicker-?text|stand-?first|strapline|intro|entradilla|bajada"
        ),
        "standfirst",
    ),
)
_MAIN = _words(
    "(?:article|story|post|entry|news)-?(?:body|content|text|main)|article-?body-?content"
)
_NEVER = frozenset({"html", "body", "main", "article"})


def named(element: Any) -> str:
    """Return class, id and own tag of an element as words in small, with hyphens in them."""
    own = element.tag if "-" in element.tag else ""
    return _named(f"{own} {element.get('class', '')} {element.get('id', '')}")


def _named(given: str) -> str:
    # “post--with-share” is a post, and “has-comments” says what stands elsewhere.
    words = [word.partition("--")[0] for word in _CAMEL.sub("-", given).lower().split()]
    own = (word for word in words if not word.startswith(("has-", "with-", "without-", "is-")))
    return " ".join(_PARTED.sub("-", word).strip("-") for word in own)


def role_of(element: Any) -> str:
    """Return the role that an element gives to what is in it, '' for none."""
    tag = element.tag
    if tag in ("figcaption", "caption"):
        return "caption"
    words = "" if tag in _NEVER else named(element)
    for form, role in _OF_FURNITURE:
        if words and not _MAIN.search(words) and form.search(words):
            return role
    if tag in _FURNITURE_TAGS:
        # Who is quoted stands in the footer of a quotation.
        quoted = tag == "footer" and next(element.iterancestors("blockquote"), None) is not None
        return "" if quoted else BOILERPLATE
    if element.get("role", "").lower() in _FURNITURE_ROLES:
        return BOILERPLATE
    if "author" in (element.get("rel"), element.get("itemprop")):
        return "byline"
    if element.get("role") in ("doc-endnotes", "doc-bibliography"):
        return "references"
    if not words or _MAIN.search(words):
        return ""
    return next((role for form, role in _OF_ROLES if form.search(words)), "")


def holds_the_article(element: Any) -> bool:
    """Return whether the markup says that this element holds the text of the article."""
    if element.tag == "article" or "articleBody" in element.get("itemprop", ""):
        return True
    return bool(_MAIN.search(named(element)))


class Roles:
    """The roles of the elements of one tree, each the one of the nearest element that gives one.

    Furniture holds for all in it. `weights`: how much of the article's text an element holds: what
    holds much of it is no furniture, whatever its class is.
    """

    def __init__(self, weights: Mapping[Any, int], whole: int) -> None:
        self._weights, self._whole = weights, whole
        self._known: dict[Any, str] = {}
        self._alike: dict[tuple[Any, str], int] = {}

    def _holds_much(self, element: Any) -> bool:
        """Return whether an element, or its like beside it, has two fifths of the text."""
        weight = self._weights.get(element, 0)
        if _SURELY.search(named(element)):
            return 5 * weight > 4 * self._whole
        if 5 * weight > 2 * self._whole or not weight:
            return weight > 0
        parent, named_so = element.getparent(), element.get("class")
        if not named_so or parent is None:
            return False
        if (parent, named_so) not in self._alike:
            self._alike[parent, named_so] = sum(
                self._weights.get(each, 0) for each in parent if each.get("class") == named_so
            )
        return 5 * self._alike[parent, named_so] > 2 * self._whole

    def of(self, element: Any) -> str:
        """Return the role of what stands in an element, '' for body."""
        path = []
        role = ""
        while element is not None and element not in self._known:
            path.append(element)
            element = element.getparent()
        if element is not None:
            role = self._known[element]
        for each in reversed(path):
            own = role_of(each)
            if own and self._holds_much(each):
                own = ""
            role = role if role in FURNITURE or not own else own
            self._known[each] = role
        return role
