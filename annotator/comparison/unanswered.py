"""Claims that answer no question yet: the list, and what is done with one of them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.blindness import articles_hidden_from
from annotator.cells import lines
from annotator.comparison import attaching
from annotator.comparison.attaching import at_place_of
from annotator.comparison.unanswered_claims import COLUMNS, csv_rows, places, told
from annotator.comparison.unanswered_claims import unanswered as claims_without
from annotator.comparison.unanswered_forms import (
    AttachForm,
    ClaimsForm,
    NewQuestionForm,
)
from annotator.listing import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.vocabulary.models import Question
from articles.models import Story


@require_GET
def unanswered(request: DeskRequest, slug: str) -> HttpResponse:
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    form = ClaimsForm(request.GET, story)
    nothing: dict[str, Any] = {"text": "", "source": None, "sort": ""}
    asked = form.cleaned_data if form.is_valid() else nothing
    among = claims_without(story, hidden)
    every = places(among, asked["text"], asked["source"], asked["sort"] == "-date")
    page = page_of(every if form.is_valid() else [], request)
    page.object_list = told(story, hidden, among, page.object_list)
    shown = {
        "story": story, "tab": "sources", "way": "unanswered", "page": page,
        "filter": {"form": form}, "hidden": len(hidden), "types": Question.Type.choices,
        "questions": Question.objects.filter(story=story, active=True),
        "lately": attaching.lately(story, hidden),
    }  # fmt: skip
    return render(request, "comparison/unanswered.html", shown)


@require_POST
def attach(request: DeskRequest, slug: str) -> HttpResponse:
    """Let one claim, and the same words marked by others, answer a question."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    form = AttachForm(request.POST, claims_without(story, hidden), story)
    try:
        if form.is_valid():
            question = form.cleaned_data["question"]
            keys = at_place_of(story, hidden, form.cleaned_data["claim"])
            attaching.attach(keys, question, request.user)
            messages.success(request, f"Attached to “{question}”. It can be undone below.")
            return redirect(_address(request, slug))
    except ValidationError as refused:
        form.add_error(None, refused)
    return _refused(request, story, form)


@require_POST
def new_question(request: DeskRequest, slug: str) -> HttpResponse:
    """Make a question for a claim, and attach it with those that were ticked."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    form = NewQuestionForm(request.POST, claims_without(story, hidden))
    try:
        if form.is_valid():
            chosen = [form.cleaned_data["claim"], *form.cleaned_data["also"]]
            keys = {key for claim in chosen for key in at_place_of(story, hidden, claim)}
            made = attaching.attach_to_new(story, keys, request.user, **form.asked())
            messages.success(request, f"Attached to the question “{made}”.")
            return redirect(_address(request, slug))
    except ValidationError as refused:
        form.add_error(None, forms.ValidationError(refused.messages))
    return _refused(request, story, form)


@require_POST
def undo_attach(request: DeskRequest, slug: str) -> HttpResponse:
    """Take a claim, and what went with it, from the question that it was attached to lately."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    form = UndoForm(request.POST)
    try:
        if form.is_valid():
            attaching.detach(story, hidden, form.cleaned_data["claim"], request.user)
            messages.success(request, "Undone: the claim answers no question again.")
            return redirect(_address(request, slug))
    except ValidationError as refused:
        form.add_error(None, refused)
    return _refused(request, story, form)


@require_GET
@never_cache
def unanswered_csv(request: DeskRequest, slug: str) -> StreamingHttpResponse:
    """unanswered.csv of what this member may see."""
    story = story_for(request, slug, SETTLERS)
    among = claims_without(story, articles_hidden_from(request.user, story))
    pieces = lines(COLUMNS, csv_rows(among), bom="bom" in request.GET)
    name = content_disposition_header(True, f"{story.slug}-unanswered.csv") or "attachment"
    headers = {"Content-Disposition": name}
    return StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8", headers=headers)


class UndoForm(forms.Form):
    """The claim to take from its question."""

    claim = forms.UUIDField(error_messages={"required": "Say which claim."})


def _refused(request: DeskRequest, story: Story, form: forms.Form) -> HttpResponse:
    told_of = [one for errors in form.errors.values() for one in errors]
    shown: dict[str, Any] = {"story": story, "tab": "sources", "way": "unanswered"}
    shown |= {"refused": told_of, "back": _address(request, story.slug)}
    return render(request, "comparison/unanswered_refused.html", shown, status=422)


def _address(request: DeskRequest, slug: str) -> str:
    """The list as it was: the form's address carried its filter."""
    address, query = reverse("comparison:unanswered", args=[slug]), request.GET.urlencode()
    return f"{address}?{query}" if query else address
