"""The page of one row, and what an adjudicator rules there."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.workbench.forms import reasons
from annotator.comparison.access import cell_for, question_for, ruling_for
from annotator.comparison.matrix import actions
from annotator.comparison.row.forms import CellRulingForm, RowRulingForm
from annotator.comparison.row.passages import side_by_side
from annotator.comparison.waiting import asks_progress, progress_part
from annotator.people.access import DeskRequest
from annotator.reconciliation.adjudication.access import ADJUDICATORS
from annotator.vocabulary.models import Question


@require_GET
@never_cache
def passages(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Show the row's passages side by side: a page, or what is swapped in below the row."""
    question = question_for(request, slug, pk)
    if asks_progress(request):
        return progress_part(request, question.story)
    shown = side_by_side(request, question, request.GET.get("article"))
    form = CellRulingForm if shown["chosen"] else RowRulingForm
    # Several rows may be open below the filters: no two fields of a page have one id.
    shown["form"] = form(auto_id=f"rule-{pk}-%s")
    part = "comparison/_passages.html" if request.htmx else "comparison/passages.html"
    return render(request, part, shown)


@require_POST
def rule(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Rule on the state of the row."""
    question = question_for(request, slug, pk, ADJUDICATORS)
    form = RowRulingForm(request.POST)
    return _rule(
        request, question, form, lambda: actions.rule_row(question, request.user, **form.ruling())
    )


@require_POST
def rule_cell(request: DeskRequest, slug: str, pk: int, article: int) -> HttpResponse:
    """Rule on why one article's cell is empty."""
    question, found = cell_for(request, slug, pk, article, ADJUDICATORS)
    form = CellRulingForm(request.POST)
    return _rule(
        request,
        question,
        form,
        lambda: actions.rule_cell(question, found, request.user, **form.ruling()),
        article=str(found.pk),
    )


@require_POST
def undo(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Take a ruling back."""
    ruling = ruling_for(request, slug, pk, ADJUDICATORS)
    try:
        actions.undo(ruling, request.user)
    except ValidationError as error:
        return _refusal_page(request, ruling.question, RowRulingForm(), reasons(error), 422)
    except actions.RowChanged as error:
        return _refusal_page(request, ruling.question, RowRulingForm(), str(error), 409)
    messages.success(request, "The ruling is taken back.")
    return redirect("comparison:passages", slug, ruling.question_id)


def _rule(
    request: DeskRequest,
    question: Question,
    form: forms.Form,
    act: Callable[[], Any],
    article: str | None = None,
) -> HttpResponse:
    """Rule, and redirect to the row; 409 where it is another by now, 422 with the reason."""
    if not form.is_valid():
        return _refusal_page(request, question, form, "", 422, article)
    try:
        act()
    except ValidationError as error:
        return _refusal_page(request, question, form, reasons(error), 422, article)
    except actions.RowChanged as error:
        return _refusal_page(request, question, form, str(error), 409, article)
    messages.success(request, "Ruled. It can be taken back below.")
    return redirect("comparison:passages", question.story.slug, question.pk)


def _refusal_page(
    request: DeskRequest,
    question: Question,
    form: forms.Form,
    refusal: str,
    status: int,
    article: str | None = None,
) -> HttpResponse:
    """Show the row as it stands, or the one cell that was to be ruled on, and what was wrong."""
    shown = side_by_side(request, question, article) | {"form": form, "refusal": refusal}
    return render(request, "comparison/passages.html", shown, status=status)
