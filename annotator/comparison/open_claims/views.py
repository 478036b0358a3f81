"""Claims that answer no question yet: the list, and what is done with one of them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.open_claims import actions
from annotator.comparison.open_claims.actions import claims_at_place
from annotator.comparison.open_claims.forms import AttachForm, ClaimsForm, NewQuestionForm
from annotator.comparison.open_claims.html import ClaimActs, draw_claims
from annotator.comparison.open_claims.open_claims import (
    places,
    unanswered_claims,
    with_suggestions,
)
from annotator.comparison.posting import act_on_form
from annotator.comparison.tallies.changes import being_behind
from annotator.operations.replica import reads_from_replica
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.vocabulary.models import Question
from annotator.vocabulary.offered import offered_questions


@require_GET
@reads_from_replica
def unanswered(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the claims that answer no question, with suggestions."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    form = ClaimsForm(request.GET, story)
    no_filters: dict[str, Any] = {"text": "", "source": None, "sort": ""}
    filters = form.cleaned_data if form.is_valid() else no_filters
    every = places(story, hidden, filters["text"], filters["source"], filters["sort"] == "-date")
    page = page_of(every if form.is_valid() else [], request)
    page.object_list = with_suggestions(story, hidden, page.object_list)
    questions = offered_questions(Question.objects.filter(story=story, active=True))
    shown = {
        "story": story, "tab": "sources", "subtab": "unanswered", "page": page,
        "filter": {"form": form}, "hidden": len(hidden), "questions": questions,
        "drawn": draw_claims(page, _acts(request, bool(questions))),
        "recent": actions.recent_attachments(story, hidden),
    } | being_behind(story, hidden)  # fmt: skip
    return render(request, "comparison/unanswered.html", shown)


@require_POST
def attach(request: DeskRequest, slug: str) -> HttpResponse:
    """Let one claim, and the same words marked by others, answer a question."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)

    def act(given: dict[str, Any]) -> str:
        keys = claims_at_place(story, hidden, given["claim"])
        actions.attach(keys, given["question"], request.user)
        told = f"Attached to “{given['question']}”. It can be undone below."
        return f"{told} {actions.what_is_missing(keys)}".strip()

    return _act_on_form(
        request, AttachForm(request.POST, unanswered_claims(story, hidden), story), act
    )


@require_POST
def new_question(request: DeskRequest, slug: str) -> HttpResponse:
    """Make a question for a claim, and attach it with the claims that were ticked."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    form = NewQuestionForm(request.POST, unanswered_claims(story, hidden))

    def act(given: dict[str, Any]) -> str:
        chosen = [given["claim"], *given["also"]]
        keys = {key for claim in chosen for key in claims_at_place(story, hidden, claim)}
        made = actions.attach_to_new(story, keys, request.user, **form.question_values())
        return f"Attached to the question “{made}”."

    return _act_on_form(request, form, act)


@require_POST
def undo_attach(request: DeskRequest, slug: str) -> HttpResponse:
    """Take a claim, and what went with it, from the question that it was attached to lately."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)

    def act(given: dict[str, Any]) -> str:
        actions.detach(story, hidden, given["claim"], request.user)
        return "Undone: the claim answers no question again."

    return _act_on_form(request, UndoForm(request.POST), act)


class UndoForm(forms.Form):
    """The claim to take from its question."""

    claim = forms.UUIDField(error_messages={"required": "Say which claim."})


def _acts(request: DeskRequest, asked: bool) -> ClaimActs:
    """Return where the forms of a claim lead: back to the list as it is, with its filter."""
    slug, query = request.membership.story.slug, request.GET.urlencode()
    attach, ask = (
        reverse(f"comparison:{name}", args=[slug]) + (f"?{query}" if query else "")
        for name in ("attach", "new_question")
    )
    before, after = reverse("reconciliation:settle", args=[0]).split("0")
    types = tuple((value, str(name)) for value, name in Question.Type.choices)
    return ClaimActs(attach, ask, (before, after), get_token(request), types, asked)


def _act_on_form(
    request: DeskRequest, form: forms.Form, act: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Redirect back to the list as it was: the form's address carried its filter."""
    address = reverse("comparison:unanswered", args=[request.membership.story.slug])
    query = request.GET.urlencode()
    back = f"{address}?{query}" if query else address
    return act_on_form(
        request, form, lambda given: (act(given), back), subtab="unanswered", back=back
    )
