"""What readers say of a whole article, settled: the block, the acts, and what readers see of it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from annotator.annotations import article_progress
from annotator.annotations.assignments import actions as assignments_actions
from annotator.annotations.models import Annotation, ArticleProgress, Stage
from annotator.reconciliation.adjudication import actions as adjudication_actions
from annotator.reconciliation.adjudication.document_labels import settle
from annotator.reconciliation.models import Comment
from annotator.vocabulary.models import Entity, Label
from tests.annotations.recording.test_document_labels import give
from tests.conftest import assign, plain

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def said(article, ada, bo, labels):
    """Ada and Bo have read the article and differ in its stance toward Omar Reza."""
    Label.objects.filter(kind="stance").update(of_articles=True)
    for reader, label in ((ada, "stance-favour"), (bo, "stance-against")):
        assign(article, reader)
        give(article, reader, label, target="Omar Reza", note=f"so says {reader}")
        assignments_actions.submit(article, reader)
    return Entity.objects.get()


def post(client, article, name="settle_whole", *more, **data):
    address = reverse(f"reconciliation:{name}", args=[article.pk, *more])
    return client.post(address, data, headers=HTMX)


def test_the_ways_stand_by_letter_and_one_is_settled_and_taken_back(as_user, article, cy, said):
    client = as_user(cy)
    page = client.get(reverse("reconciliation:settle", args=[article.pk]))
    ways = page.context["whole"]["ways"]
    assert {(way.label, way.toward) for way in ways} == {
        ("stance-favour", "Omar Reza"),
        ("stance-against", "Omar Reza"),
    }
    assert {way.called for way in ways} == {"A", "B"}
    block = plain(page.content.decode()).partition('id="whole"')[2].partition("</section>")[0]
    assert "so says Ada" in block
    answer = post(client, article, label="stance-favour", stance_target=said.slug)
    assert answer.status_code == 200
    assert "Settled by" in answer.content.decode()
    gold = Annotation.document_labels.get(layer="gold")
    assert (gold.label_id, gold.stance_target, gold.annotator) == ("stance-favour", said, cy)
    assert ArticleProgress.objects.get(pk=article.pk).stage == Stage.SETTLING
    answer = post(client, article, "undo_whole", gold.pk)
    assert (answer.status_code, "Settled by" in answer.content.decode()) == (200, False)
    assert not Annotation.document_labels.filter(layer="gold").exists()
    assert gold.history.first().history_user == cy
    assert ArticleProgress.objects.get(pk=article.pk).stage == Stage.READING
    again = post(client, article, "undo_whole", gold.pk)
    assert (again.status_code, "meantime" in again.content.decode()) == (409, True)


@pytest.mark.parametrize(
    "data,word",
    [
        ({}, "Choose a label"),
        ({"label": "claim-event"}, "not for whole articles"),
        ({"label": "stance-favour", "stance_target": "nobody"}, "registry"),
        ({"label": "stance-favour", "note": "x" * 5001}, "5000"),
    ],
)
def test_bad_input_is_422_and_settles_nothing(as_user, article, cy, said, data, word):
    answer = post(as_user(cy), article, **data)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert not Annotation.document_labels.filter(layer="gold").exists()


def test_the_same_twice_is_refused_in_words(as_user, article, cy, said):
    for status in (200, 422):
        answer = post(as_user(cy), article, label="stance-favour", stance_target_new="omar  reza")
        assert answer.status_code == status
    assert "settled already" in answer.content.decode()
    assert Annotation.document_labels.filter(layer="gold").count() == 1


def test_who_may_not_and_when(as_user, article, ada, mo, cy, stranger, said, story):
    for user, status in ((ada, 403), (mo, 403), (stranger, 404)):
        assert post(as_user(user), article, label="stance-favour").status_code == status
    adjudication_actions.finish(article, cy)
    with pytest.raises(ValidationError, match="finished"):
        settle(article, cy, label="stance-favour", details={})
    story.readers = 3
    story.save()
    article_progress.move(article_progress.locked(article), Stage.READING, cy)
    assert post(as_user(cy), article, label="stance-favour").status_code == 422
    assert not Annotation.document_labels.filter(layer="gold").exists()


def test_nobody_else_sees_it_before_they_may(as_user, article, ada, bo, cy, said):
    settle(article, cy, label="stance-against", details={"stance_target": said})
    reviewed = reverse("reconciliation:reviewed", args=[article.pk])

    def told():
        return as_user(ada).get(reviewed).context["whole"]

    settling = as_user(cy).get(reverse("reconciliation:settle", args=[article.pk]))
    assert "so says Bo" in settling.content.decode()
    before = told()
    assert [one.note for one in before["mine"]] == ["so says Ada"]
    assert before["settled"] == []
    adjudication_actions.finish(article, cy)
    [settled] = told()["settled"]
    assert (settled.tag.look, settled.toward, settled.by) == ("against", "Omar Reza", "Cy")
    assert "so says Bo" not in as_user(ada).get(reviewed).content.decode()


def test_a_place_is_discussed_and_the_whole_is_not(article, ada, cy, said):
    [first, _] = Annotation.document_labels.all()
    with pytest.raises(ValidationError, match="not there any more"):
        adjudication_actions.comment(article, cy, about=[first.pk], text="Why?")
    assert not Comment.objects.exists()


def test_the_page_costs_the_same_with_many(
    as_user, article, cy, said, django_assert_max_num_queries
):
    client = as_user(cy)
    address = reverse("reconciliation:settle", args=[article.pk])
    for number in range(12):
        target = Entity.objects.create(slug=f"e{number}", name=f"E{number}")
        settle(article, cy, label="stance-favour", details={"stance_target": target})
    client.get(address)
    with django_assert_max_num_queries(24):
        page = client.get(address)
    assert len(page.context["whole"]["ways"]) == 14
