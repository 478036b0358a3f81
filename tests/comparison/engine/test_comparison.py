"""One question over all articles: the ruled cases, one by one."""

import pytest

from annotator.comparison.engine.compare import compare
from tests.comparison.comparison_cases import CASES


@pytest.mark.parametrize(
    "question, answers, voices, label, marks",
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_the_ruled_cases(question, answers, voices, label, marks):
    row = compare(question, answers, voices=voices)
    assert row.label == label, row.reason
    assert {key: list(cell.marks) for key, cell in row.cells.items()} == marks
    assert row.reason.endswith(".")
