"""Tables as spreadsheets write them: one reader for everything that comes in."""

import io

import pytest

from articles.intake.sheets.rows import NoTable, sheet_encoding, sheet_rows

ROWS = [["source", "text"], ["The Quay", "It left, at noon; so they said"], ["Post", "two\nlines"]]


def read(text: str) -> list[list[str]]:
    return [row.cells for row in sheet_rows(io.StringIO(text, newline=""))]


def written(between: str, end: str = "\n") -> str:
    quoted = [
        [f'"{cell}"' if any(sign in cell for sign in ",;\t\n") else cell for cell in row]
        for row in ROWS
    ]
    return end.join(between.join(row) for row in quoted) + end


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize(
    "before", ["", "\ufeff", "{end}", "sep={between}{end}", '"sep={between}"{end}']
)
def test_whatever_lies_between_cells_the_rows_are_the_same(between, end, before):
    text = before.format(between=between, end=end) + written(between, end)
    assert read(text) == ROWS


def test_a_separator_that_is_said_goes_before_what_the_header_looks_like():
    assert read("sep=|\nsource|a,b,c\nPost|x\n") == [["source", "a,b,c"], ["Post", "x"]]


def test_a_name_in_quotation_marks_says_nothing_of_the_separator():
    assert read('"a;b;c",text\n1,2\n') == [["a;b;c", "text"], ["1", "2"]]


def test_names_are_read_in_small_and_without_space():
    assert read(" Source ,TEXT\nPost,X\n") == [["source", "text"], ["Post", "X"]]


def test_empty_columns_of_the_sheet_are_no_columns_but_a_cell_too_many_stays():
    assert read("source,text,,\nPost,x,,\n") == [["source", "text"], ["Post", "x"]]
    assert read("source,text,,\nPost,x,y,\n")[1] == ["Post", "x", "y", ""]
    # A comma that nobody quoted: dropping the empty cell would shift the row in silence.
    assert read("source,text,title\nPost,one, two,\n")[1] == ["Post", "one", " two", ""]


def test_blank_rows_are_passed_over_and_numbers_are_those_of_the_sheet():
    rows = list(sheet_rows(io.StringIO('a;b\n;\n"1\n1";2\n3;4\n', newline="")))
    assert [(row.line, row.number, row.cells) for row in rows] == [
        (1, 1, ["a", "b"]), (3, 3, ["1\n1", "2"]), (5, 4, ["3", "4"]),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n\n", ";;\n"])
def test_a_table_without_anything_has_no_rows(text):
    assert read(text) == []


def test_what_is_no_table_is_named_by_its_line():
    with pytest.raises(NoTable, match="This is not CSV") as refusal:
        read('a,b\n1,"open\n')
    assert refusal.value.line == 2


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_its_mark_says_how_a_table_is_decoded(codec):
    raw = written(";").encode(codec)
    assert read(raw.decode(sheet_encoding(raw))) == ROWS
