"""Invitations end with the role of whoever sent them, by whichever way it is taken away."""

from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save

from annotator.people.invitations.actions import end_invitations
from annotator.people.models import Membership


def connect() -> None:
    """Let the receivers hear. Called when the app is ready."""
    post_save.connect(_member_saved, Membership, dispatch_uid="invitations: member saved")
    post_delete.connect(_member_removed, Membership, dispatch_uid="invitations: member removed")


def _member_saved(
    sender: Any, instance: Membership, created: bool, raw: bool, **named: Any
) -> None:
    if not (created or raw or instance.manager):
        _end(instance)


def _member_removed(
    sender: Any, instance: Membership, origin: Model | QuerySet[Any] | None = None, **named: Any
) -> None:
    # Where a story goes, its invitations go with it.
    if getattr(origin, "model", type(origin)) is Membership:
        _end(instance)


def _end(member: Membership) -> None:
    """End what the person sent; a superuser may go on inviting."""
    if not member.user.is_superuser:
        by = getattr(member, "_history_user", None)
        end_invitations(member.user, by, member.story_id)
