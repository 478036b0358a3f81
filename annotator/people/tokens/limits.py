"""How often a token may be used: counted in the database, so that all web processes count together.

The only writer of how much a token is used.
"""

from django.conf import settings
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from annotator.people.models import PersonalToken, TokenUse

MINUTE = 60
"""Seconds."""


def take_turn(token: PersonalToken) -> int:
    """Count one request of this minute, in one statement; return 0 where it may go on.

    Else return for how many seconds to wait: what is too much is not counted.
    """
    now = timezone.now()
    minute = now.replace(second=0, microsecond=0)
    of_token = TokenUse.objects.filter(token=token)
    if most := settings.API_REQUESTS_PER_MINUTE:
        of_token = of_token.exclude(Q(minute=minute, requests__gte=most))
    here = When(minute=minute, then=F("requests") + 1)
    if of_token.update(requests=Case(here, default=Value(1)), minute=minute):
        return 0
    return MINUTE - now.second
