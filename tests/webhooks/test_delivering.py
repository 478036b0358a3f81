"""What waits is sent, signed, in order; what fails is tried again, rests, and is given up at last."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from standardwebhooks import Webhook as Verifier

from annotator.background.events import EventKind, tell
from annotator.webhooks import actions, delivering, tasks
from annotator.webhooks.models import Delivery, DeliveryAttempt, Webhook, WebhookMessage
from annotator.webhooks.signing import secret_of, written
from tests.conftest import make_article
from tests.fetching.servers import answered, moved
from tests.webhooks.receivers import OK, deliver, hook, in_the_past, later

pytestmark = pytest.mark.django_db


def added(*articles) -> None:
    tell(EventKind.ARTICLE_ADDED, articles[0].story_id, {one.pk: {} for one in articles})


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_each_message_is_sent_once_signed_and_in_order(webhook, receiver, article, other_article):
    added(article, other_article)
    deliver()
    deliver()
    assert [one["data"]["article"]["id"] for one in receiver.told] == [article.pk, other_article.pk]
    verifier = Verifier(written(secret_of(webhook.seed)))
    for headers, body in receiver.came:
        verifier.verify(body.decode(), headers)
        assert headers["content-type"] == "application/json"
    assert len({headers["webhook-id"] for headers, _ in receiver.came}) == 2
    assert states() == ["delivered", "delivered"]
    attempt = DeliveryAttempt.objects.first()
    assert (attempt.status, attempt.answer, attempt.failure) == (200, "thank you", "")


def test_after_a_new_secret_both_hold_for_a_day(webhook, receiver, article, mo):
    first = actions.renew_secret(webhook, mo).seed
    renewed = actions.renew_secret(webhook, mo)
    added(article)
    deliver()
    [(headers, body)] = receiver.came
    for seed in (webhook.seed, first, renewed.seed):
        Verifier(written(secret_of(seed))).verify(body.decode(), headers)
    run_out = [[seed, in_the_past(seconds=1).isoformat()] for seed, _ in renewed.earlier_seeds]
    Webhook.objects.update(earlier_seeds=run_out)
    added(article)
    deliver()
    assert len(receiver.came[1][0]["webhook-signature"].split()) == 1


def test_what_fails_is_tried_again_under_its_id_with_growing_pauses(webhook, receiver, article):
    receiver.answer = answered(b"no\x00 \xff", "text/plain", "503 Busy")
    added(article)
    waits = []
    for _ in delivering.PAUSES:
        deliver()
        row = Delivery.objects.get()
        waits.append(row.next_at - timezone.now())
        later(days=2)
        Webhook.objects.update(failing_since=timezone.now())  # it took something meanwhile
    assert row.state == "waiting"
    for wait, pause in zip(waits, delivering.PAUSES, strict=True):
        assert pause - timedelta(seconds=2) < wait < pause * 1.1
    deliver()
    row.refresh_from_db()
    assert (row.state, row.tries, row.next_at) == ("failed", len(delivering.PAUSES) + 1, None)
    assert len({headers["webhook-id"] for headers, _ in receiver.came}) == 1
    assert len({body for _, body in receiver.came}) == 1
    attempt = row.attempts.first()
    assert (attempt.status, attempt.answer) == (503, "no  �")
    receiver.answer = OK
    actions.send_again(row)
    deliver()
    row.refresh_from_db()
    assert (row.state, row.tries) == ("delivered", 1)


@pytest.mark.parametrize(
    "answer, told",
    [
        (moved("https://post.example/elsewhere"), {"status": 302}),
        (answered(b"x" * 5000, "text/plain", "500 No"), {"status": 500, "answer": "x" * 1000}),
        (
            b"",
            {
                "status": None,
                "failure": "It could not be reached, or could not be read to its end. Try again later.",
            },
        ),
    ],
)
def test_what_counts_as_failed(webhook, receiver, article, answer, told):
    receiver.answer = answer
    added(article)
    deliver()
    attempt = DeliveryAttempt.objects.get()
    assert {name: getattr(attempt, name) for name in told} == told
    assert states() == ["waiting"]


def test_a_receiver_that_fails_rests_and_is_tried_by_one_message(webhook, receiver, article):
    receiver.answer = answered(b"", "text/plain", "500 No")
    added(*(make_article(article.story, f"Paper {n}", text=f"Text {n}.") for n in range(30)))
    deliver()
    assert len(receiver.came) == 1
    deliver()
    assert len(receiver.came) == 1, "it rests"
    later(seconds=7)
    receiver.answer = OK
    deliver()
    assert states() == ["delivered"] * 30
    webhook.refresh_from_db()
    assert (webhook.failures, webhook.failing_since, webhook.rests_until) == (0, None, None)


def test_one_bad_message_does_not_keep_the_others(webhook, receiver, article, other_article):
    def picky(body):
        return (
            answered(b"", "text/plain", "500 No")
            if body["data"]["article"]["id"] == article.pk
            else OK
        )

    receiver.answer = picky
    added(article)
    deliver()
    added(other_article)
    later(seconds=7)
    deliver()
    assert states() == ["waiting", "delivered"]


def test_it_waits_as_long_as_it_is_asked_to(webhook, receiver, article):
    receiver.answer = answered(b"", "text/plain", "429 Slow", "Retry-After: 3600")
    added(article)
    deliver()
    webhook.refresh_from_db()
    for until in (Delivery.objects.get().next_at, webhook.rests_until):
        assert until - timezone.now() > timedelta(minutes=59)


def test_one_webhook_that_fails_keeps_no_other(webhook, receiver, article, mo):
    other = hook(article.story, mo, receiver.address("/other"))

    Webhook.objects.filter(pk=webhook.pk).update(address="https://post.example:9/hook")
    added(article)
    deliver()
    assert dict(Delivery.objects.values_list("webhook", "state")) == {
        webhook.pk: "waiting",
        other.pk: "delivered",
    }


class TestSwitchedOff:
    def test_after_days_of_failing_it_is_off_and_its_managers_are_told(
        self, webhook, receiver, article, mo, manager, mailoutbox, work_done
    ):
        receiver.answer = answered(b"", "text/plain", "500 No")
        added(article)
        assert deliver() == []
        later(days=2)
        assert deliver() == []
        assert "webhook is switched off" not in manager.get("/").content.decode()
        later(days=2)
        tasks.tell_webhooks.ask()
        work_done()
        webhook.refresh_from_db()
        assert webhook.state == "failed"
        [letter] = mailoutbox
        assert letter.to == ["mo@example.org"]
        assert f"https://desk.example/stories/pipeline/webhooks/{webhook.pk}/" in letter.body
        assert "has taken nothing since" in letter.body
        assert "webhook is switched off" in manager.get("/").content.decode()
        asked = len(receiver.came)
        added(article)
        later(days=9)
        deliver()
        assert len(receiver.came) == asked, "it is told nothing"
        assert WebhookMessage.objects.count() == 1, "and nothing is kept for it"
        receiver.answer = OK
        actions.switch_on(webhook, mo)
        deliver()
        assert states() == ["delivered"], "what waited is sent"

    def test_gone_is_off_at_once_also_by_a_test(self, webhook, receiver, article):
        receiver.answer = answered(b"", "text/plain", "410 Gone")
        actions.send_test(webhook)
        assert deliver() == [webhook.pk]
        webhook.refresh_from_db()
        assert (webhook.state, states()) == ("gone", ["failed"])

    def test_a_test_that_fails_is_not_tried_again_and_counts_for_nothing(self, webhook, receiver):
        receiver.answer = answered(b"", "text/plain", "500 No")
        actions.send_test(webhook)
        deliver()
        webhook.refresh_from_db()
        assert (webhook.failures, states()) == (0, ["failed"])


def test_the_worker_asks_in_one_statement_and_forgets_what_is_old(
    webhook, receiver, article, monkeypatch
):
    added(article, make_article(article.story, "Another paper"))
    monkeypatch.setattr(tasks, "_forgets_at", 0.0)
    assert tasks.messages_are_due()
    with CaptureQueriesContext(connection) as asked:
        assert tasks.messages_are_due()
    assert len(asked) == 1
    deliver()
    assert not tasks.messages_are_due()
    first = WebhookMessage.objects.earliest("at")
    WebhookMessage.objects.filter(pk=first.pk).update(at=in_the_past(days=31))
    assert not delivering.forget()
    assert WebhookMessage.objects.count() == 1
    Webhook.objects.update(removed_at=in_the_past(days=8))
    delivering.forget()
    assert not Webhook.objects.exists()


def test_statements_do_not_grow_with_the_messages(webhook, receiver, article):
    counted = {}
    for number in (1, 10):
        articles = [
            make_article(article.story, f"P {number} {n}", text=f"T {n}.") for n in range(number)
        ]
        with CaptureQueriesContext(connection) as kept:
            added(*articles)
        with CaptureQueriesContext(connection) as sent:
            deliver()
        counted[number] = len(kept), len(sent)
    assert counted[1] == counted[10]
    assert len(receiver.came) == 11


def test_who_dies_after_sending_sends_it_again_under_the_same_id(
    webhook, receiver, article, monkeypatch
):
    added(article)

    def dies(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(delivering, "_keep", dies)
        with pytest.raises(KeyboardInterrupt):
            deliver()
    deliver()
    assert states() == ["delivered"]
    assert len(receiver.came) == 2
    assert len({(headers["webhook-id"], body) for headers, body in receiver.came}) == 1
    assert json.loads(receiver.came[0][1])["type"] == "article.added"
