"""Tell of annotations, and read them with all that they name, in one statement."""

from django.db.models import QuerySet

from annotator.annotations.details import TEXT_DETAILS, THING_DETAILS
from annotator.annotations.models import Annotation
from annotator.api.annotations.schemas import AnnotationOut

_PLAIN = (
    "id", "layer", "kind", "start", "end", "part", "quote", "revision", "text_version",
    "origin",    "created_at", "updated_at",
)  # fmt: skip


def loaded(annotations: QuerySet[Annotation]) -> QuerySet[Annotation]:
    """Return the query with what is told of each."""
    return annotations.select_related("annotator", *THING_DETAILS)


def annotation_out(annotation: Annotation) -> AnnotationOut:
    """Return what is told of an annotation that was read by `loaded`."""
    details = {name: str(value) for name in TEXT_DETAILS if (value := getattr(annotation, name))}
    for name in THING_DETAILS:
        if (thing := getattr(annotation, name)) is not None:
            details[name] = thing.slug
    return AnnotationOut(
        article=annotation.article_id,
        annotator=annotation.annotator.username,
        label=annotation.label_id,
        details=details,
        erased=annotation.erased_at is not None,
        **{name: getattr(annotation, name) for name in _PLAIN},
    )
