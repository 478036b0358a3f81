"""The manager's page on who is a member of a story, and as what."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST

from annotator.desk import actions
from annotator.desk.forms import InviteForm, MemberForm, RolesForm
from annotator.pagination import page_of
from annotator.people.access import MANAGERS, DeskRequest, member_for, story_for
from annotator.people.models import Invitation, Membership
from articles.models import Story


@require_http_methods(["GET", "POST"])
def members(request: DeskRequest, slug: str) -> HttpResponse:
    """List the members of a story; a POST adds one."""
    story = story_for(request, slug, MANAGERS)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = form.cleaned_data
            member = actions.add_member(story, asked["who"], asked["roles"], request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"{member.user} is a member of the story now.")
            return redirect("desk:members", story.slug)
    return members_page(request, story, adding=form)


@require_POST
def change_roles(request: DeskRequest, pk: int) -> HttpResponse:
    """Give a member other roles."""
    member = member_for(request, pk)
    form = RolesForm(request.POST, auto_id=f"member-{pk}-%s")
    if form.is_valid():
        try:
            member = actions.change_roles(member, form.cleaned_data["roles"], request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
    if form.errors:
        return _refused(request, member, form)
    if request.htmx:
        return _row(request, member, _roles(member), saved=True)
    messages.success(request, f"The roles of {member.user} are changed.")
    return redirect("desk:members", member.story.slug)


@require_POST
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a member out of the story, and offer to undo that."""
    member = member_for(request, pk)
    try:
        actions.remove_member(member, request.user)
    except ValidationError as error:
        form = RolesForm({"roles": sorted(member.roles)}, auto_id=f"member-{pk}-%s")
        form.is_valid()
        form.add_error(None, error.messages)
        return _refused(request, member, form)
    shown = {"member": member, "story": member.story, "roles": sorted(member.roles)}
    if request.htmx:
        return render(request, "desk/_member_removed.html", shown)
    messages.success(request, render_to_string("desk/_member_undo.html", shown, request))
    return redirect("desk:members", member.story.slug)


def members_page(
    request: DeskRequest,
    story: Story,
    *,
    adding: MemberForm | None = None,
    inviting: InviteForm | None = None,
) -> HttpResponse:
    """Draw the members and the open invitations; 422 where one of the forms was refused."""
    page = page_of(Membership.objects.filter(story=story).select_related("user"), request)
    letters = Invitation.objects.filter(story=story, accepted_at=None, revoked_at=None)
    waiting = page_of(letters.select_related("invited_by"), request, "invitations")
    shown = {
        "story": story,
        "tab": "members",
        "page": page,
        "rows": [(member, _roles(member)) for member in page],
        "invitations": waiting,
        "letters": [(letter, sorted(letter.roles)) for letter in waiting],
        "adding": adding or MemberForm(),
        "inviting": inviting or InviteForm(auto_id="invite-%s"),
    }
    refused = any(form is not None and form.is_bound for form in (adding, inviting))
    return render(request, "desk/members.html", shown, status=422 if refused else 200)


def _roles(member: Membership) -> RolesForm:
    return RolesForm(initial={"roles": sorted(member.roles)}, auto_id=f"member-{member.pk}-%s")


def _row(
    request: DeskRequest, member: Membership, form: RolesForm, status: int = 200, **more: Any
) -> HttpResponse:
    shown = {"member": member, "form": form, **more}
    return render(request, "desk/_member.html", shown, status=status)


def _refused(request: DeskRequest, member: Membership, form: RolesForm) -> HttpResponse:
    """Answer with the row and the reason; without scripts, with the page and the reason above."""
    if request.htmx:
        return _row(request, member, form, status=422)
    messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
    return redirect("desk:members", member.story.slug)
