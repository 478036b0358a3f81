"""The protocol as JSON: what is told, and what is read of whatever comes back."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from annotator.annotations.details import BY_NAME
from annotator.machines.engines.protocol import EngineFailed, ReaderMake
from annotator.machines.engines.wire.answered import MOST_COST, MOST_TOKENS, read_answer
from annotator.machines.engines.wire.asked import asked_as_json, written
from annotator.machines.engines.wire.schema import ASKED, TOLD, answer_schema, schema
from tests.machines.double import given
from tests.machines.double_program import said

ROOT = Path(__file__).resolve().parents[3]
DOCS = (ROOT / "docs/machine-readers.md").read_text()
WHOLE = schema()


def valid(value, part: str) -> None:
    held = {"$defs": WHOLE["$defs"], "$ref": f"#/$defs/{part}"}
    jsonschema.Draft202012Validator(held).validate(value)


def test_the_schema_of_the_docs_is_that_of_the_code():
    assert json.loads((ROOT / "docs/machine-protocol.schema.json").read_text()) == WHOLE


def test_what_is_asked_is_as_the_schema_says():
    make = ReaderMake("program", "m", "1", {"a": 1}, "Mark towns.")
    valid(asked_as_json(given(published_on=date(2022, 2, 24)), make), "asked")
    assert written({"b": 1, "a": "پ"}) == '{"a":"پ","b":1}'.encode()


def test_the_examples_of_the_docs_are_as_the_schema_says():
    asked, answered = (json.loads(one.split("```")[0]) for one in DOCS.split("```json\n")[1:3])
    valid(asked, "asked")
    valid(answered, "answered")
    assert read_answer(json.dumps(answered)).spans


def test_a_model_is_asked_for_details_that_there_are():
    assert set(ASKED) <= set(TOLD) <= set(BY_NAME)
    assert {"note", "flag", "value_low", "unit"}.isdisjoint(TOLD)


def test_a_strict_schema_names_all_that_it_has():
    def check(part):
        if isinstance(part, dict):
            if part.get("type") == "object":
                assert part["required"] == list(part["properties"])
                assert part["additionalProperties"] is False
            for one in part.values():
                check(one)

    check(answer_schema(given()))
    assert "question" not in json.dumps(answer_schema(given(questions=())))


@pytest.mark.parametrize(
    "words, quotes, unreadable",
    [
        ('{"spans": []}', [], 0),
        ("[]", [], 0),
        ('[{"quote": "a", "label": "l"}]', ["a"], 0),
        ('{"spans": [{"quote": "a", "label": "l"}, {"quote": "b"}, 7]}', ["a"], 2),
        ('{"spans": [{"quote": "a", "label": "l"}, {"quote": "b", "la', ["a"], 1),
        ('```json\n{"spans": [{"quote": "a", "label": "l"}', ["a"], 1),
        ('[{"quote": "a", "label": "l"}, {"quote"', ["a"], 1),
        ('I use {braces}: {"spans": [{"quote": "a", "label": "l"}]}.', ["a"], 0),
        ('{"thoughts": {"spans": 3}, "spans": [{"quote": "a", "label": "l"}]}', ["a"], 0),
        ('{"spans": [{"quote": "a", "label": "l", "quote": "b"}]}', [], 1),
    ],
)
def test_what_can_be_read_is_read_and_the_rest_is_counted(words, quotes, unreadable):
    answer = read_answer(words)
    assert ([span.quote for span in answer.spans], answer.unreadable) == (quotes, unreadable)


@pytest.mark.parametrize("way", ["prose", "nothing", "deep", "deep inside", "braces", "blank"])
def test_where_there_is_nothing_to_read_it_failed(way):
    with pytest.raises(EngineFailed) as failed:
        read_answer(said(way, "Karachi", ["entity-place"], []))
    assert not failed.value.again


def test_what_it_took_is_read_where_it_makes_sense():
    told = {
        "spans": [],
        "usage": {"tokens_in": 5, "tokens_out": -1},
        "cost": -1,
        "version": "a\nb\x1b" * 99,
    }
    answer = read_answer(json.dumps(told))
    assert (answer.tokens_in, answer.tokens_out, answer.cost) == (5, 0, None)
    assert answer.version.startswith("a b a b")
    assert len(answer.version) <= 100
    assert read_answer(json.dumps(told), usage=False).tokens_in == 0


@pytest.mark.parametrize("said", ["1e400", "1" + "0" * 400, "2000000.5"])
def test_what_is_beyond_all_measure_is_the_most(said):
    answer = read_answer(f'{{"spans": [], "cost": {said}, "usage": {{"tokens_in": 9{"0" * 99}}}}}')
    assert (answer.cost, answer.tokens_in) == (MOST_COST, MOST_TOKENS)


def test_of_very_many_spans_the_first_are_read_and_the_rest_counted():
    told = json.dumps({"spans": [{"quote": "a", "label": "b"}] * 50})
    answer = read_answer(told, most=30)
    assert (len(answer.spans), answer.beyond, answer.unreadable) == (30, 20, 0)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["spans", "quote", "label", "start", "end", "details", "usage", "cost"]) | st.text(),
        inner, max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@drawn(JSON, st.integers(0, 400), st.text(max_size=20))
def test_whatever_comes_is_read_or_failed(value, cut, noise):
    words = json.dumps({"spans": value})
    for text in (words, words[:cut], noise + words, words[:cut] + noise + words[cut:], noise):
        try:
            answer = read_answer(text)
        except EngineFailed:
            continue
        assert all(isinstance(one.quote, str) and one.quote for one in answer.spans)
        assert all(isinstance(one.start, int | None) for one in answer.spans)
        assert answer.unreadable >= 0
