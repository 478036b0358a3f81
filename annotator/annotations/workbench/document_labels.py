"""What the workbench shows of one's own labels of the whole article, and of a change to one."""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet

from annotator.annotations.models import DOCUMENT_LABEL, Annotation, Layer
from annotator.people.models import User
from annotator.prepared import Prepared, Slot
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


_WHOSE = {"article": Slot("article"), "annotator": Slot("person")}


def _own(**more: Any) -> QuerySet[Annotation, Any]:
    labels = Annotation.everything.filter(DOCUMENT_LABEL, **_WHOSE, **more)
    return labels.order_by("created_at", "pk").values_list(*_READ)


_ALL = Prepared(lambda: _own(layer=Layer.READING))
_ONE = Prepared(lambda: _own(pk=Slot("id", models.UUIDField())))


def own_labels(article: Article, user: User) -> list[dict[str, Any]]:
    """Return the user's labels of the whole article, in order; erased ones too, for undo."""
    return [_row(*found) for found in _ALL.rows(article=article.pk, person=user.pk)]


def after_change(article: Article, user: User, id: UUID) -> dict[str, Any]:
    """Return what the page takes over after a change: the label as it is now.

    `said` is None, and `revision` 0, where there is no such label.
    """
    found = _ONE.first(article=article.pk, person=user.pk, id=id)
    row = _row(*found) if found else None
    return {"annotation": str(id), "revision": row["revision"] if row else 0, "said": row}


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
