"""An annotator hands an article back, or takes the next one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from annotator.annotations.assignments import actions, self_assign
from annotator.annotations.workbench.forms import HandBackForm, reasons
from annotator.annotations.workbench.views import page
from annotator.navigation import way
from annotator.people.access import ANNOTATORS, DeskRequest, article_for, story_for


@require_POST
def hand_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Hand the article back with a reason, and go home; 422 with the form, open, without one."""
    article = article_for(request, pk, ANNOTATORS)
    form = HandBackForm(request.POST)
    if form.is_valid():
        try:
            actions.hand_back(article, request.user, form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors:
        return page(request, article, refused=form)
    messages.success(request, f"You have handed back “{article}”. A manager sees it, and why.")
    return redirect(way("home"))


@require_POST
def take(request: DeskRequest, slug: str) -> HttpResponse:
    """Take the next article of the story and go to its workbench; home where there is none."""
    story = story_for(request, slug, ANNOTATORS)
    try:
        taken = self_assign.take(story, request.user)
    except ValidationError as error:
        messages.info(request, reasons(error))
        return redirect(way("home"))
    if taken.new:
        messages.success(request, "This article is yours to read now.")
    else:
        messages.info(request, "Read what you have in this story first: this article is next.")
    return redirect("annotations:workbench", taken.assignment.article_id)
