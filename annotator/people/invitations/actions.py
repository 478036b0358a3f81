"""Write invitations, and what they lead to, an account and a membership.

Every refusal is a ValidationError whose message is for the reader; every function is one
transaction and leaves its history, signed. A token leaves this file once, for the letter, which
`tasks.py` sends.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from annotator.people.models import Invitation, Membership, Role, User
from annotator.refusals import refusal
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from articles.models import Story

PAUSE = timedelta(minutes=1)
NOT_VOUCHED_FOR = (
    "Whoever invited you is no manager of the story any more: ask one who is for a new invitation."
)


class InvitationRefused(ValidationError):
    """The act on the invitation cannot be done; the message says why, and what to do."""


@transaction.atomic
def invite(story: Story, email: str, roles: Collection[str], by: User) -> Invitation:
    """Store a new invitation and return it; its link is made for its letter.

    It counts as sent, unless `not_sent` says otherwise. Raises ValidationError.
    """
    there = Membership.objects.filter(story=story, user__email__iexact=email, user__is_active=True)
    if member := there.select_related("user").first():
        raise InvitationRefused(f"{member.user} is a member of the story already.")
    _refuse_in_haste(Invitation.objects.filter(story=story, email__iexact=email))
    now = timezone.now()
    chosen = {role: role in roles for role in Role.values}
    invitation = Invitation(
        story=story, email=email, invited_by=by, created_at=now, sent_at=now, **chosen
    )
    invitation.token_hash = _no_link()
    invitation.full_clean()
    try:
        with transaction.atomic():
            _save_signed(invitation, by)
    except IntegrityError as error:
        raise refusal(error, Invitation) from error
    return _recorded(TrustKind.INVITATION_SENT, invitation, by)


@transaction.atomic
def renew(invitation: Invitation, by: User) -> Invitation:
    """Make the invitation good for its time from now, for a new letter, as `by` invites; the old
    link ends."""
    locked = _lock_open(invitation)
    _refuse_in_haste(Invitation.objects.filter(pk=locked.pk))
    locked.token_hash, locked.sent_at = _no_link(), timezone.now()
    locked.invited_by = by
    return _recorded(TrustKind.INVITATION_SENT, _save_signed(locked, by), by)


def letter_to_send(pk: int) -> Invitation | None:
    """Return an invitation whose letter is to leave; None where it has ended by now."""
    waiting = Invitation.objects.filter(pk=pk, accepted_at=None, revoked_at=None)
    return waiting.select_related("story", "invited_by").first()


def new_token(invitation: Invitation) -> str:
    """Give the invitation a token and return it, for its letter; a link before it ends."""
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=hash_token(token))
    return token


@transaction.atomic
def not_sent(invitation: Invitation, by: User) -> Invitation:
    """Note that the letter did not leave: the invitation stays, to be sent again at once."""
    locked = _lock_open(invitation)
    locked.sent_at = None
    return _save_signed(locked, by)


@transaction.atomic
def revoke(invitation: Invitation, by: User) -> Invitation:
    """End the invitation's link."""
    locked = _lock_open(invitation)
    locked.revoked_at = timezone.now()
    return _recorded(TrustKind.INVITATION_REVOKED, _save_signed(locked, by), by)


@transaction.atomic
def end_invitations(of: User, by: User | None, story_id: int | None = None) -> int:
    """Revoke the open invitations of somebody who may not invite any more, in one story or in all;
    return how many there were."""
    ending = list(open_invitations(of, story_id).select_for_update(of=("self",)))
    for one in ending:
        one.revoked_at = timezone.now()
        _recorded(TrustKind.INVITATION_REVOKED, _save_signed(one, by), by)
    return len(ending)


def open_invitations(of: User, story_id: int | None = None) -> QuerySet[Invitation]:
    """Return the invitations by this person whose links may still be used, in one story or all."""
    found = Invitation.objects.filter(invited_by=of, accepted_at=None, revoked_at=None)
    found = found.select_related("story").order_by("pk")
    return found if story_id is None else found.filter(story=story_id)


def is_vouched_for(invitation: Invitation) -> bool:
    """Return whether whoever invited may do so still: nobody lets in where they are out."""
    by = invitation.invited_by
    if not by.is_active:
        return False
    managing = Membership.objects.filter(story=invitation.story_id, user=by, manager=True)
    return by.is_superuser or managing.exists()


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Membership:
    """Let the person in; a member gets the offered roles besides their own.

    Raises InvitationRefused where it has ended, or nobody who may invite vouches for it.
    """
    locked = _lock_open(invitation)
    if not is_vouched_for(locked):
        raise InvitationRefused(NOT_VOUCHED_FOR)
    if locked.expired:
        raise InvitationRefused("This invitation has expired: ask for it to be sent again.")
    if not user.is_active:
        raise InvitationRefused(f"{user} has left the desk: the account is not active.")
    found = Membership.objects.select_for_update().filter(story=locked.story_id, user=user).first()
    membership = found or Membership(story=locked.story, user=user)
    for role in locked.roles:
        setattr(membership, role, True)
    membership._history_user = user  # type: ignore[attr-defined]
    membership.save()
    locked.accepted_at, locked.accepted_by = timezone.now(), user
    _recorded(TrustKind.INVITATION_ACCEPTED, _save_signed(locked, user), user)
    return membership


@transaction.atomic
def accept_as_new(
    invitation: Invitation, username: str, first_name: str, last_name: str, password: str
) -> User:
    """Make the account, with the invited address, and let the person in."""
    if has_account(invitation.email):
        raise InvitationRefused("There is an account with this address: sign in to accept.")
    user = User(
        username=username, first_name=first_name, last_name=last_name, email=invitation.email
    )
    user.set_password(password)
    user.full_clean()
    user.save()
    accept(invitation, user)
    return user


def invitation_by_token(token: str) -> Invitation | None:
    """Return the invitation whose letter this token came with, or None."""
    letters = Invitation.objects.select_related("story", "invited_by")
    return letters.filter(token_hash=hash_token(token)).first()


def is_open(invitation: Invitation) -> bool:
    """Return whether the invitation's link lets in now."""
    ended = invitation.accepted_at or invitation.revoked_at or invitation.expired
    return not ended and is_vouched_for(invitation)


def has_account(email: str) -> bool:
    """Return whether somebody of the desk has this address, in any case of its letters."""
    return User.objects.filter(email__iexact=email).exists()


def _lock_open(invitation: Invitation) -> Invitation:
    """Lock the invitation and return it. Raises InvitationRefused if it is accepted or revoked."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at:
        raise InvitationRefused("This invitation has been accepted already.")
    if locked.revoked_at:
        raise InvitationRefused("This invitation was revoked: invite the person again.")
    return locked


def _refuse_in_haste(letters: QuerySet[Invitation]) -> None:
    """Refuse where one of these letters was sent within the last minute."""
    if letters.filter(sent_at__gt=timezone.now() - PAUSE).exists():
        raise InvitationRefused(
            "A letter went to this address within the last minute. Wait a little, then try again."
        )


def hash_token(token: str) -> str:
    """Return what is kept of a token: long and random as it is, a plain hash suffices."""
    return hashlib.sha256(token.encode()).hexdigest()


def _no_link() -> str:
    """Return what stands for a token's hash until there is a letter: no token has it."""
    return f"none {secrets.token_urlsafe(32)}"


def _save_signed(invitation: Invitation, by: User | None) -> Invitation:
    """Store the invitation together with its history row, and return it."""
    invitation._history_user = by  # type: ignore[attr-defined]
    invitation.save()
    return invitation


def _recorded(kind: TrustKind, invitation: Invitation, by: User | None) -> Invitation:
    """Tell the trust log of it, and return the invitation; of its address nothing is told."""
    facts = {"invitation": invitation.pk, "roles": sorted(invitation.roles)}
    record(kind, by=by, story=invitation.story, facts=facts)
    return invitation
