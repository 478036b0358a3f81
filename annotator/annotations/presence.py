"""Say who is at an article now, to those who settle: the only writer of `Presence`.

Nobody is locked out by it. Only who settles is there to be seen, and only for who settles: that
somebody reads an article would tell those who read it blind that others do, or have.
"""

import json
from collections import defaultdict
from datetime import timedelta
from hashlib import sha256

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from annotator.annotations.models import Presence
from annotator.people.models import User
from articles.models import Article

GONE_AFTER = timedelta(seconds=90)
"""How long somebody is taken to be there after their browser's last sign, one a minute."""
SOON = timedelta(seconds=30)
"""A sign within so short a time after another one, of the same page, is not stored."""
_NAMES = ("person__username", "person__first_name", "person__last_name")


def sign(person: User, article: Article) -> None:
    """Say that the person is at the article."""
    now = timezone.now()
    row = Presence.objects.filter(person=person)
    due = row.filter(~Q(article=article) | Q(heard_at__lt=now - SOON))
    if not due.update(article=article, heard_at=now) and not row.exists():
        # Two tabs may both find none: one inserts, the other's sign would say the same.
        new = Presence(person=person, article=article, heard_at=now)
        Presence.objects.bulk_create([new], ignore_conflicts=True)


def who_is_here(at: Q, to: User) -> dict[str, list[str]]:
    """Return the names of those who are at these articles now, by the article's key; of `to`, who
    asks, not their own. `at` is a condition on Presence."""
    since = timezone.now() - GONE_AFTER
    rows = Presence.objects.filter(at, heard_at__gt=since).exclude(person=to)
    found = defaultdict(list)
    for article, username, first, last in rows.order_by(*_NAMES).values_list("article", *_NAMES):
        found[str(article)].append(str(User(username=username, first_name=first, last_name=last)))
    return dict(found)


def told(request: HttpRequest, people: dict[str, list[str]]) -> HttpResponseBase:
    """Return the answer that says who is here; 304 where the page that asks knows it already.

    The page itself keeps what it knows, and by which tag: the browser's cache is to keep no names.
    """
    answer = JsonResponse({"people": people})
    etag = f'"{sha256(json.dumps(people, sort_keys=True).encode()).hexdigest()[:32]}"'
    answer["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=answer) or answer
