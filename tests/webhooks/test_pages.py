"""The pages of webhooks: added and shown its secret once, changed, switched, tried, removed, undone."""

import re

import pytest
from django.urls import reverse
from standardwebhooks import Webhook as Verifier

from annotator.background.events import EventKind, tell
from annotator.webhooks import tasks
from annotator.webhooks.actions import MOST
from annotator.webhooks.models import Delivery, Webhook
from annotator.webhooks.signing import secret_of, written
from tests.comparison.sources import ask
from tests.conftest import assign
from tests.fetching.servers import answered
from tests.webhooks.receivers import ALL, deliver, hook

pytestmark = pytest.mark.django_db
LIST = reverse("webhooks:webhooks", args=["pipeline"])
NEW = {"address": "https://bot.example/in?x=1#y", "name": "Newsroom bot", "kinds": ["row.changed"]}


def at(webhook: Webhook, view: str = "webhook", *more) -> str:
    return reverse(f"webhooks:{view}", args=["pipeline", webhook.pk, *more])


def page(client, address: str) -> str:
    return client.get(address).content.decode()


def secret_in(answer) -> str:
    return re.search(r"whsec_[A-Za-z0-9+/=]{44}", answer.content.decode())[0]


class TestAdding:
    def test_it_is_listed_and_its_secret_shown_once(self, manager, mo):
        answer = manager.post(LIST, NEW)
        made = Webhook.objects.get()
        assert secret_in(answer) == written(secret_of(made.seed))
        assert "no-store" in answer["Cache-Control"]
        assert (made.address, made.kinds, made.desk) == (
            "https://bot.example/in?x=1",
            ["row.changed"],
            "http://testserver",
        )
        assert made.history.get().history_user == mo
        for shown in (page(manager, LIST), page(manager, at(made))):
            assert "Newsroom bot" in shown
            assert "whsec_" not in shown

    @pytest.mark.parametrize(
        "wrong, told",
        [
            ({"address": "http://bot.example/"}, "others could read"),
            ({"address": "https://user:word@bot.example/"}, "Take them out"),
            ({"address": "https://bot.example/\x00"}, "Null characters"),
            ({"address": "https://bot.example:99999/"}, "It is not an address"),
            ({"address": "https://bot.example:8443/"}, "only 443"),
            ({"address": "https://10.0.0.1/"}, "network of its own"),
            ({"address": "https://[::1]/"}, "network of its own"),
            ({"address": "https://bot.example/" + "x" * 3000}, "more than 2,000"),
            ({"kinds": []}, "Choose at least one event"),
            ({"kinds": ["article.text"]}, "not one of the available choices"),
            ({"name": "x" * 101}, "at most 100"),
        ],
    )
    def test_what_is_wrong_is_told_and_nothing_stored(self, manager, wrong, told):
        answer = manager.post(LIST, NEW | wrong)
        assert answer.status_code == 422
        assert re.search(told, answer.content.decode())
        assert not Webhook.objects.exists()

    def test_an_address_once_and_not_too_many(self, manager, story, mo):
        hook(story, mo, "https://bot.example/in?x=1")
        answer = manager.post(LIST, NEW)
        assert answer.status_code == 422
        assert "with this address already" in answer.content.decode()
        for number in range(1, MOST):
            hook(story, mo, f"https://bot.example/{number}")
        answer = manager.post(LIST, NEW | {"address": "https://bot.example/new"})
        assert answer.status_code == 422
        assert "remove one first" in answer.content.decode()

    def test_where_the_desk_tells_nobody_anything(self, manager, settings, story, mo):
        assert ">Webhooks</a>" in page(manager, LIST)
        settings.WEBHOOKS = False
        shown = page(manager, LIST)
        assert "WEBHOOKS=on" in shown
        assert ">Webhooks</a>" not in shown
        assert manager.post(LIST, NEW).status_code == 403
        there = hook(story, mo)
        for view in ("switch", "send_test"):
            assert manager.post(at(there, view), {"to": "on"}).status_code == 403
        assert not Delivery.objects.exists()


def test_it_is_changed_switched_removed_and_brought_back(manager, story, mo):
    made = hook(story, mo)
    changed = {ask(story).pk: {"state": "agree", "before": "unanswered", "settled": "agree"}}
    answer = manager.post(at(made), NEW | {"kinds": ["article.added", "row.changed"]})
    made.refresh_from_db()
    assert (answer["Location"], made.name, len(made.kinds)) == (at(made), "Newsroom bot", 2)
    assert manager.post(at(made), NEW | {"address": "nonsense"}).status_code == 422
    for to, state in (("off", "off"), ("nonsense", "off"), ("on", "on")):
        manager.post(at(made, "switch"), {"to": to})
        made.refresh_from_db()
        assert made.state == state
    removed = manager.post(at(made, "remove"))["Location"]
    assert manager.get(at(made)).status_code == 404
    assert "is removed" in page(manager, removed)
    assert "is removed" not in page(manager, f"{LIST}?removed=²")
    tell(EventKind.ROW_CHANGED, story.pk, changed)
    assert not made.deliveries.exists(), "what was removed is told nothing"
    other = hook(story, mo, made.address)
    manager.post(at(made, "restore"))
    assert manager.get(at(made)).status_code == 404, "another has its address by now"
    manager.post(at(other, "remove"))
    assert manager.post(at(made, "restore"))["Location"] == at(made)
    assert manager.get(at(made)).status_code == 200
    assert made.history.count() == 6
    tell(EventKind.ROW_CHANGED, story.pk, changed)
    assert made.deliveries.exists()


def test_a_new_secret_is_shown_and_the_old_one_holds(manager, webhook, receiver):
    shown = secret_in(manager.post(at(webhook, "renew_secret")))
    assert shown != written(secret_of(webhook.seed))
    assert "1 earlier one holds" in page(manager, at(webhook))
    manager.post(at(webhook, "send_test"))
    deliver()
    [(headers, body)] = receiver.came
    for secret in (shown, written(secret_of(webhook.seed))):
        Verifier(secret).verify(body.decode(), headers)


def test_a_test_is_sent_by_a_worker_told_and_sent_again(manager, webhook, receiver, work_done):
    receiver.answer = answered(b"<script>alert(1)</script>", "text/html", "500 No")
    manager.post(at(webhook, "switch"), {"to": "off"})
    shown = manager.post(at(webhook, "send_test"))["Location"]
    assert "as soon as a worker can" in page(manager, shown)
    assert 'hx-trigger="every 3s"' in page(manager, shown)
    tasks.tell_webhooks.ask()
    work_done()
    told = page(manager, shown)
    assert "&lt;script&gt;alert(1)" in told
    assert "<script>alert" not in told
    assert 'hx-trigger="every 3s"' not in told
    for words in (">500<", "webhook.test", "&quot;slug&quot;: &quot;pipeline&quot;", "failed"):
        assert words in told, words
    assert ">500<" not in page(manager, at(webhook))
    assert "500" in page(manager, at(webhook))
    receiver.answer = answered(b"")
    assert manager.post(f"{shown}again")["Location"] == shown
    deliver()
    assert "delivered" in page(manager, shown)


def test_what_waits_for_one_that_is_off_is_not_sent_again(manager, webhook, article):
    tell(EventKind.ARTICLE_ADDED, article.story_id, {article.pk: {}})
    manager.post(at(webhook, "switch"), {"to": "off"})
    only = Delivery.objects.get()
    answer = manager.post(at(webhook, "send_again", only.pk), follow=True)
    assert "switch it on first" in answer.content.decode()
    assert "once the webhook is switched on" in answer.content.decode()


def test_the_log_is_narrowed_sorted_and_cut_in_few_statements(
    manager, story, mo, article, django_assert_num_queries
):
    made = hook(story, mo)
    tell(EventKind.ARTICLE_ADDED, story.pk, {article.pk: {}})
    few = len(manager.get(at(made)).context["lines"])
    for _ in range(60):
        tell(EventKind.ARTICLE_ADDED, story.pk, {article.pk: {}})
    with django_assert_num_queries(9):
        shown = manager.get(at(made))
    assert (few, len(shown.context["lines"])) == (1, 50)
    assert len(manager.get(f"{at(made)}?page=2&sort=oldest").context["lines"]) == 11
    assert "No message is like this" in page(manager, f"{at(made)}?state=failed")
    assert manager.get(f"{at(made)}?state=nonsense&page=x&kind=%00").status_code == 200


def test_a_manager_who_reads_blind_sees_nothing_of_others(
    manager, story, mo, article, other_article
):
    made = hook(story, mo, kinds=ALL)
    tell(EventKind.READING_SUBMITTED, story.pk, {article.pk: {}})
    tell(EventKind.ARTICLE_ADDED, story.pk, {article.pk: {}})
    read, added = Delivery.objects.order_by("pk")
    assert ">reading.submitted<span" in page(manager, at(made))
    assert manager.get(at(made, "delivery", read.pk)).status_code == 200
    mine = assign(other_article, mo)
    shown = page(manager, at(made))
    assert ">reading.submitted<span" not in shown
    assert ">article.added<span" in shown
    assert "not listed for you" in shown
    for view in ("delivery", "send_again"):
        way = manager.get if view == "delivery" else manager.post
        assert way(at(made, view, read.pk)).status_code == 404
    assert manager.get(at(made, "delivery", added.pk)).status_code == 200
    mine.delete()
    assert manager.get(at(made, "delivery", read.pk)).status_code == 200
