"""The large desk that is measured: a copy of an article is whole, and is no other's."""

import pytest
from django.db import connection

from annotator.annotations.models import Annotation, Assignment
from articles.models import Article
from articles.text import sha256
from benchmarks.multiply import multiply
from benchmarks.scale import disk
from tests.conftest import assign, make_article
from tests.exchange.conftest import mark


@pytest.mark.django_db
def test_each_copy_of_an_article_has_all_that_is_said_of_it(article, ada, labels, reading):
    if connection.vendor != "postgresql":
        pytest.skip("articles are multiplied inside PostgreSQL")
    mark(article, ada, labels["claim-quantity"], "1,100 kilometres")
    mark(article, ada, labels["entity-person"], "Omar Reza")
    counts = multiply(3)
    assert counts["articles_article"] == Article.objects.count() == 4
    assert counts["annotations_annotation"] == 8
    assert counts["annotations_historicalannotation"] == 8
    assert Assignment.objects.filter(annotator=ada).count() == 4
    history = Annotation.history.model.objects
    for one in Article.objects.all():
        assert one.text_sha256 == sha256(one.text)
        said = list(Annotation.objects.filter(article=one))
        assert sorted(a.quote for a in said) == ["1,100 kilometres", "Omar Reza"]
        assert all(one.text[a.start : a.end] == a.quote for a in said)
        assert set(history.filter(article=one).values_list("id", flat=True)) == {a.id for a in said}
    # What is stored next takes a key that nobody has.
    assign(make_article(article.story, "Daily Meridian", "Next", "Another text.\n"), ada)
    assert Article.objects.count() == Assignment.objects.count() == 5


def test_disk_is_told_an_annotation_with_history_and_indexes(capsys):
    tables = {
        "annotations_annotation": (10, 1000, 500, 1600),
        "annotations_historicalannotation": (20, 3000, 900, 4400),
        "articles_article": (2, 100, 100, 300),
    }
    figures = disk({"tables": tables, "database": 10_000})
    assert figures["bytes an annotation"] == 600
    assert figures["bytes an article"] == 150
    history = figures["disk"]["annotations_historicalannotation"]
    assert history == {"rows": 20, "bytes": 150, "indexes": 45}
    assert "10 annotations in 2 articles" in capsys.readouterr().out
