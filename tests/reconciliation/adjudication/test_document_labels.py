"""What readers say of a whole article, settled: the block, the acts, and what readers see of it."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from annotator.annotations import article_progress
from annotator.annotations.assignments import actions as assignments_actions
from annotator.annotations.models import Annotation, ArticleProgress, Stage
from annotator.annotations.recording import gold
from annotator.reconciliation.adjudication import actions as adjudication_actions
from annotator.reconciliation.adjudication.actions import settle_whole as settle
from annotator.reconciliation.models import Comment, Decision, Tally
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.refresh import refresh_tallies
from annotator.reconciliation.places.spans import Type
from annotator.vocabulary.models import Entity, Label
from tests.annotations.recording.test_document_labels import give
from tests.conftest import assign, plain
from tests.reconciliation.adjudication.test_actions import agree
from tests.reconciliation.conftest import mark

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


def whole_of(article):
    """The places of what is said of the whole article."""
    return [place for place in readings_of(article).places if place.is_whole]


def test_it_is_a_place_like_the_others_and_stands_first(as_user, article, ada, bo, cy, said):
    mark(article, ada, "minister", "entity-person")
    client = as_user(cy)
    page = client.get(reverse("reconciliation:settle", args=[article.pk]))
    first, second = readings_of(article).places
    assert (first.is_whole, first.types, first.state) == (True, (Type.LABEL,), "open")
    assert not second.is_whole
    assert [len(lane.annotators) for lane in first.lanes] == [1, 1]
    cards = plain(page.content.decode()).partition('id="cards"')[2]
    assert cards.index("Label differs") < cards.index("Missed by")
    assert "Of the whole article, toward Omar Reza" in cards
    assert "so says Ada" in cards
    assert page.context["left"] == 2
    assert page.context["finishable"] is False
    refresh_tallies(article.story)
    tally = Tally.objects.get(article=article)
    assert (tally.differing, tally.label, tally.missed) == (2, 1, 1)


def test_it_hinders_finishing_until_it_is_settled_and_undo_opens_it(article, cy, said):
    with pytest.raises(ValidationError, match="1 place is not settled"):
        adjudication_actions.finish(article, cy)
    [place] = whole_of(article)
    lane = next(lane for lane in place.lanes if lane.row["label"] == "stance-favour")
    made = adjudication_actions.decide(article, cy, stamp=place.stamp, accept=lane.keys)
    made_gold = Annotation.document_labels.get(layer="gold")
    assert (made_gold.label_id, made_gold.stance_target, made_gold.annotator) == (
        "stance-favour", said, cy,
    )  # fmt: skip
    assert [place.state for place in whole_of(article)] == ["settled"]
    adjudication_actions.undo(article, cy, decision=made.pk)
    assert [place.state for place in whole_of(article)] == ["open"]
    assert not Annotation.document_labels.filter(layer="gold").exists()
    [place] = whole_of(article)
    adjudication_actions.decide(article, cy, stamp=place.stamp)
    assert not Annotation.document_labels.filter(layer="gold").exists()
    adjudication_actions.finish(article, cy)
    assert ArticleProgress.objects.get(pk=article.pk).stage == Stage.FINISHED


def test_it_is_stale_when_a_reading_changes(article, ada, cy, said):
    settle(article, cy, label="stance-favour", details={"stance_target": said})
    Annotation.document_labels.filter(annotator=ada).update(revision=2)
    assert [place.state for place in whole_of(article)] == ["stale"]


def test_each_target_is_a_place_and_what_all_say_is_agreed(article, ada, bo, cy, said):
    for reader in (ada, bo):
        own = Annotation.document_labels.get(annotator=reader)
        for target in (None, "The ministry"):
            if target is None or reader == ada:
                own.pk, own.label_id = uuid.uuid4(), "stance-favour"
                own.stance_target = (
                    Entity.objects.get_or_create(slug="ministry", defaults={"name": target})[0]
                    if target
                    else None
                )
                own._state.adding = True
                own.save()
    found = {
        place.lanes[0].row["names"].get("stance_target", ""): place for place in whole_of(article)
    }
    assert {name: place.types for name, place in found.items()} == {
        "": (Type.AGREED,), "The ministry": (Type.MISSED,), "Omar Reza": (Type.LABEL,),
    }  # fmt: skip
    assert found[""].state == "agreed"
    agree(article, cy)
    [made] = Annotation.document_labels.filter(layer="gold")
    assert (made.label_id, made.stance_target) == ("stance-favour", None)


def test_what_stood_settled_without_a_decision_stays_settled(article, cy, said):
    """By an import, or from before such decisions were kept."""
    gold.store_document_label(article, "stance-favour", {"stance_target": said}, cy, "")
    assert [place.state for place in whole_of(article)] == ["settled"]
    refresh_tallies(article.story)
    assert Tally.objects.get(article=article).settled == 1


def test_something_else_is_settled_by_the_form_and_replaces_what_stood(as_user, article, cy, said):
    Annotation.document_labels.filter(label="stance-favour").delete()
    for label, outcome in (("stance-favour", "edited"), ("stance-against", "accepted")):
        answer = post(as_user(cy), article, label=label, stance_target=said.slug, note="On balance")
        assert answer.status_code == 204
        assert answer["HX-Redirect"].startswith(reverse("reconciliation:settle", args=[article.pk]))
        decision = Decision.objects.get()
        assert (decision.outcome, decision.reason) == (outcome, "On balance")
        assert Annotation.document_labels.get(layer="gold").label_id == label
    post(as_user(cy), article, label="stance-favour", stance_target_new="Somebody New")
    assert Decision.objects.latest("pk").outcome == "added"
    assert Annotation.document_labels.filter(layer="gold").count() == 2
    assert [place.state for place in whole_of(article)] == ["settled", "settled"]


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


def test_who_may_not_and_when(as_user, article, ada, mo, cy, stranger, said, story):
    for user, status in ((ada, 403), (mo, 403), (stranger, 404)):
        assert post(as_user(user), article, label="stance-favour").status_code == status
    settle(article, cy, label="stance-favour", details={"stance_target": said})
    adjudication_actions.finish(article, cy)
    with pytest.raises(ValidationError, match="finished"):
        settle(article, cy, label="stance-favour", details={})
    story.readers = 3
    story.save()
    article_progress.move(article_progress.locked(article), Stage.READING, cy)
    assert post(as_user(cy), article, label="stance-favour").status_code == 422
    assert Annotation.document_labels.filter(layer="gold").count() == 1


def test_its_readers_are_told_what_became_of_it(as_user, article, ada, bo, cy, said):
    settle(article, cy, label="stance-against", details={"stance_target": said})
    page = reverse("reconciliation:reviewed", args=[article.pk])

    def told(reader):
        return plain(as_user(reader).get(page).content.decode())

    before = told(ada)
    assert "Of the whole article, toward <bdi>Omar Reza</bdi>" in before
    assert "so says Ada" in before
    assert "against" not in before
    adjudication_actions.finish(article, cy)
    mine, theirs = told(ada), told(bo)
    assert "label: <bdi>Favour</bdi> → <bdi>Against</bdi>" in mine
    assert "so says Bo" not in mine
    assert "kept" in theirs
    assert "Decided by Cy" in theirs


def test_it_is_discussed_by_both_sides(as_user, article, ada, cy, said):
    [place] = whole_of(article)
    adjudication_actions.comment(article, cy, about=[row["id"] for row in place.rows], text="Why?")
    own = Annotation.document_labels.get(annotator=ada)
    reply = reverse("reconciliation:reply", args=[article.pk])
    assert as_user(ada).post(reply, {"about": own.pk, "text": "As I say."}).status_code == 302
    card = as_user(cy).get(reverse("reconciliation:settle", args=[article.pk])).content.decode()
    assert "Why?" in card
    assert "As I say." in card
    assert Comment.objects.count() == 2


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
    assert page.context["total"] == 13
