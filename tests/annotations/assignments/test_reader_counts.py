"""How many read an article is kept right by whatever changes who reads it."""

import pytest

from annotator.annotations.assignments import actions, bulk
from annotator.annotations.curation.offboarding import deactivate_user
from annotator.annotations.models import Assignment, ReaderCounts
from annotator.annotations.recording.bulk_insert import store_assignments
from articles.models import Article
from tests.conftest import assign, member

pytestmark = pytest.mark.django_db


def kept() -> dict[str, tuple[int, int, int]]:
    """By title, how many are to read the article, are at it, and have read it."""
    rows = ReaderCounts.objects.order_by("article__title")
    columns = ("article__title", "assigned", "in_progress", "submitted")
    return {title: tuple(numbers) for title, *numbers in rows.values_list(*columns)}


def test_each_act_on_an_assignment_counts(article, other_article, story, ada, bo, mo):
    dan = member(story, "dan", "annotator")
    assert kept() == {}
    bulk.assign_many([article, other_article], [ada, bo], mo)
    assert kept() == {"Another paper": (2, 0, 0), "Pipeline talks": (2, 0, 0)}
    actions.begin(article, ada)
    assert kept()["Pipeline talks"] == (1, 1, 0)
    actions.submit(article, ada)
    assert kept()["Pipeline talks"] == (1, 0, 1)
    actions.reopen(article, ada)
    assert kept()["Pipeline talks"] == (1, 1, 0)
    actions.hand_back(article, ada, "Not mine.")
    assert kept()["Pipeline talks"] == (1, 0, 0)
    second = Assignment.objects.get(article=article, annotator=bo)
    bulk.reassign([second], dan, mo)
    assert kept()["Pipeline talks"] == (1, 0, 0)
    actions.withdraw(Assignment.objects.get(article=article, annotator=dan), mo)
    assert kept()["Pipeline talks"] == (0, 0, 0)
    deactivate_user(bo, mo, heir=dan)
    assert kept()["Another paper"] == (2, 0, 0)
    at = Assignment.objects.get(article=other_article, annotator=ada).assigned_at
    assert bulk.take_back(story, at, mo) == 1
    assert kept()["Another paper"] == (1, 0, 0)


def test_what_an_import_or_a_fixture_stores_counts_too(article, other_article, ada, bo):
    one = assign(article, ada)
    one.state = "in progress"
    new = Assignment(article=other_article, annotator=bo, assigned_at=one.assigned_at)
    store_assignments([new], [one], None)
    assert kept() == {"Another paper": (1, 0, 0), "Pipeline talks": (0, 1, 0)}
    one.delete()
    assert kept()["Pipeline talks"] == (0, 0, 0)


def test_a_thousand_articles_in_a_few_statements(
    article, story, ada, mo, django_assert_max_num_queries
):
    papers = Article.objects.bulk_create(
        Article(
            story=story, source=article.source, title=f"{n}", text="x\n", text_sha256=f"{n:064}",
            word_count=1,
        )
        for n in range(600)
    )  # fmt: skip
    with django_assert_max_num_queries(30):
        bulk.assign_many(papers, [ada], mo)
    assert ReaderCounts.objects.filter(assigned=1).count() == 600
