"""Files of leads come in: looked at first, then taken in; an import is taken back, or put back."""

from collections.abc import Callable
from itertools import islice
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from annotator.annotations.workbench.forms import reasons
from annotator.comparison.leads.access import lead_import_for
from annotator.comparison.leads.intake.actions import put_back, store_leads, take_back
from annotator.comparison.leads.intake.forms import LeadFileForm
from annotator.comparison.leads.intake.lead_rows import LeadFile, LeadProblem
from annotator.comparison.leads.intake.plan import LeadPlan, plan_leads
from annotator.comparison.leads.intake.tasks import keep_for_later
from annotator.comparison.models import LeadImport
from annotator.pagination import page_of
from annotator.people.access import MANAGERS, DeskRequest, story_for
from annotator.people.models import User
from articles.models import Story

MOST_TOLD = 100
MOST_NOW = 2_000
"""So many are taken in while the page waits; of more, a worker looks for the quotes."""
NOT_PREVIEWED = "This is not what was looked at: look at it again, then take it in."


class LeadPreview(NamedTuple):
    """What taking in a file would do; with a problem, nothing."""

    file: LeadFile
    plan: LeadPlan | None
    problems: list[LeadProblem]

    @property
    def shown_problems(self) -> list[LeadProblem]:
        """The first of the problems."""
        return self.problems[:MOST_TOLD]

    @property
    def more_problems(self) -> int:
        """How many there are beyond those that are shown."""
        return max(0, len(self.problems) - MOST_TOLD)

    @property
    def unknown_questions(self) -> list[tuple[str, int]]:
        """Questions that the story does not have, each with how many leads name it."""
        return list(islice(self.plan.unknown_questions.items(), 20)) if self.plan else []


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def import_leads(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the form and earlier imports, preview a file, or take in what was previewed.

    Nothing is kept between the two: the file comes again, and its hash says if it changed.
    """
    story = story_for(request, slug, MANAGERS)
    if request.method != "POST":
        return _page(request, story, LeadFileForm())
    form = LeadFileForm(request.POST, request.FILES)
    shown = preview_of(story, form.leads())
    if request.POST.get("step") == "store" and shown.plan and not shown.problems:
        if request.POST.get("previewed") == shown.file.sha256:
            messages.success(request, taken_in(story, shown, request.user))
            if request.htmx:
                return HttpResponseClientRedirect(request.path)
            return redirect(request.path)
        shown.problems.append(LeadProblem("What you sent", NOT_PREVIEWED))
    return _page(request, story, form, shown)


@require_POST
def take_back_leads(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Take back the leads of an import that nobody has judged."""
    batch = lead_import_for(request, slug, pk)
    return _act(request, batch, take_back, "taken back")


@require_POST
def put_back_leads(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Bring back the leads of an import that was taken back."""
    batch = lead_import_for(request, slug, pk)
    return _act(request, batch, put_back, "back again")


def preview_of(story: Story, file: LeadFile) -> LeadPreview:
    """Return what taking in the file would do. Reads only."""
    if file.problems:
        return LeadPreview(file, None, list(file.problems))
    plan = plan_leads(story, file.rows, look=len(file.rows) <= MOST_NOW)
    return LeadPreview(file, plan, list(plan.problems))


def taken_in(story: Story, shown: LeadPreview, by: User) -> str:
    """Take in what a preview without problems shows, or let a worker; return what was done."""
    plan = shown.plan
    if plan is None or not plan.looked:
        keep_for_later(story, shown.file.name, shown.file.rows, by)
        return f"{len(shown.file.rows):,} leads wait for a worker: “Tasks” says how far it is."
    done = store_leads(plan, shown.file.name, by)
    leads = "1 lead" if done.leads == 1 else f"{done.leads:,} leads"
    return f"{leads} came in, {done.known:,} there already."


def _act(
    request: DeskRequest, batch: LeadImport, act: Callable[[LeadImport, User], int], became: str
) -> HttpResponse:
    try:
        count = act(batch, request.user)
    except ValidationError as error:
        return _page(request, batch.story, LeadFileForm(), refused=reasons(error))
    messages.success(request, f"{'1 lead' if count == 1 else f'{count:,} leads'} {became}.")
    return redirect("comparison:import_leads", batch.story.slug)


def _page(
    request: DeskRequest,
    story: Story,
    form: LeadFileForm,
    shown: LeadPreview | None = None,
    refused: str = "",
) -> HttpResponse:
    """Draw the page, or, for htmx, the preview alone; 422 where something is in the way."""
    imports = LeadImport.objects.filter(story=story).select_related("by", "undone_by")
    context: dict[str, Any] = {
        "story": story, "tab": "sources", "subtab": "leads", "form": form, "preview": shown,
        "refused": refused,
    }  # fmt: skip
    part = request.htmx and shown is not None
    if not part:
        waits = ExpressionWrapper(Q(waiting__isnull=False), BooleanField())
        context["page"] = page_of(imports.annotate(waits=waits).defer("waiting"), request)
    template = "comparison/_leads_preview.html" if part else "comparison/leads_import.html"
    wrong = bool(refused) or bool(shown and shown.problems)
    return render(request, template, context, status=422 if wrong else 200)
