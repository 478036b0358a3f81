"""What part of a page is what: by whom it is said, who decides, and what is undone."""

import pytest
from django.urls import reverse

from annotator.annotations.models import RegionChange
from articles.models import Region
from articles.parts import Part
from articles.regions import parts_of
from tests.conftest import make_article

WORDS = "She praised a pipeline of 1,100 kilometres"
State = RegionChange.State


@pytest.fixture
def span(article):
    start = article.text.index(WORDS)
    return {"start": start, "end": start + len(WORDS)}


@pytest.fixture
def say(article, as_user, span):
    def send(user, role="caption", **given):
        address = reverse("annotations:say_region", args=[article.pk])
        return as_user(user).post(address, {**span, "role": role, **given})

    return send


@pytest.fixture
def decide(article, as_user):
    def send(user, change, verb, **given):
        address = reverse("annotations:decide_region", args=[article.pk, change.pk])
        return as_user(user).post(address, {"verb": verb, **given})

    return send


def test_a_managers_word_holds_at_once_and_is_undone(say, decide, article, span, mo):
    assert say(mo).status_code == 200
    assert parts_of(article) == [Part(span["start"], span["end"], "caption")]
    assert Region.objects.get().origin == "manager"
    change = RegionChange.objects.get()
    assert (change.by, change.state) == (mo, State.HOLDS)
    assert decide(mo, change, "undo").status_code == 302
    assert parts_of(article) == []
    assert RegionChange.objects.get().state == State.UNDONE


def test_a_readers_word_is_a_proposal_until_a_manager_accepts_it(
    say, decide, article, ada, mo, reading
):
    assert "Proposed" in say(ada).json()["said"]
    assert parts_of(article) == []
    change = RegionChange.objects.get()
    assert change.state == State.PROPOSED
    decide(mo, change, "accept")
    assert [part.role for part in parts_of(article)] == ["caption"]
    assert Region.objects.get().origin == "reader"
    decide(mo, change, "undo")
    assert parts_of(article) == []
    assert RegionChange.objects.get().state == State.PROPOSED


def test_a_proposal_is_dropped_and_proposed_again_by_an_undo(say, decide, article, ada, mo):
    say(ada)
    change = RegionChange.objects.get()
    decide(mo, change, "drop")
    assert (RegionChange.objects.get().state, parts_of(article)) == (State.DROPPED, [])
    decide(mo, change, "undo")
    assert RegionChange.objects.get().state == State.PROPOSED


def test_a_reader_takes_a_proposal_back_and_decides_on_none(say, decide, ada, bo):
    say(ada)
    change = RegionChange.objects.get()
    assert decide(ada, change, "accept").status_code == 403
    assert decide(bo, change, "undo").status_code == 404  # of others' proposals nothing is learnt
    assert decide(ada, change, "undo").status_code == 302
    assert RegionChange.objects.get().state == State.UNDONE


def test_the_same_words_proposed_twice_are_one_proposal(say, ada):
    say(ada)
    say(ada, "link")
    assert RegionChange.objects.get().role == "link"


def test_body_takes_away_what_was_proposed_at_intake(say, decide, article, span, mo):
    Region.objects.create(article=article, start=span["start"], end=span["end"], role="link")
    assert say(mo, "body").status_code == 200
    assert parts_of(article) == []
    decide(mo, RegionChange.objects.get(), "undo")
    assert Region.objects.get().origin == "intake"


@pytest.mark.parametrize(
    "given",
    [{"role": "novel"}, {"start": "x"}, {"start": 5, "end": 5}, {"end": 9999}, {"start": -1},
     {"end": 2**40}, {"role": "body"}],
)  # fmt: skip
@pytest.mark.parametrize("who", ["ada", "mo"])
def test_what_makes_no_sense_is_refused_in_words(say, request, who, given, ada, mo):
    answer = say(request.getfixturevalue(who), **given)
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert not Region.objects.exists()
    assert not RegionChange.objects.exists()


def test_what_was_decided_meanwhile_is_said(say, decide, ada, mo, as_user, article):
    say(ada)
    change = RegionChange.objects.get()
    decide(mo, change, "accept")
    assert decide(mo, change, "drop").status_code == 302
    page = as_user(mo).get(reverse("annotations:workbench", args=[article.pk])).content.decode()
    assert RegionChange.objects.get().state == State.HOLDS
    assert WORDS in page
    assert decide(mo, change, "burn").status_code == 422


def test_strangers_find_nothing_and_other_roles_may_not(say, decide, ada, cy, stranger):
    assert say(stranger).status_code == 404
    assert say(cy).status_code == 403
    say(ada)
    change = RegionChange.objects.get()
    assert decide(stranger, change, "accept").status_code == 404
    assert decide(cy, change, "accept").status_code == 403


def test_only_posts_write(article, as_user, mo, say):
    say(mo)
    change = RegionChange.objects.get()
    for name, args in (("say_region", [article.pk]), ("decide_region", [article.pk, change.pk])):
        address = reverse(f"annotations:{name}", args=args)
        assert as_user(mo).get(address).status_code == 405


class TestList:
    @pytest.fixture
    def page(self, story, as_user, mo):
        def get(query="", user=mo):
            return as_user(user).get(reverse("annotations:regions", args=[story.slug]) + query)

        return get

    def test_proposals_first_and_the_others_when_asked_for(self, page, say, ada, mo):
        assert "Nobody proposes anything" in page().content.decode()
        say(ada)
        assert WORDS in page().content.decode()
        assert WORDS not in page("?state=holds").content.decode()
        assert WORDS not in page("?role=link").content.decode()
        assert WORDS in page("?state=all&role=caption&sort=article").content.decode()
        assert page("?state=burnt").status_code == 422

    def test_deciding_goes_back_to_the_list_as_it_was(self, say, ada, mo, article, as_user, story):
        say(ada)
        change = RegionChange.objects.get()
        address = reverse("annotations:decide_region", args=[article.pk, change.pk])
        answer = as_user(mo).post(f"{address}?sort=at", {"verb": "drop", "listed": "on"})
        assert answer["Location"] == f"/stories/{story.slug}/regions/?sort=at"

    def test_managers_alone_see_it(self, page, ada, cy, stranger):
        assert page(user=ada).status_code == 403
        assert page(user=cy).status_code == 403
        assert page(user=stranger).status_code == 404

    def test_the_number_of_statements_does_not_grow(
        self, story, as_user, ada, mo, django_assert_num_queries
    ):
        client = as_user(mo)

        def propose(n):
            one = make_article(story, f"Source {n}", f"Paper {n}")
            RegionChange.objects.create(
                article=one, start=0, end=12, role="caption", by=ada, at="2026-02-01T10:00Z"
            )

        address = reverse("annotations:regions", args=[story.slug])
        propose(0)
        client.get(address)
        with django_assert_num_queries(6):
            client.get(address)
        for n in range(1, 8):
            propose(n)
        with django_assert_num_queries(6):
            assert client.get(address).content.decode().count("<tr>") == 9


def test_the_workbench_names_the_parts_and_shows_a_reader_their_own_proposals(
    say, article, as_user, ada, bo, mo, reading
):
    say(ada)
    address = reverse("annotations:workbench", args=[article.pk])
    assert "Withdraw" in as_user(ada).get(address).content.decode()
    assert "Withdraw" not in as_user(bo).get(address).content.decode()
    shown = as_user(mo).get(address).content.decode()
    assert "Accept" in shown
    assert "data-region=" not in shown
    say(mo)
    for user in (ada, bo, mo):
        assert 'data-region="caption"' in as_user(user).get(address).content.decode()


def test_the_settling_page_names_them_too(say, article, as_user, cy, mo):
    say(mo)
    page = as_user(cy).get(reverse("reconciliation:settle", args=[article.pk])).content.decode()
    assert '<span class="region dim" data-region="caption">' + WORDS in page
