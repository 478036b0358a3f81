"""The mended rules of comparing sources, case by case: see `comparison_rules.json`."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from annotator.annotations.values.units import unit_named
from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.records import Answer, QuestionRecord

CASES = json.loads(Path(__file__).with_name("comparison_rules.json").read_text())
OPEN = {"more than": "()", "at least": "[)", "less than": "()", "up to": "(]"}


def unit(symbol):
    symbol = symbol.replace("3", "³")
    return unit_named(symbol) or symbol


def question_of(given):
    return QuestionRecord(**{**given, "unit": unit(given.get("unit", ""))})


def answer_of(given, question):
    number = given.get("v") if question.type == "quantity" else None
    low = high = None if number is None else Decimal(str(number))
    if question.type == "date":
        low, high = (
            date.fromisoformat(given[end]) if given.get(end) else None for end in ("lo", "hi")
        )
    approx = given.get("approx", "")
    if approx in {"more than", "at least"}:
        high = None
    if approx in {"less than", "up to"}:
        low = None
    key = given.get("key", "") if given.get("key_by") == "person" else ""
    if question.type in {"choice", "yes-no"}:
        key = given["v"]
    return Answer(
        article=given["src"],
        source=given["src"],
        published=date.fromisoformat(given["pub"]),
        low=low,
        high=high,
        bounds=OPEN.get(approx, "[]"),
        unit=unit(given.get("unit", "")),
        step=Decimal(str(given["step"])) if "step" in given else None,
        approximator=approx,
        modality=given["modality"],
        said_by=given.get("by", ""),
        via=given.get("via", ""),
        key=key,
        wording=given.get("words", given.get("v", "") if number is None else ""),
        span=given.get("span", ""),
        settled=given.get("settled", True),
        reader=given.get("reader"),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_the_mended_cases(case):
    question = question_of(case["question"])
    answers = [answer_of(each, question) for each in case["answers"]]
    row = compare(question, answers, voices=case["voices"])
    assert row.label == case["expected_row"], row.reason
    for source, marks in case["expected_cells"].items():
        assert set(marks) <= {mark.value for mark in row.cells[source].marks}
    assert row.finding == case.get("finding", False)
    for source in case.get("reason_names", ()):
        assert source in row.why.named_sources()
    for side, (source, number) in zip(row.why.sides, case.get("reason_pair", ()), strict=False):
        assert source in side.sources
        assert side.text.startswith(f"{number / 1e9:g} billion")
    if case["note"].startswith("no camps"):
        assert not row.camps
