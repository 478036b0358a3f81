"""The frame of every table: cells, filters, pieces, and one state of the desk."""

import csv
import io
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from django.db import connection

from annotator.one_state import one_state
from annotator.tables import Table, TableFilters, cell, columns, refused, streamed
from articles.models import Source

ID = UUID("00000000-0000-4000-8000-000000000000")


def table(rows, **more) -> Table:
    """A table of two columns."""
    declared = {
        "name": "two", "url": "nowhere:two", "heading": "Two", "sentence": "One row a row.",
        "columns": columns(("one", "the first"), ("two", "the second")), "roles": frozenset(),
    }  # fmt: skip
    return Table(**declared | more, rows=lambda portion: iter(rows(portion)))


def test_columns_share_what_they_hold():
    assert columns(("start end", "where"), ("quote", "what")) == (
        ("start", "where"), ("end", "where"), ("quote", "what"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "value, written",
    [
        (None, ""), ("", ""), ("words", "words"), ("=1", "'=1"), (" ＝1", "' ＝1"), ("'so", "''so"),
        (0, "0"), (-1, "-1"), (-0.5, "-0.5"), (True, "yes"), (False, "no"), (ID, str(ID)),
        (date(1999, 4, 1), "1999-04-01"),
        (datetime(1999, 4, 1, 12, tzinfo=timezone(timedelta(hours=2))), "1999-04-01T10:00:00Z"),
        (datetime(1999, 4, 1, 12, 0, 0, 5, tzinfo=UTC), "1999-04-01T12:00:00.000005Z"),
    ],
)  # fmt: skip
def test_cells(value, written):
    assert cell(value) == written


def test_rows_are_written_by_name(db):
    two = table(lambda portion: [{"two": "b", "one": portion, "other": 1}] * 3, size=2)
    assert list(two.pieces("=a")) == ["one,two\r\n", "'=a,b\r\n" * 2, "'=a,b\r\n"]
    assert next(two.pieces("a", bom=True)) == "\ufeffone,two\r\n"


def test_a_column_that_a_row_does_not_give_is_an_error(db):
    with pytest.raises(KeyError, match="two"):
        list(table(lambda portion: [{"one": 1}]).pieces(None))


def test_more_columns_follow(db):
    row = {"one": 1, "two": 2, "@ada": 3}
    text = "".join(table(lambda portion: [row], more=lambda portion: ["@ada"]).pieces(None))
    assert text == "one,two,'@ada\r\n1,2,3\r\n"


def test_finished_rows_are_left_alone(db):
    assert list(table(lambda portion: [["'=a", "b"]], finished=True).pieces(None))[1] == "'=a,b\r\n"


def test_a_file_is_streamed_and_named(db):
    asked = []

    def rows(portion):
        for number in range(1000):
            asked.append(number)
            yield {"one": number, "two": ""}

    response = streamed(table(rows, name="two_three"), None, "پائپ", bom=True)
    pieces = iter(response.streaming_content)
    assert next(pieces).startswith(b"\xef\xbb\xbfone,two\r\n")
    next(pieces)
    assert len(asked) == 300
    assert "filename*=utf-8''%D9%BE" in response["Content-Disposition"]
    assert "-two-three-" in response["Content-Disposition"]
    response.close()


def test_what_is_no_filter_is_refused_in_words():
    form = TableFilters({"x": "1", "bom": "2"}, None, None)
    assert not form.is_valid()
    response = refused(form)
    assert response.status_code == 422
    assert set(response.content.decode().splitlines()) == {
        "“x” is no filter: use bom.", "bom: “2” is neither 0 nor 1.",
    }  # fmt: skip


# --- prepared, then read -------------------------------------------------------------------


@dataclass
class Kitchen:
    """Whether what is prepared is still fresh when it is read, one look after another."""

    stale: list[bool]
    prepared: int = 0

    def prepare(self, portion):
        self.prepared += 1

    def behind(self, portion):
        return self.stale.pop(0) if self.stale else True


@pytest.mark.parametrize("stale, prepared", [([False], 1), ([True, True, False], 3), ([], 5)])
def test_what_changed_in_between_is_prepared_again(db, stale, prepared):
    """And what changes for ever is read all the same."""
    kitchen = Kitchen(stale)
    two = table(
        lambda portion: [{"one": kitchen.prepared, "two": ""}],
        prepare=kitchen.prepare, behind=kitchen.behind,
    )  # fmt: skip
    assert "".join(two.pieces(None)) == f"one,two\r\n{prepared},\r\n"


# --- one state of the desk -----------------------------------------------------------------


def elsewhere(act) -> None:
    """Do it in another connection, and wait until it is done."""
    failed = []

    def run():
        try:
            act()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert not failed


def counted(portion):
    for _ in range(2):
        yield {"one": Source.objects.count(), "two": ""}


@pytest.mark.django_db(transaction=True)
def test_a_file_is_one_state_and_keeps_nobody_from_writing():
    pieces = table(counted, size=1).pieces(None)
    text = next(pieces) + next(pieces)
    elsewhere(lambda: Source.objects.create(slug="post", name="The Post"))
    text += "".join(pieces)
    assert [row["one"] for row in csv.DictReader(io.StringIO(text))] == ["0", "0"]
    assert not connection.in_atomic_block
    assert Source.objects.count() == 1
    # And whoever reads without it sees the change: the test can fail.
    rows = counted(None)
    first = next(rows)
    elsewhere(lambda: Source.objects.create(slug="mail", name="The Mail"))
    assert (first["one"], next(rows)["one"]) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_whoever_goes_away_ends_it():
    response = streamed(table(counted, size=1), None, "pipeline", bom=False)
    next(iter(response.streaming_content))
    assert connection.in_atomic_block
    response.close()
    assert not connection.in_atomic_block
    Source.objects.create(slug="post", name="The Post")


@pytest.mark.django_db(transaction=True)
def test_writing_is_as_it_was_afterwards():
    with pytest.raises(Source.DoesNotExist), one_state():
        Source.objects.get(slug="post")
    assert not connection.in_atomic_block
    if connection.vendor == "sqlite":
        assert connection.transaction_mode == "IMMEDIATE"
    Source.objects.create(slug="post", name="The Post")
