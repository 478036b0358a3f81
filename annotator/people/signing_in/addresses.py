"""Addresses that the desk takes for somebody's: those that an invitation or an administrator gave.

allauth keeps addresses in a table of its own, with who has confirmed which; the account's `email`
is the one that counts, and the table follows it.
"""

from typing import Any

from allauth.account.models import EmailAddress

from annotator.people.models import User


def follow_address(
    sender: Any,
    instance: User,
    update_fields: frozenset[str] | None = None,
    raw: bool = False,
    **_: Any,
) -> None:
    """Keep the table true after an account was stored."""
    if raw or (update_fields is not None and "email" not in update_fields):
        return
    address = instance.email.lower()
    known = EmailAddress.objects.filter(user_id=instance.pk)
    if not address:
        known.delete()
        return
    if known.filter(email=address, primary=True, verified=True).exists():
        return
    known.exclude(email=address).filter(primary=True).delete()
    # Of two accounts with one address neither is found by it alone: the first has it.
    taken = EmailAddress.objects.filter(email=address, verified=True).exclude(user_id=instance.pk)
    EmailAddress.objects.update_or_create(
        user_id=instance.pk,
        email=address,
        defaults={"primary": True, "verified": not taken.exists()},
    )
