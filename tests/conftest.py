"""The cast: one story, its people, a stranger; two articles. Every test file asks them."""

import os
import re
import time
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings

from annotator.annotations.models import Assignment
from annotator.people.models import Invitation, Membership, User
from annotator.vocabulary.models import Label
from articles.models import Article, Source, Story
from tests.waiting_work import run_what_waits

TEXT = (
    "The minister landed at noon. 🎉 She praised a pipeline of 1,100 kilometres from Karachi to Kasur.\n"
    "\n"
    "“It will cost nearly $3 billion,” said Omar Reza, an analyst.\n"
    "پائپ لائن کی لمبائی 1100 کلومیٹر ہے۔\n"
)


# A busy machine is no fault of a property: nothing about it is timed. A property that breaks is
# found on somebody's machine; CI has two cores and its minutes, and a first look fewer still.
settings.register_profile("full", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("full"), max_examples=15)
settings.register_profile("first look", settings.get_profile("full"), max_examples=15)
settings.load_profile("ci" if os.environ.get("CI") else "full")


CASES = 1
"""Of a test with many cases, so many are tried on PostgreSQL."""
ALL_CASES = ("tests/access/", "tests/test_migrations.py", "tests/annotations/admin/")


def plain(page: str) -> str:
    """A page without its tokens and ids, whose random letters may spell a name or a number."""
    return re.sub(r"[A-Za-z0-9]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…", page)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run first what takes long and writes nothing, so that no process ends with it alone.

    On PostgreSQL only what asks a database runs, and of a test with many cases the first: the
    rest was tried with SQLite already, and so was what is marked `once`. Who may open what is asked
    there in every case.
    """
    if connection.vendor == "postgresql":
        cases: Counter[str] = Counter()
        left = [
            item
            for item in items
            if not _asks_a_database(item)
            or "once" in item.keywords
            or _is_one_case_too_many(item, cases)
        ]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]
    items.sort(key=lambda item: "slow" not in item.keywords or _asks_a_database(item))


def _is_one_case_too_many(item: pytest.Item, cases: Counter[str]) -> bool:
    test = item.nodeid.partition("[")[0]
    cases[test] += 1
    return cases[test] > CASES and not test.startswith(ALL_CASES)


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") is not None
    return marked or not fixtures.isdisjoint({"db", "transactional_db", "live_server"})


@pytest.fixture
def migrations(settings):
    """The migrations, which the tests' own database is made without."""
    settings.MIGRATION_MODULES = {}


@pytest.fixture
def empty_default(transactional_db, migrations, tmp_path):
    """An empty database without tables in place of the tests' own."""
    name = connection.settings_dict["NAME"]
    fresh = f"empty_{uuid4().hex[:12]}"
    if connection.vendor == "sqlite":
        fresh = str(tmp_path / "empty.sqlite3")
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{fresh}"')
    connection.close()
    connection.settings_dict["NAME"] = fresh
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        if connection.vendor != "sqlite":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{fresh}"')


@pytest.fixture
def story(db):
    return Story.objects.create(slug="pipeline", title="The pipeline", readers=2)


def person(name: str, **extra) -> User:
    return User.objects.create_user(
        name, f"{name}@example.org", "correct-horse", first_name=name.capitalize(), **extra
    )


def member(story: Story, name: str, *roles: str) -> User:
    user = person(name)
    Membership.objects.create(story=story, user=user, **dict.fromkeys(roles, True))
    return user


@pytest.fixture
def ada(story):
    return member(story, "ada", "annotator")


@pytest.fixture
def bo(story):
    return member(story, "bo", "annotator")


@pytest.fixture
def cy(story):
    return member(story, "cy", "adjudicator")


@pytest.fixture
def mo(story):
    return member(story, "mo", "manager")


@pytest.fixture
def stranger(db):
    """Somebody of the desk who is no member of the story."""
    return person("zed")


def make_article(
    story: Story, source: str = "The Harbour Post", title: str = "Pipeline talks", text: str = TEXT
) -> Article:
    outlet, _ = Source.objects.get_or_create(
        name=source, defaults={"slug": source.lower().replace(" ", "-")}
    )
    article = Article(
        story=story, source=outlet, title=title, text=text, language="en", published_on="2022-02-24"
    )
    article.full_clean()
    article.save()
    return article


@pytest.fixture
def article(story):
    return make_article(story)


@pytest.fixture
def other_article(story):
    return make_article(
        story, "Daily Meridian", "Another paper", "Another text about the 800 km pipe.\n"
    )


def assign(article: Article, user: User, state: str = "assigned") -> Assignment:
    """An assignment in any state, made beneath the actions."""
    now = timezone.now()
    return Assignment.objects.create(
        article=article,
        annotator=user,
        state=state,
        assigned_at=now,
        submitted_at=now if state == "submitted" else None,
    )


@pytest.fixture
def reading(article, ada):
    """Ada is to read the article."""
    return assign(article, ada)


@pytest.fixture
def labels(db):
    """A few labels of each kind."""
    rows = [
        ("claim-quantity", "1", None),
        ("claim-event", "2", None),
        ("entity-person", "q", None),
        ("entity-place", "e", None),
        ("stance-favour", "a", 1),
        ("stance-against", "s", -1),
    ]
    return {
        slug: Label.objects.create(
            slug=slug,
            kind=slug.split("-")[0],
            name=slug.split("-")[1].capitalize(),
            key=key,
            polarity=polarity,
        )
        for slug, key, polarity in rows
    }


INVITED = "the-token-of-a-letter-that-is-on-its-way"


@pytest.fixture
def invitation(story, mo):
    """Mo has invited Ned by mail, two minutes ago; INVITED is the token of the letter."""
    then = timezone.now() - timedelta(minutes=2)
    return Invitation.objects.create(
        story=story,
        email="ned@example.org",
        annotator=True,
        invited_by=mo,
        created_at=then,
        sent_at=then,
        token_hash=sha256(INVITED.encode()).hexdigest(),
    )


@pytest.fixture
def as_user():
    """as_user(ada) is a browser in which Ada is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def as_confirmed(as_user):
    """as_confirmed(ada) is a browser in which Ada has given her password once more just now.

    With `factor`, and shown a second factor.
    """

    def sign_in(user: User, factor: bool = False) -> Client:
        client = as_user(user)
        session = client.session
        shown = [{"method": "password", "at": time.time(), "reauthenticated": True}]
        shown += [{"method": "mfa", "at": time.time(), "type": "totp"}] if factor else []
        session["account_authentication_methods"] = shown
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        return client

    return sign_in


@pytest.fixture
def work_done(db):
    """work_done() runs all that waits in the background, as a worker would; returns how many.

    work_done(count) returns how many of them were of that kind, whoever else asked for what.
    """
    return run_what_waits
