# ruff: noqa: F401, F811 - fixtures of another file
"""Sources that are one outlet are merged in the admin: planned, refused in words, and undone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.annotations.models import BulkAct
from annotator.comparison.models import Change
from articles.models import Article, Source, Story
from tests.annotations.admin.test_admin import Hand, root, shown, staff
from tests.annotations.admin.test_bulk_acts import ACTS, do, undo
from tests.conftest import make_article

pytestmark = pytest.mark.django_db
SOURCES = reverse("admin:articles_source_changelist")
ARTICLES = reverse("admin:articles_article_changelist")


@pytest.fixture
def post(story):
    """“The Post” with two articles, “Post” with one, of which only that has a homepage."""
    for number in (1, 2):
        make_article(story, "The Post", f"First {number}", text=f"Number {number}.\n")
    make_article(story, "Post", "Second", text="Something else.\n")
    Source.objects.filter(name="Post").update(homepage="https://post.example/", slug="the-post-2")
    return Source.objects.get(name="The Post")


def both():
    return list(Source.objects.filter(name__in=["The Post", "Post"]))


def state():
    articles = list(Article.objects.order_by("pk").values("pk", "source", "text", "version"))
    return list(Source.objects.order_by("pk").values()), articles


class TestMerge:
    def test_the_most_used_is_kept_and_the_plan_says_what_moves(self, root, post):
        hand = Hand(root, SOURCES, "merge", both())
        told = shown(page := hand.begin())
        assert "The Post (the-post), 2 articles" in told
        assert "To be of “The Post” instead of “Post” (the-post-2): 1 article, in “" in told
        assert "In 1 story more than one of them has articles" in told
        assert "“The Post” takes over the homepage https://post.example/" in told
        assert "“Post” will be deleted" in told
        assert Source.objects.filter(name="Post").exists()
        assert "Merged into “The Post”. 1 article moved." in shown(hand.do(page))
        post.refresh_from_db()
        assert (post.articles.count(), post.homepage) == (3, "https://post.example/")
        assert not Source.objects.filter(name="Post").exists()

    def test_another_is_kept_where_one_says_so(self, root, post):
        kept = Source.objects.get(name="Post")
        do(root, SOURCES, "merge", both(), kept=kept.pk)
        assert kept.articles.count() == 3
        assert not Source.objects.filter(pk=post.pk).exists()

    def test_one_into_another_that_is_searched_for(self, root, post):
        gone = Source.objects.get(name="Post")
        hand = Hand(root, SOURCES, "merge", [gone])
        assert b"admin-autocomplete" in hand.begin().content
        hand.do(hand.choose(kept=post.pk))
        assert post.articles.count() == 3
        page = Hand(root, SOURCES, "merge", [post]).choose(kept=post.pk)
        assert page.status_code == 422
        assert "at least one other source" in shown(page)

    def test_the_rows_of_the_matrix_are_due_anew(self, root, post, story):
        moved = [one.pk for one in Article.objects.filter(source__name="Post")]
        Change.objects.all().delete()
        do(root, SOURCES, "merge", both(), kept=post.pk)
        assert Change.objects.get().articles == moved
        undo(root)
        assert [one.articles for one in Change.objects.order_by("pk")] == [moved, moved]

    def test_the_same_text_in_one_story_is_refused_with_names(self, root, post, story):
        make_article(story, "Post", "Twin", text="Number 1.\n")
        other = Story.objects.create(slug="other", title="Other")
        make_article(other, "Post", "Twin elsewhere", text="Number 2.\n")
        before = state()
        page = Hand(root, SOURCES, "merge", both()).begin()
        told = shown(page)
        assert f"In the story “{story.title}” “First 1” of “The Post”" in told
        assert "and “Twin” of “Post”" in told
        assert "delete all but one of these, then merge" in told
        assert "elsewhere" not in told
        assert b'name="do"' not in page.content
        page = Hand(root, SOURCES, "merge", both()).choose(kept=post.pk, do="Merge", shown="x")
        assert page.status_code == 422
        assert state() == before
        Article.objects.get(title="Twin").delete()
        do(root, SOURCES, "merge", both(), kept=post.pk)
        assert post.articles.count() == 4

    def test_who_may(self, staff, post):
        look = staff("articles.view_source", "articles.change_source", "articles.delete_source")
        assert b'value="merge"' not in look.get(SOURCES).content
        Hand(look, SOURCES, "merge", both()).choose(kept=post.pk, do="Merge", shown="x")
        may = staff(
            "articles.change_source", "articles.delete_source", "articles.change_article",
            "annotations.change_annotation",
        )  # fmt: skip
        assert b'value="merge"' in may.get(SOURCES).content
        assert Source.objects.filter(name="Post").exists()


class TestUndo:
    def test_all_as_before_with_key_slug_and_homepage(self, root, post, story):
        before = state()
        do(root, SOURCES, "merge", both(), kept=post.pk)
        later = make_article(story, "The Post", "Later", text="Later.\n")
        plan = shown(Hand(root, ACTS, "undo_act", [BulkAct.objects.get()]).choose())
        assert "“Post” will be there again" in plan
        assert "1 article will be of “Post” again" in plan
        assert "“The Post” will be as it was: homepage" in plan
        assert "Undone: “Post” merged into “The Post”" in shown(undo(root))
        later.refresh_from_db()
        assert later.source == post
        later.delete()
        assert state() == before
        assert "undone already" in shown(undo(root))

    @pytest.mark.parametrize("taken", [{"name": "Post", "slug": "p"}, {"name": "P", "slug": "the-post-2"}])  # fmt: skip
    def test_not_where_its_name_or_slug_is_taken(self, root, post, taken):
        do(root, SOURCES, "merge", both(), kept=post.pk)
        Source.objects.create(**taken)
        page = Hand(root, ACTS, "undo_act", [BulkAct.objects.get()]).choose()
        assert page.status_code == 422
        assert "where “Post” (the-post-2) would come back. Rename that one first" in shown(page)

    def test_not_where_an_article_was_given_to_another_since(self, root, post):
        do(root, SOURCES, "merge", both(), kept=post.pk)
        elsewhere = Source.objects.create(name="Elsewhere", slug="elsewhere")
        Article.objects.filter(title="Second").update(source=elsewhere)
        told = shown(Hand(root, ACTS, "undo_act", [BulkAct.objects.get()]).choose())
        assert "“Second” was changed since" in told
        assert not Source.objects.filter(name="Post").exists()

    def test_the_latest_of_two_merges_first(self, root, post, story):
        before = state()
        do(root, SOURCES, "merge", both(), kept=post.pk)
        make_article(story, "Herald", "Third", text="Third.\n")
        herald = Source.objects.get(name="Herald")
        do(root, SOURCES, "merge", [post, herald], kept=herald.pk)
        first = BulkAct.objects.earliest("pk")
        assert "was changed since" in shown(Hand(root, ACTS, "undo_act", [first]).choose())
        undo(root)
        hand = Hand(root, ACTS, "undo_act", [first])
        hand.do(hand.choose())
        Article.objects.get(title="Third").delete()
        herald.delete()
        assert state() == before


def test_the_list_counts_articles_with_a_way_to_them_in_few_statements(
    root, post, django_assert_max_num_queries
):
    for number in range(30):
        Source.objects.create(name=f"Paper {number}", slug=f"paper-{number}")
    with django_assert_max_num_queries(10):
        page = root.get(SOURCES).content.decode()
    assert f'<a href="{ARTICLES}?source__id__exact={post.pk}">2</a>' in page


def test_the_statements_of_merging_and_undoing_do_not_grow_with_the_articles(root, story):
    asked = []
    for count in (2, 20):
        for n in range(count):
            make_article(story, f"Gone {count}", f"{count} {n}", text=f"Text {count} {n}.\n")
        kept = Source.objects.create(name=f"Kept {count}", slug=f"kept-{count}")
        gone = Source.objects.get(name=f"Gone {count}")
        with CaptureQueriesContext(connection) as merging:
            do(root, SOURCES, "merge", [kept, gone], kept=kept.pk)
        with CaptureQueriesContext(connection) as undoing:
            undo(root)
        assert gone.articles.count() == count
        asked.append((len(merging), len(undoing)))
    assert asked[0] == asked[1]
