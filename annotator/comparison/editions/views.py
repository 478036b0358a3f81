"""The editions of a story, for its members: their list, each of them, and what has changed
since."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.editions.access import (
    STILL_TO_READ,
    earlier_edition,
    edition_for,
    is_closed_to,
    open_edition_for,
)
from annotator.comparison.editions.documents.changes import EditionChanges
from annotator.comparison.editions.files import edition_file, withdrawn_file
from annotator.comparison.editions.forms import WithdrawForm
from annotator.comparison.editions.page import edition_lines, edition_page
from annotator.comparison.editions.since import changes_between, changes_since
from annotator.comparison.editions.stored import standing, withdrawal_of
from annotator.comparison.models import Edition
from annotator.comparison.question_rows.kept import rows_behind
from annotator.people.access import READERS, SETTLERS, DeskRequest, story_for
from annotator.people.models import Role
from articles.models import Story

LONGEST_NUMBER = 9
"""Digits of an edition's number that every database holds."""


@require_GET
@never_cache
def editions(request: DeskRequest, slug: str) -> HttpResponse:
    """List the editions of a story, the newest first."""
    story = story_for(request, slug, READERS)
    hidden = articles_hidden_from(request.user, story)
    frame = _frame(request, story)
    page, lines = edition_lines(story, request, hidden, since=frame["settles"])
    shown = frame | {
        "page": page, "lines": lines, "hidden": len(hidden), "still_to_read": STILL_TO_READ,
        "behind": frame["settles"] and not hidden and rows_behind(story),
    }  # fmt: skip
    return render(request, "comparison/editions.html", shown)


@require_GET
@never_cache
def edition(request: DeskRequest, slug: str, number: int) -> HttpResponse:
    """Show one edition as it was published, or why it is withdrawn."""
    found = edition_for(request, slug, number)
    closed = is_closed_to(request, found)
    return render(request, "comparison/edition.html", shown_of(request, found, closed))


@require_GET
@never_cache
def edition_json(request: DeskRequest, slug: str, number: int) -> HttpResponse:
    """Give out the document of an edition; 410 and why, where it is withdrawn."""
    found = open_edition_for(request, slug, number)
    withdrawal = withdrawal_of(found)
    return withdrawn_file(found, withdrawal) if withdrawal else edition_file(found)


@require_GET
@never_cache
def edition_changes(request: DeskRequest, slug: str, number: int) -> HttpResponse:
    """Show what has changed since an edition, or since an earlier one of the story up to it."""
    found = open_edition_for(request, slug, number, SETTLERS)
    if withdrawal_of(found):
        return redirect("comparison:edition", slug, number)
    story, asked = found.story, request.GET.get("since")
    stand = standing(Edition.objects.filter(story=story))
    hidden = articles_hidden_from(request.user, story)
    earlier = earlier_edition(found, _number(asked), hidden) if asked else None
    changes: EditionChanges | None = None
    if earlier:
        changes = changes_between(earlier, found)
    elif not hidden:
        changes = changes_since(story, [found])[found.pk]
    others = stand.filter(number__lt=found.number).only("number", "title", "articles")
    shown = _frame(request, story) | {
        "edition": found, "earlier": earlier, "changes": changes, "hidden": len(hidden),
        "others": [one for one in others if hidden.isdisjoint(one.articles)],
        "behind": not hidden and rows_behind(story),
    }  # fmt: skip
    return render(request, "comparison/edition_changes.html", shown)


def _number(asked: str) -> int:
    """Return the number that is asked for. Raises Http404 where no edition can have it."""
    if not (asked.isascii() and asked.isdecimal()) or len(asked) > LONGEST_NUMBER:
        raise Http404
    return int(asked)


def shown_of(request: DeskRequest, found: Edition, closed: bool) -> dict[str, Any]:
    """Return what the page of an edition shows: its frame, what it says, what a manager may do."""
    story = found.story
    frame = _frame(request, story)
    shown = frame | edition_page(found, request, closed, leads_in=frame["settles"])
    if "document" in shown and frame["settles"] and not articles_hidden_from(request.user, story):
        shown["changes"] = changes_since(story, [found])[found.pk]
    if shown["manages"]:
        shown["withdraw_form"] = WithdrawForm(None, story, found)
    return shown


def _frame(request: DeskRequest, story: Story) -> dict[str, Any]:
    settles = bool(request.membership.roles & SETTLERS)
    return {
        "story": story, "tab": "sources" if settles else "editions", "subtab": "brief",
        "settles": settles, "manages": Role.MANAGER in request.membership.roles,
    }  # fmt: skip
