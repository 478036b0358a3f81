"""Webhooks by program: added with their secret, switched, tried, removed and brought back."""

import pytest

from annotator.webhooks.models import Webhook
from annotator.webhooks.signing import secret_of, written
from tests.api.programs import problem, program_of
from tests.conftest import assign, make_article

pytestmark = pytest.mark.django_db
WEBHOOKS = "stories/pipeline/webhooks"
NEW = {
    "address": "https://bot.example/annotator",
    "kinds": ["article.added", "reading.submitted"],
    "name": "Newsroom bot",
}


@pytest.fixture
def manager(story, mo, settings):
    settings.WEBHOOKS = True
    return program_of(mo)


@pytest.fixture
def address(manager):
    return f"{WEBHOOKS}/{manager.post(WEBHOOKS, NEW).found['webhook']['id']}"


def test_one_is_added_read_and_changed(manager):
    made = manager.post(WEBHOOKS, NEW)
    assert made.status_code == 201
    told, stored = made.found["webhook"], Webhook.objects.get()
    assert made.found["secret"] == written(secret_of(stored.seed))
    assert (told["state"], told["added_by"], told["waiting"]) == ("on", "mo", 0)
    assert manager.get(WEBHOOKS).found["items"] == [told]
    one = f"{WEBHOOKS}/{told['id']}"
    assert manager.get(one).found == told
    assert "secret" not in manager.get(one).raw.decode()
    changed = manager.patch(one, {"kinds": ["row.changed"]}).found
    assert (changed["kinds"], changed["address"]) == (["row.changed"], NEW["address"])
    other = manager.post(f"{one}/secret").found
    assert (other["secret"] != made.found["secret"], other["earlier"]) == (True, 1)
    problem(manager.post(WEBHOOKS, NEW), 422)


@pytest.mark.parametrize(
    "given, place",
    [
        ({"address": "http://bot.example/"}, "/address"),
        ({"address": "https://127.0.0.1/"}, "/address"),
        ({"address": "https://bot.example:8443/"}, "/address"),
        ({"kinds": []}, "/kinds"),
        ({"kinds": ["all"]}, "/kinds/0"),
        ({"secret": "mine"}, "/secret"),
    ],
)
def test_what_does_not_fit_is_told_its_place(manager, given, place):
    [fault] = problem(manager.post(WEBHOOKS, NEW | given), 422)["errors"]
    assert fault["pointer"] == place
    assert not Webhook.objects.exists()


def test_it_is_switched_tried_removed_and_brought_back(manager, address):
    assert manager.post(f"{address}/switch", {"to": "off"}).found["state"] == "off"
    assert manager.post(f"{address}/switch", {"to": "on"}).found["state"] == "on"
    tried = manager.post(f"{address}/test")
    assert (tried.status_code, tried.found["kind"], tried.found["state"]) == (
        201,
        "webhook.test",
        "waiting",
    )
    assert manager.get(f"{address}/deliveries?kind=webhook.test").found["items"] == [tried.found]
    assert manager.get(f"{address}/deliveries?state=failed").found["items"] == []
    again = manager.post(f"{address}/deliveries/{tried.found['id']}/send")
    assert (again.status_code, again.found["tries"]) == (200, 0)
    assert manager.post(f"{address}/remove").found["removed_at"]
    problem(manager.get(address), 404)
    assert manager.get(WEBHOOKS).found["items"] == []
    assert manager.post(f"{address}/restore").found["removed_at"] is None
    assert manager.get(address).status_code == 200


def test_a_desk_that_tells_nothing_says_so(manager, address, settings):
    settings.WEBHOOKS = False
    for verb, at, body in (
        ("POST", WEBHOOKS, NEW), ("POST", f"{address}/test", None),
        ("POST", f"{address}/switch", {"to": "on"}),
    ):  # fmt: skip
        assert "WEBHOOKS" in problem(manager.ask(verb, at, body), 403)["detail"]
    assert manager.get(WEBHOOKS).status_code == 200


def test_who_has_still_to_read_is_told_nothing_of_the_work_of_others(
    manager, address, story, article, ada, mo, root
):
    assign(article, ada)
    assign(make_article(story, "The Globe", "Another", text="Some words.\n"), mo)
    program_of(ada).post(f"articles/{article.pk}/submit")
    manager.post(f"{address}/test")
    kinds = [one["kind"] for one in manager.get(f"{address}/deliveries").found["items"]]
    assert "reading.submitted" not in kinds
    assert "webhook.test" in kinds
    assert manager.get(address).found["waiting"] == len(kinds)
    every = program_of(root).get(f"{address}/deliveries").found["items"]
    assert "reading.submitted" in [one["kind"] for one in every]
