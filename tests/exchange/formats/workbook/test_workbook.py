"""A story as a workbook: its sheets, the matrix, and what somebody may not see yet."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from annotator.annotations.visibility.portions import Portion
from annotator.exchange.formats.outgoing import filters_of, outgoing, written
from annotator.exchange.formats.workbook.sheets import CALLED, SHEET_TABLES
from annotator.exchange.formats.workbook.xlsx import WORKBOOK

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def workbook(story, hidden=frozenset(), base="https://desk.example"):
    form = filters_of(WORKBOOK, {}, story, None)
    assert form.is_valid()
    out = outgoing(WORKBOOK, [story], form, base=base)
    out = replace(out, portion=Portion([story], frozenset(hidden)))
    return load_workbook(io.BytesIO(b"".join(written(WORKBOOK, out))))


def rows(sheet):
    head, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


def test_the_sheets_of_a_story(story, desk):
    book = workbook(story)
    assert book.sheetnames == [
        "about", "matrix", "answers", "names", "stance", "predictions", "corrections", "agreement",
        "decisions", "diagnosis", "voices", "unanswered", "leads", "codebook labels", "codebook questions",
        "codebook names", "columns",
    ]  # fmt: skip
    about = {row["what"]: row for row in rows(book["about"])}
    assert about["story"]["is"] == story.title
    for name in book.sheetnames[1:]:
        assert about[name]["rows"] == book[name].max_row - 1 > 0, name
    for table in SHEET_TABLES:
        head = next(book[CALLED.get(table.name, table.name)].iter_rows(values_only=True))
        assert head[: len(table.names)] == table.names
    [row] = rows(book["matrix"])
    assert (row["question"], row["sources"]) == ("How long is it?", 2)
    assert row["state"] == "unsettled (unanswered → conflict)"
    assert book["matrix"]["A2"].hyperlink.target.startswith(
        "https://desk.example/stories/pipeline/"
    )
    cells = [words for head, words in row.items() if "In the" in head]
    assert cells[0].startswith("a 1,100 km")
    assert cells[1] == "silent"
    quotes = [one["quote"] for one in rows(book["names"])]
    assert "=Omar" in quotes, "a cell of its own type needs no apostrophe"
    assert all(one["published_on"].year == 2022 for one in rows(book["names"]))


def test_what_is_still_to_be_read_is_on_no_sheet(story, desk):
    book = workbook(story, {desk.globe.pk}, base="")
    for sheet in book:
        cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
        assert not any("Globe" in cell for cell in cells), sheet.title
    assert "1 article that you have still to read" in str(
        {row["what"]: row["is"] for row in rows(book["about"])}
    )
    assert len(book["matrix"][1]) == 8
    assert book["matrix"]["A2"].hyperlink is None
