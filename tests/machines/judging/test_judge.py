"""What an engine says is judged by our own rules, whatever it says."""

from dataclasses import replace

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from annotator.annotations.models.choices import Approximator, Modality
from annotator.machines.engines.protocol import EngineAnswer, ProposedSpan
from annotator.machines.judging import reasons
from annotator.machines.judging.answers import APPROXIMATORS, MODALITIES
from annotator.machines.judging.judge import judge, most_spans
from annotator.machines.models import MachineMark
from tests.machines.double import TEXT, given

GIVEN = given()
PLACE = "entity-place"


def judged(*spans, text=TEXT, **more):
    return judge(EngineAnswer(spans, **more), given(text))


def test_what_stands_where_it_says_is_kept():
    at = TEXT.index("Kasur")
    [one] = judged(ProposedSpan("Kasur", PLACE, at, at + 5, {}, 0.7)).kept
    assert (one.start, one.end, one.quote, one.confidence, one.found) == (
        at,
        at + 5,
        "Kasur",
        0.7,
        "exact",
    )


def test_the_same_words_twice_are_the_surer_once():
    at = TEXT.index("Kasur")
    told = [ProposedSpan("Kasur", PLACE, at, at + 5, {}, sure) for sure in (0.2, 0.9, None)]
    found = judged(*told, ProposedSpan(" Kasur", PLACE))
    assert [one.confidence for one in found.kept] == [0.9]
    assert found.dropped == {reasons.TWICE: 3}


def test_words_that_answer_several_questions_are_parts():
    told = [
        ProposedSpan("1,100 kilometres", "claim-quantity", details={"question": slug})
        for slug in ("length", "cost")
    ]
    found = judged(*told, ProposedSpan("1,100 kilometres", "claim-quantity"))
    assert [(one.part, one.details["question"]) for one in found.kept] == [
        (0, "length"),
        (1, "cost"),
    ]
    assert found.dropped == {reasons.TWICE: 1}


def test_other_labels_and_overlapping_words_stand_beside_one_another():
    found = judged(
        ProposedSpan("Karachi to Kasur", PLACE),
        ProposedSpan("Kasur", PLACE),
        ProposedSpan("Kasur", "entity-person"),
    )
    assert [(one.quote, one.label) for one in found.kept] == [
        ("Karachi to Kasur", PLACE), ("Kasur", "entity-person"), ("Kasur", PLACE),
    ]  # fmt: skip


def test_a_label_of_nobody_is_dropped():
    assert judged(ProposedSpan("Kasur", "entity-town")).dropped == {reasons.NO_LABEL: 1}


def test_no_more_are_kept_than_a_text_has():
    text = "Karachi " * 40
    told = [ProposedSpan("Karachi", PLACE, at * 8, at * 8 + 7) for at in range(40)]
    found = judged(*told, text=text)
    assert len(found.kept) == most_spans(len(text)) == 20
    assert found.dropped == {reasons.TOO_MANY: 20}
    assert most_spans(10**9) == 5_000


def test_many_answers_cost_no_more_than_a_text_has():
    told = [ProposedSpan(f"not there {number}", PLACE) for number in range(10_000)]
    found = judged(*told)
    looked_at = found.dropped[reasons.NOT_THERE]
    assert looked_at == 2 * most_spans(len(TEXT))
    assert looked_at + found.dropped[reasons.TOO_MANY] == 10_000


@pytest.mark.parametrize("told", [-0.1, 1.1, float("nan"), float("inf"), 10**400])
def test_a_confidence_that_is_none_is_none(told):
    assert [
        one.confidence for one in judged(ProposedSpan("Kasur", PLACE, confidence=told)).kept
    ] == [None]


def test_what_could_not_be_read_is_counted():
    assert judged(unreadable=3).dropped == {reasons.UNREADABLE: 3}


def test_the_words_of_judging_are_those_of_the_database():
    assert set(Modality.values) == MODALITIES
    assert set(Approximator.values) == APPROXIMATORS
    assert {"exact", "once", "alike"} == set(MachineMark.Found.values)


def test_each_reason_is_said_in_words_and_is_of_a_span_or_a_detail():
    said = {
        value for name, value in vars(reasons).items() if name.isupper() and isinstance(value, str)
    }
    assert said == reasons.OF_SPANS | reasons.OF_DETAILS
    assert not reasons.OF_SPANS & reasons.OF_DETAILS


WORDS = st.sampled_from([
    "Karachi", "Kasur", " 1,100 kilometres", "It will cost nearly $3 billion", "🎉", "", "\x00", "\ud800",
    '"It will  cost nearly $3 billion," said Omar Reza', "a", " ", "\n", TEXT, TEXT[5:90].upper(),
    "She praised the pipeline of 1,100 kilometres from Karachi to Kasur",
]) | st.text(max_size=30)  # fmt: skip
NAMES = [
    "question",
    "value",
    "answer_key",
    "entity",
    "said_by",
    "modality",
    "as_of",
    "scope",
    "unit",
    "note",
]
SAID = st.sampled_from(
    ["length", "built", "yes", "1,100", "karachi", "Omar Reza", "denied", "2021-02", ""]
) | st.text(max_size=9)
OFFSETS = st.none() | st.integers(-3, len(TEXT) + 3) | st.integers()
SPANS = st.builds(
    ProposedSpan, WORDS, st.sampled_from([label.slug for label in GIVEN.labels]) | st.text(max_size=5),
    OFFSETS, OFFSETS, st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=4), SAID, max_size=4),
    st.none() | st.floats(), st.sampled_from(["", "from", "to "]) | st.text(max_size=5), st.just("") | st.text(max_size=5),
    st.none() | st.tuples(st.integers(-5, 300), st.integers(-5, 300)),
)  # fmt: skip


@drawn(
    st.lists(SPANS, max_size=30).map(tuple),
    st.sampled_from([TEXT, "", "x", "Karachi", "e\u0301 “a” \x00"]) | st.text(),
)
def test_whatever_an_engine_says_only_words_of_the_text_are_kept(spans, text):
    found = judge(EngineAnswer(spans), given(text))
    slugs = {label.slug: label.kind for label in GIVEN.labels}
    for one in found.kept:
        assert 0 <= one.start < one.end
        assert text[one.start : one.end] == one.quote == one.quote.strip()
        assert one.label in slugs
        assert one.confidence is None or 0 <= one.confidence <= 1
        assert one.details.get("question", "length") in {"length", "cost", "built"}
        assert one.details.get("entity", "karachi") in {"karachi", "omar-reza", "kasur"}
        assert {"note", "unit"}.isdisjoint(one.details)
    keys = [(one.start, one.end, one.label, one.part) for one in found.kept]
    assert keys == sorted(set(keys))
    of_spans = sum(count for reason, count in found.dropped.items() if reason in reasons.OF_SPANS)
    assert of_spans + len(found.kept) == len(spans)


@drawn(st.data())
def test_a_right_answer_that_is_edited_is_never_put_elsewhere(data):
    """A quote with a sign changed, left out or put in stands where it stood, or nowhere."""
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    quote = TEXT[start:end]
    at = data.draw(st.integers(0, len(quote)))
    put = data.draw(st.sampled_from(["", " ", "x", "1", "”", "-"]))
    edited = quote[:at] + put + quote[at + data.draw(st.integers(0, 1)) :]
    told = ProposedSpan(edited, PLACE, start)
    for one in judge(EngineAnswer((told, replace(told, start=None))), GIVEN).kept:
        assert TEXT[one.start : one.end] == one.quote
        if one.found == "alike":
            assert one.start < end
            assert start < one.end
