"""The page by which a manager brings a corrected text: preview, then store; nothing in between."""

import re

import pytest
from django.urls import reverse

from annotator.annotations.models import Annotation, Layer, Placement, Revision
from annotator.comparison.question_rows.refresh import refresh_rows
from annotator.vocabulary.models import Question
from articles.models import Article, Original, Version
from articles.versions import overlay
from tests.comparison.conftest import rows_ready
from tests.conftest import TEXT, assign
from tests.desk.arrivals.arrived import fetched
from tests.reconciliation.conftest import mark, submit

CORRECTED = TEXT.replace("1,100 kilometres", "1,300 kilometres")


@pytest.fixture
def settled(story, article, labels, ada, mo):
    """The length of the pipeline is settled, and Ada marked two more things."""
    length = Question.objects.create(
        story=story, slug="length", wording="How long is it?", type="quantity", unit="km"
    )
    for layer in (Layer.READING, Layer.GOLD):
        mark(
            article, ada, "1,100 kilometres", "claim-quantity", question=length, layer=layer,
            value="1,100 kilometres", value_low="1100", value_high="1100", unit="km",
            value_bounds="[]",
        )  # fmt: skip
    mark(article, ada, "Karachi", "entity-place")
    submit(article, ada)
    rows_ready()
    return article


def send(client, article, step, **more):
    address = reverse("desk:revise", args=[article.pk])
    return client.post(address, {"text": CORRECTED, "title": article.title, "step": step, **more})


def test_preview_tells_and_stores_nothing_then_stores_what_was_told(as_user, settled, mo):
    client = as_user(mo)
    shown = send(client, settled, "preview")
    page = shown.content.decode()
    assert shown.status_code == 200
    counts = re.findall(r"<b>(\d+)</b> (carried|moved|to review|gone)", page)
    assert counts == [("1", "carried"), ("0", "moved"), ("2", "to review"), ("0", "gone")]
    assert "<b><bdi>1,300 kilometres</bdi></b>" in page
    assert "How long is it?" in page
    assert "<del>1,100</del>" in page
    assert "<ins>1,300</ins>" in page
    assert not Revision.objects.exists()
    assert Article.objects.get(pk=settled.pk).version == 1
    assert Annotation.objects.count() == 3
    digest = re.search(r'name="previewed" value="(\w+)"', page)[1]
    done = send(client, settled, "store", previewed=digest)
    assert done.status_code == 302
    assert Article.objects.get(pk=settled.pk).version == 2
    assert Placement.objects.filter(outcome="review").count() == 2


def test_what_was_not_previewed_is_not_stored(as_user, settled, mo):
    shown = send(as_user(mo), settled, "store", previewed="0" * 64)
    assert shown.status_code == 422
    assert "look at it again" in shown.content.decode()
    assert Article.objects.get(pk=settled.pk).version == 1


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"text": TEXT}, "nothing was corrected"),
        ({"text": " \n"}, "Paste the corrected text"),
        ({"text": "a\x01b"}, "control character"),
        ({"dated_on": "yesterday"}, "valid date"),
        ({"url": "javascript:alert(1)"}, "valid URL"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(as_user, settled, mo, sent, told):
    shown = send(as_user(mo), settled, "preview", **sent)
    assert shown.status_code == 422
    assert told in shown.content.decode()
    assert Article.objects.get(pk=settled.pk).version == 1


def test_a_manager_who_has_still_to_read_sees_nothing_of_others(as_user, story, settled, mo):
    assign(settled, mo)
    page = send(as_user(mo), settled, "preview").content.decode()
    assert "You have still to read this article" in page
    assert "to review" not in page
    assert "How long" not in page


def test_the_row_follows(settled, story, mo):
    from annotator.annotations.revision.actions import revise
    from annotator.comparison.models import QuestionRow
    from articles.versions.actions import NewText

    assert QuestionRow.objects.get().answers == 1
    revise(settled, mo, NewText(settled.title, CORRECTED))
    refresh_rows(story)
    assert QuestionRow.objects.get().answers == 0


def test_what_was_fetched_from_its_address_is_brought_with_its_bytes(
    as_user, story, settled, mo, settings
):
    settings.FETCH_ADDRESSES = True
    Article.objects.filter(pk=settled.pk).update(url="https://post.example/1")
    arrived = fetched(story, "https://post.example/1", CORRECTED.encode(), "text/plain")
    client = as_user(mo)
    seen = client.get(reverse("desk:fetched_page", args=[story.slug, arrived.pk]))
    address = f"{reverse('desk:revise', args=[settled.pk])}?fetched={arrived.pk}"
    assert address in seen.content.decode()
    assert "post.example/1" in client.get(address).content.decode()
    sent = {"fetched": arrived.pk, "title": settled.title}
    page = client.post(address, sent | {"step": "preview"}).content.decode()
    digest = re.search(r'name="previewed" value="(\w+)"', page)[1]
    assert client.post(address, sent | {"step": "store", "previewed": digest}).status_code == 302
    brought = Version.objects.get(number=2)
    assert (brought.origin, brought.url, brought.text) == (
        "address", "https://post.example/1", CORRECTED,
    )  # fmt: skip
    kept = Original.objects.get(version=2)
    assert (bytes(kept.content), kept.url) == (CORRECTED.encode(), "https://post.example/1")
    assert client.get(address).status_code == 404
    assert client.get(address.replace(str(arrived.pk), "²")).status_code == 404


def test_the_form_takes_few_statements(as_user, settled, mo, django_assert_num_queries):
    address, client = reverse("desk:revise", args=[settled.pk]), as_user(mo)
    client.get(address)
    with django_assert_num_queries(4):
        assert client.get(address).status_code == 200


def test_the_two_texts_are_laid_over_one_another_once(as_user, settled, mo, monkeypatch):
    """Of two long ones that takes a second, and is wanted for six things."""
    laid = []
    align = overlay.align
    monkeypatch.setattr(overlay, "align", lambda *texts: laid.append(texts) or align(*texts))
    shown = send(as_user(mo), settled, "preview")
    assert len(laid) == 1
    digest = re.search(r'name="previewed" value="(\w+)"', shown.content.decode())[1]
    assert send(as_user(mo), settled, "store", previewed=digest).status_code == 302
    assert len(laid) == 2
