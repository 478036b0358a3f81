"""An edition without the words of an article that was erased (pure: no Django).

How many rows, answers and sources it had, and of which articles, still stands; what they said does
not. The hash of the document as it was is kept in it, so that an older copy is still known.
"""

import copy
from collections.abc import Callable, Mapping
from typing import Any

SAID = (
    "value", "derived", "quote", "before", "after", "modality", "said_by", "via", "as_of", "scope",
)  # fmt: skip
"""What an answer quotes, or is read off its words."""
ARTICLE, NAME = "article", "name"
Left = Callable[[str], str]
"""Returns what is left of a text."""


def without_article(document: Mapping[str, Any], article: int) -> dict[str, Any]:
    """Return the document without what it says of the article.

    Of a row that quotes the article, what is said of all its answers (its reason, its findings, a
    value that only this article gave) may repeat its words, and goes as well.
    """
    left = copy.deepcopy(dict(document))
    for row in left["rows"]:
        answers = [*row["others"], *(one for value in row["values"] for one in value["answers"])]
        if not any(one["article"] == article for one in answers):
            continue
        row["reason"], row["findings"], row["attribution_lost"] = "", [], []
        if row["ruling"]:
            row["ruling"]["reason"] = ""
        for value in row["values"]:
            if all(one["article"] == article for one in value["answers"]):
                value["value"] = ""
        for one in answers:
            if one["article"] == article:
                one.update({name: "" for name in SAID if isinstance(one[name], str)})
    for cited in left["articles"]:
        if cited["id"] == article:
            cited["title"], cited["address"] = "", ""
    return left


def without_words(document: Mapping[str, Any], signed: Left, written: Left) -> dict[str, Any]:
    """Return the document with what is left of its signature, and of what people wrote in it."""
    left = copy.deepcopy(dict(document))
    left["published_by"] = signed(left["published_by"])
    left["title"], left["note"] = written(left["title"]), written(left["note"])
    left["story"]["title"] = written(left["story"]["title"])
    for row in left["rows"]:
        row["question"]["text"] = written(row["question"]["text"])
        if row["ruling"]:
            row["ruling"]["reason"] = written(row["ruling"]["reason"])
    return left


def noted(document: Mapping[str, Any], what: str, at: str, sha256: str) -> dict[str, Any]:
    """Return the document with a note of what was erased from it, whose hash was `sha256`."""
    erased = {"what": what, "at": at, "sha256": sha256}
    return {**document, "erased": [*document.get("erased", []), erased]}


def earlier_hashes(document: Mapping[str, Any]) -> list[str]:
    """Return the hashes that the document had before something was erased from it."""
    return [one["sha256"] for one in document.get("erased", [])]


def lost_an_article(document: Mapping[str, Any]) -> bool:
    """Return whether the words of an article were erased from it."""
    return any(one["what"] == ARTICLE for one in document.get("erased", []))
