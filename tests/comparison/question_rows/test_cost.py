"""What the pages under Sources cost: they write nothing, read no text, and as much of five times
the articles and questions."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.annotations.models import Annotation, ArticleProgress, Assignment, Stage
from annotator.comparison.models import QuestionCell
from annotator.vocabulary.models import Entity, Question
from articles.models import Article, Source, Story
from tests.comparison.conftest import rows_ready
from tests.rows_read import RowsRead, rows_read

pytestmark = pytest.mark.django_db
SOURCES = 12
ANSWERS = 6
"""Articles that answer one question; each answers one in so many ways."""


def make_story(slug: str, articles: int, reader, label) -> Story:
    """A story of so many articles, half of them copies, and half as many questions: each answered
    by six articles, one of which foretells."""
    story = Story.objects.create(slug=slug, title=slug, readers=1)
    outlets = [
        Source.objects.get_or_create(name=f"Outlet {n}", slug=f"outlet-{n}")[0]
        for n in range(SOURCES)
    ]
    now, first = timezone.now(), date(2022, 1, 1)
    made = []
    for n in range(articles):
        own = " ".join(f"{slug}{n // 2}word{m}" for m in range(12))
        said = " ".join(f"{slug}{n}is{m} {100 + n % 3}{m} km." for m in range(3))
        made.append(
            Article(
                story=story, source=outlets[n % SOURCES], title=f"{slug} {n}", language="en",
                text=f"{said} {own}.\n", published_on=first + timedelta(n % 300),
            )
        )  # fmt: skip
        made[-1].seal()
    Article.objects.bulk_create(made)
    Assignment.objects.bulk_create(
        Assignment(
            article=one, annotator=reader, state="submitted", assigned_at=now, submitted_at=now
        )
        for one in made
    )
    ArticleProgress.objects.bulk_create(
        ArticleProgress(article=one, story=story, readings=1, stage=Stage.READING) for one in made
    )
    asked = Question.objects.bulk_create(
        Question(
            story=story, slug=f"q{n}", wording=f"How long is {n}?", type="quantity", unit="km",
            asked_at=now,
        )
        for n in range(articles // 2)
    )  # fmt: skip
    omar, _ = Entity.objects.get_or_create(slug="omar", name="Omar Reza")
    marks = []
    for n, question in enumerate(asked):
        for m in range(ANSWERS):
            article = made[(n * 7 + m * 3) % articles]
            start = article.text.index(f"is{n % 3} ") + 4
            quote = article.text[start : start + 7]
            number = quote.split()[0]
            marks.append(
                Annotation(
                    article=article, annotator=reader, kind="claim", label=label, start=start,
                    end=start + 7, part=n, quote=quote, question=question, value=quote,
                    value_low=number, value_high=number, value_bounds="[]", unit="km",
                    modality="predicted" if m == 0 else "asserted", created_at=now,
                    updated_at=now, said_by=omar if m == 1 else None,
                )
            )  # fmt: skip
    Annotation.objects.bulk_create(marks)
    return story


@pytest.fixture
def stories(ada, labels):
    """One story, and one with five times its articles and questions."""
    label = labels["claim-quantity"]
    made = make_story("few", 208, ada, label), make_story("many", 1040, ada, label)
    rows_ready()
    return made


def addresses(story: Story) -> list[str]:
    row = Question.objects.filter(story=story).order_by("pk").first().pk
    cell = QuestionCell.objects.filter(question=row).first()
    pin = story.articles.first().source_id
    at = f"/stories/{story.slug}"
    return [
        f"{at}/conflicts/", f"{at}/conflicts/?page=2", f"{at}/conflicts/?source={pin}",
        f"{at}/conflicts/?sort=-answers", f"{at}/conflicts/?pin={pin}", f"{at}/conflicts/?text=long",
        f"{at}/conflicts/{row}/", f"{at}/conflicts/{row}/?quiet=2",
        f"{at}/conflicts/{row}/?article={cell.article_id}", f"{at}/brief/", f"{at}/predictions/",
        f"{at}/predictions/?sort=-date&page=2", f"{at}/voices/", f"{at}/voices/?sort=date",
        f"{at}/voices/?show=nearly", f"{at}/voices/?show=sentence", f"{at}/voices/?show=lost",
    ]  # fmt: skip


def test_pages_write_nothing_read_no_text_and_cost_as_much_of_five_times_the_story(stories, mo):
    client = Client()
    client.force_login(mo, backend="allauth.account.auth_backends.AuthenticationBackend")
    for story in stories:
        story.memberships.get_or_create(user=mo, defaults={"manager": True})
    for few, many in zip(*map(addresses, stories), strict=True):
        small, large = (looked_at(client, address) for address in (few, many))
        assert large.statements <= small.statements, many
        assert large.fetched <= small.fetched * 1.2 + 20, many


def looked_at(client: Client, address: str) -> RowsRead:
    """What a page reads the second time it is looked at; it writes and locks nothing."""
    client.get(address)
    with rows_read() as counted, CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    for one in asked.captured_queries:
        sql = one["sql"]
        assert sql.startswith(("SELECT", "BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")), (address, sql)
        assert "FOR UPDATE" not in sql, (address, sql)
        assert "FOR NO KEY UPDATE" not in sql, (address, sql)
        assert '"articles_article"."text"' not in sql, (address, sql)
    return counted
