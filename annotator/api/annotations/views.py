"""Annotations: read as far as one may see them, changed by the protocol of the outbox."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from ninja import Query, Router, Status

from annotator.annotations.models import DOCUMENT_LABEL, SPAN, Annotation, Layer
from annotator.annotations.recording.receipts import StaleRevision
from annotator.annotations.visibility.blind_review import visible_to
from annotator.annotations.workbench.changes import carry_out
from annotator.annotations.workbench.forms import ChangeForm
from annotator.api.access import ApiRequest, sees_settled_only
from annotator.api.annotations.schemas import AnnotationOut, AnnotationQuery, ChangeIn
from annotator.api.annotations.told import annotation_out, loaded
from annotator.api.cursors import PageOut, page_of_rows, uuid
from annotator.api.forms import as_form, checked
from annotator.api.operations import STALE, needs
from annotator.api.problems import Problem, from_action
from annotator.api.shapes import placing
from annotator.people.access import ANNOTATORS, article_for
from annotator.people.models import TokenScope
from articles.models import Article

router = Router(tags=["Annotations"])


@router.get(
    "/articles/{int:article_id}/annotations",
    response=PageOut[AnnotationOut],
    **needs(TokenScope.READ_SETTLED),
)
def list_annotations(
    request: ApiRequest, article_id: int, asked: Query[AnnotationQuery]
) -> PageOut[AnnotationOut]:
    """List the annotations of an article that you may see: always your own reading; others', and
    what is settled, as adjudicator or manager, and not while you have still to read it."""
    rows = _seen(request, article_for(request, article_id)).filter(erased_at=None)
    rows = rows.filter(layer=asked.layer) if asked.layer else rows
    rows = rows.filter(kind=asked.kind) if asked.kind else rows
    rows = rows.filter(label=asked.label) if asked.label else rows
    rows = rows.filter(annotator__username=asked.annotator) if asked.annotator else rows
    if asked.document is not None:
        rows = rows.filter(DOCUMENT_LABEL if asked.document else SPAN)
    page, following = page_of_rows(loaded(rows), asked, uuid)
    return PageOut(items=[annotation_out(one) for one in page], next=following)


@router.get(
    "/articles/{int:article_id}/annotations/{uuid:annotation_id}",
    response=AnnotationOut,
    **needs(TokenScope.READ_SETTLED),
)
def read_annotation(request: ApiRequest, article_id: int, annotation_id: UUID) -> AnnotationOut:
    """Read one annotation, an erased one, too."""
    found = (
        loaded(_seen(request, article_for(request, article_id))).filter(pk=annotation_id).first()
    )
    if found is None:
        raise Http404
    return annotation_out(found)


@router.post(
    "/articles/{int:article_id}/changes",
    response={200: AnnotationOut, 201: AnnotationOut},
    **needs(TokenScope.ANNOTATE, STALE),
)
def change(request: ApiRequest, article_id: int, body: ChangeIn) -> Status[AnnotationOut]:
    """Make, edit, delete or restore one annotation of your own reading. For annotators to whom the
    article is assigned. 409 where it was changed since `base`: `today` says what stands now."""
    article = article_for(request, article_id, ANNOTATORS)
    asked = checked(ChangeForm(as_form(body), story=article.story), placing())
    try:
        done = carry_out(request, article, asked)
    except StaleRevision as stale:
        raise Problem(409, stale.message, today=_today(stale.today)) from stale
    except ValidationError as error:
        raise from_action(error, placing()) from error
    created = body.verb == "create" and done.revision == 1
    return Status(201 if created else 200, annotation_out(_read(done.pk)))


def _seen(request: ApiRequest, article: Article) -> QuerySet[Annotation]:
    visible = visible_to(request.user, article.story, request.membership)
    rows = Annotation.everything.filter(visible, article=article)
    return rows.filter(layer=Layer.GOLD) if sees_settled_only(request) else rows


def _read(key: UUID) -> Annotation:
    return loaded(Annotation.everything.filter(pk=key)).get()


def _today(annotation: Annotation | None) -> dict[str, Any] | None:
    return annotation_out(_read(annotation.pk)).model_dump() if annotation else None
