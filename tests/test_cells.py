"""Spreadsheet formulas are defused, and the change can be undone exactly."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.cells import defused, figure, lines, restored

ANY = st.text(st.characters(exclude_categories=["Cs"]))
STARTS = st.sampled_from(["", "=", "+", "-", "@", "\t", "\r", "'", "''", "'="])


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_a_cell_that_begins_like_a_formula_is_defused(first):
    assert defused(first + "1+1") == "'" + first + "1+1"


@pytest.mark.parametrize(
    "cell", ["", "words", "a=b", " =1", "5", "“quoted”", "'tis a cell nobody defused"]
)
def test_any_other_cell_reads_as_it_stands(cell):
    assert restored(cell) == cell


@given(STARTS, ANY)
def test_defusing_can_be_undone(first, rest):
    text = first + rest
    assert restored(defused(text)) == text
    assert defused(text)[:1] not in set("=+-@\t\r")


@pytest.mark.parametrize("number", ["-5", "+5", "0", "-1100.25", "2022-02-24", "1999-04"])
def test_a_number_or_a_date_is_not_touched(number):
    assert figure(number) == number


@pytest.mark.parametrize("text", ["-5+cmd", "=5", "-", "+1 2", "-٥"])
def test_what_only_looks_like_a_number_is_defused(text):
    assert figure(text) == "'" + text


def test_rows_are_rfc_4180():
    pieces = list(lines(["a", "b"], [["x,y", 'say "no"'], ["two\nlines", ""]] * 3, size=4))
    assert pieces[0] == "a,b\r\n"
    assert len(pieces) == 3
    assert pieces[1].startswith('"x,y","say ""no"""\r\n"two\nlines",\r\n')


def test_a_byte_order_mark_comes_first_and_once():
    text = "".join(lines(["a"], [["b"]] * 3, bom=True, size=1))
    assert text == "\ufeffa\r\nb\r\nb\r\nb\r\n"


@given(st.lists(st.tuples(ANY, ANY), max_size=5))
def test_cells_come_back_from_csv(rows):
    text = "".join(lines(["a", "b"], [[defused(cell) for cell in row] for row in rows]))
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))[1:]
    assert [tuple(restored(cell) for cell in row) for row in read] == rows
