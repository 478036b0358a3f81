"""The desk's lists cost the same of a story of 2,000 articles as of one of 200.

One set-up for all pages: nothing is drawn but what fifty rows are, and nothing is gone through but
what an index leads to. What counts a whole story counts it off one narrow index.
"""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from annotator.annotations.assignments.reader_counts import count_readers
from annotator.annotations.models import Annotation, Assignment, Layer
from articles.models import Article, Source, Story
from tests.conftest import member
from tests.rows_read import rows_read

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 3, 1, 9, tzinfo=UTC)
FEW, MANY = 200, 2000


def fill(slug: str, number: int, label) -> Story:
    """A story of so many articles, each read by two of its four readers, one in ten not yet."""
    story = Story.objects.create(slug=slug, title=f"Story {slug}", readers=2)
    people = [member(story, f"{slug}-{n}", "annotator") for n in range(4)]
    member(story, f"{slug}-manager", "manager")
    member(story, f"{slug}-judge", "adjudicator")
    sources = Source.objects.bulk_create(
        Source(name=f"{slug} {n}", slug=f"{slug}-{n}") for n in range(4)
    )
    articles = Article.objects.bulk_create(
        Article(
            story=story, source=sources[n % 4], title=f"Paper {n}", text=f"Words {n}.\n",
            text_sha256=f"{n:064}", word_count=2, published_on=date(2020, 1, 1) + timedelta(n % 97),
        )
        for n in range(number)
    )  # fmt: skip
    states = ["assigned" if n % 10 == 7 else "submitted" for n in range(number)]
    Assignment.objects.bulk_create(
        Assignment(
            article=one, annotator=person, state=state, assigned_at=NOW,
            submitted_at=NOW if state == "submitted" else None,
        )
        for n, (one, state) in enumerate(zip(articles, states, strict=True))
        for person in (people[n % 2], people[2 + n % 2])
    )  # fmt: skip
    Annotation.objects.bulk_create(
        Annotation(
            id=uuid.uuid4(), article=one, annotator=people[n % 2], layer=Layer.READING,
            kind=label.kind, label=label, start=0, end=5, quote="Words", created_at=NOW,
            updated_at=NOW,
        )
        for n, one in enumerate(articles)
    )  # fmt: skip
    count_readers(one.pk for one in articles)
    return story


PAGES = [
    ("list", "manager", "desk:story", ""),
    ("list, page 2", "manager", "desk:story", "?page=2"),
    ("list, ready", "manager", "desk:story", "?progress=ready"),
    ("list, by title", "judge", "desk:story", "?sort=title"),
    ("list, a reader's", "0", "desk:story", ""),
    ("home", "0", "desk:home", ""),
    ("home, page 2", "0", "desk:home", "?page=2"),
    ("assignments", "manager", "desk:assignments", ""),
    ("assignments, one by one", "manager", "desk:given", ""),
    ("progress by person", "judge", "desk:progress", ""),
    ("progress by article", "manager", "desk:progress_articles", ""),
    ("differences", "judge", "desk:differences", ""),
    ("flags", "judge", "desk:flags", ""),
]


def test_what_a_page_costs_does_not_grow_with_its_story(labels, as_user):
    stories = [fill("few", FEW, labels["claim-event"]), fill("many", MANY, labels["claim-event"])]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    for name, who, view, query in PAGES:
        costs = []
        for story in stories:
            client = as_user(story.memberships.get(user__username=f"{story.slug}-{who}").user)
            args = [] if view == "desk:home" else [story.slug]
            address = reverse(view, args=args) + query
            assert client.get(address).status_code == 200, name
            with rows_read() as read:
                client.get(address)
            costs.append(read)
        few, many = costs
        print(
            name,
            few.statements,
            many.statements,
            few.fetched,
            many.fetched,
            few.visited,
            many.visited,
        )
        print(many.worst(2))
