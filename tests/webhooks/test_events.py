"""Each thing that happens is kept with what it changed, or not at all; never a word of an article."""

import pytest
from django.db import transaction
from django.utils import timezone

from annotator.annotations import article_progress
from annotator.annotations.assignments.actions import submit
from annotator.annotations.models import Stage
from annotator.annotations.revision.actions import revise
from annotator.background.events import EventKind, tell
from annotator.exchange.imports.actions import import_readings
from annotator.webhooks.models import WebhookMessage
from annotator.webhooks.payload import body_of
from articles.actions import store
from articles.intake.drafts import Draft
from articles.versions.actions import NewText
from tests.comparison.conftest import rows_ready
from tests.comparison.sources import ask, telling
from tests.conftest import TEXT
from tests.webhooks.receivers import hook

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything(story, mo):
    return hook(story, mo)


def kept(kind: EventKind) -> list[dict]:
    found = WebhookMessage.objects.filter(kind=kind).order_by("deliveries__pk")
    return [one.facts for one in found]


def test_a_reading_is_submitted(everything, article, ada, reading):
    submit(article, ada)
    [facts] = kept(EventKind.READING_SUBMITTED)
    assert facts["readings"] == {"submitted": 1, "wanted": 2}
    assert facts["article"] == {
        "id": article.pk,
        "title": "Pipeline talks",
        "language": "en",
        "published_on": "2022-02-24",
        "source": "The Harbour Post",
        "url": "",
        "version": 1,
        "address": f"/articles/{article.pk}/",
    }
    assert "ada" not in str(facts).lower(), "whose reading it is, is nobody's business out there"


def test_readings_that_an_import_brings(everything, article, ada, tmp_path):
    file = tmp_path / "readings.csv"
    file.write_text(
        "story,article_title,source,text_sha256,annotator,state,submitted_at\n"
        f"pipeline,Pipeline talks,The Harbour Post,{article.text_sha256},ada,submitted,2022-03-01T10:00:00Z\n"
    )
    import_readings([file])
    assert [one["article"]["id"] for one in kept(EventKind.READING_SUBMITTED)] == [article.pk]


def test_an_article_is_settled(everything, article, cy):
    with transaction.atomic():
        article_progress.move(article_progress.locked(article), Stage.SETTLING, cy)
        assert kept(EventKind.ARTICLE_SETTLED) == []
        article_progress.move(article_progress.locked(article), Stage.FINISHED, cy)
    [facts] = kept(EventKind.ARTICLE_SETTLED)
    assert facts["article"]["id"] == article.pk


def test_a_row_comes_to_another_state(everything, story, labels, ada):
    question = ask(story)
    rows_ready()
    assert kept(EventKind.ROW_CHANGED) == [], "nothing was said of it yet"
    telling(story, "Post", "800", ada, question)
    rows_ready()
    [facts] = kept(EventKind.ROW_CHANGED)
    assert facts["question"]["wording"] == "How long is it?"
    assert facts["question"]["address"] == f"/stories/pipeline/conflicts/{question.pk}/"
    assert facts["row"] == {
        "state": "single source",
        "before": "unanswered",
        "settled": "unanswered",
    }
    rows_ready()
    assert len(kept(EventKind.ROW_CHANGED)) == 1, "the same state is no news"


def test_articles_come_in(everything, story):
    drafts = [Draft(f"line {n}", "The Post", f"Title {n}", f"Text {n}.\n") for n in range(3)]
    store(story, drafts)
    store(story, drafts)
    assert [one["article"]["title"] for one in kept(EventKind.ARTICLE_ADDED)] == [
        "Title 0",
        "Title 1",
        "Title 2",
    ]


def test_a_corrected_text_comes_in(everything, article, mo):
    revise(article, mo, NewText(article.title, TEXT.replace("noon", "one"), is_noted=True))
    [facts] = kept(EventKind.CORRECTION_FOUND)
    assert facts["correction"] == {
        "version": 2,
        "dated_on": None,
        "announced": True,
        "highlights": {"carried": 0, "moved": 0, "to_review": 0, "gone": 0},
        "address": f"/articles/{article.pk}/versions/",
    }


def test_what_is_rolled_back_is_told_to_nobody(everything, article):
    with transaction.atomic():
        tell(EventKind.ARTICLE_ADDED, article.story_id, {article.pk: {}})
        assert WebhookMessage.objects.exists()
        transaction.set_rollback(True)
    assert not WebhookMessage.objects.exists()


def test_where_sources_are_hidden_whose_article_it_is_is_not_told(everything, article, story):
    story.hide_sources = True
    story.save()
    tell(EventKind.ARTICLE_ADDED, story.pk, {article.pk: {}})
    [facts] = kept(EventKind.ARTICLE_ADDED)
    assert (facts["article"]["source"], facts["article"]["url"]) == (None, None)


def test_only_who_wants_it_is_told_and_a_desk_that_tells_nobody_asks_nothing(
    story, mo, article, settings, django_assert_num_queries
):
    hook(story, mo, "https://post.example/a", kinds=["row.changed"])
    with django_assert_num_queries(1):
        tell(EventKind.ARTICLE_ADDED, story.pk, {article.pk: {}})
    settings.WEBHOOKS = False
    hook(story, mo, "https://post.example/b")
    with django_assert_num_queries(0):
        tell(EventKind.ARTICLE_ADDED, story.pk, {article.pk: {}})
    assert not WebhookMessage.objects.exists()


def test_nothing_of_a_text_is_in_any_message(everything, article, other_article, ada, reading, cy):
    """Each line of the texts is looked for in all that is sent."""
    submit(article, ada)
    revise(
        other_article, cy, NewText(other_article.title, other_article.text.replace("800", "900"))
    )
    sent = [
        body_of(one.kind, timezone.now(), one.facts, "https://desk.example")
        for one in WebhookMessage.objects.all()
    ]
    assert len(sent) == 2
    for line in f"{TEXT}\n{other_article.text}".split("\n"):
        assert not line or all(line.encode("unicode_escape") not in body for body in sent)
    assert b'"address":"https://desk.example/articles/' in sent[0]
