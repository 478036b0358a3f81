"""Tell the trust log of accounts and memberships, whoever stores them: pages, files, the admin."""

from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save

from annotator.people.models import Membership, User
from annotator.trust.models import TrustKind
from annotator.trust.recording import record


def connect() -> None:
    """Let the receivers hear. Called when the app is ready."""
    for signal, receiver, model in (
        (post_save, _account_saved, User),
        (post_save, _member_saved, Membership),
        (post_delete, _member_removed, Membership),
    ):
        signal.connect(receiver, model, dispatch_uid=f"trust: {receiver.__name__}")


def password_closed(sender: Any, user: User | None = None, **named: Any) -> None:
    """Tell that too many wrong passwords closed one."""
    record(TrustKind.LOCKED_OUT, about=user, most_an_hour=1)


def _account_saved(sender: Any, instance: User, created: bool, raw: bool, **named: Any) -> None:
    if created and not raw:
        facts = {"superuser": instance.is_superuser, "staff": instance.is_staff}
        record(TrustKind.ACCOUNT_MADE, by=_signer(instance), about=instance, facts=facts)


def _member_saved(sender: Any, instance: Membership, raw: bool, **named: Any) -> None:
    if not raw:
        _of_member(TrustKind.ROLES_GIVEN, instance)


def _member_removed(
    sender: Any, instance: Membership, origin: Model | QuerySet[Any] | None = None, **named: Any
) -> None:
    # Where a story goes, the log tells of the story alone.
    if getattr(origin, "model", type(origin)) is Membership:
        _of_member(TrustKind.MEMBER_REMOVED, instance)


def _of_member(kind: TrustKind, member: Membership) -> None:
    facts = {"roles": sorted(member.roles)}
    record(kind, by=_signer(member), about=member.user, story=member.story, facts=facts)


def _signer(thing: Model) -> Any:
    """Return who is named as whoever changes it, for its history; None where nobody is."""
    return getattr(thing, "_history_user", None)
