"""What the workbench shows of one's own labels of the whole article, and of a change to one."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from annotator.annotations.models import DOCUMENT_LABEL, Annotation, Layer
from annotator.people.models import User
from articles.models import Article

_READ = (
    "id",
    "label_id",
    "stance_target__slug",
    "stance_target__name",
    "note",
    "revision",
    "erased_at",
)


def own_labels(article: Article, user: User) -> list[dict[str, Any]]:
    """Return the user's labels of the whole article, in order; erased ones too, for undo."""
    own = _own(article, user).filter(layer=Layer.READING)
    return [_row(*found) for found in own.order_by("created_at", "pk").values_list(*_READ)]


def after_change(article: Article, user: User, id: UUID) -> dict[str, Any]:
    """Return what the page takes over after a change: the label as it is now.

    `said` is None, and `revision` 0, where there is no such label.
    """
    found = _own(article, user).filter(pk=id).values_list(*_READ).first()
    row = _row(*found) if found else None
    return {"annotation": str(id), "revision": row["revision"] if row else 0, "said": row}


def _own(article: Article, user: User) -> QuerySet[Annotation]:
    return Annotation.everything.filter(DOCUMENT_LABEL, article=article, annotator=user)


def _row(
    id: UUID,
    label: str,
    target: str | None,
    name: str | None,
    note: str,
    revision: int,
    erased: Any,
) -> dict[str, Any]:
    return {
        "id": str(id),
        "label": label,
        "target": target or "",
        "name": name or "",
        "note": note,
        "revision": revision,
        "erased": erased is not None,
    }
