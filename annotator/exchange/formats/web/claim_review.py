"""Declare ClaimReview: settled rows of the matrix as reviews, and reviews of others as marks."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from django.urls import reverse

from annotator.annotations.models import Annotation
from annotator.annotations.visibility.portions import Portion
from annotator.comparison.settled_rows.reading import settled_rows
from annotator.comparison.settled_rows.records import SettledAnswer, SettledRow
from annotator.exchange.formats.format import PLACED, Aspect, Format, HeldPlace, Outgoing
from annotator.exchange.formats.web.claim_review_reading import read
from annotator.exchange.formats.web.claim_review_writing import ReviewedRow, claim_reviews
from annotator.vocabulary.models import Kind
from articles.models import Article, Story

BATCH = 25
"""Rows whose answers are looked up at once."""


def _write(out: Outgoing) -> Iterator[bytes]:
    return (piece.encode() for piece in claim_reviews(_rows(out.portion, out.base), out.base))


def _rows(portion: Portion, base: str) -> Iterator[ReviewedRow]:
    for story in portion.stories:
        rows = settled_rows(story, portion.hidden)
        while batch := list(islice(rows, BATCH)):
            taken = _taken(portion, story, batch)
            for row in batch:
                narrowed = _narrowed(row, taken)
                if any(True for _ in narrowed.answers()):
                    at = reverse("comparison:passages", args=[story.slug, row.question])
                    yield ReviewedRow(narrowed, (base or "urn:annotator:desk") + at)


def _taken(portion: Portion, story: Story, rows: list[SettledRow]) -> set[object]:
    """Return which of the rows' answers the portion takes, by their keys; one statement."""
    keys = {answer.key for row in rows for answer in row.answers()}
    among = Article.objects.filter(portion.articles, story=story).order_by()
    found = Annotation.objects.filter(portion.rows, pk__in=keys, article__in=among.values("pk"))
    return set(found.order_by().values_list("pk", flat=True))


def _narrowed(row: SettledRow, taken: set[object]) -> SettledRow:
    def kept(answers: tuple[SettledAnswer, ...]) -> tuple[SettledAnswer, ...]:
        return tuple(answer for answer in answers if answer.key in taken)

    values = tuple(replace(value, answers=kept(value.answers)) for value in row.values)
    return replace(row, values=values, others=kept(row.others))


def _places(out: Outgoing) -> Iterator[HeldPlace]:
    for one in _rows(out.portion, out.base):
        for answer in one.row.answers():
            yield HeldPlace(Kind.CLAIM.value, answer.article.key, answer.start, answer.end)


def _recognises(name: str, content: bytes) -> bool:
    return b"ClaimReview" in content and b"schema.org" in content


CLAIM_REVIEW = Format(
    name="claim-review",
    title="ClaimReview",
    sentence=(
        "Settled answers as schema.org's fact checks, which search engines and archives of "
        "fact-checking read."
    ),
    ending=".jsonld",
    media_type="application/ld+json; charset=utf-8",
    says=PLACED | {Aspect.LAYERS, Aspect.ABOUT},
    cannot=(
        "Rows whose state hangs on answers that are not settled, and rulings that are stale.",
        "Claims that answer no question, names and stance.",
        "A verdict on what is true: the desk has none.",
    ),
    write=_write,
    takes=_places,
    read=read,
    recognises=_recognises,
    settled=True,
    of_settlers=True,
)
