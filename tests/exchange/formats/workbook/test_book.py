"""Cells of a workbook, read back by openpyxl: their types, and what no spreadsheet may run."""

import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from annotator.exchange.formats.workbook import book as books
from annotator.exchange.formats.workbook.book import BookCell, new_book, pieces_of
from tests.exchange.formats.documents import PIECES

LONG = "🎉" * 20_000


def sheets(*rows, header=("a", "b"), name="one"):
    with new_book() as (book, file):
        sheet = book.sheet(name, header, 1)
        added = [sheet.add(row) for row in rows]
        content = b"".join(pieces_of(book, file))
    return load_workbook(io.BytesIO(content))[name], sheet, added


def values(*cells):
    sheet, *_ = sheets(*([cell] for cell in cells))
    return [row[0].value for row in sheet.iter_rows(min_row=2)]


def test_numbers_and_days_keep_their_types():
    moment = datetime(2022, 2, 24, 9, 30, tzinfo=UTC)
    given = (3, -2.5, 0, date(2022, 2, 24), moment, True, None, "1999-04", "007", 2**60, float("inf"), date(1850, 1, 2))  # fmt: skip
    assert values(*given) == [
        3, -2.5, 0, datetime(2022, 2, 24), datetime(2022, 2, 24, 9, 30), "yes", None, "1999-04",
        "007", str(2**60), "inf", "1850-01-02",
    ]  # fmt: skip


def test_text_stays_text_and_nothing_runs():
    given = ["=1+1", "+1", "@SUM(A1)", "{=1}", "https://outlet.example", "mailto:a@b.c", "'x", "a\tb\nc", *PIECES]  # fmt: skip
    sheet, *_ = sheets(*([one] for one in given))
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == given
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_words_that_look_like_an_escape_are_escaped():
    assert unescape(values("_x0041_")[0]) == "_x0041_"


def test_what_xml_cannot_hold_and_the_librarys_own_markup_are_text():
    assert values("a\x01b\uffff", "<r><t>x</t></r>", "<r>&</r>") == [
        "a\ufffdb\ufffd", "<r><t>x</t></r> ", "<r>&</r> ",
    ]  # fmt: skip


def test_a_cell_takes_so_many_units_and_says_that_it_was_cut():
    sheet, made, _ = sheets([LONG], ["x" * 32_767])
    cut = sheet["A2"].value
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert cut.endswith("🎉…")
    assert (made.cut, len(sheet["A3"].value)) == (1, 32_767)


def test_header_filter_and_links():
    sheet, made, _ = sheets(
        [BookCell("a", "clash", "https://desk.example/1"), 2], [BookCell("b", "", "x" * 3000), 3]
    )
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:B3")
    assert sheet["A2"].hyperlink.target == "https://desk.example/1"
    assert sheet["A1"].font.b
    assert (sheet["A3"].hyperlink, made.unlinked) == (None, 1)


def test_a_full_workbook_takes_no_more_and_says_so(monkeypatch):
    monkeypatch.setattr(books, "MOST_CELLS", 5)
    _, made, added = sheets(["a", 1], ["b", 2], ["c", 3], ["d", 4])
    assert (added, made.full, made.rows) == ([True, True, False, False], True, 2)
    monkeypatch.setattr(books, "MOST_ROWS", 1)
    _, made, added = sheets(["a"], ["b"])
    assert (added, made.full) == ([True, False], True)


@pytest.mark.parametrize("wide", [1, 3])
def test_more_columns_than_fit_are_left_out(monkeypatch, wide):
    monkeypatch.setattr(books, "MOST_COLUMNS", 2)
    sheet, made, _ = sheets(list(range(wide)), header=[f"c{n}" for n in range(wide)])
    assert made.columns_left_out == max(0, wide - 2)
    assert sheet.max_column == min(wide, 2)
