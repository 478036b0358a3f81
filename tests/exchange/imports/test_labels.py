"""import_labels: what it stores, what it refuses by line, and that a refusal stores nothing."""

from datetime import date

import pytest
from django.core.management import CommandError

from annotator.annotations.models import Annotation
from annotator.exchange.console import problem_lines
from annotator.exchange.imports.read_csv import RowProblem
from tests.conftest import make_article
from tests.exchange.conftest import QUOTE, import_labels, refused


def test_the_least_row(row, write, capsys):
    import_labels(write([row]))
    stored = Annotation.objects.get()
    assert (stored.quote, stored.kind, stored.layer, stored.part, stored.revision) == (
        QUOTE,
        "claim",
        "reading",
        0,
        1,
    )
    assert stored.annotator.username == "ada"
    assert [(h.history_type, h.quote) for h in stored.history.all()] == [("+", QUOTE)]
    assert "1 annotation stored, 0 there already." in capsys.readouterr().out


@pytest.mark.parametrize(
    "said, stored",
    [({}, "import"), ({"origin": ""}, "import"), ({"origin": "person"}, "person")],
)
def test_an_import_keeps_who_brought_it_where_the_file_says_so(row, write, said, stored):
    import_labels(write([row | said]))
    assert Annotation.objects.get().origin == stored
    assert set(Annotation.history.values_list("origin", flat=True)) == {stored}


@pytest.mark.parametrize("said", ["machine", "Person", "x" * 99])
def test_another_origin_is_refused(row, write, said):
    told = refused(write([row | {"origin": said}]))
    assert "The origin in the layer reading is person or import, not “" in told
    assert not Annotation.objects.exists()


def test_a_first_row_begins_the_reading(row, write, reading):
    import_labels(write([row]))
    reading.refresh_from_db()
    assert reading.state == "in progress"


def test_submitted(row, write, reading):
    import_labels(write([row]), submitted=True)
    reading.refresh_from_db()
    assert reading.state == "submitted"
    assert reading.submitted_at


def test_times_are_kept(row, write):
    import_labels(
        write(
            [
                row
                | {
                    "created_at": "2020-01-02T03:04:05.678Z",
                    "updated_at": "2020-01-02T05:04:05+01:00",
                }
            ]
        )
    )
    stored = Annotation.objects.get()
    assert stored.created_at.isoformat() == "2020-01-02T03:04:05.678000+00:00"
    assert stored.updated_at.isoformat() == "2020-01-02T04:04:05+00:00"
    assert stored.history.get().history_date == stored.created_at


def test_a_byte_order_mark_is_taken(row, write):
    with open(write([row]), encoding="utf-8", newline="") as file:
        text = file.read()
    import_labels(write("\ufeff" + text))
    assert Annotation.objects.count() == 1


def test_without_columns_for_it_the_value_is_read_off(row, write):
    import_labels(write([row | {"value": "1,100 kilometres"}]))
    stored = Annotation.objects.get()
    assert (stored.value_low, stored.value_high, stored.value_bounds, stored.unit) == (
        "1100",
        "1100",
        "[]",
        "km",
    )


@pytest.mark.parametrize(
    "value, low", [("yesterday", "2022-02-23"), ("last Thursday", ""), ("1 May", "")]
)
def test_a_day_that_the_articles_date_makes_only_likely_is_not_stored(
    row, write, story, article, value, low
):
    story.questions.create(slug="when", wording="When did it begin?", type="date")
    article.published_on = date(2022, 2, 24)
    article.save()
    import_labels(write([row | {"question": "when", "value": value}]))
    assert Annotation.objects.get().value_low == low


def test_with_columns_for_it_the_value_is_stored_as_it_stands(row, write):
    import_labels(write([row | {"value": "1,100 kilometres", "value_low": ""}]))
    assert Annotation.objects.get().value_low == ""


@pytest.mark.parametrize(
    "change, told",
    [
        (
            {"quote": "1,100 kilometers"},
            "the text reads “1,100 kilometres”, not “1,100 kilometers”. The quote is nowhere",
        ),
        ({"start": "3", "end": "19"}, "The quote stands at 57 to 73"),
        ({"end": "9999"}, "The text ends at 197, before 9999"),
        ({"start": "20", "end": "20"}, "is empty"),
        ({"start": "-1"}, "start must be a whole number"),
        ({"end": "1.5"}, "end must be a whole number"),
        ({"label": "claim-quantitty"}, "no label “claim-quantitty”"),
        ({"kind": "entity"}, "kind claim, not “entity”"),
        ({"polarity": "1"}, "polarity"),
        ({"layer": "golden"}, "reading, gold or machine"),
        ({"story": "pipelines"}, "no story “pipelines”"),
        ({"annotator": "nobody"}, "no user “nobody”. Correct it, or let --create"),
        ({"annotator": ""}, "annotator is missing"),
        ({"text_sha256": "0" * 64}, "no article with this text"),
        ({"text_sha256": ""}, "Name the article"),
        ({"source": "Daily Meridian"}, "from “The Harbour Post”, not “Daily Meridian”"),
        ({"entity": "omar-reza"}, "kind claim has no entity"),
        ({"stance_holder": "omar-reza"}, "kind claim has no stance_holder"),
        ({"question": "length"}, "no question “length”"),
        ({"said_by": "omar"}, "said_by: there is no entity “omar”"),
        ({"annotation_id": "17"}, "is no UUID"),
        ({"value_low": "1,100"}, "write 1100"),
        ({"value_low": "many"}, "not a number"),
        ({"value_low": "2022-02-31"}, "not a date"),
        ({"value_bounds": "[["}, "value_bounds"),
        ({"approximator": "circa"}, "approximator"),
        ({"as_of": "1999-13"}, "as_of"),
        ({"as_of": "April 1999"}, "as_of"),
        ({"created_at": "yesterday"}, "write it like 2022-02-24T09:30:00Z"),
        ({"created_at": "2022-02-24T09:30:00"}, "write it like"),
        ({"created_at": "2022-02-31T09:30:00Z"}, "write it like"),
        ({"note": "x\x00"}, "NUL"),
        ({"unit": "x" * 31}, "unit"),
    ],
)
def test_a_row_that_is_refused_names_its_line(row, write, change, told):
    second = row | {"label": "claim-event"} | change
    first = dict.fromkeys(second, "") | row
    if "label" in change:
        second["label"] = change["label"]
    message = refused(write([first, second]))
    assert message.startswith("labels.csv, line 3: ")
    assert told in message
    assert message.endswith("Nothing was stored.")


@pytest.mark.parametrize("start", ["4", "5"])
def test_a_quote_whose_accents_are_composed_differently_is_told_so(row, write, story, start):
    stored = make_article(story, title="The quay", text="The caf\u00e9 on the quay shut.\n")
    quay = {"text_sha256": stored.text_sha256, "quote": "cafe\u0301"}
    message = refused(write([row | quay | {"start": start, "end": str(int(start) + 5)}]))
    assert "The text has “cafe\u0301” with accents composed differently." in message
    assert "not “" not in message
    assert "nowhere" not in message


def test_every_bad_row_is_told_and_quoted_line_ends_are_counted(row, write, article):
    words = "Kasur.\n\n“It will"
    start = article.text.index(words)
    good = row | {"start": str(start), "end": str(start + len(words)), "quote": words}
    message = refused(write([good, row | {"quote": "x"}, row | {"label": "y"}]))
    assert [line.partition(":")[0] for line in message.splitlines()] == [
        "labels.csv, line 5", "labels.csv, line 6", "Nothing was stored.",
    ]  # fmt: skip


def test_offsets_in_utf_16_are_told_where_the_quote_stands(row, write):
    """Behind the emoji a browser's own offsets are one too many."""
    shifted = row | {"start": str(int(row["start"]) + 1), "end": str(int(row["end"]) + 1)}
    assert f"The quote stands at {row['start']} to {row['end']}" in refused(write([shifted]))


@pytest.mark.parametrize(
    "text, told",
    [
        ("", "line 1: The column story"),
        ("story,annotator,label,start,end\r\n", "line 1: The column quote is missing"),
        ("story,annotator,label,start,end,quote\r\n", "line 1: Name the article"),
        ("story,annotator,label,start,end,quote,source\r\n", "line 1: Name the article"),
        ("story,annotator,label,start,end,quote,article_id,entitty\r\n", "no column “entitty”"),
        ("story,annotator,label,start,end,quote,article_id,end\r\n", "The column end is there twice"),
        ("story;annotator;label\r\n", "line 1: The column start, end, quote is missing"),
        ("story,annotator,label,start,end,quote,article_id\r\na,b\r\n", "line 2: The row has 2 cells and the header 7"),
        ('story,annotator,label,start,end,quote,article_id\r\na,b,c,1,2,"x"y,3\r\n', "line 2: This is not CSV"),
        ('story,annotator,label,start,end,quote,article_id\r\na,b,c,1,2,"x', "line 2: This is not CSV"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read(story, write, text, told):
    assert told in refused(write(text))


def test_a_file_in_another_encoding(story, tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes("story,annotator,label,start,end,quote,article_id\r\na,é".encode("latin-1"))
    assert "not UTF-8" in refused(str(path))


def test_a_file_that_is_not_there_is_wrong_usage(story):
    with pytest.raises(CommandError, match="cannot be read") as told:
        import_labels("/nowhere/labels.csv")
    assert told.value.returncode == 2


def test_one_bad_file_of_two_stores_nothing(row, write):
    message = refused(write([row], "good.csv"), write([row | {"label": "x"}], "bad.csv"))
    assert message.startswith("bad.csv, line 2: ")


def test_what_is_wrong_in_many_lines_is_told_once():
    same = [RowProblem("labels.csv", line, "There is no user “ada”.") for line in range(2, 30)]
    told = problem_lines([*same, RowProblem("labels.csv", 7, "The text reads otherwise.")])
    assert told == [
        "labels.csv, line 2: There is no user “ada”. (Also lines 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 and 15 more.)",
        "labels.csv, line 7: The text reads otherwise.",
    ]


@pytest.mark.parametrize("between, before", [(";", ""), (";", "sep=;\r\n"), ("\t", "\ufeff")])
def test_a_file_as_spreadsheets_write_it_is_taken(row, write, between, before):
    names, cells = between.join(row), between.join(f'"{cell}"' for cell in row.values())
    import_labels(write(f"{before}{names}\r\n{cells}\r\n{between * (len(row) - 1)}\r\n"))
    assert Annotation.objects.get().quote == row["quote"]
