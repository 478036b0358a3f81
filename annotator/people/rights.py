"""Who may do more than whom: nobody gives, takes or takes over what they do not have."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q

from annotator.people.models import Membership, User


def may_more(one: User, other: Any) -> bool:
    """Return whether the one may do something that the other may not: in the admin, or as manager
    or adjudicator of a story. What a closed account may when it is open counts."""
    if other.is_superuser:
        return False
    if one.is_superuser or not _rights_of(one) <= other.get_all_permissions():
        return True
    manages, settles = _roles_of(other)
    more_manages, more_settles = _roles_of(one)
    return not (more_manages <= manages and more_settles <= settles)


def refusal_of_more(user: User, by: Any, what: str) -> str:
    """Return why `by` cannot do to this account what changes who comes in by it; '' where they
    can. `what`: as in “deactivate the account”."""
    if not may_more(user, by):
        return ""
    if user.is_superuser:
        return f"{user} is a superuser: only a superuser can {what}."
    return f"{user} may do more on the desk than you: ask a superuser to {what}."


def stories_managed_by(user: Any) -> frozenset[int]:
    """Return the keys of the stories whose manager the person is."""
    return _roles_of(user)[0]


def _rights_of(user: User) -> set[str]:
    """Return the permissions of an account, as Django names them; also where it is closed."""
    found = Permission.objects.filter(Q(user=user) | Q(group__user=user)).order_by()
    named = found.values_list("content_type__app_label", "codename")
    return {f"{app}.{name}" for app, name in named}


def _roles_of(user: Any) -> tuple[frozenset[int], frozenset[int]]:
    """Return the keys of the stories that the person manages, and of those they may settle."""
    rows = Membership.objects.filter(Q(manager=True) | Q(adjudicator=True), user=user).order_by()
    told = list(rows.values_list("story_id", "manager"))
    manages = frozenset(story for story, manager in told if manager)
    return manages, frozenset(story for story, _ in told)
