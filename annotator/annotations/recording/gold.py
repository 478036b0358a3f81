"""The only writer of what stands after adjudication: gold is made, taken away and brought back.

Who may, and why, is the caller's to know; here anchors, details, revisions and history are kept.
To be called inside a transaction.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone

from annotator.annotations.details import SAID_DETAILS, THING_DETAILS
from annotator.annotations.models import Annotation, Layer
from annotator.annotations.recording.actions import anchor
from annotator.annotations.recording.bulk_insert import store_many
from annotator.annotations.recording.details import Details, set_details, set_label
from annotator.annotations.recording.rewrite import rewrite
from annotator.people.models import User
from annotator.vocabulary.models import current_edition
from articles.models import Article

CONTENT = (
    "article_id",
    "text_version",
    "kind",
    "label_id",
    "start",
    "end",
    "quote",
    *(said.attname for said in SAID_DETAILS),
)
"""What a settled annotation takes over from a reading: all but whose it is, and the asides."""


class Wanted(NamedTuple):
    """What is to be settled: a label on `[start, end)` with details, as a form gives them."""

    label: str
    start: int
    end: int
    quote: str
    details: Details


def from_reading(reading: Annotation, by: User) -> Annotation:
    """Return a reading's annotation as gold, not stored yet."""
    gold = Annotation(id=uuid4(), layer=Layer.GOLD, annotator=by)
    for name in CONTENT:
        setattr(gold, name, getattr(reading, name))
    gold.read_version = reading.text_version
    return gold


def from_wanted(article: Article, wanted: Wanted, by: User) -> Annotation:
    """Return what somebody wrote as gold, not stored yet.

    Raises ValidationError where span, label or details do not fit.
    """
    gold = _blank(article, by)
    anchor(gold, wanted.start, wanted.end, wanted.quote)
    return _filled(gold, wanted.label, wanted.details, by)


def document_label(article: Article, label: str, details: Details, by: User) -> Annotation:
    """Return what holds of the whole article as gold, not stored yet.

    Raises ValidationError where the label is not for whole articles or a detail does not fit.
    """
    return _filled(_blank(article, by), label, details, by)


def store_document_label(
    article: Article, label: str, details: Details, by: User, reason: str
) -> Annotation:
    """Store what holds of the whole article; its note says why. `take_away` takes it back.

    Raises ValidationError as `document_label` does, and where the article has the very same
    label settled already.
    """
    gold = document_label(article, label, details, by)
    store_many([gold], by, reason)
    return gold


def _blank(article: Article, by: User) -> Annotation:
    now = timezone.now()
    return Annotation(
        id=uuid4(), article=article, text_version=article.version,
        read_version=article.version, layer=Layer.GOLD,
        annotator=by, created_at=now, updated_at=now,
    )  # fmt: skip


def _filled(gold: Annotation, label: str, details: Details, by: User) -> Annotation:
    set_label(gold, label)
    set_details(gold, details, by)
    gold.clean_fields(exclude=["article", "annotator", "label", *THING_DETAILS])
    return gold


def content(annotation: Annotation) -> tuple[object, ...]:
    """Return what makes two settled annotations say the same: the values of `CONTENT`."""
    return tuple(getattr(annotation, name) for name in CONTENT)


def store(
    article: Article, golds: Sequence[Annotation], by: User, at: datetime, reason: str
) -> list[Annotation]:
    """Store the settled annotations; one that stands there already with the same content is kept.

    Words that bear the label already with other details take its next part. Returns what stands,
    in the order given; what is new was created `at`.
    """
    live = Annotation.everything.filter(article=article, layer=Layer.GOLD, erased_at=None)
    there = list(live)
    standing = {content(found): found for found in there}
    taken = {(found.label_id, found.start, found.end, found.part) for found in there}
    done: list[Annotation] = []
    new: list[Annotation] = []
    for gold in golds:
        if (same := standing.get(content(gold))) is None:
            if not gold.is_document_label:
                place = (gold.label_id, gold.start, gold.end)
                gold.part = next(n for n in range(len(taken) + 1) if (*place, n) not in taken)
                taken.add((*place, gold.part))
            gold.created_at = gold.updated_at = at
            standing[content(gold)] = same = gold
            new.append(gold)
        done.append(same)
    edition = current_edition() if new else 0
    for gold in new:  # whoever settles judges it by the codebook of now
        gold.codebook_edition = edition
    store_many(new, by, reason)
    return done


def take_away(keys: Iterable[UUID], by: User, reason: str) -> None:
    """Erase settled annotations. Their ids stay taken, and `bring_back` restores them."""
    erased = {"erased_at": timezone.now()}
    rewrite(
        sorted(keys), lambda batch: {a.pk: erased for a in batch if not a.erased_at}, by, reason
    )


def bring_back(keys: Iterable[UUID], by: User, reason: str) -> None:
    """Restore erased settled annotations.

    One whose words were settled alike meanwhile stays erased, for what it says stands; so does
    one whose words a corrected text does not have.
    """
    keys = sorted(keys)
    wanted = Annotation.everything.filter(pk__in=keys)
    gone = wanted.filter(start__isnull=False).exclude(text_version=F("article__version"))
    behind = set(gone.order_by().values_list("pk", flat=True))
    articles = wanted.order_by().values("article")
    live = Annotation.everything.filter(layer=Layer.GOLD, article__in=articles, erased_at=None)
    standing = {content(found) for found in live}
    taken = {(a.article_id, a.label_id, a.start, a.end, a.part) for a in live}

    def change(batch: Sequence[Annotation]) -> dict[UUID, dict[str, object]]:
        news: dict[UUID, dict[str, object]] = {}
        for a in batch:
            if not a.erased_at or a.pk in behind or content(a) in standing:
                continue
            if a.is_document_label:
                news[a.pk] = {"erased_at": None}
                continue
            place = (a.article_id, a.label_id, a.start, a.end)
            free = (n for n in (a.part, *range(len(taken) + 1)) if (*place, n) not in taken)
            part = next(free)
            taken.add((*place, part))
            news[a.pk] = {"erased_at": None, "part": part}
        return news

    rewrite(keys, change, by, reason)
