"""CoNLL's columns, made by hand in every scheme, and what we write of our own."""

import csv
import io
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.format import FormatProblem, FormatRefused
from annotator.exchange.formats.tokens.conll import CONLL
from annotator.exchange.formats.tokens.tags import spans_of, tagged
from tests.exchange.formats.documents import written

WORDS = ["Ayla", "Deniz", "Omar", "met", "Eve", "."]
# Ayla Deniz and Omar are two names side by side; Eve is one word.
SCHEMES = {
    "IOB1": ["I-PER", "I-PER", "B-PER", "O", "I-PER", "O"],
    "IOB2": ["B-PER", "I-PER", "B-PER", "O", "B-PER", "O"],
    "IOE2": ["I-PER", "E-PER", "E-PER", "O", "E-PER", "O"],
    "BIOES": ["B-PER", "E-PER", "S-PER", "O", "S-PER", "O"],
    "BILOU": ["B-PER", "L-PER", "U-PER", "O", "U-PER", "O"],
}


def read(content: str, name="file.conll"):
    found = list(CONLL.read(name, content.encode()))
    documents = [item for item in found if isinstance(item, FormatDocument)]
    return documents, [str(item) for item in found if not isinstance(item, FormatDocument)]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("gap", [" ", "\t", "  "])
def test_every_scheme_says_the_same(scheme, gap):
    rows = [f"{word}{gap}{tag}" for word, tag in zip(WORDS, SCHEMES[scheme], strict=True)]
    [document], told = read("\r\n".join([*rows, "", "Ayla O", ""]))
    assert document.text == "Ayla Deniz Omar met Eve .\nAyla"
    assert [mark.quote for mark in document.marks] == ["Ayla Deniz", "Omar", "Eve"]
    assert {mark.label for mark in document.marks} == {"PER"}
    [note] = told
    assert "with one space between two and each sentence on a line" in note


def test_the_columns_of_the_shared_task_have_a_text_for_each_start():
    content = "-DOCSTART- -X- -X- O\n\nEve NNP B-NP I-PER\n\nspoke VBD B-VP O\n-DOCSTART- -X- -X- O\n\n# NN B-NP O\n"
    [one, two], told = read(content)
    assert (one.text, two.text) == ("Eve\nspoke", "#")
    assert [mark.quote for mark in one.marks] == ["Eve"]
    assert any("Columns between the first and the last are not read." in note for note in told)


@pytest.mark.parametrize(
    "content, told",
    [
        ("Eve B-PER\nspoke\n", "file.conll, line 2: This row has 1 column, not 2: a token … a tag."),
        ("\tO\tO\n", "file.conll, line 1: This row has no token."),
        ("Eve\n", "file.conll, line 1: This row has 1 column, not 2: a token … a tag."),
        ("Eve B-PER\nspoke verb\n", "file.conll, line 2: “verb” is no tag: O, B-label, I-label, and so on."),
        ("Eve 900000000 900000003 O\n", "file.conll, line 1: More than 100 characters lie before this token. Add the text."),
    ],
)  # fmt: skip
def test_a_row_that_is_none_is_refused_with_its_line(content, told):
    with pytest.raises(FormatRefused) as refused:
        read(content)
    assert str(refused.value) == told


def test_offsets_without_a_text_leave_spaces_and_with_another_are_a_problem():
    [document], [note] = read("Eve 3 6 B-PER\nDeniz 8 13 I-PER\n")
    assert document.text == "   Eve  Deniz"
    assert document.marks[0].span == (3, 13)
    assert "It has offsets and no text" in note
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as found:
        found.writestr("texts/a.txt", "Adam spoke")
        found.writestr("readings/ada/entity/a.conll", "Eve 0 3 B-PER\n")
    [problem, *_] = CONLL.read("a.zip", sink.getvalue())
    assert isinstance(problem, FormatProblem)
    assert "“Eve” does not stand at 0 in its text. Correct the offsets." in str(problem)


TEXT = "Ayla Deniz met\nOmar. 🎉 Eve’s\n"


def mark(label, quote, annotator="ada", **more):
    start = TEXT.index(quote)
    return FormatMark(label, start, start + len(quote), quote, annotator=annotator, **more)


def test_each_kind_has_a_file_a_reader_and_what_cannot_be_said_is_listed():
    marks = [
        FormatMark("stance-favour", annotator="ada"),
        mark("entity-person", "Ayla Deniz"),
        mark("entity-person", "Deniz met\nOmar"),
        mark("entity-person", "yla"),
        mark("claim-event", "met\nOmar"),
        mark("entity-person", "Eve", layer="gold", annotator="cy"),
    ]
    documents = [FormatDocument("1-met", TEXT, marks, title="=Met", readers=("ada", "bo"))]
    found = zipfile.ZipFile(BytesIO(written(CONLL, documents)))
    files = {name: found.read(name).decode() for name in found.namelist()}
    assert set(files) == {
        *("articles.jsonl", "texts/1-met.txt", "left-out.csv"),
        *(f"readings/{who}/{kind}/1-met.conll" for who in ("ada", "bo") for kind in ("claim", "entity")),
        *(f"settled/{kind}/1-met.conll" for kind in ("claim", "entity")),
    }  # fmt: skip
    assert files["readings/ada/claim/1-met.conll"].split("\n\n")[1] == (
        "Ayla 0 4 O\nDeniz 5 10 O\nmet 11 14 B-claim-event\nOmar 15 19 I-claim-event\n"
        ". 19 20 O\n🎉 21 22 O\nEve 23 26 O\n’ 26 27 O\ns 27 28 O"
    )
    assert files["settled/entity/1-met.conll"].count("\n\n") == 3
    [header, *rows] = csv.reader(io.StringIO(files["left-out.csv"], newline=""))
    assert header == ["article", "layer", "annotator", "label", "start", "end", "quote", "why"]
    assert [(row[3], row[6], row[7]) for row in rows] == [
        ("stance-favour", "", "labels of whole articles"),
        ("entity-person", "yla", "highlights that begin or end inside a word"),
        ("entity-person", "Deniz met\nOmar", "highlights that overlap others of the same kind"),
    ]


@given(st.lists(st.tuples(st.integers(1, 3), st.booleans(), st.sampled_from("XY")), max_size=8))
def test_tags_say_the_spans_that_they_were_made_of(pieces):
    spans, at = [], 0
    for length, is_span, label in pieces:
        if is_span:
            spans.append((at, at + length, label))
        at += length
    tags = tagged([(n, n + 1) for n in range(at)], spans)
    assert list(spans_of(tags)) == spans
