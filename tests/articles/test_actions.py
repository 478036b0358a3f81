"""Storing a batch: sources made, what is there skipped, whole or not at all."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from articles import actions
from articles.intake.drafts import Draft
from articles.models import Article, Source, Story
from tests.conftest import TEXT, make_article


def drafts(count: int, sources: int = 3) -> list[Draft]:
    return [
        Draft(f"line {n}", f"Source {n % sources}", f"Title {n}", f"Text number {n}.\n")
        for n in range(count)
    ]


def test_drafts_become_sealed_articles(story):
    draft = Draft(
        "line 2",
        "اخبار",
        "Talks",
        " One  two.\n",
        byline="Ann",
        url="https://post.example/1",
        language="ur",
    )
    assert actions.store(story, [draft]) == (1, 0)
    article = story.articles.select_related("source").get()
    assert (article.text, article.word_count, article.version) == (" One  two.\n", 2, 1)
    assert (article.text_sha256, article.byline, article.url) == (
        draft.sha256,
        "Ann",
        "https://post.example/1",
    )
    assert (article.source.name, article.source.slug, article.published_on) == (
        "اخبار",
        "اخبار",
        None,
    )
    article.full_clean()


def test_what_is_there_is_skipped_and_a_repeat_is_stored_once(story, article):
    other = Story.objects.create(slug="other", title="Other")
    make_article(other, "The Harbour Post", "Elsewhere", "Only elsewhere.\n")
    batch = [
        Draft("1", "The Harbour Post", "Another title", TEXT),
        Draft("2", "the harbour post", "Another case", TEXT),
        Draft("3", "Daily Meridian", "The same text, another source", TEXT),
        Draft("4", "Daily Meridian", "Once more", TEXT),
        Draft("5", "The Harbour Post", "Elsewhere", "Only elsewhere.\n"),
    ]
    assert [str(s) for s in actions.draft_statuses(story, batch)] == [
        "there",
        "there",
        "new",
        "repeated",
        "new",
    ]
    stored = actions.store(story, batch)
    assert stored == (2, 3)
    assert str(stored) == "Stored 2 articles; skipped 3 that were there already."
    assert sorted(Source.objects.values_list("name", flat=True)) == [
        "Daily Meridian",
        "The Harbour Post",
    ]
    assert actions.store(story, batch) == (0, 5)


def test_slugs_of_sources_are_numbered_and_never_empty(story):
    Source.objects.create(name="Elsewhere", slug="the-post")
    batch = [
        Draft(n, n, "T", "text") for n in ("The Post", "The Post!", "🎉", "THE POST", "é" * 200)
    ]
    actions.store(story, batch)
    slugs = dict(Source.objects.values_list("name", "slug"))
    assert slugs == {
        "Elsewhere": "the-post",
        "The Post": "the-post-2",
        "The Post!": "the-post-3",
        "🎉": "source",
        "é" * 200: "é" * 190,
    }


def test_an_exact_name_goes_before_one_in_another_case(story):
    for number, name in enumerate(["THE POST", "The Post", "the post"]):
        Source.objects.create(name=name, slug=f"s{number}")
    actions.store(story, [Draft("1", "The Post", "T", "text")])
    assert story.articles.get().source.slug == "s1"


def test_a_failure_stores_nothing(story, monkeypatch):
    monkeypatch.setattr(actions, "ROWS_A_STATEMENT", 2)
    monkeypatch.setattr(
        actions,
        "_draft_statuses",
        lambda story, drafts, outlets: [actions.DraftStatus.NEW] * len(drafts),
    )
    batch = drafts(5)
    with pytest.raises(IntegrityError):
        actions.store(story, [*batch, batch[0]])
    assert not Article.objects.exists()
    assert not Source.objects.exists()


@pytest.mark.parametrize("count", [3, 80])
def test_the_statements_do_not_follow_the_articles(story, count, django_assert_max_num_queries):
    # Four of them say that something is to be compared, whatever the number of articles.
    with django_assert_max_num_queries(15):
        actions.store(story, drafts(count, sources=count))
    assert story.articles.count() == count


def test_a_story_is_made_or_refused(db):
    assert actions.make_story("khan", "Khan").readers == 2
    with pytest.raises(ValidationError):
        actions.make_story("khan", "Again")
    with pytest.raises(ValidationError):
        actions.make_story("no slug", "Bad")
