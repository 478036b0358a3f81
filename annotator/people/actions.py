"""Close accounts and open them again: the only writer of whether an account is active, with a
signed history row."""

from typing import Any

from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction

from annotator.people.invitations.actions import end_invitations
from annotator.people.models import Membership, PersonalToken, User
from annotator.people.rights import refusal_of_more
from annotator.people.sessions import SessionStore
from annotator.people.tokens.actions import revoke_token
from annotator.trust.models import TrustKind
from annotator.trust.recording import record


@transaction.atomic
def deactivate(user: User, by: User, own: bool = False) -> User:
    """Close an account, end its sessions, tokens and open invitations at once; what the person made
    stays theirs.

    `own`: whoever it is does so themselves. Raises ValidationError where `deactivation_refusal`
    says so.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if complaint := deactivation_refusal(locked, by, own):
        raise ValidationError(complaint)
    locked.is_active = False
    _save_signed(locked, by)
    end_sessions(locked)
    for token in PersonalToken.objects.filter(user=locked, revoked_at=None):
        revoke_token(token, by)
    end_invitations(locked, by)
    record(TrustKind.ACCOUNT_CLOSED, by=by, about=user)
    return locked


@transaction.atomic
def reactivate(user: User, by: User) -> User:
    """Open a closed account again: the same name and roles; what was withdrawn or revoked stays so.

    Raises ValidationError where `reactivation_refusal` says so.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if complaint := reactivation_refusal(locked, by):
        raise ValidationError(complaint)
    locked.is_active = True
    record(TrustKind.ACCOUNT_OPENED, by=by, about=user)
    return _save_signed(locked, by)


def deactivation_refusal(user: User, by: User, own: bool = False) -> str:
    """Return why this account cannot be closed by this person; '' where it can.

    Nobody closes their own while they are the last who may do everything, or the last manager of a
    story: nobody could let them in again, or run it.
    """
    if user.is_machine:
        return f"{user} is a machine reader: take it off its stories, on their page Machines."
    if user.pk == by.pk and not own:
        return "Your own account is deactivated by yourself, on its page: Account, in the menu."
    if told := refusal_of_more(user, by, "deactivate the account"):
        return told
    if not user.is_active:
        return f"{user} is not active already."
    return last_of_its_kind(user) if own else ""


def last_of_its_kind(user: User) -> str:
    """Return whom the desk would lack without this account, and what to do; '' for nobody."""
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.filter(is_superuser=True).exists():
        return "You are the desk’s last superuser: make somebody else one first."
    managed = Membership.objects.filter(user=user, manager=True).select_related("story")
    shared = Membership.objects.filter(user__in=others, manager=True).values("story")
    alone = [f"“{one.story}”" for one in managed.exclude(story__in=shared).order_by("story__title")]
    if not alone:
        return ""
    return f"You are the last manager of {', '.join(alone)}: make somebody else one there first."


def reactivation_refusal(user: User, by: User) -> str:
    """Return why this account cannot be opened again by this person; '' where it can."""
    if user.is_machine:
        return f"{user} is a machine reader: nobody signs in as it."
    if told := refusal_of_more(user, by, "open the account again"):
        return told
    if not user.has_usable_password() and not user.email:
        return f"{user} has no password and no address: make a new account instead."
    return f"{user} is active." if user.is_active else ""


def end_sessions(user: User) -> int:
    """End every session of the person, in whichever browser; return how many there were."""
    reader = SessionStore()
    ended = [
        session.pk
        for session in Session.objects.iterator(1000)
        if _holder(reader.decode(session.session_data)) == str(user.pk)
    ]
    Session.objects.filter(pk__in=ended).delete()
    return len(ended)


def _holder(session: dict[str, Any]) -> str:
    return str(session.get("_auth_user_id", ""))


def _save_signed(user: User, by: User) -> User:
    user._history_user = by  # type: ignore[attr-defined]
    user.save(update_fields=["is_active"])
    return user
