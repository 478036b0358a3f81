"""Who works in a story, as what: listed, added, given other roles, removed."""

from typing import Any

from ninja import Query, Router, Status

from annotator.api.access import ApiRequest
from annotator.api.cursors import PageOut, PageQuery, number, page_of_rows
from annotator.api.forms import checked
from annotator.api.members.schemas import MemberIn, MemberOut, RolesIn
from annotator.api.operations import needs
from annotator.desk import actions
from annotator.desk.forms import MemberForm, RolesForm
from annotator.people.access import MANAGERS, member_named, story_for
from annotator.people.models import Membership, TokenScope

router = Router(tags=["Members"])
MEMBERS = "/stories/{str:slug}/members"
MEMBER = f"{MEMBERS}/{{str:username}}"


@router.get(MEMBERS, response=PageOut[MemberOut], **needs(TokenScope.READ))
def list_members(request: ApiRequest, slug: str, asked: Query[PageQuery]) -> PageOut[MemberOut]:
    """List who works in the story, as what. For its managers."""
    story = story_for(request, slug, MANAGERS)
    rows = Membership.objects.filter(story=story).select_related("user")
    page, following = page_of_rows(rows, asked, number)
    return PageOut(items=[_told(one) for one in page], next=following)


@router.post(MEMBERS, response={201: MemberOut}, **needs(TokenScope.MANAGE))
def add_member(request: ApiRequest, slug: str, body: MemberIn) -> Status[MemberOut]:
    """Let somebody of the desk work in the story. For its managers."""
    story = story_for(request, slug, MANAGERS)
    given = checked(MemberForm(body.model_dump()))
    member = actions.add_member(story, given["who"], given["roles"], request.user)
    return Status(201, _told(member))


@router.patch(MEMBER, response=MemberOut, **needs(TokenScope.MANAGE))
def change_member(request: ApiRequest, slug: str, username: str, body: RolesIn) -> MemberOut:
    """Give a member other roles. For the story's managers."""
    member = member_named(request, slug, username)
    given = checked(RolesForm(body.model_dump()))
    return _told(actions.change_roles(member, given["roles"], request.user))


@router.post(f"{MEMBER}/remove", response=MemberOut, **needs(TokenScope.MANAGE))
def remove_member(request: ApiRequest, slug: str, username: str) -> MemberOut:
    """Take a member out of the story, and answer as what they were one: adding them so undoes it.
    For the story's managers."""
    member = member_named(request, slug, username)
    told = _told(member)
    actions.remove_member(member, request.user)
    return told


def _told(member: Membership) -> MemberOut:
    roles: Any = sorted(member.roles)
    return MemberOut(
        username=member.user.username,
        name=str(member.user),
        roles=roles,
        active=member.user.is_active,
    )
