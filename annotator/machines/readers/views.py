"""A story's machine readers: listed, and one with its runs and its articles."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.background import worker_is_there
from annotator.machines.access import machine_for
from annotator.machines.models import MachineRun, StoryReader
from annotator.machines.readers import page
from annotator.machines.readers.actions import current_rule
from annotator.machines.readers.filters import MachineArticleFilter, MachineFilter
from annotator.machines.runs.behind import asked_since
from annotator.machines.runs.page import run_lines
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from articles.models import Article

NEWEST_RUNS = 5


@require_safe
def machines(request: DeskRequest, slug: str) -> HttpResponse:
    """List the story's machine readers."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    found = MachineFilter(request.GET, page.listed(story, asked_since(story), hidden))
    cut = page_of(found.qs, request)
    shown = {
        "story": story,
        "tab": "machines",
        "filter": found,
        "address": reverse("machines:machines", args=[slug]),
        "page": cut,
        "lines": page.lines_of(list(cut)),
        "hides": bool(hidden),
        "off": StoryReader.objects.filter(story=story).exclude(removed_at=None).count(),
        "manages": request.membership.manager,
    }
    return render(request, "machines/machines.html", shown)


@require_safe
def machine(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Show a machine reader: how much it has read, its last runs, and every article."""
    wanted = machine_for(request, slug, pk, SETTLERS)
    changed_at, hidden = asked_since(wanted.story), articles_hidden_from(request.user, wanted.story)
    articles = Article.objects.filter(story=wanted.story).select_related("source").defer("text")
    found = MachineArticleFilter(
        request.GET, articles, reader=wanted.reader_id, changed_at=changed_at, hidden=hidden
    )
    cut = page_of(found.qs, request)
    runs = run_lines(MachineRun.objects.filter(of=wanted)[: NEWEST_RUNS + 1])
    shown = {
        "story": wanted.story,
        "tab": "machines",
        "wanted": wanted,
        "reader": wanted.reader,
        "rule": current_rule(wanted),
        "numbers": page.numbers_of(wanted, changed_at, hidden),
        "runs": runs[:NEWEST_RUNS],
        "more_runs": len(runs) > NEWEST_RUNS,
        "goes_on": any(line.goes_on for line in runs),
        "filter": found,
        "address": reverse("machines:machine", args=[slug, pk]),
        "page": cut,
        "lines": page.article_lines(wanted, list(cut), changed_at, hidden),
        "hides": bool(hidden),
        "made_of": page.copy_of(wanted.reader),
        "manages": request.membership.manager,
        "worker": worker_is_there(),
    }
    return render(request, "machines/machine.html", shown)
