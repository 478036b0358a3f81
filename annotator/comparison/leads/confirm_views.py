"""All leads that settled answers confirm, confirmed in one step, which one step undoes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.workbench.forms import reasons
from annotator.comparison.access import curation_for
from annotator.comparison.curation_log.actions import recent_curations
from annotator.comparison.leads.verdicts import (
    confirm_all,
    confirmable,
    plan_basis,
    undo_confirmed,
)
from annotator.comparison.matrix.actions import RowChanged, ruling_refusal
from annotator.comparison.models import Curation
from annotator.pagination import page_of
from annotator.people.access import DeskRequest, story_for
from annotator.reconciliation.adjudication.access import ADJUDICATORS
from articles.models import Story


@require_GET
@never_cache
def confirm_leads(request: DeskRequest, slug: str) -> HttpResponse:
    """Show which leads settled answers confirm, and by which answers."""
    return _page(request, story_for(request, slug, ADJUDICATORS))


@require_POST
def confirm_these(request: DeskRequest, slug: str) -> HttpResponse:
    """Confirm the leads of the plan that was looked at."""
    story = story_for(request, slug, ADJUDICATORS)
    try:
        act = confirm_all(story, request.user, request.POST.get("basis", "")[:64])
    except ValidationError as error:
        return _page(request, story, reasons(error), 422)
    except RowChanged as error:
        # Nothing was looked at where no plan was sent.
        return _page(request, story, str(error), 409 if request.POST.get("basis") else 422)
    messages.success(request, f"{act.told}. It can be undone below.")
    return redirect("comparison:leads", slug)


@require_POST
def undo_confirm(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Take back in one step what was confirmed in one."""
    act = curation_for(request, slug, pk, ADJUDICATORS)
    try:
        count = undo_confirmed(act, request.user)
    except ValidationError as error:
        return _page(request, act.story, reasons(error), 422)
    messages.success(request, f"Undone: {count} verdict{'' if count == 1 else 's'} taken back.")
    return redirect("comparison:leads", slug)


def _page(request: DeskRequest, story: Story, refused: str = "", status: int = 200) -> HttpResponse:
    refusal = ruling_refusal(request.user, story)
    # The plan rests on every article: it is no business of who has still to read one.
    plan = [] if refusal else confirmable(story)
    shown = {
        "story": story, "tab": "sources", "subtab": "leads", "page": page_of(plan, request),
        "count": len(plan), "basis": plan_basis(plan), "refused": refused, "refusal": refusal,
        "curated": recent_curations(story, (Curation.Kind.CONFIRMED_LEADS,)),
    }  # fmt: skip
    return render(request, "comparison/leads_confirm.html", shown, status=status)
