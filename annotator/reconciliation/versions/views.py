"""The versions of an article, and what a correction left behind: each view is door, form, action,
page."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.assignments.actions import standing_assignment
from annotator.annotations.drawing.html import draw_text
from annotator.annotations.models import AssignmentState, Placement
from annotator.annotations.revision.actions import undo_revision
from annotator.annotations.visibility.blind_review import visible_to
from annotator.annotations.visibility.source_masking import source_hidden
from annotator.annotations.workbench.forms import reasons
from annotator.pagination import page_of
from annotator.people.access import MANAGERS, DeskRequest, article_for
from annotator.reconciliation.adjudication.decisions import PlaceChanged
from annotator.reconciliation.versions import actions, html
from annotator.reconciliation.versions.access import placement_for, settles
from annotator.reconciliation.versions.forms import NewPlaceForm
from annotator.reconciliation.versions.history import (
    text_with_marks,
    told_versions,
    undo_refusal,
)
from annotator.reconciliation.versions.look import left_behind, looked_at, unread_passages
from articles.models import Article
from articles.versions.actions import version_of
from articles.versions.paragraphs import compared_paragraphs

SHOWS = ("text", "side", "inline")


@require_GET
@never_cache
def versions(request: DeskRequest, pk: int) -> HttpResponse:
    """List the versions of an article, the newest first."""
    article = article_for(request, pk)
    manages = "manager" in request.membership.roles
    shown = _frame(request, article) | {
        "versions": told_versions(article),
        "undo_refusal": undo_refusal(article) if manages else None,
        "manages": manages,
        "sees_counts": settles(request, article),
        "to_look_at": left_behind(article, request.user, settles(request, article))
        .filter(verdict="")
        .count(),
    }
    return render(request, "reconciliation/versions.html", shown)


@require_GET
@never_cache
def version(request: DeskRequest, pk: int, number: int) -> HttpResponse:
    """Show one version as it was read, or beside the one before it."""
    article = article_for(request, pk)
    found = version_of(article, number)
    if found is None:
        raise Http404
    before = version_of(article, number - 1)
    show = request.GET.get("show", "")
    show = show if show in SHOWS and before is not None else "text"
    shown = _frame(request, article) | {"version": found, "before": before, "show": show}
    if show == "text" or before is None:
        visible = visible_to(request.user, article.story, request.membership)
        shown["text"] = text_with_marks(article, found, visible)
    else:
        rows = compared_paragraphs(before.text, found.text)
        names = f"Version {before.number}", f"Version {number}"
        shown["text"] = html.side_by_side(rows, *names) if show == "side" else html.inline(rows)
    return render(request, "reconciliation/version.html", shown)


@require_POST
def undo(request: DeskRequest, pk: int) -> HttpResponse:
    """Take the newest version back, while nobody has worked on it."""
    article = article_for(request, pk, MANAGERS)
    try:
        undo_revision(article, request.user)
    except ValidationError as error:
        messages.error(request, reasons(error))
    else:
        messages.success(request, f"Undone: “{article}” has the text of version {article.version}.")
    return redirect("reconciliation:versions", pk)


@require_GET
@never_cache
def corrected(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what corrections left behind of one's own reading and, to who settles, of the rest."""
    article = article_for(request, pk)
    found = left_behind(article, request.user, settles(request, article))
    page = page_of(found, request)
    own = standing_assignment(article, request.user)
    read = own.text_version if own and own.state == AssignmentState.SUBMITTED else article.version
    shown = _frame(request, article) | {
        "page": page,
        "lines": looked_at(article, request.user, list(page.object_list)),
        "open": found.filter(verdict="").count(),
        "unread": unread_passages(article, read),
        "text": draw_text(article.blocks(), []),
        "may_reopen": own is not None and own.state == AssignmentState.SUBMITTED,
    }
    return render(request, "reconciliation/corrected.html", shown)


@require_POST
def keep(request: DeskRequest, pk: int, placement: int) -> HttpResponse:
    """Let one annotation stand: at its likeliest place, or at the words that were selected."""
    form = NewPlaceForm(request.POST)
    if not form.is_valid():
        return _judged(request, pk, placement, lambda *_: _refuse(form))
    span = form.cleaned_data["span"]
    return _judged(request, pk, placement, partial(actions.keep, span=span))


@require_POST
def drop(request: DeskRequest, pk: int, placement: int) -> HttpResponse:
    """Let one annotation go."""
    return _judged(request, pk, placement, actions.drop)


@require_POST
def reconsider(request: DeskRequest, pk: int, placement: int) -> HttpResponse:
    """Undo a verdict on one annotation."""
    return _judged(request, pk, placement, actions.reconsider)


def _refuse(form: NewPlaceForm) -> Placement:
    raise ValidationError([text for texts in form.errors.values() for text in texts])


def _judged(
    request: DeskRequest, pk: int, placement: int, act: Callable[..., Placement]
) -> HttpResponse:
    """Do it, and go back to the line; what is refused is said above the list."""
    article, found = placement_for(request, pk, placement)
    try:
        act(article, request.user, found)
    except PlaceChanged as changed:
        messages.error(request, str(changed))
    except ValidationError as error:
        messages.error(request, reasons(error))
    address = reverse("reconciliation:corrected", args=[pk])
    return redirect(f"{address}#p-{placement}")


def _frame(request: DeskRequest, article: Article) -> dict[str, Any]:
    return {
        "article": article,
        "story": article.story,
        "source_hidden": source_hidden(article, request.membership),
    }
