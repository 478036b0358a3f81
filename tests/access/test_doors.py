"""Each address lets in whom the table of doors says, and nobody else.

The addresses come from the resolver itself: one that the table does not name fails the test, so
that a new address cannot be forgotten.
"""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.asking import ask, undone
from tests.access.doors import DOORS, Door

pytestmark = pytest.mark.slow

VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SCRIPT = {"X-Requested-With": "fetch"}
# What a form that was sent empty, or a page, answers to somebody who may ask.
ANSWERED = {200, 204, 302, 401, 422}
NO_LABEL = "00000000-0000-4000-8000-000000000000"
ABSENT = {
    "start": 0,
    "slug": "no-such-story",
    "name": "no-such-name",
    "pk": 987654321,
    "decision": 1,
    "delivery": 987654321,
    "act": 1,
    "article": 1,
    "change": 1,
    "number": 1,
    "placement": 1,
    "run": 987654321,
    "task": NO_LABEL,
}


def names(resolver: Any = None, prefix: str = "") -> Iterator[str]:
    """Every address that is routed, by its full name; the admin and the operations of the API, which
    have doors of their own (tests/api/doors.py), apart."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                yield from names(pattern, space)
        elif isinstance(pattern, URLPattern) and not hasattr(pattern.callback, "operation"):
            yield prefix + (pattern.name or f"no name: {pattern.pattern}")


def test_every_address_is_in_the_table():
    assert sorted(names()) == sorted(DOORS), "say in DOORS who may open the address"


def rows_of(doors: list[str]) -> Any:
    """Try many addresses with one desk, which each finds as it was: to make one takes longer than
    to ask it."""
    decks = [doors[at::8] for at in range(8)]
    return pytest.mark.parametrize("doors", decks, ids=[deck[0] for deck in decks])


def each(doors: list[str], holds: Callable[..., None], *more: Any) -> None:
    """Hold it of each of these doors, and tell of all that it does not hold of."""
    wrong = []
    for name in doors:
        try:
            holds(name, *more)
        except AssertionError as error:
            wrong.append(f"{name}: {error}")
    assert not wrong, "\n".join(wrong)


@rows_of(list(DOORS))
def test_who_may_open_them(doors, cast, things):
    each(doors, lets_in_whom_the_table_says, cast, things)


def lets_in_whom_the_table_says(name: str, cast: Any, things: Any) -> None:
    door = DOORS[name]
    address = reverse(name, kwargs=door.address or things[door.of])
    verbs = door.verbs.split()
    for who, verb in product(cast, verbs):
        status = ask(cast[who], verb, address)
        told = f"{verb} {address} answered {status} to {who}"
        if who in door.may:
            assert status in ANSWERED, told
        else:
            assert status == (404 if who == "zed" and door.of else 403), told
    # Which verbs there are is asked before the door, so of one person.
    for verb in {*VERBS} - {*verbs}:
        assert ask(cast["root"], verb, address) == 405, f"{verb} {address} is no way in"
    if door.of:
        of = things[door.of]
        both = [reverse(name, kwargs=kwargs) for kwargs in (of, {key: ABSENT[key] for key in of})]
        for verb in verbs:
            there, nowhere = (ask(cast["zed"], verb, one) for one in both)
            assert there == nowhere, f"{verb} tells a stranger what exists: {there}, {nowhere}"
    signed_out(door, address)


FORMS = [name for name, door in DOORS.items() if "GET" not in door.verbs]
SCRIPTS = [SCRIPT, {"HX-Request": "true"}, {"Accept": "*/*"}, {"Accept": "application/json"}]


@rows_of(FORMS)
def test_opened_in_a_browser_they_lead_back_to_their_pages(doors, cast, things):
    """A form that was refused leaves its address in the bar: opened again, it is not an empty 405."""
    each(doors, leads_back, cast, things)


def leads_back(name: str, cast: Any, things: Any) -> None:
    door = DOORS[name]
    address = reverse(name, kwargs=door.address or things[door.of])
    for who in sorted(door.may):
        client = Client()
        client.cookies["sessionid"] = cast[who]
        with undone():
            answer = client.get(address, headers={"Accept": "text/html,*/*;q=0.8"}, follow=True)
        assert answer.redirect_chain, f"{address} leads nowhere"
        assert answer.status_code == 200, f"{answer.redirect_chain} answers no page to {who}"
        for asking in SCRIPTS:
            headers = {"Accept": "text/html", **asking}
            assert ask(cast[who], "GET", address, **headers) == 405, f"{address} for {asking}"


def test_what_was_refused_leads_to_the_page_it_was_sent_from(cast, things, story):
    """Where the page above is another one; what it was narrowed to is kept."""
    client = Client(headers={"Accept": "text/html"})
    client.cookies["sessionid"] = cast["root"]
    for name, page in {
        "desk:date_assignments": "desk:given",
        "desk:spread": "desk:assignments",
        "comparison:attach": "comparison:unanswered",
        "comparison:reword": "comparison:questions",
    }.items():
        answer = client.get(reverse(name, args=[story.slug]) + "?page=2&sort=title")
        assert answer["Location"] == reverse(page, args=[story.slug]) + "?page=2&sort=title"


def signed_out(door: Door, address: str) -> None:
    for verb in door.verbs.split():
        page, script = ask("", verb, address), ask("", verb, address, **SCRIPT)
        if door.signed_out:
            assert page in {200, 302, 401, 405, 422}
        else:
            assert (page, script) == (302, 401)
    if not door.signed_out:
        assert reverse("account_login") in Client().get(address)["Location"]
