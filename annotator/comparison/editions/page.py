"""What the pages of editions show, as plain values."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from annotator.audit import HistoryEntry
from annotator.comparison.editions.documents.changes import EditionChanges
from annotator.comparison.editions.documents.citation import citation
from annotator.comparison.editions.html import draw_edition
from annotator.comparison.editions.since import changes_since, versions_now
from annotator.comparison.editions.stored import document_of, link_of, withdrawal_of
from annotator.comparison.models import Edition, EditionLink, Withdrawal
from annotator.comparison.question_rows.answers import Hidden
from annotator.pagination import page_of
from articles.models import Story

SIZE = 20
"""Editions on a page of their list: what has changed since is read for each."""


class EditionLine(NamedTuple):
    """An edition as its list shows it; `closed`: the member has still to read an article of it."""

    edition: Edition
    withdrawal: Withdrawal | None
    is_public: bool
    closed: bool
    changes: EditionChanges | None


def edition_lines(
    story: Story, request: HttpRequest, hidden: Hidden, since: bool = True
) -> tuple[Page[Any], list[EditionLine]]:
    """Return the page that the address asks for, and its lines, the newest first.

    What has changed since is told of those that stand where `since` asks for it, and to nobody who
    has still to read.
    """
    page = page_of(Edition.objects.filter(story=story), request, size=SIZE)
    editions: Sequence[Edition] = list(page.object_list)
    keys = [one.pk for one in editions]
    gone = {
        one.edition_id: one for one in Withdrawal.objects.filter(edition__in=keys, undone_at=None)
    }
    links = EditionLink.objects.filter(edition__in=keys, ended_at=None).order_by()
    public = set(links.values_list("edition_id", flat=True))
    stand = [one for one in editions if one.pk not in gone]
    changes = {} if hidden or not (since and stand) else changes_since(story, stand)
    return page, [
        EditionLine(
            one, gone.get(one.pk), one.pk in public, not set(hidden).isdisjoint(one.articles),
            changes.get(one.pk),
        )
        for one in editions
    ]  # fmt: skip


def edition_page(
    edition: Edition, request: HttpRequest, closed: bool, leads_in: bool = True
) -> dict[str, Any]:
    """Return what the page of an edition shows a member; of one that is `closed` to them, or
    withdrawn, nothing that it says. `leads_in`: its quotes lead to their places on the desk."""
    withdrawal, link = withdrawal_of(edition), link_of(edition)
    shown: dict[str, Any] = {
        "edition": edition, "withdrawal": withdrawal, "closed": closed,
        "public": link and request.build_absolute_uri(public_address(link)),
        "past": edition_history(edition),
    }  # fmt: skip
    if closed or withdrawal:
        return shown
    document = document_of(edition)
    versions = versions_now(edition.articles) if leads_in else None
    return shown | {
        "document": document,
        "as_of": datetime.fromisoformat(document["as_of"]["at"]),
        "drawn": draw_edition(document, versions),
        "cite": cited(edition, document, shown["public"] or document["address"]),
        "json": reverse("comparison:edition_json", args=[edition.story.slug, edition.number]),
    }


def public_page(edition: Edition, address: str, json: str) -> dict[str, Any]:
    """Return what an edition shows to whoever has its public link, at `address`."""
    document = document_of(edition)
    return {
        "edition": edition,
        "document": document,
        "as_of": datetime.fromisoformat(document["as_of"]["at"]),
        "drawn": draw_edition(document),
        "cite": cited(edition, document, address),
        "json": json,
    }


def public_address(link: EditionLink) -> str:
    """Return the path of a public link."""
    return reverse("comparison:public_edition", args=[link.token])


def cited(edition: Edition, document: dict[str, Any], address: str) -> str:
    """Return the line by which the edition is cited."""
    return citation(
        title=edition.title, signed=edition.signed, desk=document["desk"], number=edition.number,
        day=timezone.localdate(edition.published_at), address=address, sha256=edition.sha256,
    )  # fmt: skip


def edition_history(edition: Edition) -> list[HistoryEntry]:
    """Return who did what with the edition, the newest first; three statements."""
    past = [_entry(edition.published_at, edition.published_by, "published")]
    for link in edition.links.select_related("made_by", "ended_by"):
        past.append(_entry(link.made_at, link.made_by, "public link made"))
        if link.ended_at:
            past.append(_entry(link.ended_at, link.ended_by, "public link ended"))
    for one in edition.withdrawals.select_related("by", "undone_by"):
        past.append(_entry(one.at, one.by, "withdrawn", one.reason))
        if one.undone_at:
            past.append(_entry(one.undone_at, one.undone_by, "withdrawal taken back"))
    return sorted(past, key=lambda entry: entry.at, reverse=True)


def _entry(at: Any, by: Any, done: str, reason: str = "") -> HistoryEntry:
    return HistoryEntry(at, str(by or ""), done, reason, ())
