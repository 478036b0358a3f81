"""A line is written once, with its act and by whoever asks, and goes when it is old enough."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from annotator.background import upkeep
from annotator.trust import keeping
from annotator.trust.models import LogIsKept, TrustKind, TrustLine
from annotator.trust.recording import record
from tests.api.programs import program_of

pytestmark = pytest.mark.django_db


def lines(kind: TrustKind) -> list[TrustLine]:
    return list(TrustLine.objects.filter(kind=kind))


@pytest.fixture
def line(story, mo) -> TrustLine:
    record(TrustKind.EXPORTED, by=mo, story=story, facts={"table": "labels"})
    return lines(TrustKind.EXPORTED)[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.save(),
        lambda line: line.delete(),
        lambda line: TrustLine.objects.update(kind="exported"),
        lambda line: TrustLine.objects.filter(pk=line.pk).delete(),
        lambda line: TrustLine.objects.bulk_update([line], ["kind"]),
        lambda line: TrustLine.objects.update_or_create(pk=line.pk, defaults={"kind": "x"}),
    ],
)
def test_no_line_is_changed_or_deleted(line, change):
    with pytest.raises(LogIsKept):
        change(line)
    assert lines(TrustKind.EXPORTED) == [line]


def test_it_costs_one_statement_and_is_part_of_its_act(story, mo, django_assert_num_queries):
    with django_assert_num_queries(1):
        record(TrustKind.EXPORTED, by=mo, story=story)
    with transaction.atomic():
        record(TrustKind.IMPORTED, by=mo)
        transaction.set_rollback(True)
    assert not lines(TrustKind.IMPORTED)


def test_it_stays_when_what_it_names_is_gone(line, story, mo):
    kept = (line.story_id, line.story, line.by_id)
    mo.memberships.all().delete()
    story.delete()
    mo.delete()
    line = TrustLine.objects.get(pk=line.pk)
    assert (line.story_id, line.story, line.by_id) == kept


def test_who_asks_from_where_and_by_what(ada, story):
    """A browser is told by its address, a program by its token, too; what they read is no line."""
    client = Client(REMOTE_ADDR="203.0.113.7")
    client.post("/accounts/sign-in/", {"login": "ada", "password": "correct-horse"})
    [entry] = lines(TrustKind.SIGNED_IN)
    assert (entry.by, entry.address, entry.facts) == (ada, "203.0.113.7", {"ways": ["password"]})
    before = TrustLine.objects.count()
    assert client.get(f"/stories/{story.slug}/").status_code == 200
    assert TrustLine.objects.count() == before
    program = program_of(ada)
    assert program.get(f"stories/{story.slug}/tables/labels.csv").status_code == 200
    [taken] = lines(TrustKind.EXPORTED)
    assert (taken.by, taken.story, taken.facts["type"]) == (ada, story.slug, "text/csv")
    assert taken.token == ada.tokens.get().prefix


@pytest.mark.parametrize("address", ["", "unix:", "junk"])
def test_an_address_that_is_none_is_left_out(ada, address):
    client = Client(REMOTE_ADDR=address)
    client.post("/accounts/sign-in/", {"login": "ada", "password": "correct-horse"})
    assert lines(TrustKind.SIGNED_IN)[0].address is None


class TestRefusals:
    def test_one_an_hour_for_a_person_an_address_and_a_page(self, ada, story, as_user):
        client = as_user(ada)
        shut = [f"/stories/{story.slug}/members/", f"/stories/{story.slug}/webhooks/"]
        for address in (*shut, *shut):
            assert client.get(f"{address}?q=secret").status_code == 403
        told = lines(TrustKind.REFUSED)
        assert {one.facts["page"] for one in told} == {"desk:members", "webhooks:webhooks"}
        assert len(told) == 2
        assert {(one.by, one.story) for one in told} == {(ada, story.slug)}
        assert "secret" not in str([one.facts for one in told])

    def test_another_hour_another_line(self, ada, story, as_user, monkeypatch):
        client, address = as_user(ada), f"/stories/{story.slug}/members/"
        client.get(address)
        later = timezone.now() + timedelta(minutes=61)
        monkeypatch.setattr("annotator.trust.recording.timezone.now", lambda: later)
        client.get(address)
        assert len(lines(TrustKind.REFUSED)) == 2

    def test_nobody_is_told_of_who_is_not_signed_in(self, story, client):
        client.get(f"/stories/{story.slug}/members/")
        assert not lines(TrustKind.REFUSED)

    def test_an_answer_is_given_where_the_line_cannot_be_written(
        self, ada, story, as_user, monkeypatch
    ):
        def away(*args, **named):
            raise DatabaseError

        monkeypatch.setattr("annotator.trust.noticing.record", away)
        assert as_user(ada).get(f"/stories/{story.slug}/labels.csv").status_code == 200


class TestGuesses:
    def test_the_account_is_told_and_never_what_was_typed(self, ada, client):
        for name in ("ada", "hunter2-is-my-password"):
            client.post("/accounts/sign-in/", {"login": name, "password": "wrong"})
        told = {(one.about, str(one.facts)) for one in lines(TrustKind.SIGN_IN_FAILED)}
        assert told == {(ada, "{}"), (None, "{}")}

    def test_locked_out_is_one_line(self, ada, client):
        for _ in range(8):
            client.post("/accounts/sign-in/", {"login": "ada", "password": "wrong"})
        assert [one.about for one in lines(TrustKind.LOCKED_OUT)] == [ada]

    def test_a_loop_does_not_fill_the_log(self, client, monkeypatch):
        monkeypatch.setattr("annotator.trust.receivers.FAILURES_AN_HOUR", 2)
        for number in range(5):
            client.post("/accounts/sign-in/", {"login": f"nobody{number}", "password": "x"})
        assert len(lines(TrustKind.SIGN_IN_FAILED)) == 2


class TestKept:
    @pytest.fixture
    def old(self, line):
        """Three lines, 3, 12 and 800 days old."""
        for days in (3, 12, 800):
            TrustLine.objects.create(
                at=timezone.now() - timedelta(days=days), kind=TrustKind.SIGNED_IN
            )

    @pytest.mark.parametrize("days, left", [(730, 2), (10, 1), (0, 3)])
    def test_as_long_as_the_desk_says(self, old, settings, days, left):
        settings.TRUST_LOG_DAYS = days
        upkeep.prune()
        assert len(lines(TrustKind.SIGNED_IN)) == left

    def test_by_portions(self, old, settings):
        settings.TRUST_LOG_DAYS = 1
        assert [keeping.sweep(2), keeping.sweep(2), keeping.sweep(2)] == [2, 1, 0]
