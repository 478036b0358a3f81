"""Roles by groups: what the organisation says of somebody at sign-in, as roles in stories.

Of the roles that `GROUP_ROLES` names in a story, somebody who signs in by the organisation has
those that their groups give, and no other; roles that it does not name are given by hand, as ever.
"""

from collections.abc import Iterable
from typing import Any

from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from annotator.people.models import Membership, Role, User
from annotator.people.organisation.providers import EVERY_STORY
from articles.models import Story


def told(login: SocialLogin) -> frozenset[str]:
    """Return those of the person's groups that give a role here."""
    named = {one.group for one in settings.GROUP_ROLES}
    return frozenset(named & set(_groups(login)))


def _groups(login: SocialLogin) -> Iterable[str]:
    """Yield the groups that the organisation tells of, wherever its kind of sign-in puts them."""
    app = login.provider.app
    claim = app.settings.get("groups", "groups") if app else "groups"
    data = login.account.extra_data or {}
    for part in (data, data.get("userinfo") or {}, data.get("id_token") or {}):
        value = part.get(claim) if isinstance(part, dict) else None
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (one for one in value if isinstance(one, str))


def on_signed_in(
    sender: Any, request: HttpRequest, user: User, sociallogin: SocialLogin | None = None, **_: Any
) -> None:
    """Give and take roles when somebody has signed in by the organisation."""
    if sociallogin is not None and settings.GROUP_ROLES:
        give_roles(user, told(sociallogin))


@transaction.atomic
def give_roles(user: User, groups: Iterable[str]) -> None:
    """Make the person's roles what their groups give, in the stories that are named.

    Somebody who has no role left in a story is its member no longer; their work stays.
    """
    held = frozenset(groups)
    stories = {story.slug: story for story in Story.objects.all()}
    governed: dict[str, set[str]] = {}
    given: dict[str, set[str]] = {}
    for one in settings.GROUP_ROLES:
        for slug in stories if one.story == EVERY_STORY else {one.story} & stories.keys():
            governed.setdefault(slug, set()).add(one.role)
            if one.group in held:
                given.setdefault(slug, set()).add(one.role)
    members = Membership.objects.select_for_update().filter(user=user)
    there = {member.story_id: member for member in members}
    for slug, roles in governed.items():
        member = there.get(stories[slug].pk) or Membership(story=stories[slug], user=user)
        _settle(member, roles, given.get(slug, set()), user)


def _settle(member: Membership, governed: set[str], given: set[str], user: User) -> None:
    before = member.roles
    after = (before - governed) | given
    if before == after:
        return
    for role in Role.values:
        setattr(member, role, role in after)
    member._history_user = user  # type: ignore[attr-defined]
    if after:
        member.save()
    else:
        member.delete()
