"""Contradictions that machines assert: the list, and the page on which one is judged."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.annotations.workbench.forms import reasons
from annotator.comparison.curation_log.actions import recent_curations
from annotator.comparison.leads.access import lead_for, with_articles
from annotator.comparison.leads.forms import LeadVerdictForm
from annotator.comparison.leads.lead_list import STATES, LeadFilter, lines_of_leads
from annotator.comparison.leads.page import lead_page
from annotator.comparison.leads.precision import precision_of
from annotator.comparison.leads.verdicts import judge, undo_verdict
from annotator.comparison.matrix.actions import RowChanged, ruling_refusal
from annotator.comparison.models import Curation, LeadState
from annotator.comparison.seen import leads_seen
from annotator.operations.replica import reads_from_replica
from annotator.pagination import page_of
from annotator.people.access import MANAGERS, SETTLERS, DeskRequest, story_for
from annotator.people.models import Role
from annotator.reconciliation.adjudication.access import ADJUDICATORS

MOST_FIGURES = 50
"""Machines whose precision is told, those with most leads; leads.csv has the others."""
SAID = {
    LeadState.CONFIRMED: "Confirmed.",
    LeadState.NOT_SO: "Judged not so.",
    LeadState.OPEN: "Left open.",
}


@require_GET
@never_cache
@reads_from_replica
def leads(request: DeskRequest, slug: str) -> HttpResponse:
    """List what machines assert, with what became of it."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    seen = leads_seen(story, hidden)
    counts = dict(seen.values_list("state").annotate(n=Count("pk")))
    form = LeadFilter(request.GET, story, hidden)
    found = form.narrowed(seen) if form.is_valid() else seen.none()
    page = page_of(with_articles(found), request)
    adjudicates = Role.ADJUDICATOR in request.membership.roles
    figures = precision_of(story, hidden)
    shown = {
        "story": story, "tab": "sources", "subtab": "leads", "page": page,
        "lines": lines_of_leads(page.object_list), "filter": {"form": form},
        "any": bool(counts), "hidden": len(hidden), "unread_leads": counts.get("unread", 0),
        "numbers": [(one.label, counts.get(one.value, 0)) for one in STATES],
        "figures": figures[:MOST_FIGURES], "more_figures": len(figures[MOST_FIGURES:]),
        "rules": adjudicates,
        "imports": bool(request.membership.roles & MANAGERS),
        "ruling_refusal": ruling_refusal(request.user, story) if adjudicates else "",
        "curated": recent_curations(story, (Curation.Kind.CONFIRMED_LEADS,)) if adjudicates else (),
    }  # fmt: skip
    return render(request, "comparison/leads.html", shown)


@require_GET
@never_cache
def lead(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Show one lead: its passages, what is settled beside them, and what may be said of it."""
    story, found = lead_for(request, slug, pk)
    return render(request, "comparison/lead.html", lead_page(request, story, found))


@require_POST
def judge_lead(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Say what became of a lead."""
    story, found = lead_for(request, slug, pk, ADJUDICATORS)
    form, refused, status = LeadVerdictForm(request.POST), "", 422
    try:
        if form.is_valid():
            made = judge(found, request.user, **form.cleaned_data)
            messages.success(request, SAID[LeadState(made.verdict)])
            return redirect("comparison:lead", slug, pk)
    except ValidationError as error:
        refused = reasons(error)
    except RowChanged as error:
        refused, status = str(error), 409
    shown = lead_page(request, story, found, form) | {"refused": refused}
    return render(request, "comparison/lead.html", shown, status=status)


@require_POST
def undo_lead(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Take the verdict on a lead back."""
    story, found = lead_for(request, slug, pk, ADJUDICATORS)
    try:
        undo_verdict(found, request.user)
    except ValidationError as error:
        refused, status = reasons(error), 422
    except RowChanged as error:
        # Said by whoever opens the address again, too: nothing is wrong with that.
        refused, status = str(error), 422
    else:
        messages.success(request, "The verdict is taken back.")
        return redirect("comparison:lead", slug, pk)
    shown = lead_page(request, story, found) | {"refused": refused}
    return render(request, "comparison/lead.html", shown, status=status)
