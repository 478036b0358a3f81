"""Who settles an article now: told to who settles, to nobody who reads blind, and with an ETag."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from annotator.annotations.models import Presence
from annotator.annotations.presence import GONE_AFTER
from annotator.people.models import Membership
from tests.conftest import assign, member

pytestmark = pytest.mark.django_db


def here(client, article):
    return client.get(reverse("desk:who_is_here", args=[article.pk]))


def queue(client, article):
    return client.get(reverse("desk:who_is_where", args=[article.story.slug]))


def home(client, article):
    return client.get(reverse("desk:who_settles_mine"))


def sign(client, article):
    answer = client.post(reverse("desk:who_is_here", args=[article.pk]))
    assert answer.status_code == 204


def later(by: timedelta) -> None:
    for row in Presence.objects.all():
        Presence.objects.filter(pk=row.pk).update(heard_at=row.heard_at - by)


def test_others_see_who_settles_on_the_page_and_in_the_queue(article, cy, dee, mo, as_user):
    sign(as_user(cy), article)
    for who in (dee, mo):
        for ask in (here, queue, home):
            assert ask(as_user(who), article).json() == {"people": {str(article.pk): ["Cy"]}}
    assert here(as_user(cy), article).json() == {"people": {}}
    sign(as_user(dee), article)
    assert here(as_user(mo), article).json()["people"] == {str(article.pk): ["Cy", "Dee"]}


def test_who_goes_to_another_article_or_away_is_not_here(article, other_article, cy, mo, as_user):
    client = as_user(cy)
    sign(client, article)
    sign(client, other_article)
    assert queue(as_user(mo), article).json()["people"] == {str(other_article.pk): ["Cy"]}
    later(GONE_AFTER - timedelta(seconds=5))
    assert here(as_user(mo), other_article).json()["people"]
    sign(client, other_article)
    later(GONE_AFTER - timedelta(seconds=5))
    assert here(as_user(mo), other_article).json()["people"]
    later(timedelta(seconds=10))
    assert here(as_user(mo), other_article).json()["people"] == {}
    assert Presence.objects.count() == 1


def test_a_sign_soon_after_another_is_not_stored(article, cy, as_user):
    sign(as_user(cy), article)
    first = Presence.objects.get().heard_at
    sign(as_user(cy), article)
    assert Presence.objects.get().heard_at == first


def test_a_look_only_reads(article, cy, as_user):
    here(as_user(cy), article)
    as_user(cy).get(reverse("reconciliation:settle", args=[article.pk]))
    assert not Presence.objects.exists()


@pytest.fixture
def as_user():
    """as_user(cy) is a browser in which Cy is signed in; no worker's work is counted with its."""

    def sign_in(user):
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def dee(story):
    """A second adjudicator."""
    return member(story, "dee", "adjudicator")


@pytest.mark.parametrize("ask", [here, queue, home])
def test_what_the_browser_knows_is_not_sent_again(article, cy, dee, mo, as_user, ask):
    client = as_user(mo)
    sign(as_user(cy), article)
    etag = ask(client, article)["ETag"]
    client.defaults["HTTP_IF_NONE_MATCH"] = etag
    again = ask(client, article)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    sign(as_user(dee), article)
    assert ask(client, article).status_code == 200


class TestBlind:
    def test_who_is_to_read_it_is_told_of_nobody(self, article, cy, dee, mo, as_user):
        Membership.objects.filter(user__in=[dee, mo]).update(annotator=True)
        sign(as_user(cy), article)
        for who in (dee, mo):
            assert queue(as_user(who), article).json()["people"]
            assert home(as_user(who), article).json()["people"]
            own = assign(article, who)
            assert here(as_user(who), article).status_code == 403
            assert queue(as_user(who), article).json() == {"people": {}}
            assert home(as_user(who), article).json() == {"people": {}}
            own.delete()

    def test_annotators_are_told_of_nobody_and_nobody_of_them(self, article, ada, cy, as_user):
        client = as_user(ada)
        for state in ("in progress", "submitted"):
            own = assign(article, ada, state)
            for ask in (here, queue):
                assert ask(client, article).status_code == 403
            assert home(client, article).json() == {"people": {}}
            client.get(reverse("annotations:workbench", args=[article.pk]))
            own.delete()
        assert here(as_user(cy), article).json() == {"people": {}}

    @pytest.mark.parametrize(
        "roles, state, asks",
        [
            ({"adjudicator"}, None, True),
            ({"manager"}, None, True),
            ({"annotator", "adjudicator"}, "in progress", False),
            ({"annotator", "manager"}, "assigned", False),
            ({"annotator", "adjudicator"}, "submitted", True),
            ({"annotator"}, "submitted", False),
            ({"annotator"}, None, False),
        ],
    )
    def test_the_workbench_asks_only_for_who_may_know(
        self, story, article, cy, as_user, roles, state, asks
    ):
        given = {role: role in roles for role in ("annotator", "adjudicator", "manager")}
        Membership.objects.filter(user=cy).update(**given)
        if state:
            assign(article, cy, state)
        page = as_user(cy).get(reverse("annotations:workbench", args=[article.pk]))
        assert ("data-here" in page.content.decode()) == asks


def test_few_questions(article, cy, dee, mo, as_user, django_assert_num_queries):
    for who in (cy, dee):
        sign(as_user(who), article)
    client = as_user(mo)
    # session, user, article, own reading; who is here
    with django_assert_num_queries(5):
        here(client, article)
    # session, user, story; who is here
    with django_assert_num_queries(4):
        queue(client, article)
    later(timedelta(minutes=1))
    client = as_user(cy)
    # session, user, article, own reading; the sign
    with django_assert_num_queries(5):
        sign(client, article)


def test_a_stranger_finds_nothing(article, stranger, as_user):
    for ask in (here, queue):
        assert ask(as_user(stranger), article).status_code == 404
    assert not Presence.objects.exists()
