"""Invitations by mail, on the members page: send, send again, revoke."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from annotator.background import worker_is_there
from annotator.desk.forms import InviteForm
from annotator.desk.members import views
from annotator.desk.members.letters import post_letter
from annotator.people.access import MANAGERS, DeskRequest, invitation_for, story_for
from annotator.people.invitations import actions
from annotator.people.models import Invitation


@require_POST
def invite(request: DeskRequest, slug: str) -> HttpResponse:
    """Invite an address to the story."""
    story = story_for(request, slug, MANAGERS)
    form = InviteForm(request.POST, auto_id="invite-%s")
    if form.is_valid():
        asked = form.cleaned_data
        try:
            letter = actions.invite(story, asked["email"], asked["roles"], request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            _post(request, letter)
            return redirect("desk:members", story.slug)
    return views.members_page(request, story, inviting=form)


@require_POST
def send_again(request: DeskRequest, pk: int) -> HttpResponse:
    """Send a new letter with a new link; the old link ends."""
    letter = invitation_for(request, pk)
    try:
        letter = actions.renew(letter, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        _post(request, letter)
    return redirect("desk:members", letter.story.slug)


@require_POST
def revoke(request: DeskRequest, pk: int) -> HttpResponse:
    """Revoke an invitation, and offer to undo that."""
    letter = invitation_for(request, pk)
    try:
        actions.revoke(letter, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        shown = {"invitation": letter, "story": letter.story, "roles": sorted(letter.roles)}
        messages.success(request, render_to_string("desk/_invitation_undo.html", shown, request))
    return redirect("desk:members", letter.story.slug)


def _post(request: DeskRequest, letter: Invitation) -> None:
    """Let the letter leave; where there is nobody to send it yet, say so."""
    post_letter(request, letter)
    if worker_is_there():
        messages.success(request, f"The invitation is on its way to {letter.email}.")
    else:
        messages.warning(
            request,
            f"{letter.email} is invited. No worker is running: the letter leaves as soon as there "
            "is one.",
        )
