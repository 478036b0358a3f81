"""Label Studio's tasks, made by hand after its documentation."""

import json

import pytest

from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.format import FormatProblem, FormatRefused
from annotator.exchange.formats.lines.label_studio import LABEL_STUDIO
from tests.exchange.formats.documents import written

TEXT = "🎉 Ayla Deniz met\nOmar."


def region(start, end, words=None, label="Person", kind="labels", **more):
    value = {"start": start, "end": end, kind: [label], **({"text": words} if words else {})}
    return {
        "id": "aB1",
        "from_name": "label",
        "to_name": "text",
        "type": kind,
        "value": value,
        **more,
    }


def task(*results, text=TEXT, **more):
    annotations = [{"id": 7, "completed_by": {"id": 3, "email": "erin@desk.example"}, "result": list(results), "ground_truth": False, "was_cancelled": False, **more}]  # fmt: skip
    return {"id": 1, "annotations": annotations, "data": {"text": text}}


def read(*tasks):
    found = list(LABEL_STUDIO.read("tasks.json", json.dumps(tasks).encode()))
    documents = [item for item in found if isinstance(item, FormatDocument)]
    return documents, [item for item in found if not isinstance(item, FormatDocument)]


@pytest.mark.parametrize(
    "place, why",
    [
        ((2, 12), "code points, as its editor counts"),
        ((3, 13), "units of JavaScript, as old exports have them"),
        ((9, 19), "neither: its words say it"),
    ],
)
def test_the_words_decide_where_the_unit_is_doubtful(place, why):
    [document], told = read(task(region(*place, "Ayla Deniz")))
    assert [mark.quote for mark in document.marks] == ["Ayla Deniz"], why
    assert not told


def test_without_words_code_points_count():
    [document], _ = read(task(region(2, 6)))
    assert document.marks[0].quote == "Ayla"


def test_line_ends_in_its_words_are_of_any_kind():
    for words in ("met\nOmar", "met\\nOmar", "met Omar"):
        [document], told = read(task(region(13, 21, words)))
        assert document.marks[0].quote == "met\nOmar"
        assert not told


def test_everything_of_a_task_is_taken_or_named():
    whole = {**region(0, 0, kind="choices", label="Politics"), "value": {"choices": ["Politics"]}}
    noted = region(2, 12, "Ayla Deniz", meta={"text": ["looks right"]})
    page = {**region(0, 1), "value": {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "startOffset": 0, "endOffset": 4, "labels": ["Person"]}}  # fmt: skip
    relation = {"type": "relation", "from_id": "a", "to_id": "b"}
    one = task(whole, noted, page, relation, relation, {**region(0, 1), "type": "rating"})
    one["annotations"] += [
        {"completed_by": 4, "result": [], "was_cancelled": False},
        {"completed_by": 5, "result": [region(2, 6)], "was_cancelled": True},
        {"completed_by": 6, "result": [region(2, 6, "Ayla")], "ground_truth": True},
    ]
    one["predictions"] = [{"result": []}]
    one["data"] |= {"title": "Met", "site": "x"}
    [document], told = read(one)
    assert document.title == "Met"
    assert document.readers == ("erin@desk.example", "4")
    assert [(m.label, m.quote, m.layer, m.annotator, m.details) for m in document.marks] == [
        ("Politics", "", "reading", "erin@desk.example", {}),
        ("Person", "Ayla Deniz", "reading", "erin@desk.example", {"note": "looks right"}),
        ("Person", "Ayla", "gold", "6", {}),
    ]
    assert [str(item).removeprefix("tasks.json, task 1") for item in told] == [
        ": Predictions are not read: nobody made them.",
        ", annotation 1, region 3: Places in a page or a dialogue (HyperText, Paragraphs) are not read.",
        ", annotation 1, region 4, and 1 more: Relations are not read.",
        ", annotation 1, region 6: Regions of the type “rating” are not read.",
        ", annotation 3: Annotations that were cancelled are not read.",
        ": “site” is not read.",
    ]  # fmt: skip


def test_a_place_that_is_none_is_a_problem():
    _, [problem] = read(task(region(5, 900)))
    assert isinstance(problem, FormatProblem)
    assert str(problem) == (
        "tasks.json, task 1, annotation 1, region 1: "
        '{"start":5,"end":900,"text":null} is no place in the text. Correct its offsets.'
    )
    with pytest.raises(FormatRefused, match="data must be an object"):
        read({"annotations": [], "data": 5})


def test_what_is_written_is_its_own():
    marks = [
        FormatMark(
            "claim-event", 13, 16, "met", annotator="ada", details={"note": "why"}, id="u-1"
        ),
        FormatMark("entity-person", 2, 12, "Ayla Deniz", layer="gold", annotator="cy"),
        FormatMark("stance-favour", annotator="ada"),
    ]
    documents = [FormatDocument("1-met", TEXT, marks, title="Met", readers=("ada", "bo"))]
    [one] = json.loads(written(LABEL_STUDIO, documents))
    ada, bo, gold = one["annotations"]
    assert "completed_by" not in ada  # it refuses who is nobody there
    assert (ada["ground_truth"], bo["result"], gold["ground_truth"]) == (False, [], True)
    assert ada["result"][0]["value"] == {
        "start": 13,
        "end": 16,
        "text": "met",
        "labels": ["claim-event"],
    }
    assert ada["result"][0]["meta"]["text"] == ["why"]
    assert ada["result"][1]["value"] == {"choices": ["stance-favour"]}
    # A mark that was changed there is another; what comes back has lost what stands beside an annotation.
    for annotation in one["annotations"]:
        annotation |= {"completed_by": 1}
        del annotation["annotator"]
    [back], _ = read(one)
    assert [mark.id for mark in back.marks if mark.quote == "met"] == ["u-1"]
    ada["result"][0]["value"]["labels"] = ["claim-quotation"]
    [changed], _ = read(one)
    assert [mark.id for mark in changed.marks if mark.quote == "met"] == [""]
    assert {(mark.quote, mark.annotator) for mark in back.marks} == {("met", "ada"), ("Ayla Deniz", "cy"), ("", "ada")}  # fmt: skip
