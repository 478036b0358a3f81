"""No cache keeps what an address answers, to whomever: what may be kept is named here."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.access.asking import undone
from tests.access.doors import DOORS
from tests.access.test_doors import names
from tests.api.programs import program_of

pytestmark = pytest.mark.slow
MAY_BE_KEPT = {
    "comparison:public_edition": "is published, under an address of its own",
    "comparison:public_edition_json": "is published, under an address of its own",
    "api:openapi": "describes the API of this version, to anybody",
}
"""Addresses of which caches may keep the answer, and why."""


def control_of(client: Client, address: str) -> str:
    with undone():
        answer = client.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
        return str(answer.headers.get("Cache-Control", ""))


def kept_of(client: Client, addresses: dict[str, str]) -> dict[str, str]:
    told = {name: control_of(client, address) for name, address in addresses.items()}
    return {name: control for name, control in told.items() if "no-store" not in control}


def test_of_no_page_and_no_file(cast, things):
    addresses = {
        name: reverse(name, kwargs=door.address or things[door.of]) for name, door in DOORS.items()
    }
    assert addresses.keys() == set(names())
    kept = kept_of(Client(), addresses)
    for who in ("root", "ada"):
        client = Client()
        client.cookies["sessionid"] = cast[who]
        kept |= kept_of(client, addresses)
    assert kept.keys() == MAY_BE_KEPT.keys(), kept


def test_of_nothing_in_the_admin(cast, story):
    client = Client()
    client.cookies["sessionid"] = cast["root"]
    addresses = {"index": reverse("admin:index")}
    for page in admin.site._registry.values():
        for pattern in page.get_urls():
            try:
                address = reverse(f"admin:{pattern.name}")
            except NoReverseMatch:  # wants a key, or leads to another
                continue
            addresses[str(pattern.name)] = address
    assert len(addresses) > 20
    assert kept_of(client, addresses) == {}


def test_of_nothing_that_a_program_is_told(story, article, mo):
    """Each of its answers is framed in one place: what is there, what is not, what is known."""
    program = program_of(mo)
    for path in ("stories", f"stories/{story.slug}", "stories/none", f"articles/{article.pk}"):
        answer = program.get(path)
        assert "no-store" in answer["Cache-Control"], path
        if answer.status_code == 200:
            known = program.get(path, **{"If-None-Match": answer["ETag"]})
            assert (known.status_code, known["Cache-Control"]) == (304, "no-store, private")


def test_nor_of_what_is_not_there(client):
    assert "no-store" in client.get("/no/such/address/")["Cache-Control"]
