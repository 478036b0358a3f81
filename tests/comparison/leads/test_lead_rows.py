"""Files of leads: CSV as spreadsheets write it, JSON, and what is wrong with which row."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.comparison.leads.intake import lead_rows
from annotator.comparison.leads.intake.lead_rows import LeadRow, read_leads

HEAD = "quote_a,article_a,quote_b,article_b,sentence,confidence,asserted_by\n"
ROW = 'One,1,"Two, or three",2,They differ.,0.8,'
GOOD = {"quote_a": "One", "article_a": 1, "quote_b": "Two", "article_b": 2, "sentence": "So."}


@pytest.mark.parametrize(
    "content",
    [
        (HEAD + ROW + "model\n").encode(),
        (HEAD + ROW + "model\n").encode("utf-16"),
        ("\ufeff" + HEAD + ROW + "model\r\n").encode(),
        (HEAD.replace(",", ";") + "One;1;Two, or three;2;They differ.;0,8;model\n").encode(),
    ],
)
def test_a_table_is_read(content):
    file = read_leads("leads.csv", content)
    assert file.problems == []
    [row] = file.rows
    assert (row.one.quote, row.one.article, row.other.quote) == ("One", "1", "Two, or three")
    assert (row.confidence, row.asserted_by, row.sentence) == (0.8, "model", "They differ.")
    assert LeadRow.of_data(json.loads(json.dumps(row))) == row


def test_json_is_read_as_a_list_or_in_an_object():
    lead = GOOD | {"confidence": 1, "extra": {"of": "no concern"}}
    for value in ([lead], {"leads": [lead]}):
        file = read_leads("x", json.dumps(value).encode())
        assert file.problems == []
        assert (file.rows[0].one.article, file.rows[0].confidence) == ("1", 1.0)
        assert file.unread == ["extra"]


def test_a_formula_that_was_defused_is_itself_again_and_leads_csv_comes_in():
    head = "a_quote,a_article_id,b_quote,b_article_id,sentence,state\n"
    file = read_leads("leads.csv", (head + "'=1,1,Two,2,'=So.,unread\n").encode())
    assert (file.rows[0].one.quote, file.rows[0].sentence) == ("=1", "=So.")
    assert file.unread == ["state"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"quote_a": ""}, "quote_a: fill this in"),
        ({"sentence": "x" * 2001}, "sentence has 2,001 characters"),
        ({"article_a": None}, "Name the article: article_a"),
        ({"confidence": "80%"}, "is no number from 0 to 1"),
        ({"confidence": 2}, "is no number from 0 to 1"),
        ({"quote_b": "a\x00b"}, "NUL"),
        ({"quote_b": "\ud800"}, "half of a character"),
        ({"quote_b": ["a"]}, "a text or a number, not a list"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(change, told):
    file = read_leads("x.json", json.dumps([GOOD, GOOD | change]).encode())
    [problem] = file.problems
    assert problem.place == "x.json, lead 2"
    assert told in problem.message


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "It holds no leads"),
        (b"[]", "It holds no leads"),
        (b"[1]", "Each lead is an object"),
        (b'{"rows": []}', "Write a list of leads"),
        (b"[{", "It is not JSON at column 3"),
        (b'[{"confidence": NaN}]', "NaN is no number of JSON"),
        (b"[" * 100_000, "deep"),
        (b"\xff\xff", "not UTF-8"),
        (b"quote_a,quote_b\nx,y\n", "The column sentence is missing"),
        (b"quote_a,a_quote,quote_b,sentence\nx,y,z,w\n", "is there twice"),
        (HEAD.encode() + b"x,y\n", "The row has 2 cells and the header 7"),
        (HEAD.encode() + b'"x', "This is not CSV"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content, told):
    file = read_leads("x", content)
    assert file.rows == []
    assert told in str(file.problems[0])


def test_more_than_are_taken_are_refused(monkeypatch):
    monkeypatch.setattr(lead_rows, "MOST_LEADS", 2)
    assert "more than 2 leads" in str(read_leads("x", json.dumps([GOOD] * 3).encode()).problems[0])


@given(st.binary(max_size=400))
def test_no_bytes_break_it(content):
    file = read_leads("x", content)
    assert bool(file.rows) or bool(file.problems)
