"""Which article a row of labels.csv means."""

from annotator.annotations.models import Annotation
from tests.conftest import assign, make_article
from tests.exchange.conftest import import_labels, refused


def test_source_and_title_name_the_article(row, write, article):
    import_labels(
        write(
            [
                row
                | {
                    "text_sha256": "",
                    "source": "The Harbour Post",
                    "article_title": "Pipeline talks",
                }
            ]
        )
    )
    assert Annotation.objects.get().article == article


def test_the_id_alone_names_the_article(row, write, article):
    import_labels(write([row | {"text_sha256": "", "article_id": str(article.pk)}]))
    assert Annotation.objects.get().article == article


def test_the_hash_goes_before_another_desks_id(row, write, article, other_article):
    import_labels(write([row | {"article_id": str(other_article.pk)}]))
    assert Annotation.objects.get().article == article


def test_source_and_title_go_before_another_desks_id(row, write, article, other_article):
    named = {"text_sha256": "", "source": "The Harbour Post", "article_title": "Pipeline talks"}
    import_labels(write([row | named | {"article_id": str(other_article.pk)}]))
    assert Annotation.objects.get().article == article


def test_an_id_that_the_title_contradicts_is_refused(row, write, article):
    changed = {"text_sha256": "", "article_title": "Another", "article_id": str(article.pk)}
    assert f"Article {article.pk} is “Pipeline talks”" in refused(write([row | changed]))


def test_two_articles_of_one_title_are_told_apart_by_id_or_refused(row, write, story, article):
    make_article(story, text="The same title, 1,100 kilometres.")
    named = row | {
        "text_sha256": "",
        "source": "The Harbour Post",
        "article_title": "Pipeline talks",
    }
    assert "Several articles" in refused(write([named]))
    import_labels(write([named | {"article_id": str(article.pk)}]))
    assert Annotation.objects.get().article == article


def test_one_text_of_two_sources_needs_its_source(row, write, story, article, ada):
    twin = make_article(story, "Daily Meridian")
    assign(twin, ada)
    assert "Several articles" in refused(write([row]))
    import_labels(write([row | {"source": "Daily Meridian"}]))
    assert Annotation.objects.get().article == twin
