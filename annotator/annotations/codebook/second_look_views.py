"""What was marked under an earlier edition: the list, what is still right of it, and its undo."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.codebook import actions
from annotator.annotations.codebook.forms import StillRightForm
from annotator.annotations.codebook.look_list import LookList, look_list
from annotator.annotations.codebook.look_page import look_page
from annotator.annotations.codebook.tasks import MOST_AT_ONCE, confirm_list
from annotator.annotations.curation.plans import number
from annotator.annotations.workbench.forms import reasons
from annotator.people.access import DeskRequest

CHANGED = "The list changed since you looked: this is how it is now. Nothing was confirmed."


@require_GET
@never_cache
def second_look(request: DeskRequest) -> HttpResponse:
    """List what the user may see and was marked under an earlier edition, fifty a page."""
    return _list(request, look_list(request.user, request.GET))


@require_POST
def still_right(request: DeskRequest) -> HttpResponse:
    """Take what is ticked for still right, or the whole list by the plan that was shown."""
    found = look_list(request.user, request.GET)
    form = StillRightForm(request.POST)
    if not form.is_valid() or not found.form.is_valid():
        for text in dict.fromkeys(text for texts in form.errors.values() for text in texts):
            messages.error(request, str(text))
        return _list(request, found, 422)
    if form.cleaned_data["every"]:
        return _every(request, found, form.cleaned_data["shown"])
    _told(request, actions.confirm(found.reach, form.cleaned_data["ticked"]))
    return _back(request.GET)


def _every(request: DeskRequest, found: LookList, shown: str) -> HttpResponse:
    keys = found.confirmable()
    if actions.confirm_plan(len(keys), found.rows().count()).fingerprint != shown:
        messages.error(request, CHANGED)
    elif len(keys) > MOST_AT_ONCE:
        confirm_list.ask(request.GET.dict(), shown, request.user.pk, by=request.user)
        told = number(len(keys), "highlight is", "highlights are")
        messages.success(request, f"{told} confirmed in the background: see Tasks.")
    else:
        _told(request, actions.confirm(found.reach, keys))
    return _back(request.GET)


@require_POST
def undo_still_right(request: DeskRequest, act: int) -> HttpResponse:
    """Take back what the user confirmed in one act."""
    try:
        count = actions.undo_confirmation(request.user, act)
    except ValidationError as error:
        messages.error(request, reasons(error))
    else:
        told = number(count, "highlight is", "highlights are")
        messages.success(request, f"Undone: {told} to be looked at again.")
    return _back(request.GET)


def _list(request: DeskRequest, found: LookList, status: int = 200) -> HttpResponse:
    if not found.form.is_valid():
        shown: dict[str, Any] = {"filter": {"form": found.form}}
        return render(request, "annotations/second_look.html", shown, status=422)
    shown = look_page(request, found)
    return render(request, "annotations/second_look.html", shown, status=status)


def _told(request: DeskRequest, done: tuple[int, Any]) -> None:
    count, _ = done
    if count:
        told = number(count, "highlight is", "highlights are")
        messages.success(request, f"{told} still right. It can be undone.")
    else:
        messages.error(request, "Nothing was confirmed: it was done meanwhile, or is not yours.")


def _back(query: QueryDict) -> HttpResponse:
    address = reverse("annotations:second_look")
    return HttpResponseRedirect(f"{address}?{query.urlencode()}" if query else address)
