"""Write settled rows as schema.org's ClaimReview: a review for each value that sources give (pure).

https://schema.org/ClaimReview. What it has no word for stands under names of our own
(`annotator:`). The desk rates no truth: what stands as a rating is the state of the row.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from annotator.comparison.settled_rows.records import SettledAnswer, SettledRow
from annotator.exchange.formats.strict_json import written

SCHEMA = "https://schema.org"
TERMS = "urn:annotator:terms:"


@dataclass(frozen=True)
class ReviewedRow:
    """A settled row, and where it stands on the desk."""

    row: SettledRow
    address: str


@dataclass(frozen=True)
class _Claim:
    """One thing that some sources say on a question: their answers, and what it is called."""

    key: str
    words: str
    answers: tuple[SettledAnswer, ...]
    compared: bool


def claim_reviews(rows: Iterable[ReviewedRow], base: str) -> Iterator[str]:
    """Yield the file, a review a line; `base` is the desk's address, empty where it has none."""
    desk = {"@type": "Organization", "name": (urlsplit(base).netloc if base else "") or "Annotator"}
    if base:
        desk["url"] = base
    yield f'{{"@context":{written([SCHEMA, {"annotator": TERMS}])},"@graph":[\n'
    comma = ""
    for one in rows:
        for claim in _claims(one.row):
            yield comma + written(_review(one, claim, desk))
            comma = ",\n"
    yield "\n]}\n"


def _claims(row: SettledRow) -> Iterator[_Claim]:
    for value in row.values:
        if value.answers:
            words = f"{row.wording} {value.text}"
            yield _Claim(value.letter, words, value.answers, True)
    others: dict[tuple[str, str, str], list[SettledAnswer]] = {}
    for answer in row.others:
        others.setdefault((answer.value, answer.modality, answer.scope), []).append(answer)
    for number, ((value_text, modality, scope), answers) in enumerate(others.items(), 1):
        aside = ", ".join(part for part in (modality, scope) if part and part != "asserted")
        words = f"{row.wording} {value_text}" + (f" ({aside})" if aside else "")
        yield _Claim(f"other-{number}", words, tuple(answers), False)


def _review(one: ReviewedRow, claim: _Claim, desk: dict[str, str]) -> dict[str, Any]:
    row = one.row
    rating = {"@type": "Rating", "alternateName": str(row.state), "ratingExplanation": row.reason}
    own: dict[str, Any] = {
        "question": row.slug,
        "question_text": row.wording,
        "question_type": row.type,
        "computed_state": str(row.computed),
        "compared": claim.compared,
        "sources": row.sources,
        "voices": row.voices,
        "findings": [*row.findings, *row.lost],
    }
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "@id": f"{one.address}#{claim.key}",
        "url": one.address,
        "claimReviewed": claim.words,
        "author": desk,
        "itemReviewed": {
            "@type": "Claim",
            "name": claim.words,
            "appearance": [_appearance(answer) for answer in claim.answers],
        },
        "reviewRating": rating,
    }
    if row.ruling:
        review["datePublished"] = row.ruling.at.isoformat()
        rating["ratingExplanation"] = f"{row.ruling.reason} {row.reason}".strip()
    return {**review, **{f"annotator:{name}": value for name, value in own.items()}}


def _appearance(answer: SettledAnswer) -> dict[str, Any]:
    article = answer.article
    about: dict[str, Any] = {
        "url": article.url,
        "headline": article.title,
        "datePublished": article.published.isoformat() if article.published else "",
        "inLanguage": article.language,
    }
    own: dict[str, Any] = {
        "start": answer.start,
        "end": answer.end,
        "text_sha256": article.text_sha256,
        "text_version": article.version,
        "before": answer.before,
        "after": answer.after,
        "annotation_id": str(answer.key),
        "value": answer.value,
        "derived": answer.derived,
        "said_by_name": answer.said_by,
        "via_name": answer.via,
        "modality": answer.modality,
        "as_of": answer.as_of,
        "scope": answer.scope,
    }
    quotation = {"@type": "Quotation", "text": answer.quote}
    quotation |= {f"annotator:{name}": value for name, value in own.items() if value != ""}
    return {
        "@type": "NewsArticle",
        **{name: value for name, value in about.items() if value},
        "publisher": {"@type": "Organization", "name": article.source},
        "hasPart": quotation,
    }
