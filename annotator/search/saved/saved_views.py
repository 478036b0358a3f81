"""What is done with saved searches: form, action, and back to the page of the search."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from annotator.people.access import DeskRequest
from annotator.search.models import SavedSearch
from annotator.search.saved import actions
from annotator.search.saved.forms import KeptSearchForm, RenameForm, SaveForm
from annotator.search.saved.news import query_of


@require_POST
def save(request: DeskRequest) -> HttpResponse:
    """Keep the search that is shown, and show it as a saved one."""
    form = SaveForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    given = form.cleaned_data
    try:
        row = actions.save_search(
            request.user, given["name"], query=given["q"], kind=given["kind"],
            story=given["story"], sort=given["sort"],
        )  # fmt: skip
    except ValidationError as error:
        return _refused(request, form, error)
    messages.success(request, f"“{row}” is kept. What comes from now on is new in it.")
    return redirect(f"{reverse('search:search')}?{query_of(row)}")


@require_POST
def rename(request: DeskRequest) -> HttpResponse:
    """Give a saved search another name."""
    form = RenameForm(request.POST, user=request.user)

    def act(row: SavedSearch) -> str:
        before = row.name
        actions.rename_search(row, form.cleaned_data["name"])
        return f"“{before}” is called “{row}” now."

    return _acted(request, form, act)


@require_POST
def delete(request: DeskRequest) -> HttpResponse:
    """Delete a saved search, and offer to bring it back."""
    form = KeptSearchForm(request.POST, user=request.user)

    if not form.is_valid():
        return _refused(request, form)
    row = form.cleaned_data["saved"]
    actions.delete_search(row)
    return redirect(f"{reverse('search:search')}?deleted={row.pk}")


@require_POST
def restore(request: DeskRequest) -> HttpResponse:
    """Bring a deleted search back."""
    form = KeptSearchForm(request.POST, user=request.user, deleted=True)

    def act(row: SavedSearch) -> str:
        actions.restore_search(row)
        return f"“{row}” is back."

    return _acted(request, form, act)


@require_POST
def seen(request: DeskRequest) -> HttpResponse:
    """Note that all a saved search finds has been seen."""
    form = KeptSearchForm(request.POST, user=request.user)

    def act(row: SavedSearch) -> str:
        actions.mark_seen(row)
        return f"What comes from now on is new in “{row}”."

    return _acted(request, form, act)


def _acted(request: DeskRequest, form: Any, act: Callable[[SavedSearch], str]) -> HttpResponse:
    """Do what is asked with the chosen search; go back to the page, which says what was done."""
    if not form.is_valid():
        return _refused(request, form)
    try:
        messages.success(request, act(form.cleaned_data["saved"]))
    except ValidationError as error:
        return _refused(request, form, error)
    return redirect("search:search")


def _refused(request: DeskRequest, form: Any, error: ValidationError | None = None) -> HttpResponse:
    """Say what is wrong, and lead back."""
    if error is not None:
        form.add_error(None, error)
    return render(request, "search/refused.html", {"form": form}, status=422)
