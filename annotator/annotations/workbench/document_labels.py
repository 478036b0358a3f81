"""What the workbench shows of one's own labels of the whole article."""

from typing import Any
from uuid import UUID

from annotator.annotations.models import ArticleLabel, Layer
from annotator.people.models import User
from articles.models import Article

_READ = ("id", "label_id", "target__slug", "target__name", "note", "revision", "erased_at")


def said(article: Article, user: User) -> list[dict[str, Any]]:
    """What the user says of the whole article, in order; what was taken back too, for undo."""
    own = ArticleLabel.everything.filter(article=article, annotator=user, layer=Layer.READING)
    return [_row(*found) for found in own.order_by("created_at", "pk").values_list(*_READ)]


def answer(article: Article, user: User, id: UUID) -> dict[str, Any]:
    """What the page takes over after a change: the label as it is now; None where there is none."""
    own = ArticleLabel.everything.filter(pk=id, article=article, annotator=user)
    found = own.values_list(*_READ).first()
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
