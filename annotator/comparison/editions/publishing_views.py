"""What a manager does with editions: publish one, give it a public link, withdraw it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from annotator.annotations.workbench.forms import reasons
from annotator.comparison.editions import actions
from annotator.comparison.editions.access import edition_for, is_closed_to
from annotator.comparison.editions.draft import draft_of, still_reading
from annotator.comparison.editions.forms import PublicLinkForm, PublishForm, WithdrawForm
from annotator.comparison.editions.views import shown_of
from annotator.comparison.models import Edition
from annotator.people.access import MANAGERS, DeskRequest, story_for
from articles.models import Story


@require_http_methods(["GET", "POST"])
@never_cache
def publish_edition(request: DeskRequest, slug: str) -> HttpResponse:
    """Show what would be published, and publish it."""
    story = story_for(request, slug, MANAGERS)
    if request.method == "GET":
        return _publishing(request, story, PublishForm(initial={"title": story.title}))
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _publishing(request, story, form, status=422)
    base = request.build_absolute_uri("/").rstrip("/")
    try:
        made = actions.publish(
            story, request.user, **form.cleaned_data, desk=request.get_host(), base=base
        )
    except ValidationError as error:
        return _publishing(request, story, form, reasons(error), status=422)
    messages.success(request, f"Edition {made.number} is published: members of the story see it.")
    return redirect("comparison:edition", slug, made.number)


@require_POST
def set_link(request: DeskRequest, slug: str, number: int) -> HttpResponse:
    """Set the public link of an edition: on, off, or another one."""
    edition = edition_for(request, slug, number, MANAGERS)
    form = PublicLinkForm(request.POST)
    if not form.is_valid():
        return _refused(request, edition, "Say what is to be done: on, renew or off.")
    act = form.cleaned_data["act"]
    if act == "off":
        told = "The public link is off: it leads nowhere now."
        return _done(request, edition, lambda: actions.close_link(edition, request.user), told)
    told = "The public link is on: whoever has it sees this edition."
    return _done(request, edition, lambda: actions.open_link(edition, request.user), told)


@require_POST
def withdraw_edition(request: DeskRequest, slug: str, number: int) -> HttpResponse:
    """Withdraw an edition, with a reason that its readers see."""
    edition = edition_for(request, slug, number, MANAGERS)
    form = WithdrawForm(request.POST, edition.story, edition)
    if not form.is_valid():
        told = " ".join(str(words) for texts in form.errors.values() for words in texts)
        return _refused(request, edition, told, form)
    told = f"Edition {number} is withdrawn: its addresses show why."
    given = form.cleaned_data
    return _done(
        request, edition, lambda: actions.withdraw(edition, request.user, **given), told, form
    )


@require_POST
def restore_edition(request: DeskRequest, slug: str, number: int) -> HttpResponse:
    """Let a withdrawn edition stand again."""
    edition = edition_for(request, slug, number, MANAGERS)
    told = f"Edition {number} stands again."
    act = actions.take_back_withdrawal
    return _done(request, edition, lambda: act(edition, request.user), told)


def _done(
    request: DeskRequest,
    edition: Edition,
    act: Callable[[], Any],
    told: str,
    form: WithdrawForm | None = None,
) -> HttpResponse:
    """Do it and go back to the edition; 422 with the reason where it is refused."""
    try:
        act()
    except ValidationError as error:
        return _refused(request, edition, reasons(error), form)
    messages.success(request, told)
    return redirect("comparison:edition", edition.story.slug, edition.number)


def _refused(
    request: DeskRequest, edition: Edition, told: str, form: WithdrawForm | None = None
) -> HttpResponse:
    shown = shown_of(request, edition, is_closed_to(request, edition)) | {"refusal": told}
    if form:
        shown["withdraw_form"] = form
    return render(request, "comparison/edition.html", shown, status=422)


def _publishing(
    request: DeskRequest, story: Story, form: PublishForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Show the form with what would be published; to a manager who has still to read, why not."""
    shown: dict[str, Any] = {"story": story, "tab": "sources", "subtab": "brief", "form": form}
    shown["refusal"] = refusal
    shown["not_now"] = actions.publishing_refusal(story, request.user)
    if not shown["not_now"]:
        draft = draft_of(story)
        shown |= {
            "draft": draft,
            "not_now": actions.draft_refusal(draft),
            "still_reading": still_reading(draft.quoted),
        }
    return render(request, "comparison/edition_publish.html", shown, status=status)
