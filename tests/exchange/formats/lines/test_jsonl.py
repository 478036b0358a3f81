"""The lines of doccano, spaCy and Prodigy, made by hand after what each documents."""

import importlib.util
import json
import zipfile
from io import BytesIO

import pytest

from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.format import FormatProblem, FormatRefused
from annotator.exchange.formats.lines.doccano import DOCCANO_LINES
from annotator.exchange.formats.lines.prodigy import PRODIGY_LINES
from annotator.exchange.formats.lines.spacy import SPACY_LINES
from annotator.exchange.formats.registry import read_formats
from tests.exchange.formats.documents import written

TEXT = "🎉 Ayla Deniz met Omar."
PERSON = {"start": 2, "end": 12, "label": "PER"}


def lines(*values) -> bytes:
    return "".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values).encode()


def read(one, content, name="file.jsonl"):
    found = list(one.read(name, content))
    documents = [item for item in found if isinstance(item, FormatDocument)]
    return documents, [item for item in found if not isinstance(item, FormatDocument)]


def marked(document):
    return [(mark.label, mark.quote, mark.annotator) for mark in document.marks]


DOCCANO = {
    "sequence labelling": {"id": 5, "text": TEXT, "label": [[2, 12, "PER"]], "Comments": []},
    "older": {"id": 5, "data": TEXT, "labels": [[2, 12, "PER"]]},
    "with relations": {"text": TEXT, "entities": [{"id": 0, "start_offset": 2, "end_offset": 12, "label": "PER"}], "relations": []},
    "slot filling": {"text": TEXT, "cats": [], "entities": [[2, 12, "PER"]]},
    "oldest": {"id": 5, "text": TEXT, "annotations": [{"label": "PER", "start_offset": 2, "end_offset": 12, "user": 4}], "meta": {}},
}  # fmt: skip


@pytest.mark.parametrize("make", DOCCANO)
def test_all_of_doccanos_lines_say_the_same(make):
    [document], told = read(DOCCANO_LINES, lines(DOCCANO[make]))
    assert marked(document) == [("PER", "Ayla Deniz", "4" if make == "oldest" else "")]
    [note] = told
    assert "no quotes: doccano's own page may have counted them otherwise" in str(note)
    plain = {**DOCCANO[make], "text" if "text" in DOCCANO[make] else "data": "A plain Ayla."}
    assert not read(DOCCANO_LINES, lines(plain))[1]


@pytest.mark.parametrize("said", [{"label": ["Politics"]}, {"label": "Politics"}, {"cats": ["Politics"], "label": []}])  # fmt: skip
def test_doccanos_classes_are_labels_of_the_whole_text(said):
    [document], told = read(DOCCANO_LINES, lines({"text": TEXT, **said}))
    assert [(mark.label, mark.start) for mark in document.marks] == [("Politics", None)]
    assert not told


def test_doccanos_archive_has_a_file_an_annotator():
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("erin.jsonl", lines({"text": TEXT, "label": [[2, 12, "PER"]]}))
        archive.writestr("frank.jsonl", lines({"text": TEXT, "label": [[17, 21, "PER"]]}))
        archive.writestr("all.jsonl", lines({"text": "Eve.", "label": [[0, 3, "PER"]]}))
    assert DOCCANO_LINES.recognises("project.zip", sink.getvalue())
    [one, two], _ = read(DOCCANO_LINES, sink.getvalue(), "project.zip")
    assert marked(one) == [("PER", "Ayla Deniz", "erin"), ("PER", "Omar", "frank")]
    assert marked(two) == [("PER", "Eve", "")]


def test_what_doccano_has_beside_is_counted():
    row = {"text": TEXT, "label": [], "relations": [{}], "Comments": ["why?"], "wire": "x"}
    _, told = read(DOCCANO_LINES, lines(row, row, {"filename": "a.png", "label": []}))
    assert sorted(map(str, told)) == [
        "file.jsonl, line 1, and 1 more: Comments on a text are not read.",
        "file.jsonl, line 1, and 1 more: Relations are not read.",
        "file.jsonl, line 1, and 1 more: “wire” is not read.",
        "file.jsonl, line 3: Lines without a text are not read.",
    ]


def test_spacys_entities_spans_and_categories_come_in():
    row = {
        "text": TEXT,
        "ents": [{**PERSON, "kb_id": "Q42"}],
        "spans": {"sc": [{"start": 13, "end": 16, "label": "EVENT", "kb_id": ""}]},
        "cats": {"Politics": 0.9, "Sport": 0.1},
        "tokens": [{"id": 0, "start": 0, "end": 1}],
        "_": {"checked": True},
    }
    [document], told = read(SPACY_LINES, lines(row))
    assert marked(document) == [
        ("PER", "Ayla Deniz", ""),
        ("EVENT", "met", ""),
        ("Politics", "", ""),
    ]
    assert document.marks[0].details == {"entity_wikidata": "Q42"}
    assert list(map(str, told)) == [
        "file.jsonl, line 1: “_” is not read.",
        "file.jsonl, line 1: Categories with a score below 0.5 are not read.",
        "file.jsonl, line 1: How sure a category is, is not read.",
    ]


def test_prodigys_accepted_lines_come_in_by_annotator():
    head = {"text": TEXT, "_input_hash": 1, "_task_hash": 2, "_view_id": "ner_manual", "tokens": []}
    accepted = {**head, "spans": [{**PERSON, "token_start": 1, "token_end": 2}], "answer": "accept", "_annotator_id": "news-erin"}  # fmt: skip
    nothing = {**head, "answer": "accept", "_session_id": "news-frank", "accept": ["Politics"], "options": []}  # fmt: skip
    rejected = {**head, "spans": [PERSON], "answer": "reject", "_annotator_id": "news-gus"}
    related = {**accepted, "text": "Eve.", "spans": [], "relations": [{}], "meta": {"page": 3}}
    [one, two], told = read(PRODIGY_LINES, lines(accepted, nothing, rejected, related))
    assert marked(one) == [("PER", "Ayla Deniz", "news-erin"), ("Politics", "", "news-frank")]
    assert (one.readers, two.readers) == (("news-erin", "news-frank"), ("news-erin",))
    assert list(map(str, told)) == [
        'file.jsonl, line 3: Lines with the answer "reject" are not read.',
        "file.jsonl, line 4: Relations are not read.",
        "file.jsonl, line 4: “meta” is not read.",
    ]


@pytest.mark.parametrize(
    "one", [DOCCANO_LINES, SPACY_LINES, PRODIGY_LINES], ids=lambda one: one.name
)
def test_what_was_changed_elsewhere_is_what_comes_in(one):
    marks = [
        FormatMark("entity-person", 2, 12, "Ayla Deniz", annotator="ada", id="u-1"),
        FormatMark("entity-person", 17, 21, "Omar", annotator="ada", id="u-2"),
        FormatMark("stance-favour", annotator="ada", details={"stance_target": "eve"}),
        FormatMark("stance-favour", annotator="ada", details={"stance_target": "omar"}),
    ]
    line = json.loads(written(one, [FormatDocument("1-met", TEXT, marks)]))
    if one is DOCCANO_LINES:
        line["label"][0][2] = "entity-group"
    else:
        line["spans" if one is PRODIGY_LINES else "ents"][0]["label"] = "entity-group"
    [document], told = read(one, lines(line))
    assert {
        (mark.label, mark.quote, mark.id, *mark.details.values()) for mark in document.marks
    } == {
        ("entity-group", "Ayla Deniz", ""),
        ("entity-person", "Omar", "u-2"),
        ("stance-favour", "", "", "eve"),
        ("stance-favour", "", "", "omar"),
    }
    told = [str(each) for each in told if "no quotes" not in str(each)]
    assert told == ["file.jsonl, line 1: What stood beside a highlight that is no longer there is not read."]  # fmt: skip


@pytest.mark.parametrize(
    "one, said",
    [
        (DOCCANO_LINES, {"label": [[2, 900, "PER"]]}),
        (SPACY_LINES, {"ents": [{**PERSON, "end": 900}]}),
        (PRODIGY_LINES, {"spans": [{**PERSON, "end": 900}]}),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_a_place_that_is_none_is_a_problem(one, said):
    _, [problem, *_] = read(one, lines({"text": TEXT, **said}))
    assert isinstance(problem, FormatProblem)
    assert str(problem) == (
        "file.jsonl, line 1: PER from 2 to 900 is no place in a text of 22 characters. "
        "Correct its offsets."
    )
    with pytest.raises(FormatRefused) as refused:
        read(one, lines({"text": TEXT}) + b"{\n")
    assert str(refused.value).startswith("file.jsonl, line 2: It is not JSON at column ")


RECOGNISED = [
    *(("doccano", row) for row in DOCCANO.values()),
    ("doccano", {"text": TEXT, "label": "Politics"}),
    ("spacy", {"text": TEXT, "ents": []}),
    ("spacy", {"text": TEXT, "spans": {"sc": []}}),
    ("spacy", {"text": TEXT, "cats": {"Politics": 1.0}}),
    ("prodigy", {"text": TEXT, "spans": [PERSON]}),
    ("prodigy", {"text": TEXT, "label": "Politics", "answer": "accept"}),
    ("label-studio", {"id": 1, "data": {"text": TEXT}, "annotations": []}),
    ("", {"text": TEXT, "source": "Post", "label": 3}),
    ("", {"file": "a.txt", "source": "Post"}),
]


@pytest.mark.parametrize("name, row", RECOGNISED)
def test_each_make_is_told_from_the_others(name, row):
    for content in (lines(row, row), json.dumps([row], indent=1).encode()):
        found = [one.name for one in read_formats() if one.recognises("file.jsonl", content)]
        assert found == [name] * bool(name)


def test_a_line_that_is_longer_than_what_is_looked_at_is_told_as_well():
    for name, row in RECOGNISED[:9]:
        content = lines({**row, "rest": "x" * 100_000})[:65_536]
        found = [one.name for one in read_formats() if one.recognises("file.jsonl", content)]
        assert found == [name]


@pytest.mark.skipif(not importlib.util.find_spec("spacy"), reason="spaCy is not installed")
def test_spacy_makes_a_document_of_each_line():
    import spacy
    from spacy.tokens import Doc

    marks = [
        FormatMark("entity-person", 2, 12, "Ayla Deniz", annotator="ada"),
        FormatMark("claim-event", 7, 19, "Deniz met Om", annotator="ada"),
    ]
    line = json.loads(written(SPACY_LINES, [FormatDocument("1-met", TEXT, marks)]))
    found = Doc(spacy.blank("xx").vocab).from_json(line)
    assert [(ent.text, ent.label_) for ent in found.ents] == [("Ayla Deniz", "entity-person")]
    assert [span.text for span in found.spans["claim"]] == ["Deniz met Om"]
