"""The count at the end of the faults: it sees what is lost, altered, doubled or strange."""

from dataclasses import replace

import pytest

from faults.desk import WORDS, text, work
from faults.readers import Highlight, Ledger
from faults.verdict import Count, Stored, judge, row_of

ONE = Highlight("op-1", "id-1", 1, "claim-event", 3, 9, "harbour")
TWO = Highlight("op-2", "id-2", 1, "claim-event", 10, 13, "per")
ROWS = [row_of(ONE), row_of(TWO)]
HISTORY = [("op-1", "id-1"), ("op-2", "id-2")]


@pytest.mark.parametrize(
    "rows, history, count",
    [
        (ROWS, HISTORY, Count(0, 0, 0, 0)),
        (ROWS[:1], HISTORY, Count(1, 0, 0, 0)),
        (ROWS, HISTORY[:1], Count(1, 0, 0, 0)),
        (ROWS, [*HISTORY, ("op-3", "id-2")], Count(0, 0, 1, 0)),
        (ROWS, [*HISTORY, ("op-2", "id-2")], Count(0, 0, 2, 0)),
        ([ROWS[0], row_of(replace(TWO, end=14))], HISTORY, Count(0, 1, 0, 0)),
        ([*ROWS, ("id-9", 1, "x", 0, 1, "T")], HISTORY, Count(0, 0, 0, 1)),
    ],
)
def test_the_count(rows, history, count):
    found = judge([ONE, TWO], Stored(rows, history), [ONE, TWO])
    assert found == count
    assert found.clean is (count == Count(0, 0, 0, 0))


@pytest.mark.parametrize(
    "status, retry_after, wrong",
    [
        (200, None, False),
        (0, None, False),
        (503, "3", False),
        (503, None, True),
        (500, None, True),
        (500, "3", True),
        (409, None, True),
        (401, None, True),
    ],
)
def test_an_answer_that_is_wrong(status, retry_after, wrong):
    ledger = Ledger()
    ledger.note(status, retry_after, b"", "POST /")
    assert bool(ledger.wrong) is wrong
    assert sum(ledger.answers.values()) == 1


def test_no_highlight_of_the_load_comes_twice_and_each_quotes_its_text():
    articles = {1: text(0), 2: text(1)}
    made = list(work(articles, ["a", "b"]))
    assert len(set(made)) == len(made) > 3000
    assert all(articles[key][start:end] == quote for key, _, start, end, quote in made)
    assert set(WORDS) <= {quote for *_, quote in made}
