"""Whom a story invites by mail: listed, invited, sent again, revoked."""

from typing import Any

from ninja import Query, Router, Status

from annotator.api.access import ApiRequest
from annotator.api.cursors import PageOut, PageQuery, number, page_of_rows
from annotator.api.forms import checked
from annotator.api.members.schemas import InvitationIn, InvitationOut
from annotator.api.operations import needs
from annotator.desk.forms import InviteForm
from annotator.desk.members.letters import post_letter
from annotator.people.access import MANAGERS, invitation_for, story_for
from annotator.people.invitations import actions
from annotator.people.models import Invitation, TokenScope

router = Router(tags=["Members"])
INVITATIONS = "/stories/{str:slug}/invitations"
INVITATION = "/invitations/{int:invitation_id}"


@router.get(INVITATIONS, response=PageOut[InvitationOut], **needs(TokenScope.READ))
def list_invitations(
    request: ApiRequest, slug: str, asked: Query[PageQuery]
) -> PageOut[InvitationOut]:
    """List who is invited and has not come yet. For the story's managers."""
    story = story_for(request, slug, MANAGERS)
    rows = Invitation.objects.filter(story=story, accepted_at=None, revoked_at=None)
    page, following = page_of_rows(rows.select_related("invited_by"), asked, number)
    return PageOut(items=[_told(one) for one in page], next=following)


@router.post(INVITATIONS, response={201: InvitationOut}, **needs(TokenScope.MANAGE))
def invite(request: ApiRequest, slug: str, body: InvitationIn) -> Status[InvitationOut]:
    """Invite an address to the story: a letter with a link goes there. For its managers."""
    story = story_for(request, slug, MANAGERS)
    given = checked(InviteForm(body.model_dump()))
    letter = actions.invite(story, given["email"], given["roles"], request.user)
    post_letter(request, letter)
    return Status(201, _told(letter))


@router.post(f"{INVITATION}/send", response=InvitationOut, **needs(TokenScope.MANAGE))
def send_invitation(request: ApiRequest, invitation_id: int) -> InvitationOut:
    """Send a new letter with a new link; the old link ends. For the story's managers."""
    letter = actions.renew(invitation_for(request, invitation_id), request.user)
    post_letter(request, letter)
    return _told(letter)


@router.post(f"{INVITATION}/revoke", response=InvitationOut, **needs(TokenScope.MANAGE))
def revoke_invitation(request: ApiRequest, invitation_id: int) -> InvitationOut:
    """Revoke an invitation: its link ends. For the story's managers."""
    return _told(actions.revoke(invitation_for(request, invitation_id), request.user))


def _told(letter: Invitation) -> InvitationOut:
    names = InvitationOut.model_fields.keys() - {"roles", "invited_by"}
    roles: Any = sorted(letter.roles)
    return InvitationOut(
        roles=roles,
        invited_by=letter.invited_by.username,
        **{name: getattr(letter, name) for name in names},
    )
