"""The desk's lists fetch as much of a story of 2,000 articles as of one of 200.

One set-up for all pages. What a page counts or sorts of a whole story the database does by itself,
off narrow rows: how many of them an article more may cost stands beside each page.
"""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from annotator.annotations.article_progress import readings_changed
from annotator.annotations.assignments import self_assign
from annotator.annotations.assignments.reader_counts import count_readers
from annotator.annotations.models import Annotation, Assignment, Layer
from annotator.reconciliation.places.refresh import refresh_tallies
from articles.models import Article, Source, Story
from tests.conftest import member
from tests.rows_read import RowsRead, know_sizes, rows_read

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
    readings_changed(one.pk for one in articles)
    refresh_tallies(story)
    return story


PAGES = [
    # name, who, view, query, and how much of the database an article more may cost at most, in rows
    ("list", "manager", "desk:story", "", 7),
    ("list, page 2", "manager", "desk:story", "?page=2", 7),
    ("list, ready", "manager", "desk:story", "?progress=ready", 10),
    ("list, by title", "judge", "desk:story", "?sort=title", 9),
    ("list, a reader's", "0", "desk:story", "", 4),
    # Whether there is an article that may be taken may look at all that have their readers.
    ("home, a reader's", "0", "desk:home", "", 3),
    ("home, an adjudicator's", "judge", "desk:home", "", 1),
    ("home, a manager's", "manager", "desk:home", "", 4),
    ("my articles", "0", "desk:my_articles", "", 9),
    ("my articles, page 2", "0", "desk:my_articles", "?page=2", 9),
    ("assignments", "manager", "desk:assignments", "", 9),
    ("assignments, one by one", "manager", "desk:given", "", 9),
    ("progress by person", "judge", "desk:progress", "", 40),
    ("progress by article", "manager", "desk:progress_articles", "", 7),
    ("differences", "judge", "desk:differences", "", 20),
    ("flags", "judge", "desk:flags", "", 8),
]
OF_NO_STORY = {"desk:home", "desk:my_articles"}
A_ROW = {"sqlite": 15, "postgresql": 1}
"""What stands for a row in `visited`: steps of SQLite's machine, or rows."""


def test_what_a_page_costs_does_not_grow_with_its_story(labels, as_user):
    stories = [fill("few", FEW, labels["claim-event"]), fill("many", MANY, labels["claim-event"])]
    know_sizes()
    for name, who, view, query, rows in PAGES:
        few, many = (cost(story, who, view, query, as_user) for story in stories)
        assert many.statements == few.statements <= 12, name
        assert many.fetched == few.fetched <= 200, name
        an_article = (many.visited - few.visited) / (MANY - FEW)
        assert an_article <= rows * A_ROW[connection.vendor], f"{name}\n{many.worst()}"


def cost(story: Story, who: str, view: str, query: str, as_user) -> RowsRead:
    """What a page of fifty costs that has been opened before."""
    client = as_user(story.memberships.get(user__username=f"{story.slug}-{who}").user)
    address = reverse(view, args=[] if view in OF_NO_STORY else [story.slug]) + query
    assert client.get(address).status_code == 200, address
    with rows_read() as read:
        client.get(address)
    return read


def test_the_next_article_is_found_without_reading_the_others(labels, as_user):
    story = fill("many", 600, labels["claim-event"])
    last = Article.objects.filter(story=story).latest("published_on")
    Assignment.objects.filter(article=last).delete()
    count_readers([last.pk])
    newcomer = member(story, "newcomer", "annotator")
    with rows_read() as read:
        assert self_assign.next_article(newcomer, story) == last
    assert (read.statements, read.fetched) == (2, 1)
