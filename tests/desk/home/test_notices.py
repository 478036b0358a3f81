"""What is new for whom, told once, gone when opened; and nothing to whoever reads blind."""

import re

import pytest
from django.urls import reverse

from annotator.annotations.assignments import actions
from annotator.annotations.models import Notice, NoticeKind
from annotator.people.models import Membership
from annotator.reconciliation.adjudication import actions as adjudication
from tests.conftest import assign, member
from tests.desk.home.test_home import HOME, home, sections
from tests.reconciliation.adjudication.test_actions import agree, decide
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def dee(story):
    """A second adjudicator."""
    return member(story, "dee", "adjudicator")


@pytest.fixture
def read_twice(article, labels, ada, bo, cy):
    """Ada and Bo agree on one place; Bo missed another."""
    for who in (ada, bo):
        mark(article, who, "minister", "entity-person")
    mark(article, ada, "Karachi", "entity-place")
    submit(article, ada, bo)
    return article


@pytest.fixture
def finished(read_twice, cy):
    agree(read_twice, cy)
    decide(read_twice, cy, "Karachi", reason="Out of scope.")
    adjudication.finish(read_twice, cy)
    return read_twice


def title(client) -> str:
    return re.findall("<title>(.*)</title>", home(client))[0]


def open_it(client, article, kind: str):
    return client.post(reverse("desk:open_notice", args=[article.pk]), {"kind": kind})


def test_an_article_settled_that_i_read_until_i_open_it(finished, ada, bo, cy, mo, as_user):
    client = as_user(ada)
    assert title(client) == "(1) Home · Annotator"
    assert "settled" in sections(client)
    assert title(client) == "(1) Home · Annotator"  # to look at home opens nothing
    answer = open_it(client, finished, "settled")
    assert answer.url == reverse("reconciliation:reviewed", args=[finished.pk])
    assert client.get(answer.url).status_code == 200
    assert title(client) == "Home · Annotator"
    assert "settled" not in sections(client)
    # Whoever opens it again comes there again; others have their own news.
    assert open_it(client, finished, "settled").url == answer.url
    assert title(as_user(bo)) == "(1) Home · Annotator"
    assert [title(as_user(who)) for who in (cy, mo)] == ["Home · Annotator"] * 2


def test_a_reading_sent_back_until_i_open_or_submit_it(read_twice, ada, bo, cy, as_user):
    client = as_user(ada)
    own = read_twice.assignments.get(annotator=ada)
    for word in ("Look at the last.", "And again."):
        actions.send_back(own, cy, word)
        assert title(client) == "(1) Home · Annotator"
        assert f"sent back: <bdi>{word}</bdi>" in sections(client)["read"]
        actions.submit(read_twice, ada)
        assert title(client) == "Home · Annotator"
    actions.reopen(read_twice, ada)
    assert title(client) == "Home · Annotator"
    actions.submit(read_twice, ada)
    actions.send_back(own, cy, "Once more.")
    answer = open_it(client, read_twice, "sent back")
    assert answer.url == reverse("annotations:workbench", args=[read_twice.pk])
    assert title(client) == "Home · Annotator"
    assert "sent back" in sections(client)["read"]
    assert title(as_user(bo)) == "Home · Annotator"


def test_a_reply_to_what_i_marked_decided_or_said(read_twice, ada, bo, cy, dee, as_user):
    own = mark(read_twice, ada, "Kasur", "entity-place")
    adjudication.comment(read_twice, cy, about=[own.pk], text="A place?")
    reader, judge = as_user(ada), as_user(cy)
    assert 'on “<bdi dir="auto">Kasur</bdi>”' in sections(reader)["answer"]
    assert [title(as_user(who)) for who in (bo, dee, cy)] == ["Home · Annotator"] * 3
    answer = open_it(reader, read_twice, "reply")
    assert answer.url == reverse("reconciliation:reviewed", args=[read_twice.pk]) + f"#r-{own.pk}"
    adjudication.comment(read_twice, ada, about=[own.pk], text="A town.")
    assert "answer" in sections(judge)
    assert "answer" not in sections(reader)
    answer = open_it(judge, read_twice, "reply")
    settle = reverse("reconciliation:settle", args=[read_twice.pk])
    assert answer.url == f"{settle}?at={own.start}"
    assert judge.get(answer.url).status_code == 200
    decide(read_twice, dee, "Karachi")
    adjudication.comment(
        read_twice, ada, about=[read_twice.annotations.get(quote="Karachi").pk], text="Why?"
    )
    assert "answer" in sections(as_user(dee))
    assert "answer" not in sections(judge)


def test_much_of_one_kind_at_one_article_is_one_thing(read_twice, ada, cy, as_user):
    own = mark(read_twice, ada, "Kasur", "entity-place")
    for number in range(3):
        adjudication.comment(read_twice, cy, about=[own.pk], text=f"Said {number}.")
    assert Notice.objects.count() == 1
    assert title(as_user(ada)) == "(1) Home · Annotator"


def test_who_reads_it_blind_is_told_nothing(finished, ada, cy, as_user):
    """Somebody who has settled or spoken, and is then to read the article themselves."""
    own = finished.annotations.filter(annotator=ada).first()
    adjudication.comment(finished, cy, about=[own.pk], text="See?")
    adjudication.comment(finished, ada, about=[own.pk], text="I see.")
    Membership.objects.filter(user=cy).update(annotator=True)
    client = as_user(cy)
    assert "answer" in sections(client)
    assign(finished, cy)
    assert sections(client).keys() == {"read"}
    assert title(client) == "Home · Annotator"


def test_who_is_no_longer_a_member_is_told_nothing(finished, ada, as_user):
    assert "settled" in sections(as_user(ada))
    Membership.objects.filter(user=ada).delete()
    assert sections(as_user(ada)) == {}


def test_all_is_seen_at_once(finished, ada, bo, as_user):
    assert as_user(ada).post(reverse("desk:see_notices")).url == HOME
    assert title(as_user(ada)) == "Home · Annotator"
    assert title(as_user(bo)) == "(1) Home · Annotator"


@pytest.mark.parametrize("kind", ["", "nonsense"])
def test_of_no_kind_is_refused_and_nothing_changed(finished, ada, as_user, kind):
    assert open_it(as_user(ada), finished, kind).status_code == 422
    assert Notice.objects.filter(person=ada, kind=NoticeKind.SETTLED).exists()


def test_a_stranger_finds_nothing(finished, stranger, as_user):
    assert open_it(as_user(stranger), finished, "settled").status_code == 404


def test_opening_asks_few_questions(finished, ada, as_user, django_assert_num_queries):
    client = as_user(ada)
    # session, user, article; the notice, and it goes; the reading; what it is about
    with django_assert_num_queries(6):
        open_it(client, finished, "settled")
