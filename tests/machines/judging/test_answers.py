"""Of the details that an engine gives, those are taken that words, story and registry bear out."""

import pytest

from annotator.machines.engines.protocol import EngineAnswer, ProposedSpan
from annotator.machines.judging import reasons
from annotator.machines.judging.judge import judge
from tests.machines.double import given

TEXT = "The line is nearly 1,100 kilometres long in Pakistan, and it will be built, said Omar Reza in 2021."
CLAIM = "nearly 1,100 kilometres long"


def details(label="claim-quantity", quote=CLAIM, **told):
    found = judge(EngineAnswer((ProposedSpan(quote, label, details=told),)), given(TEXT))
    [one] = found.kept
    return dict(one.details), dict(found.dropped)


def test_a_question_of_the_story_is_taken_and_its_value_is_read_off_the_words():
    taken = {"question": "length", "value": "nearly 1,100 kilometres"}
    assert details(question="length") == (taken, {})
    assert details(question="length", value="1,100 Kilometres") == (taken, {})


def test_a_question_of_nobody_is_dropped():
    assert details(question="width") == ({}, {reasons.NO_QUESTION: 1})


@pytest.mark.parametrize("value", ["900 kilometres", "100 kilometres", "42", "<script>"])
def test_a_value_that_its_words_do_not_say_is_dropped(value):
    taken, dropped = details(question="length", value=value)
    assert taken["value"] == "nearly 1,100 kilometres"
    assert dropped == {reasons.NO_VALUE: 1}
    assert details(value=value) == ({}, {reasons.NO_VALUE: 1})


def test_what_it_comes_to_is_nobody_elses_to_say():
    taken, dropped = details(question="length", unit="mile", value_low="5", approximator="about")
    assert taken == {"question": "length", "value": "nearly 1,100 kilometres"}
    assert dropped == {reasons.NO_SUCH_DETAIL: 2}


def test_an_option_is_taken_in_its_own_spelling():
    event = {"label": "claim-event", "quote": "it will be built"}
    taken = {"question": "built", "answer_key": "yes", "value": "it will be built"}
    assert details(**event, question="built", value="YES") == (taken, {})
    assert details(**event, question="built", answer_key="Yes") == (taken, {})
    without = {"question": "built", "value": "it will be built"}
    assert details(**event, question="built") == (without, {})
    assert details(**event, question="built", answer_key="maybe") == (
        without,
        {reasons.NO_CHOICE: 1},
    )
    assert details(**event, answer_key="yes") == ({}, {reasons.NO_SUCH_DETAIL: 1})


@pytest.mark.parametrize("said", ["omar-reza", "Omar Reza", "omar  reza"])
def test_somebody_is_named_by_slug_or_by_name(said):
    assert details(said_by=said) == ({"said_by": "omar-reza"}, {})


def test_somebody_whom_the_registry_does_not_know_is_dropped():
    assert details(said_by="Somebody") == ({}, {reasons.NO_NAME: 1})
    assert details("stance-favour", "will", stance_target="Nobody") == ({}, {reasons.NO_NAME: 1})


@pytest.mark.parametrize(
    "name, said, taken",
    [
        ("modality", "Predicted", "predicted"), ("modality", "certain", None),
        ("approximator", "about", "about"), ("approximator", "circa", None),
        ("as_of", "2021", "2021"), ("as_of", "in 2021", None), ("as_of", "2021-13", None),
        ("scope", "pakistan", "pakistan"), ("scope", "Iran", None),
        ("note", "A note.", None), ("layer", "gold", None), ("entity", "karachi", None), ("modality", " ", None),
    ],
)  # fmt: skip
def test_each_detail_has_its_own_rule(name, said, taken):
    found, dropped = details(**{name: said})
    assert found == ({name: taken} if taken else {})
    assert sum(dropped.values()) == (0 if taken or not said.strip() else 1)
