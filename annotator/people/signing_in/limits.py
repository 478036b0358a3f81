"""How often somebody may try a password: counted by account and address, in the desk's cache.

Five wrong ones for an account from one network (an address, of IPv6 the /64 that a household has)
close that pair for a quarter of an hour: whoever guesses closes nothing for the account's person,
who stands elsewhere. Fifty from wherever close the account's password for an hour. A browser in
which its person was let in before is counted by itself, five tries in a quarter of an hour,
whatever others try; a passkey, the organisation and a letter let in all the same, and begin the
count anew.
"""

from typing import Any

from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest

from annotator.people.browsers.known_browsers import browser_known_to
from annotator.people.models import User
from annotator.people.signing_in import signals

PAIR = "guess"
ANYWHERE = "guess_anywhere"
LETTER = "letter_of_guesses"
MINUTES = {PAIR: 15, ANYWHERE: 60}
"""For how long each closes a password at most, as `ACCOUNT_RATE_LIMITS` has it."""


def closed_for(request: HttpRequest, credentials: dict[str, Any]) -> int:
    """Count an attempt; return for how many minutes at most the password is closed, 0 if it is not.

    The account's person is told by a letter, once an hour.
    """
    account = named_by(credentials)
    key = _key(account, credentials)
    closed = ""
    if not ratelimit.consume(request, action=PAIR, key=_pair(request, account, key)):
        closed = PAIR
    elif not _known(request, account) and not ratelimit.consume(
        request, action=ANYWHERE, key=key, dry_run=True
    ):
        closed = ANYWHERE
    if not closed:
        return 0
    if ratelimit.consume(request, action=LETTER, key=key):
        signals.password_closed.send(sender=User, request=request, user=account)
    return MINUTES[closed]


def count_wrong(request: HttpRequest, credentials: dict[str, Any]) -> None:
    """Count a wrong password for the account, wherever it came from but its person's browsers."""
    account = named_by(credentials)
    if not _known(request, account):
        ratelimit.consume(request, action=ANYWHERE, key=_key(account, credentials))


def forget_here(request: HttpRequest, user: User) -> None:
    """Count from the beginning where one stands: the password was right."""
    key = _key(user, {})
    ratelimit.clear(request, action=PAIR, key=_pair(request, user, key))


def forget(request: HttpRequest, user: User) -> None:
    """Open the password again, here and in new places, for an account whose person was let in,
    or who has set a new password by a letter."""
    forget_here(request, user)
    key = _key(user, {})
    ratelimit.clear(request, action=PAIR, key=f"{get_ip(request)} {key}")
    ratelimit.clear(request, action=ANYWHERE, key=key)


def named_by(credentials: dict[str, Any]) -> User | None:
    """Return whose account the name or the address stands for; None where it is nobody's."""
    name = credentials.get("username") or ""
    found = get_user_by_username(name) if name else None
    if found is None and (address := credentials.get("email") or ""):
        found = next(iter(filter_users_by_email(address, prefer_verified=True)), None)
    return found


def _key(account: User | None, credentials: dict[str, Any]) -> str:
    if account is not None:
        return f"account {account.pk}"
    return str(credentials.get("username") or credentials.get("email") or "").casefold()


def _pair(request: HttpRequest, account: User | None, key: str) -> str:
    """Return where the try comes from, with for whom: a known browser, else its network."""
    return f"{_known(request, account) or get_ip(request)} {key}"


def _known(request: HttpRequest, account: User | None) -> str:
    return browser_known_to(request, account) if account is not None else ""
