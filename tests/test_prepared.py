"""What is compiled once answers as the query it came from, whatever values it runs with."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.annotations.models import Annotation
from annotator.people import access
from annotator.people.models import Membership, User
from annotator.prepared import (
    Prepared,
    PreparedInsert,
    PreparedUpdate,
    Slot,
    columns,
    made,
    values_of,
)
from articles.models import Story

pytestmark = pytest.mark.django_db


def test_a_query_answers_again_with_other_values_and_is_compiled_once(ada, bo):
    compiled = []

    def build():
        compiled.append(1)
        return User.objects.filter(
            username=Slot("name", models.CharField()),
            date_joined__lte=Slot("now", models.DateTimeField()),
        ).values_list(*columns(User))

    query, now = Prepared(build), timezone.now()
    for user in (ada, bo):
        found = query.first(name=user.username, now=now)
        again = made(User, found)
        assert (again, again.date_joined) == (user, user.date_joined)
    assert query.first(name="nobody", now=now) is None
    assert query.rows(name=ada.username, now=ada.date_joined - timezone.timedelta(1)) == []
    assert compiled == [1]


def test_two_threads_never_compile_at_once():
    """Django writes the alias into a filtered relation, which both would share."""
    inside, most = [], []

    def build():
        inside.append(1)
        most.append(len(inside))
        sleep(0.01)
        inside.pop()
        return User.objects.filter(pk=Slot("pk")).values_list("pk")

    queries = [Prepared(build) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda query: query._compile(connection), queries))
    assert (len(most), max(most)) == (8, 1)


def test_a_query_that_many_ask_for_at_once_is_compiled_once():
    """Of the first requests of a process two may be for the same page."""
    built = []

    def build():
        built.append(1)
        sleep(0.01)
        return User.objects.filter(pk=Slot("pk")).values_list("pk")

    query = Prepared(build)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: query._compile(connection), range(8)))
    assert built == [1]
    assert all(one is found[0] for one in found)


def test_a_door_is_compiled_again_as_it_was():
    """What compiling writes into a query is never shared with the next one."""
    for query in (access._ARTICLE, access._STORY):
        first, second = (Prepared(query._build)._compile(connection).sql for _ in range(2))
        assert first == second


def test_a_number_that_no_column_holds_is_found_nowhere(ada):
    query = Prepared(lambda: User.objects.filter(pk=Slot("pk")).values_list("pk"))
    assert query.rows(pk=ada.pk) == [(ada.pk,)]
    with CaptureQueriesContext(connection) as asked:
        assert query.rows(pk=2**63) == query.rows(pk=-(10**30)) == []
    assert not asked


def test_a_row_is_stored_and_stored_again_as_save_does(reading, article, ada, labels):
    mine = Annotation(
        id=uuid4(), article=article, annotator=ada, kind="entity", label_id="entity-person",
        start=0, end=3, quote=article.text[:3], created_at=timezone.now(), updated_at=timezone.now(),
    )  # fmt: skip
    PreparedInsert(Annotation).run(values_of(mine))
    kept = Annotation.everything.get(pk=mine.pk)
    assert [getattr(kept, name) for name in columns(Annotation)] == [
        getattr(mine, name) for name in columns(Annotation)
    ]
    mine.note, mine.revision, mine.erased_at = "said twice 😀", 2, timezone.now()
    PreparedUpdate(Annotation).run(values_of(mine))
    kept.refresh_from_db()
    assert (kept.note, kept.revision, kept.erased_at) == ("said twice 😀", 2, mine.erased_at)
    mine.erased_at = None
    PreparedUpdate(Annotation).run(values_of(mine))
    kept.refresh_from_db()
    assert kept.erased_at is None


def test_the_database_refuses_what_it_refuses_of_save(ada):
    story = Story.objects.create(slug="s", title="S")
    row = PreparedInsert(Membership)
    row.run(values_of(Membership(story=story, user=ada, annotator=True)))
    with pytest.raises(IntegrityError, match=r"(?i)membership"), transaction.atomic():
        row.run(values_of(Membership(story=story, user=ada, manager=True)))
    assert Membership.objects.get(story=story).roles == {"annotator"}
