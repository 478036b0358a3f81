"""A run: asked for, looked at while it reads, stopped, let go on."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.background import worker_is_there
from annotator.machines.access import machine_for, run_for
from annotator.machines.models import MachineRun
from annotator.machines.runs import actions, page
from annotator.machines.runs.filters import RunArticleFilter, RunFilter
from annotator.machines.runs.forms import RunForm
from annotator.machines.runs.tasks import ask_for
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest


@require_POST
def ask_run(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Let a machine read articles."""
    wanted = machine_for(request, slug, pk)
    form = RunForm(request.POST, story=wanted.story)
    if form.is_valid():
        try:
            run = actions.ask_run(wanted, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            told = list(map(str, error.messages))
        else:
            ask_for(run)
            return _to(run)
    else:
        told = [str(words) for texts in form.errors.values() for words in texts]
    messages.error(request, " ".join(told))
    return redirect(reverse("machines:machine", args=[slug, pk]))


@require_safe
def runs(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """List the runs of a machine."""
    wanted = machine_for(request, slug, pk, SETTLERS)
    found = MachineRun.objects.filter(of=wanted).select_related("asked_by")
    listed = RunFilter(request.GET, found)
    cut = page_of(listed.qs, request)
    lines = page.run_lines(cut)
    shown = {
        "story": wanted.story,
        "tab": "machines",
        "wanted": wanted,
        "reader": wanted.reader,
        "filter": listed,
        "address": reverse("machines:runs", args=[slug, pk]),
        "page": cut,
        "runs": lines,
        "goes_on": any(line.goes_on for line in lines),
    }
    return render(request, "machines/runs.html", shown)


@require_safe
def run(request: DeskRequest, slug: str, pk: int, run: int) -> HttpResponse:
    """Show how far a run is, and each of its articles."""
    found = run_for(request, slug, pk, run, SETTLERS)
    hidden = articles_hidden_from(request.user, found.of.story)
    listed = RunArticleFilter(request.GET, page.readings_of(found), hidden=hidden)
    cut = page_of(listed.qs, request)
    [line] = page.run_lines([found])
    shown = {
        "story": found.of.story,
        "tab": "machines",
        "wanted": found.of,
        "reader": found.of.reader,
        "run": found,
        "line": line,
        "numbers": page.numbers_of(found),
        "filter": listed,
        "address": reverse("machines:run", args=[slug, pk, run]),
        "page": cut,
        "lines": page.reading_lines(found, cut, hidden),
        "manages": request.membership.manager,
        "worker": worker_is_there(),
    }
    return render(request, "machines/run.html", shown)


@require_POST
def stop(request: DeskRequest, slug: str, pk: int, run: int) -> HttpResponse:
    """Stop a run."""
    found = run_for(request, slug, pk, run)
    try:
        actions.stop(found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "The run is stopped: it ends after the article that it reads.")
    return _to(found)


@require_POST
def go_on(request: DeskRequest, slug: str, pk: int, run: int) -> HttpResponse:
    """Let a run go on."""
    found = run_for(request, slug, pk, run)
    try:
        actions.go_on(found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        ask_for(found)
    return _to(found)


def _to(run: MachineRun) -> HttpResponseRedirect:
    return redirect(reverse("machines:run", args=[run.of.story.slug, run.of_id, run.pk]))
