"""Questions that do not apply, ruled for one article and many of them, or the other way round."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.annotations.workbench.forms import reasons
from annotator.comparison.access import curation_for
from annotator.comparison.curation_log.actions import recent_curations
from annotator.comparison.matrix.actions import RowChanged, ruling_refusal
from annotator.comparison.matrix.bulk_rulings import rule_not_applying, undo_not_applying
from annotator.comparison.models import Curation
from annotator.comparison.row.not_applying import (
    EmptyCellsForm,
    NotApplyingForm,
    cells_sent,
    empty_cells,
)
from annotator.pagination import page_of
from annotator.people.access import DeskRequest, story_for
from annotator.reconciliation.adjudication.access import ADJUDICATORS
from articles.models import Story

NO_CELL = "This is no cell of the story. Look again."


@require_GET
@never_cache
def not_applying(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the empty cells of one article or of one question, to be ruled on at once."""
    return _page(request, story_for(request, slug, ADJUDICATORS))


@require_POST
def bar(request: DeskRequest, slug: str) -> HttpResponse:
    """Rule that the ticked questions do not apply to their articles."""
    story = story_for(request, slug, ADJUDICATORS)
    hidden = articles_hidden_from(request.user, story)
    form = NotApplyingForm(request.POST, story, hidden)
    try:
        seen = cells_sent(request.POST.getlist("cells"))
        if not form.is_valid() or form.chosen is None or any(a in hidden for _, a in seen):
            return _page(request, story, NO_CELL, 422)
        count = "1 cell" if len(seen) == 1 else f"{len(seen)} cells"
        told = f"“{form.chosen}”: {count} ruled not to apply"
        reason = request.POST.get("reason", "")[:2000]
        rule_not_applying(story, seen, told, request.user, reason)
    except ValidationError as error:
        return _page(request, story, reasons(error), 422)
    except RowChanged as error:
        return _page(request, story, str(error), 409)
    except ValueError:
        return _page(request, story, NO_CELL, 422)
    messages.success(request, f"{told}. It can be undone below.")
    return redirect(_address(request, slug))


@require_POST
def unbar(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Take back in one step what was ruled in one."""
    act = curation_for(request, slug, pk, ADJUDICATORS)
    try:
        if act.kind != Curation.Kind.BARRED:
            raise ValidationError("This was no ruling: undo it where it was done.")
        count = undo_not_applying(act, request.user)
    except ValidationError as error:
        return _page(request, act.story, reasons(error), 422)
    messages.success(request, f"Undone: {count} ruling{'' if count == 1 else 's'} taken back.")
    return redirect(_address(request, slug))


def _address(request: DeskRequest, slug: str) -> str:
    """Return the page's address with what was chosen there."""
    kept = {name: request.POST.get(name, "") for name in ("article", "question")}
    query = "&".join(f"{name}={value}" for name, value in kept.items() if value.isdecimal())
    return reverse("comparison:not_applying", args=[slug]) + (f"?{query}" if query else "")


def _page(request: DeskRequest, story: Story, refused: str = "", status: int = 200) -> HttpResponse:
    hidden = articles_hidden_from(request.user, story)
    form = NotApplyingForm(request.GET if request.method == "GET" else request.POST, story, hidden)
    chosen = form.chosen if form.is_valid() else None
    of_article = bool(chosen) and form.cleaned_data.get("article") is not None
    asked = EmptyCellsForm(request.GET, of_article)
    wanted = asked.cleaned_data["text"].casefold() if asked.is_valid() else ""
    cells = empty_cells(story, chosen, hidden) if chosen else []
    found = [one for one in cells if wanted in f"{one.name} {one.more}".casefold()]
    shown: dict[str, Any] = {
        "story": story, "tab": "sources", "subtab": "conflicts", "form": form, "chosen": chosen,
        "page": page_of(found, request), "cells": len(cells), "filter": {"form": asked},
        "refused": refused,
        "refusal": ruling_refusal(request.user, story), "reason": request.POST.get("reason", ""),
        "of_article": of_article,
        "curated": recent_curations(story, (Curation.Kind.BARRED,)),
    }  # fmt: skip
    status = status if form.is_valid() or status != 200 else 422
    return render(request, "comparison/not_applying.html", shown, status=status)
