"""A story whose two sources contradict each other, all of it settled."""

import pytest

from annotator.annotations.models import Annotation
from annotator.comparison.editions import actions
from annotator.comparison.models import Edition
from annotator.people.models import User
from articles.models import Article, Story
from tests.comparison.conftest import rows_ready
from tests.comparison.sources import ask, settle, telling

BASE = "https://desk.example.org"


def say(story: Story, source: str, number: str, by: User, question, **details) -> Article:
    """A settled article of a source that gives this number of kilometres."""
    article = telling(story, source, number, by, question, **details)
    settle(article, *Annotation.objects.filter(article=article))
    return article


@pytest.fixture
def length(story):
    return ask(story)


@pytest.fixture
def settled(story, labels, ada, length) -> tuple[Article, Article]:
    """The Post says 1100 km and the Meridian 800."""
    found = say(story, "Post", "1100", ada, length), say(story, "Meridian", "800", ada, length)
    Article.objects.filter(pk=found[0].pk).update(url="https://post.example/1?a=1&b=2")
    rows_ready()
    return found


def published(story: Story, by: User, title: str = "Who says how long", **more: str) -> Edition:
    return actions.publish(story, by, title=title, desk="desk.example.org", base=BASE, **more)


@pytest.fixture
def edition(story, settled, mo) -> Edition:
    return published(story, mo, note="As of Monday.\r\nMore to come.", signed="The Desk")


@pytest.fixture
def address(edition) -> str:
    return f"/stories/{edition.story.slug}/editions/{edition.number}/"
