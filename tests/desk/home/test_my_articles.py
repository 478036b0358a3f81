"""My articles: what is mine, how far I am; and nothing of anybody else's."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation
from tests.conftest import assign, make_article

pytestmark = pytest.mark.django_db
MINE = "/my-articles/"


def mark(article, user, label, start=0, **more) -> Annotation:
    now = timezone.now()
    return Annotation.objects.create(
        article=article,
        annotator=user,
        kind=label.kind,
        label=label,
        start=start,
        end=start + 3,
        quote=article.text[start : start + 3],
        created_at=now,
        updated_at=now,
        **more,
    )


def test_what_was_begun_stands_first(story, ada, bo, as_user):
    articles = [make_article(story, "A", f"Paper {n}", f"Text {n}.\n") for n in range(5)]
    rows = [
        assign(articles[0], ada),
        assign(articles[1], ada, "in progress"),
        assign(articles[2], ada, "in progress"),
        assign(articles[3], ada, "submitted"),
    ]
    assign(articles[4], bo, "in progress")
    rows[2].assigned_at = timezone.now() - timedelta(days=3)
    rows[2].save()
    response = as_user(ada).get(MINE)
    expected = [rows[n].pk for n in (2, 1, 0, 3)]
    assert [row.pk for row in response.context["rows"]] == expected


def test_counts_my_own_live_marks_and_nobody_elses(article, reading, ada, bo, cy, labels, as_user):
    mark(article, ada, labels["claim-event"])
    mark(article, ada, labels["claim-event"], 4)
    mark(article, ada, labels["claim-event"], 8, erased_at=timezone.now())
    mark(article, bo, labels["claim-event"])
    mark(article, cy, labels["claim-event"], layer="gold")
    (row,) = as_user(ada).get(MINE).context["rows"]
    assert row.marks == 2


def test_without_assignments_it_says_what_will_come(ada, as_user):
    page = as_user(ada).get(MINE).content.decode()
    assert "no article to read" in page


def test_what_ended_is_not_there(article, other_article, ada, as_user):
    assign(article, ada, "withdrawn")
    open_one = assign(other_article, ada)
    assert [row.pk for row in as_user(ada).get(MINE).context["rows"]] == [open_one.pk]


@pytest.mark.parametrize(
    "query, titles",
    [
        ({"state": "submitted"}, ["Another paper"]),
        ({"sort": "title"}, ["Another paper", "Pipeline talks"]),
        ({"sort": "-words"}, ["Pipeline talks", "Another paper"]),
        ({"state": "nonsense", "page": "99"}, ["Pipeline talks", "Another paper"]),
    ],
)
def test_filters_and_sorts(article, other_article, reading, ada, as_user, query, titles):
    assign(other_article, ada, "submitted")
    rows = as_user(ada).get(MINE, query).context["rows"]
    assert [row.title for row in rows] == titles


def test_somebody_elses_story_is_no_choice(article, reading, ada, stranger, as_user):
    response = as_user(stranger).get(MINE, {"story": article.story_id})
    assert "Select a valid choice" in response.content.decode()


def test_fifty_a_page_in_as_many_questions_as_one(
    story, ada, labels, as_user, django_assert_num_queries
):
    for n in range(60):
        article = make_article(story, f"S{n % 4}", f"Paper {n}", f"Text {n}.\n")
        assign(article, ada)
        mark(article, ada, labels["claim-event"])
    client = as_user(ada)
    # session, user; stories; count, keys, rows with marks
    with django_assert_num_queries(6):
        response = client.get(MINE)
    assert len(response.context["rows"]) == 50
    assert "Page 1 of 2" in response.content.decode()
    assert "Text 1." not in response.content.decode()
    assert len(client.get(MINE, {"page": 2}).context["rows"]) == 10


def test_whoever_is_not_signed_in_signs_in_and_nobody_posts(ada, as_user):
    assert Client().get(MINE).url.startswith(reverse("account_login"))
    assert as_user(ada).post(MINE).status_code == 405
