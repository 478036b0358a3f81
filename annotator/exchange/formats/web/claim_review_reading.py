"""Read ClaimReviews of others: one, a list, a graph, or a feed of them (pure).

A review becomes a mark in the article at whose address the claim appeared: its quote is what the
file quotes there, else the claim as it was reviewed; what it came to stands in the note.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.format import FormatRefused, FromFile, NotTaken
from annotator.exchange.formats.pieces.unread import Unread
from annotator.exchange.formats.strict_json import json_of, text_at, utf_8

LABEL = "ClaimReview"
LONGEST_NOTE = 5_000
_KEPT = ("value", "said_by_name", "via_name", "modality", "as_of", "scope")
_OF_ROW = ("question", "question_text", "question_type")
_IDS = frozenset({"@context", "@type", "@id", "id", "url", "sameAs"})
_OF_REVIEW = _IDS | {
    *("claimReviewed", "author", "publisher", "datePublished", "dateCreated", "itemReviewed"),
    *("reviewRating", "reviewBody"),
}
_OF_CLAIM = _IDS | {"name", "text", "description", "appearance", "firstAppearance"}
_OF_PAGE = _IDS | {
    *("headline", "name", "publisher", "inLanguage", "datePublished", "hasPart"),
    "mainEntityOfPage",
}
_OF_RATING = _IDS | {
    *("alternateName", "name", "ratingValue", "bestRating", "worstRating", "ratingExplanation"),
}
_OURS = "annotator:"
_HOLDERS = ("@graph", "dataFeedElement", "itemListElement", "item")
"""Under which names lists and feeds hold what they list."""


@dataclass
class _Page:
    """A page on which claims appeared: what is said of it, and the marks in it."""

    about: dict[str, str]
    marks: list[FormatMark] = field(default_factory=list)


def read(name: str, content: bytes) -> Iterator[FromFile]:
    """Yield a document without text for each page on which a reviewed claim appeared."""
    reviews, others = _found(json_of(name, utf_8(name, content)))
    if not reviews:
        raise FormatRefused(name, "It holds no ClaimReview of schema.org.")
    pages: dict[str, _Page] = {}
    unread = Unread()
    for number, review in enumerate(reviews, 1):
        place = f"{name}, review {number}"
        _count_unread(place, review, unread)
        told = _take(place, review, pages)
        if told:
            yield NotTaken(place, told)
    yield from unread.told()
    for kind, count in others.items():
        yield NotTaken(name, f"{count:,} of the type {kind}: ClaimReviews alone are read.")
    for address, page in pages.items():
        about = page.about
        yield FormatDocument(
            name=address,
            text="",
            marks=page.marks,
            source=about["source"],
            title=about["title"],
            url=about["url"],
            language=about["language"],
            published_on=about["published_on"],
            text_sha256="" if about["url"] else about["text_sha256"],
            place=f"{name}, {address}",
        )


def _found(value: Any) -> tuple[list[Mapping[str, Any]], Counter[str]]:
    """Return all reviews of a file, in their order, and how many of what else it lists."""
    reviews: list[Mapping[str, Any]] = []
    others: Counter[str] = Counter()
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif not isinstance(one, dict):
            others["text or number"] += 1
        elif "ClaimReview" in _types(one):
            reviews.append(one)
        elif held := [one[name] for name in _HOLDERS if one.get(name)]:
            waiting.extend(reversed(held))
        else:
            others[", ".join(_types(one))[:60] or "nothing that is named"] += 1
    return reviews, others


def _types(one: Mapping[str, Any]) -> list[str]:
    """Return the types of an object without what they begin with: `schema:`, an address."""
    kinds = one.get("@type")
    return [
        kind.rpartition("/")[2].rpartition(":")[2]
        for kind in (kinds if isinstance(kinds, list) else [kinds])
        if isinstance(kind, str)
    ]


def _each(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects that stand where there may be one, several, or an address alone."""
    found: list[Mapping[str, Any]] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one:
            found.append({"url": one})
        elif isinstance(one, dict):
            found.append(one)
    return found


def _first(value: Any) -> Mapping[str, Any]:
    return next(iter(_each(value)), {})


def _take(place: str, review: Mapping[str, Any], pages: dict[str, _Page]) -> str:
    """Add the marks of a review to its pages. Returns why there are none, if so."""
    item = _first(review.get("itemReviewed"))
    claimed = text_at(review, "claimReviewed") or text_at(item, "name", "text", "description")
    appearances = [*_each(item.get("appearance")), *_each(item.get("firstAppearance"))]
    if not appearances and "Claim" not in _types(item):
        appearances = [item]
    marked = set()
    for appearance in appearances:
        about = _about(appearance)
        address = about["url"] or about["text_sha256"]
        quotations = [one for one in _each(appearance.get("hasPart")) if text_at(one, "text")]
        for quotation in quotations or [appearance]:
            mark = _mark(place, review, claimed, quotation)
            # The first appearance is often among the appearances, too.
            if address and mark and (key := (address, mark.quote, mark.start)) not in marked:
                marked.add(key)
                pages.setdefault(address, _Page(about)).marks.append(mark)
    if marked:
        return ""
    return "It does not say what is claimed." if not claimed else "It names no page of the claim."


def _count_unread(place: str, review: Mapping[str, Any], unread: Unread) -> None:
    """Count what a review says beside what is read of it; what is ours the desk computes anew."""

    def count(one: Mapping[str, Any], known: frozenset[str], of: str) -> None:
        unread.names(place, {n: v for n, v in one.items() if not n.startswith(_OURS)}, known, of)

    count(review, _OF_REVIEW, " of a review")
    ratings, items = _each(review.get("reviewRating")), _each(review.get("itemReviewed"))
    for rating in ratings[:1]:
        count(rating, _OF_RATING, " of a rating")
        if review.get("reviewBody") and rating.get("ratingExplanation"):
            unread.add(
                place, "The text of a review beside the explanation of its rating is not read."
            )
    for item in items[:1]:
        # Of a review without a claim the thing that is reviewed is the page of the claim.
        is_page = not (item.get("appearance") or item.get("firstAppearance"))
        count(item, _OF_CLAIM | (_OF_PAGE if is_page else frozenset()), " of what is reviewed")
        for appearance in (*_each(item.get("appearance")), *_each(item.get("firstAppearance"))):
            count(appearance, _OF_PAGE, " of an appearance")
    unread.add(place, "Of several ratings of a review the first is read.", len(ratings) - 1)
    unread.add(place, "Of several things that are reviewed the first is read.", len(items) - 1)


def _about(appearance: Mapping[str, Any]) -> dict[str, str]:
    url = next(
        (
            one
            for name in ("url", "@id", "sameAs", "mainEntityOfPage")
            for one in (text_at(each, "url", "@id") for each in _each(appearance.get(name)))
            if one.startswith(("http://", "https://")) and len(one) <= 2000
        ),
        "",
    )
    part = _first(appearance.get("hasPart"))
    return {
        "url": url,
        "title": text_at(appearance, "headline", "name"),
        "source": text_at(_first(appearance.get("publisher")), "name"),
        "language": text_at(appearance, "inLanguage"),
        "published_on": text_at(appearance, "datePublished"),
        "text_sha256": text_at(part, "annotator:text_sha256"),
    }


def _mark(
    place: str, review: Mapping[str, Any], claimed: str, said: Mapping[str, Any]
) -> FormatMark | None:
    quote = text_at(said, "text") or claimed
    if not quote:
        return None
    given = said.get("annotator:start")
    start = given if type(given) is int and 0 <= given < 2**31 else 0
    details = {name: text_at(said, f"annotator:{name}") for name in _KEPT}
    details |= {name: text_at(review, f"annotator:{name}") for name in _OF_ROW}
    details["note"] = _note(review, claimed if claimed != quote else "")
    return FormatMark(
        label=LABEL,
        start=start,
        end=start + len(quote),
        quote=quote,
        annotator=_reviewer(review),
        details={name: value for name, value in details.items() if value},
        created_at=_moment(text_at(review, "datePublished", "dateCreated")),
        prefix=text_at(said, "annotator:before"),
        suffix=text_at(said, "annotator:after"),
        place=place,
    )


def _note(review: Mapping[str, Any], claimed: str) -> str:
    """Return in words how it was rated, by whom, when and where that is told."""
    rating = _first(review.get("reviewRating"))
    rated = text_at(rating, "alternateName", "name")
    if value := text_at(rating, "ratingValue"):
        best = text_at(rating, "bestRating")
        value = f"{value} of {best}" if best else value
        rated = f"{rated} ({value})" if rated else value
    where = [_reviewer(review), text_at(review, "datePublished")[:10], text_at(review, "url")]
    lines = [
        f"Claim: {claimed}" if claimed else "",
        f"Rated: {rated}" if rated else "",
        ", ".join(part for part in where if part),
        text_at(rating, "ratingExplanation") or text_at(review, "reviewBody"),
    ]
    note = "\n".join(line for line in lines if line)
    return note if len(note) <= LONGEST_NOTE else note[: LONGEST_NOTE - 1] + "…"


def _reviewer(review: Mapping[str, Any]) -> str:
    author = _first(review.get("author")) or _first(review.get("publisher"))
    return text_at(author, "name", "url")


def _moment(text: str) -> str:
    """Return a time that has a zone; a day alone is in the note."""
    try:
        return text if datetime.fromisoformat(text).tzinfo else ""
    except ValueError:
        return ""
