"""One article, read by Ada, Bo and Di, and ways to mark it."""

from uuid import uuid4

import pytest
from django.utils import timezone

from annotator.annotations import article_progress
from annotator.annotations.models import Annotation, Assignment, AssignmentState
from annotator.people.models import User
from articles.models import Article
from tests.conftest import assign, member


@pytest.fixture
def di(story):
    return member(story, "di", "annotator")


@pytest.fixture
def dee(story):
    """A second adjudicator."""
    return member(story, "dee", "adjudicator")


def mark(article: Article, by: User, words: str, label: str, nth: int = 0, **details) -> Annotation:
    """A highlight of the nth occurrence of the words, made beneath the actions."""
    start = -1
    for _ in range(nth + 1):
        start = article.text.index(words, start + 1)
    now = timezone.now()
    return Annotation.objects.create(
        id=uuid4(),
        article=article,
        annotator=by,
        kind=label.split("-")[0],
        label_id=label,
        start=start,
        end=start + len(words),
        quote=words,
        created_at=now,
        updated_at=now,
        **details,
    )


def submit(article: Article, *people: User) -> None:
    """Everybody named has submitted the article."""
    for who in people:
        found = Assignment.objects.filter(article=article, annotator=who).first()
        if found is None:
            assign(article, who, "submitted")
        else:
            found.state, found.submitted_at = AssignmentState.SUBMITTED, timezone.now()
            found.save()
    article_progress.readings_changed([article.pk])


@pytest.fixture
def read_twice(article, labels, ada, bo, cy):
    """Ada and Bo agree on one place, differ in the edges of another, and Bo missed a third."""
    for who in (ada, bo):
        mark(article, who, "minister", "entity-person")
    mark(article, ada, "a pipeline of 1,100 kilometres", "claim-quantity", value="1,100 km")
    mark(article, bo, "1,100 kilometres", "claim-quantity", value="1,100 km")
    mark(article, ada, "Karachi", "entity-place")
    submit(article, ada, bo)
    return article


@pytest.fixture
def example(story, labels, ada, bo, di):
    """The worked example: two articles, Ada and Bo read both, Di the first."""
    from tests.reconciliation import worked_example

    return worked_example.store(story, ada, bo, di)
