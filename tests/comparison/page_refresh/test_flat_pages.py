"""The Sources pages of names, stance and open claims at 200 and at 2,000 articles: the same cost."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.urls import reverse

from annotator.annotations.models import Annotation, Assignment
from annotator.comparison.page_refresh.refresh import refresh
from annotator.comparison.tallies.changes import note
from annotator.vocabulary.models import Entity
from articles.models import Article, Source
from tests.comparison.sources import ask
from tests.rows_read import RowsRead, rows_read

NOW = datetime(2024, 3, 14, tzinfo=UTC)
FEW, MANY = 200, 2000
TEXT = "In {town} the {town} harbour is {n} dollars, said Person {who}, and town {form} agreed.\n"
PAGES = {
    "names": ["", "?text=person", "?sort=first", "?source={source}&label=entity-person"],
    "names unlinked": ["?show=unlinked"],
    "stance": ["", "?sort=divided", "?source={source}&voice=speakers"],
    "stance_passages": ["", "?holder={entity}&target={other}", "?source={source}&page=3"],
    "network": [""],
    "unanswered": ["", "?sort=-date", "?source={source}&page=2"],
}


@pytest.fixture
def outlets(db):
    return [Source.objects.create(name=f"Paper {n}", slug=f"paper-{n}") for n in range(4)]


@pytest.fixture
def people(db):
    return [Entity.objects.create(slug=f"p-{n}", name=f"Person {n}") for n in range(12)]


def fill(story, reader, outlets, people, question, numbers):
    """Articles that somebody has read, each with two names, a stance and two claims."""
    made = []
    for n in numbers:
        text = TEXT.format(n=n, town=f"Town{n // 4}", who=n % 12, form=n % 30)
        made.append(
            Article(
                story=story, source=outlets[n % 4], title=f"No. {n}", text=text,
                text_sha256=sha256(text.encode()).hexdigest(), word_count=12,
                published_on=date(2022, 1, 1) + timedelta(n % 300),
            )
        )  # fmt: skip
    Article.objects.bulk_create(made)
    Assignment.objects.bulk_create(
        Assignment(
            article=one, annotator=reader, state="submitted", assigned_at=NOW, submitted_at=NOW
        )
        for one in made
    )
    marks = []
    for n, one in zip(numbers, made, strict=True):
        who, other, town = people[n % 12], people[3 + n % 3], f"Town{n // 4}"
        side = ("stance-favour", "stance-against")[n % 2]
        marks += [
            _mark(one, reader, f"Person {n % 12}", "entity-person", entity=who),
            _mark(one, reader, f"town {n % 30}", "entity-place"),
            _mark(one, reader, "agreed", side, stance_holder=people[n % 3], stance_target=other),
            _mark(
                one, reader, f"{town} harbour is {n} dollars", "claim-quantity", question=question
            ),
            _mark(one, reader, f"In {town} the {town} harbour", "claim-event"),
        ]
    Annotation.objects.bulk_create(marks)
    note(story.pk, [one.pk for one in made])
    refresh(story)
    if connection.vendor == "postgresql":
        # It knows of no row that was written a moment ago, and reads tables of 2,000 rows from end
        # to end though it has an index for what is asked: here the index is what counts.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute("SET LOCAL enable_seqscan = off")
            # A bitmap counts what this transaction has written over, too.
            cursor.execute("SET LOCAL enable_bitmapscan = off")


def _mark(article, reader, words, label, **details):
    start = article.text.index(words)
    return Annotation(
        article=article, annotator=reader, kind=label.split("-")[0], label_id=label, start=start,
        end=start + len(words), quote=words, created_at=NOW, updated_at=NOW, **details,
    )  # fmt: skip


def test_no_page_costs_more_in_a_large_story(story, labels, ada, cy, as_user, outlets, people):
    question = ask(story)
    client = as_user(cy)
    address = {name: reverse(f"comparison:{name.split()[0]}", args=[story.slug]) for name in PAGES}
    asked = [
        address[name] + query.format(source=outlets[0].pk, entity=people[0].pk, other=people[3].pk)
        for name, queries in PAGES.items()
        for query in queries
    ]
    costs: dict[tuple[int, str], RowsRead] = {}
    for size, numbers in ((FEW, range(FEW)), (MANY, range(FEW, MANY))):
        fill(story, ada, outlets, people, question, numbers)
        client.get(asked[0])
        for one in asked:
            with rows_read() as costs[size, one]:
                found = client.get(one).context
            assert found.get("passages") or found.get("page") or found.get("network"), one
            assert not found["behind"]
    for one in asked:
        few, many = costs[FEW, one], costs[MANY, one]
        assert many.statements == few.statements, one
        assert many.fetched <= few.fetched + 20, one
        # A statement that went through the articles would visit some 1,800 rows more. PostgreSQL
        # looks at a few that are gone, and takes other ways through tables of fifty rows.
        assert many.visited < 2 * few.visited + 200, f"{one}: {many.worst()}"
