"""The mended rules of comparing sources, case by case: see `comparison_rules.json`."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from annotator.annotations.values.units import unit_named
from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.reason_records import Reason
from annotator.comparison.engine.records import Answer, ArticleRecord, QuestionRecord
from tests.comparison.answers import says

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


TEXT, TOPICS = QuestionRecord("text"), QuestionRecord("text", many=True)
PERIOD = QuestionRecord("date", asks="period")
BIGGEST = QuestionRecord("choice", together=[["The largest", "one of the biggest"], ["small"]])
COUNT = QuestionRecord("quantity")


def label(question, *answers, **more):
    row = compare(question, answers, **more)
    return row.label


@pytest.mark.parametrize(
    "words, same",
    [
        ("“From Karáchi  to KASUR”", True),
        ("…from Karachi to Kasur!", True),
        ("from Karachi to Lahore", False),
        ("74 % from Karachi to Kasur", False),
    ],
)
def test_the_same_words_folded_are_the_same_answer(words, same):
    answers = says("A", wording="from Karachi to Kasur"), says("B", wording=words)
    assert label(TEXT, *answers) == ("agree" if same else "not comparable")


def test_unsorted_words_take_the_key_that_a_person_gave_them_elsewhere():
    sorted_ = says("A", wording="by sea", key="ship"), says("B", wording="by land", key="road")
    assert label(TEXT, *sorted_, says("C", wording="By land.")) == "conflict"
    assert label(TEXT, sorted_[1], says("C", wording="By land.")) == "agree"
    assert label(TEXT, sorted_[0], says("C", wording="By land.")) == "not comparable"
    two_keys = says("A", wording="by sea", key="ship"), says("B", wording="by sea", key="boat")
    row = compare(TEXT, [*two_keys, says("C", wording="by sea")])
    assert row.label == "conflict"
    assert "1 answer is not compared." in row.reason
    assert "not comparable" in row.cells["C"].marks


def test_a_denied_text_conflicts_with_its_own_words_alone():
    denied = says("A", wording="by sea", modality="denied")
    assert label(TEXT, denied, says("B", wording="By sea")) == "conflict"
    assert label(TEXT, denied, says("B", wording="by land")) == "single source"


def test_a_prediction_for_a_text():
    foretold = says("D", wording="by sea", key="ship", modality="predicted")
    later = [("ship", "came true"), ("road", "failed"), ("", "open")]
    for key, outcome in later:
        row = compare(TEXT, [foretold, says("A", wording="otherwise", key=key)])
        assert outcome in row.cells["D"].marks
    row = compare(TOPICS, [foretold, says("A", wording="otherwise", key="road")])
    assert "open" in row.cells["D"].marks


@pytest.mark.parametrize(
    "number, approx, outcome",
    [
        (100, "", "came true"),  # touches, rounded
        (99, "", "failed"),
        (120, "more than", "came true"),
        (90, "at least", "open"),
        (100, "about", "open"),
        (120, "about", "came true"),
        (80, "up to", "failed"),
    ],
)
def test_what_is_foretold_as_a_limit(number, approx, outcome):
    foretold = says("D", 100, approx="more than", modality="predicted")
    row = compare(COUNT, [foretold, says("A", number, approx=approx)])
    assert outcome in row.cells["D"].marks


def test_a_month_judges_no_day_and_a_day_judges_a_month():
    day, month = says("D", lo="2022-02-24", hi="2022-02-24"), says("A", lo="2022-02", hi="2022-02")
    asked = QuestionRecord("date")
    row = compare(asked, [day._replace(modality="predicted"), month])
    assert "open" in row.cells["D"].marks
    early = month._replace(modality="predicted", published=date(2021, 1, 1))
    row = compare(asked, [early, says("B", lo="2022-02-24", hi="2022-02-24")])
    assert "came true" in row.cells["A"].marks


@pytest.mark.parametrize(
    "asked, period, day, state",
    [
        ("began", ("2022-02-23", "2022-02-24"), "2022-02-23", "agree"),
        ("ended", ("2022-02-23", "2022-02-24"), "2022-02-23", "conflict"),
        ("day", ("2022-02-23", "2022-02-24"), "2022-02-24", "agree within tolerance"),
        ("", ("2022-02-23", "2022-02-24"), "2022-02-24", "agree within tolerance"),
        ("period", ("2022-02-23", "2022-02-24"), "2022-02-23", "conflict"),
        ("period", ("2022-02-23", ""), "2022-02-23", "agree within tolerance"),
        ("began", ("", "2022-02-24"), "2022-02-20", "agree within tolerance"),
        ("ended", ("2022-02-23", ""), "2022-02-20", "conflict"),
    ],
)
def test_which_day_of_a_period_counts(asked, period, day, state):
    low, high = period
    answers = says("A", lo=low, hi=high, span="period"), says("B", lo=day, hi=day)
    assert label(QuestionRecord("date", asks=asked), *answers) == state


def test_options_that_hold_together_are_one_camp_but_not_all_of_them():
    both = says("A", key="the largest"), says("B", key="One of the biggest")
    assert len(compare(BIGGEST, both).camps) == 1
    assert label(BIGGEST, *both, says("C", key="small")) == "conflict"
    chain = QuestionRecord("choice", together=[["a", "b"], ["b", "c"]])
    assert label(chain, says("A", key="a"), says("B", key="b")) == "agree"
    assert label(chain, says("A", key="a"), says("B", key="b"), says("C", key="c")) == "conflict"
    many = QuestionRecord("choice", many=True, together=[["a", "b"]])
    assert label(many, says("A", key="a"), says("B", key="b")) == "agree"
    assert label(many, says("A", key="a"), says("B", key="c")) == "selection differs"


def test_who_reports_is_no_other_speaker():
    via = says("A", 12, said_by="Khan", via="Tsukerman")
    assert label(COUNT, via, says("B", 15, said_by="Khan", via="Dawn")) == "conflict"
    assert label(COUNT, via, says("B", 15, said_by="Tsukerman")) == "speakers differ"
    row = compare(COUNT, [via, says("B", 15, said_by="Khan")])
    assert "A says 12 (said by Khan, as Tsukerman reports)" in row.reason


def test_what_stands_aside_takes_no_part():
    aside = says("A", 15, aside="caption")
    row = compare(COUNT, [says("A", 12), aside, says("B", 12)], [ArticleRecord("A")])
    assert (row.label, row.finding) == ("agree", False)
    assert [said.answer.aside for said in row.cells["A"].aside] == ["caption"]
    row = compare(COUNT, [aside, says("B", 12)], [ArticleRecord("A")])
    assert row.label == "single source"
    assert row.cells["A"].marks == ("unread",)
    assert [said.text for said in row.cells["A"].aside] == ["15"]


def test_an_article_differs_from_its_speaker_whatever_the_row():
    answers = says("A", 12), says("A", 15, said_by="Dawn"), says("B", 12)
    row = compare(COUNT, answers)
    assert (row.label, row.finding) == ("agree", True)
    [finding] = row.findings
    assert finding.sentence({"A": "The Post"}) == (
        "The Post differs from its speaker: it says 12, and Dawn 15."
    )


def test_a_reason_is_data_from_which_the_sentence_is_made():
    row = compare(COUNT, [says("A", 12), says("B", 15, settled=False, reader="x")])
    kept = json.loads(json.dumps(row.why.as_data()))
    assert Reason.of(kept) == row.why
    names = {"A": "The Harbour Post", "B": "the Meridian"}
    assert "The Harbour Post says 12, the Meridian 15" in Reason.of(kept).sentence(names)


def test_the_outlier_is_told_after_the_majority_pair():
    case = next(case for case in CASES if case["case"].startswith("the outlier"))
    question = question_of(case["question"])
    row = compare(question, [answer_of(each, question) for each in case["answers"]])
    assert row.reason.endswith("One of 3 readers of B reads 2 USD.")
