"""The passwords of the demo's accounts: the one that everybody knows, or one of the desk's own.

The known one holds where nobody but this machine can ask. A desk that others reach has its own: it
follows from the desk's key and from when the demo was made, so that it is the same after a restart,
and is kept nowhere.
"""

import base64
import socket
from collections.abc import Iterable
from ipaddress import ip_address

from django.db import transaction
from django.utils.crypto import salted_hmac

from annotator.people.models import User
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from articles.models import Story

# No secret: the demo prints it, and the documents do.
KNOWN = "read-the-news"  # nosec B105
SIGNS, GROUP = 16, 4


def reached_by_others(host: str) -> bool:
    """Return whether another machine may reach what listens at this address or name.

    Raises OSError for a name that stands for no address.
    """
    if not host:
        return True
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return not all(ip_address(str(one[4][0]).partition("%")[0]).is_loopback for one in found)


def own_password(story: Story) -> str:
    """Return the password of this demo alone, of 80 bits, as “abcd-efgh-ijkl-mnop”."""
    made = salted_hmac("annotator.desk.demo", story.created_at.isoformat(), algorithm="sha256")
    word = base64.b32encode(made.digest()).decode().lower()[:SIGNS]
    return "-".join(word[at : at + GROUP] for at in range(0, SIGNS, GROUP))


@transaction.atomic
def leave_known_password(story: Story, names: Iterable[str]) -> int:
    """Give the accounts that still have the known password the desk's own; return how many."""
    changed = 0
    for user in User.objects.select_for_update().filter(username__in=list(names)):
        if user.check_password(KNOWN):
            user.set_password(own_password(story))
            user.save(update_fields=["password"])
            record(TrustKind.PASSWORD_CHANGED, about=user)
            changed += 1
    return changed


def password_of(story: Story, name: str) -> str:
    """Return the password that this account has, of the two; '' where somebody gave it another."""
    user = User.objects.filter(username=name).first()
    for word in (KNOWN, own_password(story)):
        if user is not None and user.check_password(word):
            return word
    return ""
