"""The only writers of annotations: highlight, label a document, edit, erase, restore.

Each checks what door and form have not, saves and leaves its history row in one transaction;
the database judges the constraints. Each accepted change is exactly one revision.
"""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from annotator.annotations.details import THING_DETAILS
from annotator.annotations.models import Annotation, Layer
from annotator.annotations.recording.details import Details, set_details, set_label
from annotator.annotations.recording.receipts import (
    StaleRevision,
    accept_once,
    open_reading,
    save_with_receipt,
)
from annotator.annotations.recording.unmaking import empty_of, unmakable, unmake
from annotator.people.models import User
from annotator.prepared import Prepared, Slot, columns, made
from annotator.text import not_this
from annotator.vocabulary.codebook.editions import current_expression
from articles.models import Article

_ID = Slot("id", models.UUIDField())
_OWN = Prepared(
    lambda: (
        Annotation.everything.select_for_update()
        .filter(pk=_ID, article=Slot("article"), annotator=Slot("person"), layer=Layer.READING)
        .order_by()
        .values_list(*columns(Annotation), current_expression())
    )
)


def highlight(
    article: Article,
    by: User,
    *,
    id: UUID,
    label: str,
    start: int,
    end: int,
    quote: str,
    part: int = 0,
    details: Details | None = None,
    mark: UUID | None = None,
    op: UUID | None = None,
) -> Annotation:
    """Mark the span `[start, end)`, in code points, with a label. Sent again, it is stored once.

    `mark` is the machine's mark that it is accepted from. Raises ValidationError where there is no
    such mark, the quote is not what stands there, a detail does not fit or the very same highlight
    exists; StaleRevision where the id is another annotation's, or erased.
    """

    def create() -> Annotation:
        annotation = _new(article, by, id)
        annotation.part = part
        anchor(annotation, start, end, quote)
        set_label(annotation, label)
        set_details(annotation, details or {}, by)
        return save_with_receipt(annotation, by, op, "+", mark)

    return accept_once(create, op, lambda: _taken(article, by, id, "highlight"))


def label_document(
    article: Article,
    by: User,
    *,
    id: UUID,
    label: str,
    details: Details | None = None,
    op: UUID | None = None,
) -> Annotation:
    """Give the article as a whole a label. Sent again, it is stored once.

    Raises ValidationError where the label is not for whole articles, a detail does not fit or the
    very same label is given already; StaleRevision where the id is taken.
    """

    def create() -> Annotation:
        annotation = _new(article, by, id)
        set_label(annotation, label)
        set_details(annotation, details or {}, by)
        return save_with_receipt(annotation, by, op, "+")

    return accept_once(create, op, lambda: _taken(article, by, id, "label"))


def edit(
    article: Article,
    by: User,
    *,
    id: UUID,
    base: int,
    label: str | None = None,
    span: tuple[int, int, str] | None = None,
    details: Details | None = None,
    unmaking: Collection[str] = (),
    op: UUID | None = None,
) -> Annotation:
    """Change the label, the span (`(start, end, quote)`) or details; what is not given stays.

    A label of another kind drops the details that only the old kind has; history keeps them.
    `unmaking`: slugs of entities and questions that are taken away if nothing uses them any more.
    Raises StaleRevision if the revision is not `base`, ValidationError as `highlight` does, and
    where a document label is to move.
    """

    def change() -> Annotation:
        annotation, edition = _at(article, by, id, base)
        annotation.codebook_edition = edition
        if span is not None and annotation.is_document_label:
            raise ValidationError("A label of a whole article has no place in its text.")
        if span is not None:
            anchor(annotation, *span)
        if label is not None:
            set_label(annotation, label)
        if label is not None or details:
            set_details(annotation, details or {}, by)
        unused = [
            thing
            for thing in unmakable(annotation, unmaking, by)
            if all(getattr(annotation, name) != thing for name in THING_DETAILS)
        ]
        save_with_receipt(annotation, by, op, "~")
        unmake(unused, by)
        return annotation

    return accept_once(change, op)


def erase(
    article: Article,
    by: User,
    *,
    id: UUID,
    base: int,
    unmaking: Collection[str] = (),
    op: UUID | None = None,
) -> Annotation:
    """Take an annotation away. Its id stays taken, and `restore` brings it back.

    `unmaking`: slugs of entities and questions that are taken away with it if nothing else uses
    them; restored, the annotation is without them.
    Raises StaleRevision if the revision is not `base`, or it is erased already.
    """

    def change() -> Annotation:
        annotation, _ = _at(article, by, id, base)
        annotation.erased_at = timezone.now()
        unused = unmakable(annotation, unmaking, by)
        empty_of(annotation, unused)
        save_with_receipt(annotation, by, op, "-")
        unmake(unused, by)
        return annotation

    return accept_once(change, op)


def restore(
    article: Article, by: User, *, id: UUID, base: int, op: UUID | None = None
) -> Annotation:
    """Bring an erased annotation back as it was.

    Raises StaleRevision if the revision is not `base`, or it is not erased.
    """

    def change() -> Annotation:
        annotation, _ = _at(article, by, id, base, erased=True)
        if annotation.start is not None and annotation.text_version != article.version:
            raise ValidationError(
                "The text was corrected since: these words do not stand there as they did. Mark "
                "the corrected words, or look at what the correction left behind."
            )
        annotation.erased_at = None
        return save_with_receipt(annotation, by, op, "+")

    return accept_once(change, op)


def _new(article: Article, by: User, id: UUID) -> Annotation:
    """Return an annotation of the annotator's open reading, not stored yet."""
    open_reading(article, by)
    return Annotation(
        id=id, article=article, text_version=article.version, read_version=article.version,
        annotator=by, revision=1, created_at=timezone.now(),
    )  # fmt: skip


def _taken(article: Article, by: User, id: UUID, word: str) -> StaleRevision | None:
    """Return what is told where an annotation has this id, an erased one or another's too."""
    if not Annotation.every_layer.filter(pk=id).exists():
        return None
    today = Annotation.everything.filter(pk=id, article=article, annotator=by).first()
    return StaleRevision(f"This {word} is there already.", today)


def _at(
    article: Article, by: User, id: UUID, base: int, erased: bool = False
) -> tuple[Annotation, int]:
    """Return the annotator's own annotation, locked, its revision raised, and today's edition.

    Raises StaleRevision where there is none, it is not at the revision `base`, or it is erased and
    must not be, or the other way round.
    """
    open_reading(article, by)
    found = _OWN.first(id=id, article=article.pk, person=by.pk)
    if found is None:
        raise StaleRevision("This highlight is not there, or is not yours.", None)
    *values, edition = found
    annotation = made(Annotation, values)
    called, gone = (
        ("label", "taken away") if annotation.is_document_label else ("highlight", "deleted")
    )
    if annotation.revision != base:
        raise StaleRevision(f"This {called} was changed elsewhere in the meantime.", annotation)
    if (annotation.erased_at is not None) is not erased:
        raise StaleRevision(
            f"This {called} {'is there already' if erased else f'was {gone}'}.", annotation
        )
    annotation.article = article
    annotation.revision += 1
    return annotation, edition


def anchor(annotation: Annotation, start: int, end: int, quote: str) -> None:
    """Set the annotation's span and quote, in code points.

    Raises ValidationError where the text has no such span, or reads otherwise there.
    """
    text = annotation.article.text
    if not 0 <= start < end <= len(text):
        raise ValidationError(
            f"{start} to {end} is no span of this text of {len(text)} characters. Reload the page."
        )
    if text[start:end] != quote:
        raise ValidationError(
            f"At {start} to {end} the text reads {not_this(text[start:end], quote)}. "
            "Reload the page, untranslated, and mark it again."
        )
    annotation.start, annotation.end, annotation.quote = start, end, quote
