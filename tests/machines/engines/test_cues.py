"""The reader that ships with the project finds figures, dates and cue words, and no meaning."""

from datetime import date

import pytest

from annotator.machines.engines.cues.reading import CuesEngine
from annotator.machines.engines.cues.rules import (
    LABELS,
    ONLY_WITH_QUESTION,
    SURE,
    WITH_QUESTION,
    CueRule,
)
from annotator.machines.engines.protocol import GivenLabel
from annotator.machines.judging.judge import judge
from annotator.vocabulary.default import LABELS as CODEBOOK
from tests.machines.double import TEXT, given

ALL = tuple(GivenLabel(one.slug, one.slug.split("-")[0], one.name) for one in CODEBOOK)


def read(text, **more):
    article = given(text, labels=ALL, published_on=date(2022, 2, 24), **more)
    kept = judge(CuesEngine().read(article), article)
    assert not kept.dropped
    return [(one.label, one.quote) for one in kept.kept]


@pytest.mark.parametrize(
    "text, found",
    [
        ("The road is nearly 400 kilometres long.", [("claim-quantity", "nearly 400 kilometres")]),
        ("Flight 447 was full.", []),
        ("On page 12 nothing stands.", []),
        ("The two ministers signed it on 3 May 2021, and left.",
         [("claim-event", "The two ministers signed it on 3 May 2021")]),
        ("The bridge will be closed.", [("claim-forecast", "The bridge will be closed")]),
        ("The train stopped because a bolt had rusted.",
         [("claim-causal", "The train stopped because a bolt had rusted")]),
        ("The council should resign.", [("claim-opinion", "The council should resign")]),
        ("“We were not told,” said the mayor. “So what”.", [("claim-quotation", "We were not told")]),
        ("پائپ لائن کی لمبائی 1100 کلومیٹر ہے۔", [("claim-quantity", "1100 کلومیٹر")]),
        ("Nothing at all happened.", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_rule_makes_a_claim_of_words(text, found):
    assert read(text, names=()) == found


def test_a_claim_has_the_question_and_the_voices_that_people_would_be_proposed():
    article = given(labels=ALL)
    kept = {one.quote: one for one in judge(CuesEngine().read(article), article).kept}
    assert kept["1,100 kilometres"].details == {"question": "length", "value": "1,100 kilometres"}
    assert kept["1,100 kilometres"].confidence == SURE[CueRule.MEASURE] + WITH_QUESTION
    cost = kept["nearly $3 billion"].details
    assert (cost["question"], cost["value"]) == ("cost", "nearly $3 billion")
    assert (cost["said_by"], cost["modality"]) == ("omar-reza", "predicted")
    assert kept["Omar Reza"].details == {"entity": "omar-reza"}


def test_only_labels_of_the_desk_are_used_and_only_what_is_sure_enough():
    assert {one.label for one in CuesEngine().read(given()).spans} <= {
        one.slug for one in given().labels
    }
    assert all((one.confidence or 0) >= 0.7 for one in CuesEngine(least=0.7).read(given()).spans)
    assert not any(
        one.label.startswith("entity") for one in CuesEngine(names=False).read(given()).spans
    )


def test_the_same_article_is_always_read_alike():
    assert CuesEngine().read(given(labels=ALL)) == CuesEngine().read(given(labels=ALL))


def test_each_rule_has_its_label_and_is_never_surer_than_it_may_be():
    assert LABELS.keys() == SURE.keys() == set(CueRule)
    assert set(LABELS.values()) <= {one.slug for one in CODEBOOK}
    assert max(SURE.values()) + WITH_QUESTION < 0.9
    assert set(CueRule) >= ONLY_WITH_QUESTION


def test_a_long_article_is_read_too():
    article = given(TEXT * 50, labels=ALL)
    assert len(judge(CuesEngine().read(article), article).kept) > 300
