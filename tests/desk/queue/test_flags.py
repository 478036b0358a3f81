# ruff: noqa: F401, F811 - fixtures of another folder
"""What annotators ask the adjudicator, in one list, without their names."""

import pytest

from annotator.annotations.models import Annotation
from tests.conftest import assign, make_article, member, plain
from tests.reconciliation.conftest import di, mark, read_twice, submit

pytestmark = pytest.mark.django_db
PAGE = "/stories/pipeline/flags/"


@pytest.fixture
def asked(read_twice, ada, bo):
    Annotation.objects.filter(annotator=ada, quote="Karachi").update(flag="The city, or the port?")
    Annotation.objects.filter(annotator=bo, kind="claim").update(flag="<b>From</b> where?")
    return read_twice


def flags(client, query: str = "") -> list[str]:
    return [mark.flag for mark in client.get(PAGE + query).context["page"]]


def test_for_adjudicators_and_managers(story, ada, cy, mo, stranger, as_user):
    told = [as_user(user).get(PAGE).status_code for user in (ada, cy, mo, stranger)]
    assert told == [403, 200, 200, 404]
    assert as_user(cy).post(PAGE).status_code == 405


def test_the_question_the_words_about_it_and_where_to_settle_it(asked, ada, cy, as_user):
    page = as_user(cy).get(PAGE).content.decode()
    flagged = Annotation.objects.get(quote="Karachi", annotator=ada)
    assert "The city, or the port?" in page
    assert "kilometres from <b>Karachi</b> to Kasur" in page
    assert f"/articles/{asked.pk}/differences/?at={flagged.start}#p-{flagged.pk}" in page
    assert "&lt;b&gt;From&lt;/b&gt; where?" in page
    assert "Ada" not in plain(page)
    assert "Bo" not in plain(page)


def test_linked_with_their_number(asked, cy, as_user):
    page = as_user(cy).get("/stories/pipeline/differences/").content.decode()
    assert f'<a href="{PAGE}"><b>2</b> flags' in page


def test_of_submitted_readings_and_of_this_story_alone(asked, story, cy, di, as_user):
    mark(asked, di, "Kasur", "entity-place", flag="Not submitted yet")
    gone = mark(asked, di, "noon", "entity-place", flag="Erased")
    assert len(flags(as_user(cy))) == 2
    Annotation.objects.filter(pk=gone.pk).update(erased_at=gone.created_at)
    submit(asked, di)
    assert len(flags(as_user(cy))) == 3
    elsewhere = make_article(type(story).objects.create(slug="other", title="Other"))
    mark(elsewhere, di, "Kasur", "entity-place", flag="Of another story")
    submit(elsewhere, di)
    assert len(flags(as_user(cy))) == 3


def test_narrowed_and_sorted(asked, cy, as_user):
    client = as_user(cy)
    assert flags(client, "?kind=claim") == ["<b>From</b> where?"]
    assert flags(client, "?text=PORT") == ["The city, or the port?"]
    assert len(flags(client, f"?source={asked.source_id}")) == 2
    assert len(flags(client, "?sort=-changed")) == 2
    assert len(flags(client, "?kind=x&sort=x&page=x&source=x")) == 2
    assert "No flag of this story is like this" in client.get(PAGE + "?text=zz").content.decode()


def test_empty_says_what_to_do(story, cy, as_user):
    assert "Nobody asks anything yet" in as_user(cy).get(PAGE).content.decode()


def test_blind_until_one_has_submitted(asked, story, as_user):
    for roles in (("annotator", "adjudicator"), ("annotator", "manager")):
        reader = member(story, "-".join(roles), *roles)
        own = assign(asked, reader)
        assert flags(as_user(reader)) == []
        own.delete()
        assert len(flags(as_user(reader))) == 2


def test_as_many_questions_for_many(asked, ada, cy, as_user, django_assert_num_queries):
    client = as_user(cy)
    client.get(PAGE)
    # session, user, story, membership; what is old; sources; count, page, context
    with django_assert_num_queries(9):
        client.get(PAGE)
    for words in ("landed", "noon", "praised", "Kasur", "Omar", "Reza", "analyst"):
        mark(asked, ada, words, "entity-place", flag="?")
    with django_assert_num_queries(9):
        client.get(PAGE)
