"""What a manager changes of a story's machine readers: made, added, set, counted, taken off."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from annotator.machines.access import machine_for
from annotator.machines.models import StoryReader
from annotator.machines.readers import actions
from annotator.machines.readers.forms import (
    ChooseForm,
    CountsForm,
    MachineSettingsForm,
    MakeForm,
    readers_beside,
)
from annotator.machines.readers.page import copy_of
from annotator.machines.runs import asking
from annotator.people.access import MANAGERS, DeskRequest, story_for
from articles.models import Story


@require_http_methods(["GET", "HEAD", "POST"])
def new_machine(request: DeskRequest, slug: str) -> HttpResponse:
    """Make a reader: of nothing, or as a copy, with changes, of one of the story's."""
    story = story_for(request, slug, MANAGERS)
    if request.method != "POST":
        return _new(request, story, MakeForm(initial=_first(request, story)))
    form = MakeForm(request.POST)
    if form.is_valid():
        try:
            made = actions.make_reader(story, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            _tell(form, error)
        else:
            messages.success(request, _made(made, form.cleaned_data["name"]))
            return _to(made)
    return _new(request, story, form)


@require_POST
def add_machine(request: DeskRequest, slug: str) -> HttpResponse:
    """Let a reader that the desk has read for the story."""
    story = story_for(request, slug, MANAGERS)
    form = ChooseForm(request.POST, story=story, user=request.user)
    if form.is_valid():
        try:
            return _to(actions.add_reader(story, form.cleaned_data["reader"], request.user))
        except ValidationError as error:
            _tell(form, error)
    return _new(request, story, MakeForm(), form)


@require_http_methods(["GET", "HEAD", "POST"])
def change_settings(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Say what people see of a machine, and how much it may read."""
    wanted = machine_for(request, slug, pk)
    if request.method != "POST":
        return _settings(request, wanted, MachineSettingsForm(initial=_kept(wanted)))
    form = MachineSettingsForm(request.POST)
    if form.is_valid():
        try:
            actions.change_settings(wanted, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            _tell(form, error)
        else:
            messages.success(request, "It is changed.")
            return _to(wanted)
    return _settings(request, wanted, form)


@require_http_methods(["GET", "HEAD", "POST"])
def counts(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Show what changes where a machine counts as a reader, or no more; let it be so."""
    wanted = machine_for(request, slug, pk)
    if request.method != "POST":
        return _counts(request, wanted, CountsForm())
    form = CountsForm(request.POST)
    if form.is_valid():
        try:
            actions.set_counts(wanted, form.cleaned_data["counts"] == "yes", request.user)
        except ValidationError as error:
            form.add_error(None, list(error.messages))
        else:
            return _to(wanted)
    return _counts(request, wanted, form)


@require_POST
def take_off(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Take a machine off the story."""
    return _to(actions.take_off(machine_for(request, slug, pk), request.user))


@require_POST
def put_back(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Put a machine back that was taken off."""
    return _to(actions.put_back(machine_for(request, slug, pk), request.user))


def _made(made: StoryReader, name: str) -> str:
    """Return what is told of a reader that was to be made under this name."""
    if made.reader.name == name:
        return f"{name} is made. Let it read."
    return f"The desk has a reader made of just this, {made.reader}: it reads for the story now."


def _first(request: DeskRequest, story: Story) -> dict[str, Any]:
    """Return what the form of a new reader begins with: the make that is to be copied."""
    asked = request.GET.get("from", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 16):
        return {}
    rows = StoryReader.objects.filter(story=story, pk=int(asked)).select_related("reader")
    found = rows.first()
    return copy_of(found.reader) if found else {}


def _new(
    request: DeskRequest, story: Story, form: MakeForm, choosing: ChooseForm | None = None
) -> HttpResponse:
    refused = any(one is not None and one.is_bound and one.errors for one in (form, choosing))
    shown = {
        "story": story,
        "tab": "machines",
        "form": form,
        "choosing": choosing or ChooseForm(story=story, user=request.user),
        "there": readers_beside(story, request.user).exists(),
        "offers": asking.offers(),
    }
    return render(request, "machines/new.html", shown, status=422 if refused else 200)


def _settings(request: DeskRequest, wanted: StoryReader, form: MachineSettingsForm) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    shown = {"form": form, **_frame(wanted)}
    return render(request, "machines/settings.html", shown, status=status)


def _counts(request: DeskRequest, wanted: StoryReader, form: CountsForm) -> HttpResponse:
    articles = len(actions.counted_articles(wanted))
    shown = {"articles": articles, "form": form, **_frame(wanted)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "machines/counts.html", shown, status=status)


def _kept(wanted: StoryReader) -> dict[str, Any]:
    rule = actions.current_rule(wanted)
    return {
        "shows": rule.shows if rule else "nothing",
        "unaided_percent": rule.unaided_percent if rule else actions.UNAIDED,
        "daily_articles": wanted.daily_articles,
        "most_cost": wanted.most_cost,
    }


def _frame(wanted: StoryReader) -> dict[str, Any]:
    return {"story": wanted.story, "tab": "machines", "wanted": wanted, "reader": wanted.reader}


def _tell(form: forms.Form, error: ValidationError) -> None:
    """Say at the form what an action refused, at its fields where it names them."""
    named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, texts in named.items():
        form.add_error(name if name in form.fields else None, list(texts))


def _to(wanted: StoryReader) -> HttpResponseRedirect:
    return redirect(reverse("machines:machine", args=[wanted.story.slug, wanted.pk]))
