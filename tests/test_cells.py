"""Spreadsheet formulas are defused, and the change can be undone exactly."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.cells import defused, figure, lines, restored

ANY = st.text(st.characters(exclude_categories=["Cs"]))
SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"]
SPACES = ["", " ", "  ", "\n", "\r\n", "\n \n", "\u00a0", "\u2003", "\u2028", "\u3000", "\x0b"]
STARTS = st.sampled_from(["", *SIGNS, *SPACES, "'", "''", "'=", "' =", " '=", "\u3000＝"])


@pytest.mark.parametrize("first", [*SIGNS, "'"])
def test_a_cell_that_begins_like_a_formula_is_defused(first):
    assert defused(first + "1+1") == "'" + first + "1+1"


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("space", SPACES)
def test_spaces_and_line_ends_before_it_do_not_hide_it(space, sign):
    text = space + sign + "cmd"
    assert defused(text) == "'" + text
    assert restored("'" + text) == text


@pytest.mark.parametrize(
    "cell", ["", " ", "\n", "words", "a=b", " a=b", "\n5", "5", "“quoted”", " 'so'", "=", "·="]
)
def test_any_other_cell_reads_as_it_stands(cell):
    assert restored(cell) == cell


@pytest.mark.parametrize(
    "cell", ["", " ", "\n", "words", "a=b", " a=b", "\n5", "“quoted”", " 'so'"]
)
def test_any_other_text_is_written_as_it_is(cell):
    assert defused(cell) == cell


def test_a_cell_that_nobody_defused_keeps_its_apostrophe():
    assert restored("'tis so") == "'tis so"


@given(STARTS, STARTS, ANY)
def test_defusing_can_be_undone(first, second, rest):
    text = first + second + rest
    cell = defused(text)
    assert restored(cell) == text
    assert cell.lstrip()[:1] not in set("=+-@＝＋－＠")
    assert not cell.startswith(("\t", "\r"))


@given(ANY, ANY)
def test_no_two_texts_are_written_alike(one, other):
    assert (defused(one) == defused(other)) == (one == other)


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
