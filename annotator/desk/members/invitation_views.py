"""Invitations by mail, on the members page: send, send again, revoke."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from annotator.desk.forms import InviteForm
from annotator.desk.members import views
from annotator.people.access import MANAGERS, DeskRequest, invitation_for, story_for
from annotator.people.invitations import actions, letters
from annotator.people.models import Invitation


@require_POST
def invite(request: DeskRequest, slug: str) -> HttpResponse:
    """Invite an address to the story."""
    story = story_for(request, slug, MANAGERS)
    form = InviteForm(request.POST, auto_id="invite-%s")
    if form.is_valid():
        asked = form.cleaned_data
        try:
            letter, token = actions.invite(story, asked["email"], asked["roles"], request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            _post(request, letter, token)
            return redirect("desk:members", story.slug)
    return views.members_page(request, story, inviting=form)


@require_POST
def send_again(request: DeskRequest, pk: int) -> HttpResponse:
    """Send a new letter with a new link; the old link ends."""
    letter = invitation_for(request, pk)
    try:
        letter, token = actions.renew(letter, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        _post(request, letter, token)
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


def _post(request: DeskRequest, letter: Invitation, token: str) -> None:
    """Give the letter to the mail server; where that fails, say so and keep the invitation."""
    if letters.send(request, letter, token):
        messages.success(request, f"The invitation is on its way to {letter.email}.")
        return
    actions.not_sent(letter, request.user)
    messages.error(
        request,
        f"The mail server did not take the letter to {letter.email}. The invitation is kept: "
        "press Send again in a while, and tell an administrator if it goes on.",
    )
