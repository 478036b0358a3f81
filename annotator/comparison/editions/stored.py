"""Read editions as they are stored: their documents, links and withdrawals."""

import json
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from annotator.comparison.editions.documents.document import time_as_text
from annotator.comparison.models import Edition, EditionLink, Withdrawal


def document_of(edition: Edition) -> dict[str, Any]:
    """Return what the edition shows, as `document.edition_document` wrote it."""
    found: dict[str, Any] = json.loads(edition.document)
    return found


def standing(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Return those of the editions that are not withdrawn."""
    gone = Withdrawal.objects.filter(edition=OuterRef("pk"), undone_at=None)
    return editions.exclude(Exists(gone))


def withdrawal_of(edition: Edition) -> Withdrawal | None:
    """Return why the edition is withdrawn, the one in its place loaded; None where it stands."""
    found = Withdrawal.objects.filter(edition=edition, undone_at=None)
    return found.select_related("replaced_by").defer("replaced_by__document").first()


def link_of(edition: Edition) -> EditionLink | None:
    """Return the public link that leads to the edition, if one does."""
    return EditionLink.objects.filter(edition=edition, ended_at=None).first()


def withdrawn_document(edition: Edition, withdrawal: Withdrawal) -> dict[str, Any]:
    """Return what stands at the address of a withdrawn edition's JSON."""
    document = document_of(edition)
    other = withdrawal.replaced_by
    head = ("schema", "schema_version", "desk", "address", "story", "edition", "title")
    return {name: document[name] for name in head} | {
        "sha256": edition.sha256,
        "withdrawn": {
            "at": time_as_text(withdrawal.at),
            "reason": withdrawal.reason,
            "replaced_by": other.number if other else None,
        },
    }
