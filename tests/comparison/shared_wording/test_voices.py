"""One voice or five: which articles share their wording, kept as they come."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotator.comparison.copies import actions
from annotator.comparison.models import ArticleShingles, ArticleSnapshot, Copy
from tests.comparison.conftest import rows_ready
from tests.conftest import make_article

pytestmark = pytest.mark.django_db
WIRE = " ".join(f"w{n}" for n in range(24))  # 20 shingles
HALF = " ".join([f"w{n}" for n in range(14)] + [f"v{n}" for n in range(10)])  # 10 of them


@pytest.fixture
def three(story):
    """The wire, a source that prints it a day before by its date, and one that prints half."""
    wire = make_article(story, "Wire", "The wire", WIRE)
    early = make_article(story, "Post", "Early", WIRE.upper())
    half = make_article(story, "Globe", "Half", HALF)
    early.published_on = "2022-02-23"
    early.save()
    return wire, early, half


def compared(story) -> int:
    """Compare what is new; how many articles that was."""
    new = actions.not_compared(story, story.articles.values_list("pk", flat=True))
    actions.compare_articles(story, new)
    return len(new)


def voices(story):
    compared(story)
    return actions.voices_of(story)


def test_the_earliest_is_the_original(story, three):
    wire, early, half = three
    assert voices(story) == {wire.pk: early.pk, half.pk: early.pk}


def test_the_threshold_is_read_and_nothing_is_compared_again(story, three):
    wire, early, _ = three
    assert compared(story) == 3
    story.copy_share = 51
    assert actions.voices_of(story) == {wire.pk: early.pk}
    assert compared(story) == 0


def test_a_new_article_is_compared_with_all_and_no_other_text_is_read(story, three):
    compared(story)
    kept = set(Copy.objects.values_list("pk", flat=True))
    new = make_article(story, "Mail", "Again", HALF + " and more of it")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert compared(story) == 1
    texts = [one["sql"] for one in asked if '"articles_article"."text"' in one["sql"]]
    assert len(texts) == 1
    assert f"IN ({new.pk})" in texts[0]
    assert kept < set(Copy.objects.values_list("pk", flat=True))
    assert new.pk in actions.voices_of(story)


def test_one_by_one_or_all_at_once_finds_the_same(story, three, monkeypatch):
    make_article(story, "Mail", "Again", HALF + " and more of it")
    compared(story)
    pairs = {(one.article_id, one.original_id): one.share for one in Copy.objects.all()}
    for model in (Copy, ArticleShingles):
        model.objects.all().delete()
    monkeypatch.setattr(actions, "BATCH", 1)
    for key in story.articles.order_by("pk").values_list("pk", flat=True):
        actions.compare_articles(story, [key])
    assert pairs == {(one.article_id, one.original_id): one.share for one in Copy.objects.all()}
    assert len(pairs) == 6


def test_a_pair_is_kept_once_with_its_share(story, three):
    compared(story)
    compared(story)
    shares = sorted(Copy.objects.values_list("share", flat=True))
    assert shares == [0.5, 0.5, 1.0]


def test_articles_of_other_stories_take_no_part(story, three, db):
    from articles.models import Story

    other = Story.objects.create(slug="other", title="Other")
    compared(story)
    make_article(other, "Wire", "The wire", WIRE)
    assert voices(other) == {}
    late = make_article(other, "Mail", "Late", WIRE)
    assert list(voices(other)) == [late.pk]


def test_an_article_without_a_date_comes_last(story, three):
    wire, early, _ = three
    early.published_on = None
    early.save()
    assert voices(story)[early.pk] == wire.pk


def test_the_voice_is_kept_with_the_article(story, three):
    wire, early, half = three
    rows_ready()
    kept = ArticleSnapshot.objects.filter(voice__isnull=False)
    assert dict(kept.values_list("pk", "voice")) == {wire.pk: early.pk, half.pk: early.pk}
    story.copy_share = 51
    story.save()
    rows_ready()
    assert dict(kept.all().values_list("pk", "voice")) == {wire.pk: early.pk}
