"""The admin may mend what is around a text, and never the text."""

import pytest
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation
from articles.models import Article
from tests.conftest import TEXT, make_article

pytestmark = pytest.mark.django_db
ADD = reverse("admin:articles_article_add")


@pytest.fixture
def admin(as_user, django_user_model):
    return as_user(
        django_user_model.objects.create_superuser("root", "root@example.org", "correct-horse")
    )


def about(article: Article, **changed: object) -> dict[str, object]:
    return {
        "story": article.story_id, "source": article.source_id, "title": article.title, "byline": "",
        "url": "", "language": "en", "published_on": "2022-02-24", **changed,
    }  # fmt: skip


def test_a_new_article_is_sealed_as_it_came(admin, article):
    assert admin.post(ADD, about(article, text=" Leading\r\n  spaces \r\n")).status_code == 302
    made = Article.objects.exclude(pk=article.pk).get()
    assert made.text == " Leading\n  spaces \n"
    assert made.word_count == 2
    assert len(made.text_sha256) == 64


@pytest.mark.parametrize(
    "text, complaint",
    [
        ("", "This field is required"),
        (" \n ", "The text is empty"),
        ("one\ntwo\x07", "Line 2 holds the control character U+0007"),
        (TEXT, "This story has this text of this source already."),
    ],
)
def test_a_bad_text_is_refused_in_words(admin, article, text, complaint):
    answer = admin.post(ADD, about(article, text=text))
    assert complaint in answer.content.decode()
    assert Article.objects.count() == 1


def test_a_stored_text_is_shown_with_its_line_ends_and_cannot_be_changed(admin, article):
    page = reverse("admin:articles_article_change", args=[article.pk])
    shown = admin.get(page).content.decode()
    assert 'readonly aria-label="Text as stored">\n' + TEXT + "</textarea>" in shown
    assert 'name="text"' not in shown
    answer = admin.post(
        page,
        about(article, title="Mended", text="Other", text_sha256="0" * 64, word_count=1, version=9),
    )
    assert answer.status_code == 302
    before, article = article, Article.objects.get(pk=article.pk)
    assert article.title == "Mended"
    for sealed in ("text", "text_sha256", "word_count", "version"):
        assert getattr(article, sealed) == getattr(before, sealed)


def test_a_move_to_where_the_text_is_already_is_refused(admin, article):
    twin = make_article(article.story, "Daily Meridian", "Twin", TEXT)
    page = reverse("admin:articles_article_change", args=[twin.pk])
    answer = admin.post(page, about(twin, source=article.source_id))
    assert "This story has this text of this source already." in answer.content.decode()


def test_an_annotated_article_its_source_and_story_are_not_deleted(
    admin, article, other_article, ada, labels
):
    now = timezone.now()
    Annotation.objects.create(
        article=article,
        annotator=ada,
        kind="claim",
        label=labels["claim-event"],
        start=0,
        end=3,
        quote="The",
        created_at=now,
        updated_at=now,
        erased_at=now,
    )
    for kind, thing in [("article", article), ("source", article.source), ("story", article.story)]:
        assert (
            admin.post(
                reverse(f"admin:articles_{kind}_delete", args=[thing.pk]), {"post": "yes"}
            ).status_code
            == 403
        )
    assert (
        admin.post(
            reverse("admin:articles_article_delete", args=[other_article.pk]), {"post": "yes"}
        ).status_code
        == 302
    )
    assert list(Article.objects.all()) == [article]


def test_the_list_does_not_load_texts_and_its_queries_do_not_grow(
    admin, story, article, django_assert_max_num_queries
):
    page = reverse("admin:articles_article_changelist")
    for number in range(12):
        make_article(story, f"Source {number}", f"Title {number}", f"Text {number}")
    with django_assert_max_num_queries(14) as asked:
        assert b"Title 11" in admin.get(page, {"q": "title"}).content
    assert not [
        q["sql"] for q in asked.captured_queries if '"articles_article"."text",' in q["sql"]
    ]


@pytest.mark.parametrize("kind", ["source", "story"])
def test_sources_and_stories_are_found_and_added(admin, article, kind):
    assert admin.get(reverse(f"admin:articles_{kind}_changelist"), {"q": "pipe"}).status_code == 200
    assert admin.get(reverse(f"admin:articles_{kind}_add")).status_code == 200
    answer = admin.get(
        reverse("admin:autocomplete"),
        {"app_label": "articles", "model_name": "article", "field_name": kind, "term": "p"},
    )
    assert len(answer.json()["results"]) == 1
