"""The parts of a page over HTTP: say what one is, decide on what readers propose, list it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.models import RegionChange
from annotator.annotations.regions import actions
from annotator.annotations.regions.access import (
    MARKERS,
    check_decides,
    may_set_regions,
    region_change_for,
)
from annotator.annotations.regions.changes import change_lines, with_words
from annotator.annotations.regions.forms import DecisionForm, ListForm, RegionForm
from annotator.pagination import page_of
from annotator.people.access import MANAGERS, DeskRequest, article_for, story_for
from articles.parts import BODY

ACTS = {"accept": actions.accept, "drop": actions.drop, "undo": actions.undo}
DONE = {
    "accept": "Accepted. It can be undone.",
    "drop": "Dropped. It can be undone.",
    "undo": "Undone.",
}


@require_POST
def say_region(request: DeskRequest, pk: int) -> HttpResponse:
    """Say what a part of the article is: a manager's word holds, a reader's is proposed."""
    article = article_for(request, pk, MARKERS)
    form = RegionForm(request.POST)
    if not form.is_valid():
        problems = [f"{name}: {text}" for name, texts in form.errors.items() for text in texts]
        return JsonResponse({"error": " ".join(problems), "fields": form.errors}, status=422)
    act = actions.set_region if may_set_regions(request) else actions.propose_region
    try:
        change = act(article, request.user, **form.cleaned_data)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=422)
    called = "is body" if change.role == BODY else f"is “{change.role}”"
    said = f"This part {called} now." if change.state != RegionChange.State.PROPOSED else (
        f"Proposed: this part {called}. A manager decides."
    )  # fmt: skip
    messages.success(request, said)
    return JsonResponse({"change": change.pk, "said": said})


@require_POST
def decide_region(request: DeskRequest, pk: int, change: int) -> HttpResponse:
    """Accept, drop or undo one change, and go back to where it was listed."""
    found = region_change_for(request, pk, change)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return HttpResponse("Choose: accept, drop or undo.\n", "text/plain", 422)
    verb = form.cleaned_data["verb"]
    check_decides(request, found, verb)
    try:
        ACTS[verb](found, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, DONE[verb])
    if form.cleaned_data["listed"]:
        address = reverse("annotations:regions", args=[found.article.story.slug])
        query = request.GET.urlencode()
        return redirect(f"{address}?{query}" if query else address)
    return redirect("annotations:workbench", pk)


@require_GET
def regions(request: DeskRequest, slug: str) -> HttpResponse:
    """List what readers of the story proposed and what was changed, fifty a page."""
    story = story_for(request, slug, MANAGERS)
    form = ListForm(request.GET, story)
    shown = {"story": story, "filter": {"form": form}}
    if not form.is_valid():
        return render(request, "annotations/regions.html", shown, status=422)
    wanted = form.cleaned_data
    found = RegionChange.objects.filter(article__story=story)
    narrowed = {
        "state": form.state_wanted(), "role": wanted["role"], "article__source": wanted["source"]
    }  # fmt: skip
    found = found.filter(**{name: value for name, value in narrowed.items() if value})
    order = {"": ["-at"], "at": ["at"], "article": ["article__title", "start"]}[wanted["sort"]]
    page = page_of(with_words(found).order_by(*order, "pk"), request)
    lines = change_lines(page, request.user, manager=True)
    return render(request, "annotations/regions.html", {**shown, "page": page, "lines": lines})
