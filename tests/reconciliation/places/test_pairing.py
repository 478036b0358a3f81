"""Whose spans are the same place, and in what they differ: the ruled cases, one by one."""

import pytest

from annotator.reconciliation.places.pairing import pair
from annotator.reconciliation.places.spans import Span
from tests.reconciliation.pairing_cases import CASES


@pytest.mark.parametrize(
    "text, submitted, spans, groups, linked",
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_the_ruled_cases(text, submitted, spans, groups, linked):
    paired = pair(
        [
            Span(start, end, label, detail, (), text[start:end], ord(who))
            for who, start, end, label, detail in spans
        ],
        [ord(who) for who in submitted],
    )
    assert [
        (sorted((chr(span.annotator), *span[:4]) for span in group.spans), list(group.types))
        for group in paired.groups
    ] == [(sorted(expected), types) for expected, types in groups]
    assert paired.linked == linked
