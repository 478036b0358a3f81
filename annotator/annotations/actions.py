"""The only writers of annotations: highlight, edit, erase, restore.

Each checks what door and form have not, saves and leaves its history row in one transaction;
the database judges the constraints. Each accepted change is exactly one revision.
"""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotator.annotations import assigning
from annotator.annotations.details import Details, detail, tag
from annotator.annotations.models import Annotation, Assignment, State
from annotator.annotations.rows import ENTITY_DETAILS
from annotator.people.models import User
from annotator.refusals import refusal
from articles.models import Article


class Conflict(Exception):
    """The annotation is not as the change supposed; `today` is what stands there now."""

    def __init__(self, message: str, today: Annotation | None) -> None:
        super().__init__(message)
        self.message = message
        self.today = today


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
    op: UUID | None = None,
) -> Annotation:
    """Tag the span `[start, end)`, in code points, with a label. Sent again, it is stored once.

    Raises ValidationError where the quote is not what stands there, a detail does not fit or the
    very same highlight exists; Conflict where the id is another annotation's, or erased.
    """

    def create() -> Annotation:
        _begin(article, by)
        if Annotation.everything.filter(pk=id).exists():
            raise Conflict("This highlight is there already.", _of(article, by, id))
        now = timezone.now()
        annotation = Annotation(
            id=id, article=article, text_version=article.version, annotator=by, part=part,
            revision=1, created_at=now,
        )  # fmt: skip
        anchor(annotation, start, end, quote)
        tag(annotation, label)
        detail(annotation, details or {}, by)
        return _keep(annotation, by, op, "+")

    return _once(create, op)


def edit(
    article: Article,
    by: User,
    *,
    id: UUID,
    base: int,
    label: str | None = None,
    span: tuple[int, int, str] | None = None,
    details: Details | None = None,
    op: UUID | None = None,
) -> Annotation:
    """Relabel, move to another `(start, end, quote)` or change details; what is not given stays.

    A label of another kind drops the details that only the old kind has; history keeps them.
    Raises Conflict if the revision is not `base`, ValidationError as `highlight` does.
    """

    def change() -> Annotation:
        annotation = _at(article, by, id, base)
        if span is not None:
            anchor(annotation, *span)
        if label is not None:
            tag(annotation, label)
        if label is not None or details:
            detail(annotation, details or {}, by)
        return _keep(annotation, by, op, "~")

    return _once(change, op)


def erase(article: Article, by: User, *, id: UUID, base: int, op: UUID | None = None) -> Annotation:
    """Take an annotation away. Its id stays taken, and `restore` brings it back."""

    def change() -> Annotation:
        annotation = _at(article, by, id, base)
        annotation.erased_at = timezone.now()
        return _keep(annotation, by, op, "-")

    return _once(change, op)


def restore(
    article: Article, by: User, *, id: UUID, base: int, op: UUID | None = None
) -> Annotation:
    """Bring an erased annotation back as it was."""

    def change() -> Annotation:
        annotation = _at(article, by, id, base, erased=True)
        annotation.erased_at = None
        return _keep(annotation, by, op, "+")

    return _once(change, op)


def receipt(op: UUID) -> UUID | None:
    """The annotation of a change that has been accepted before, if it has."""
    found: UUID | None = (
        Annotation.history.filter(op=op).order_by("op").values_list("id", flat=True).first()
    )
    return found


def _once(act: Callable[[], Annotation], op: UUID | None) -> Annotation:
    """Run the act in a transaction; a change that was accepted before is answered as it stands."""
    for attempt in (1, 2):
        try:
            with transaction.atomic():
                done = receipt(op) if op else None
                if done is not None:
                    return Annotation.everything.get(pk=done)
                return act()
        except IntegrityError as error:
            # Two senders of one change may pass the look above side by side: look once more.
            if attempt == 2 or (op and not receipt(op) and "pkey" not in str(error)):
                raise refusal(error, Annotation) from error
    raise AssertionError("unreachable")


def _begin(article: Article, by: User) -> Assignment:
    """The annotator's open assignment, locked, and in progress from the first change on."""
    assignment = assigning.current(article, by, lock=True)
    if assignment is None:
        raise ValidationError("You are not assigned to this article. Ask a manager of the story.")
    if assignment.state == State.SUBMITTED:
        raise ValidationError("You have submitted this article. Reopen it to change it.")
    if assignment.state == State.ASSIGNED:
        assigning.begin(article, by)
    return assignment


def _of(article: Article, by: User, id: UUID) -> Annotation | None:
    return Annotation.everything.filter(pk=id, article=article, annotator=by).first()


def _at(article: Article, by: User, id: UUID, base: int, erased: bool = False) -> Annotation:
    """The annotator's own annotation, locked, if it is at the revision that the change supposed."""
    _begin(article, by)
    annotation = (
        Annotation.everything.select_for_update(of=("self",))
        .filter(pk=id, article=article, annotator=by, layer="reading")
        .first()
    )
    if annotation is None:
        raise Conflict("This highlight is not there, or is not yours.", None)
    if annotation.revision != base:
        raise Conflict("This highlight was changed elsewhere in the meantime.", annotation)
    if (annotation.erased_at is not None) is not erased:
        word = "is there already" if erased else "was deleted"
        raise Conflict(f"This highlight {word}.", annotation)
    annotation.article = article
    annotation.revision += 1
    return annotation


def anchor(annotation: Annotation, start: int, end: int, quote: str) -> None:
    text = annotation.article.text
    if not 0 <= start < end <= len(text):
        raise ValidationError(
            f"{start} to {end} is no span of this text of {len(text)} characters. Reload the page."
        )
    if text[start:end] != quote:
        raise ValidationError(
            f"At {start} to {end} the text reads “{text[start:end][:80]}”, not “{quote[:80]}”. "
            "Reload the page and mark it again."
        )
    annotation.start, annotation.end, annotation.quote = start, end, quote


def _keep(annotation: Annotation, by: User, op: UUID | None, sign: str) -> Annotation:
    """Save the annotation and its history row, which carries the op as the change's receipt."""
    annotation.updated_at = timezone.now()
    annotation.clean_fields(exclude=["article", "annotator", "label", "question", *ENTITY_DETAILS])
    annotation.skip_history_when_saving = True  # type: ignore[attr-defined]
    annotation.save(force_insert=annotation.revision == 1)
    Annotation.history.model.objects.create(
        **{field.attname: getattr(annotation, field.attname) for field in Annotation._meta.fields},
        history_date=annotation.updated_at,
        history_user=by,
        history_type=sign,
        op=op,
    )
    return annotation
