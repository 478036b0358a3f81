"""What a correction left behind is judged by whoever made it, and settled anew by an adjudicator."""

import pytest
from django.urls import reverse

from annotator.annotations.models import Annotation, Assignment, Layer, Placement
from annotator.annotations.revision.actions import revise
from annotator.reconciliation.adjudication import actions as adjudication
from annotator.reconciliation.models import Decision
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.place import PlaceState
from articles.versions.actions import NewText
from tests.conftest import TEXT, make_article
from tests.reconciliation.conftest import mark, submit

CORRECTED = TEXT.replace("1,100 kilometres", "1,300 kilometres").replace(", an analyst", "")


@pytest.fixture
def corrected(article, labels, ada, bo, mo):
    """Ada marked the length and the analyst; the corrected text has another length and no analyst."""
    mark(
        article, ada, "1,100 kilometres", "claim-quantity", value="1,100 kilometres",
        value_low="1100", value_high="1100", unit="km", value_bounds="[]",
    )  # fmt: skip
    mark(article, ada, "an analyst", "entity-person")
    mark(article, ada, "Karachi", "entity-place")
    submit(article, ada, bo)
    revise(article, mo, NewText(article.title, CORRECTED))
    return article


def judge(client, placement, act, **sent):
    address = reverse(f"reconciliation:{act}", args=[placement.article_id, placement.pk])
    return client.post(address, sent, follow=True)


def the(quote):
    return Placement.objects.get(annotation__quote=quote)


def test_the_page_shows_old_and_new_words_and_who_may_judge(corrected, as_user, ada, bo, cy):
    address = reverse("reconciliation:corrected", args=[corrected.pk])
    page = as_user(ada).get(address).content.decode()
    assert "<b>2</b> to look at" in page
    assert "<del>1,100 kilometres</del>" in page
    assert "<ins>1,300 kilometres</ins>" in page
    assert "its words are gone" in page
    for other in (bo, cy):
        seen = as_user(other).get(address).content.decode()
        assert "Nothing waits for you here" in seen
        assert judge(as_user(other), the("1,100 kilometres"), "keep").status_code == 403
    assert the("1,100 kilometres").verdict == ""


def test_accepted_it_stands_with_its_value_read_anew_and_is_undone(corrected, as_user, ada):
    client, asked = as_user(ada), the("1,100 kilometres")
    judge(client, asked, "keep")
    now = Annotation.objects.get(pk=asked.annotation_id)
    assert corrected.text[now.start : now.end] == now.quote == "1,300 kilometres"
    assert (now.value, now.value_low, now.unit) == ("1,300 kilometres", "1300", "km")
    assert (now.text_version, now.read_version, now.revision) == (2, 2, 2)
    asked.refresh_from_db()
    assert (asked.verdict, asked.by) == ("accepted", ada)
    judge(client, asked, "reconsider")
    then = Annotation.everything.get(pk=asked.annotation_id)
    assert (then.quote, then.value_low, then.text_version) == ("1,100 kilometres", "1100", 1)
    assert then.erased_at is not None
    asked.refresh_from_db()
    assert (asked.verdict, asked.by) == ("", None)
    judge(client, asked, "keep")
    assert Annotation.objects.filter(pk=asked.annotation_id).exists()


def test_moved_to_other_words(corrected, as_user, ada):
    start = CORRECTED.index("Omar Reza")
    sent = {"start": start, "end": start + 9, "quote": "Omar Reza"}
    judge(as_user(ada), the("an analyst"), "keep", **sent)
    now = Annotation.objects.get(quote="Omar Reza")
    assert now.span == (start, start + 9)
    assert Placement.objects.get(annotation=now).verdict == "marked"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Its words are gone"),
        ({"start": 3, "end": 9, "quote": "nothing"}, "the text reads"),
        ({"start": 3}, "Select the words"),
        ({"start": "three", "end": 9, "quote": "x"}, "whole number"),
        ({"start": 9, "end": 10**9, "quote": "x"}, "no span of this text"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(corrected, as_user, ada, sent, told):
    done = judge(as_user(ada), the("an analyst"), "keep", **sent)
    assert told in done.content.decode()
    assert the("an analyst").verdict == ""
    assert not Annotation.objects.filter(label="entity-person").exists()


def test_dropped_it_stays_away_and_may_come_back(corrected, as_user, ada):
    client, asked = as_user(ada), the("an analyst")
    judge(client, asked, "drop")
    asked.refresh_from_db()
    assert asked.verdict == "dropped"
    assert "in the meantime" in judge(client, asked, "drop").content.decode()
    judge(client, asked, "reconsider")
    asked.refresh_from_db()
    assert asked.verdict == ""


def test_who_is_still_reading_judges_too(corrected, as_user, ada):
    Assignment.objects.filter(annotator=ada).update(state="in progress", submitted_at=None)
    judge(as_user(ada), the("1,100 kilometres"), "keep")
    assert Annotation.objects.filter(quote="1,300 kilometres").exists()


def test_new_passages_are_read_again(article, labels, ada, mo, as_user):
    submit(article, ada)
    added = TEXT + "Nobody had expected such a long pipeline before the visit.\n"
    revise(article, mo, NewText(article.title, added))
    address = reverse("reconciliation:corrected", args=[article.pk])
    page = as_user(ada).get(address).content.decode()
    assert "Nobody had expected" in page
    assert "Reopen my reading" in page
    bench = reverse("annotations:workbench", args=[article.pk])
    assert "there is something new to read" in as_user(ada).get(bench).content.decode()
    as_user(ada).post(reverse("annotations:reopen", args=[article.pk]))
    assert Assignment.objects.get(annotator=ada).text_version == 2
    assert "Nobody had expected" not in as_user(ada).get(address).content.decode()


def test_an_adjudicator_settles_anew_what_was_settled(read_twice, as_user, cy, mo, ada):
    for place in readings_of(read_twice).places:
        adjudication.decide(read_twice, cy, stamp=place.stamp, accept=place.lanes[0].keys)
    adjudication.finish(read_twice, cy)
    revise(read_twice, mo, NewText(read_twice.title, CORRECTED))
    asked = Placement.objects.get(outcome="review", annotation__layer=Layer.GOLD)
    before = Decision.objects.count()
    page = as_user(cy).get(reverse("reconciliation:corrected", args=[read_twice.pk]))
    assert "settled" in page.content.decode()
    judge(as_user(cy), asked, "keep")
    gold = Annotation.objects.get(layer=Layer.GOLD, kind="claim")
    assert "1,300 kilometres" in gold.quote
    assert gold.value == "1,300 km" or gold.value == "1,100 km"
    assert Decision.objects.count() == before
    states = [p.state for p in readings_of(read_twice).places if p.kind == "claim"]
    assert states == [PlaceState.SETTLED]
    asked.refresh_from_db()
    assert asked.verdict == "accepted"
    judge(as_user(cy), asked, "reconsider")
    asked.refresh_from_db()
    assert asked.verdict == ""
    assert not Annotation.objects.filter(layer=Layer.GOLD, kind="claim").exists()
    judge(as_user(cy), asked, "drop")
    left = [p for p in readings_of(read_twice).places if p.state != PlaceState.SETTLED]
    assert left == []
    adjudication.finish(read_twice, cy)


def test_versions_are_listed_read_and_compared(corrected, as_user, ada, bo, mo):
    listed = reverse("reconciliation:versions", args=[corrected.pk])
    page = as_user(mo).get(listed).content.decode()
    assert page.index("Version 2") < page.index("Version 1")
    assert "1 carried" in page
    assert "Undo this correction" in page
    assert "carried" not in as_user(bo).get(listed).content.decode()
    first = reverse("reconciliation:version", args=[corrected.pk, 1])
    mine = as_user(ada).get(first).content.decode()
    assert mine.count("<mark") == 3
    assert as_user(bo).get(first).content.decode().count("<mark") == 0
    second = reverse("reconciliation:version", args=[corrected.pk, 2])
    for show in ("side", "inline"):
        beside = as_user(ada).get(f"{second}?show={show}").content.decode()
        assert "<ins>" in beside
        assert "<del>" in beside
    assert (
        as_user(ada).get(reverse("reconciliation:version", args=[corrected.pk, 3])).status_code
        == 404
    )


def test_a_manager_undoes_while_nobody_has_worked_on_it(corrected, as_user, ada, mo):
    address = reverse("reconciliation:undo_revision", args=[corrected.pk])
    assert as_user(ada).post(address).status_code == 403
    done = as_user(mo).post(address, follow=True).content.decode()
    assert "has the text of version 1" in done
    assert Annotation.objects.filter(article=corrected).count() == 3


def test_text_is_escaped(story, labels, ada, mo, as_user):
    article = make_article(story, text="A <b>bold</b> claim & more of the same words here.\n")
    mark(article, ada, "<b>bold</b>", "entity-person")
    submit(article, ada)
    revise(
        article, mo, NewText(article.title, "A <i>calm</i> claim & more of the same words here.\n")
    )
    pages = [
        reverse("reconciliation:corrected", args=[article.pk]),
        reverse("reconciliation:version", args=[article.pk, 1]),
        reverse("reconciliation:version", args=[article.pk, 2]) + "?show=side",
    ]
    for address in pages:
        page = as_user(ada).get(address).content.decode()
        assert "&lt;" in page
        assert "<b>bold" not in page
        assert "<i>calm" not in page


@pytest.mark.parametrize(
    ("address", "statements"),
    [
        ("corrected/", 10), ("versions/", 6), ("versions/1/", 9),
        ("versions/2/?show=side", 5), ("versions/2/?show=inline", 5),
    ],
)  # fmt: skip
def test_as_many_statements_for_many_as_for_few(
    corrected, as_user, ada, mo, address, statements, django_assert_num_queries
):
    address = f"/articles/{corrected.pk}/{address}"
    client = as_user(ada)
    client.get(address)
    with django_assert_num_queries(statements):
        client.get(address)
    for n in range(3):
        again = CORRECTED.replace("noon", f"noon {n}") + f"So it was said {n} times.\n"
        revise(corrected, mo, NewText(corrected.title, again))
    with django_assert_num_queries(statements):
        client.get(address)
