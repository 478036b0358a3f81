"""Tell of editions as the API answers them."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.api.editions.schemas import (
    EditionChangesOut,
    EditionOut,
    RowSinceOut,
    TextSinceOut,
    ValueSinceOut,
    WithdrawalOut,
)
from annotator.comparison.editions.documents.changes import EditionChanges
from annotator.comparison.editions.page import public_address
from annotator.comparison.models import Edition, EditionLink, Withdrawal
from articles.models import Story


def edition_out(request: Any, edition: Edition) -> EditionOut:
    """Return one edition, as it stands now."""
    return editions_out(request, edition.story, [edition])[0]


def editions_out(request: Any, story: Story, editions: Sequence[Edition]) -> list[EditionOut]:
    """Return editions of a story; three statements. Of one that is closed to the member, as on its
    page, not what it is called and what stands beside."""
    hidden = articles_hidden_from(request.user, story)
    of_these = {"edition__in": [one.pk for one in editions]}
    gone = Withdrawal.objects.filter(undone_at=None, **of_these).select_related("replaced_by")
    withdrawn = {one.edition_id: _withdrawal(one) for one in gone.defer("replaced_by__document")}
    links = EditionLink.objects.filter(ended_at=None, **of_these)
    public = {one.edition_id: _address(request, one) for one in links}
    closed = {one.pk: not hidden.isdisjoint(one.articles) for one in editions}
    return [
        EditionOut(
            number=one.number, title="" if closed[one.pk] else one.title,
            note="" if closed[one.pk] else one.note, signed=one.signed,
            published_at=one.published_at, published_by=one.published_by.username,
            sha256=one.sha256, rows=one.rows, left_out=one.left_out, closed=closed[one.pk],
            public=public.get(one.pk), withdrawn=withdrawn.get(one.pk),
        )
        for one in editions
    ]  # fmt: skip


def changes_out(changes: EditionChanges) -> EditionChangesOut:
    """Return what has changed."""
    rows = [
        RowSinceOut(
            kind=row.kind, slug=row.slug, question=row.question, was=row.was, now=row.now,
            values=[ValueSinceOut(**value._asdict()) for value in row.values],
        )
        for row in changes.rows
    ]  # fmt: skip
    texts = [TextSinceOut(**text._asdict()) for text in changes.texts]
    return EditionChangesOut(rows=rows, texts=texts)


def _withdrawal(one: Withdrawal) -> WithdrawalOut:
    other = one.replaced_by
    return WithdrawalOut(at=one.at, reason=one.reason, replaced_by=other.number if other else None)


def _address(request: HttpRequest, link: EditionLink) -> str:
    return request.build_absolute_uri(public_address(link))
