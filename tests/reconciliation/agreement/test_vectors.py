"""Published and recomputed values of α, κ and F1, each unit a place that the coders mark."""

import numpy as np
import pytest

from annotator.reconciliation.agreement.statistics import measures
from annotator.reconciliation.agreement.statistics.figures import figures
from annotator.reconciliation.agreement.statistics.selection import Selection, SumsTable
from tests.reconciliation.marks import counted, judged

K2004 = [
    "BB.B",
    "LLPL",
    "PPPP",
    "PPPP",
    "LLLL",
    "BLPC",
    "CCCC",
    "BBLB",
    "LLLL",
    ".FFF",
    "..BB",
    "..P.",
]
WIKIPEDIA = [".22", ".11", ".33", "334", "444", "13.", "2.2", "1.1", "1.1", "3.3", "3.3", "3.4"]
K2011 = ["01", "11", "01", "00", "00", "01", "00", "00", "10", "00"]
BERTHA_BILL = [
    "00",
    "00",
    "10",
    "10",
    "11",
    "11",
    "11",
    "11",
    "10",
    "10",
    "00",
    "00",
    "00",
    "00",
    "10",
    "11",
    "11",
    "10",
    "10",
    "10",
    "00",
    "00",
    "00",
    "00",
]


@pytest.mark.parametrize(
    ("units", "alpha"),
    [(K2004, 0.743), (WIKIPEDIA, 0.691), (K2011, 0.095), (BERTHA_BILL, 0.329)],
)
def test_alpha(units: list[str], alpha: float) -> None:
    assert figures([judged(units)])["alpha"].value == pytest.approx(alpha, abs=0.001)


def test_alpha_of_two_coders_is_that_of_the_pair() -> None:
    article = judged(BERTHA_BILL)
    assert figures([article], (0, 1))["alpha"] == figures([article])["alpha"]


def test_observed_and_expected_disagreement() -> None:
    selection = Selection(SumsTable([judged(K2004)]), None)
    agreeing, *values = selection.agreeing(selection.units).columns.sum(0)
    total = sum(values)
    assert 1 - agreeing / total == pytest.approx(0.2, abs=0.001)
    different = total**2 - sum(value**2 for value in values)
    assert different / (total * (total - 1)) == pytest.approx(0.779, abs=0.001)


def test_cohen() -> None:
    assert figures([judged(BERTHA_BILL)], (0, 1))["kappa"].value == pytest.approx(0.385, abs=0.001)


@pytest.mark.parametrize(
    ("table", "kappa"), [([[40, 9], [6, 45]], 0.6995), ([[80, 10], [5, 5]], 0.3182)]
)
def test_kappa_differs_where_agreement_does_not(table: list[list[int]], kappa: float) -> None:
    units = [f"{i}{j}" for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    found = figures([judged(units)], (0, 1))
    assert found["kappa"].value == pytest.approx(kappa, abs=0.0001)
    assert found["overlap"].value == pytest.approx(0.85)


def test_one_category_is_undefined_never_one() -> None:
    found = figures([judged(["yy"] * 10)], (0, 1))
    for name in ("alpha", "kappa", "fleiss"):
        assert (found[name].value, found[name].because) == (None, "only one label was used")


@pytest.mark.parametrize(("bare", "kappa"), [(30, 0.5833), (1000, 0.8234), (1_000_000, 0.8333)])
def test_f1_is_the_limit_of_kappa_as_what_nobody_marks_grows(bare: int, kappa: float) -> None:
    both, first, second = 50, 10, 10
    marked = judged(["xx"] * both + ["x."] * first + [".x"] * second)
    f1 = figures([marked])["overlap"].value
    assert f1 == pytest.approx(0.8333, abs=0.0001)
    sums = [both + bare, both + first, second + bare, both + second, first + bare]
    (found,) = measures.cohen([np.array([sums], float)])
    assert found == pytest.approx(kappa, abs=0.0001)
    assert found < f1


def test_spans_by_hand() -> None:
    first = [(0, 10, "CLAIM"), (20, 30, "CLAIM"), (40, 50, "ENT")]
    second = [(0, 10, "CLAIM"), (22, 31, "CLAIM"), (40, 50, "STANCE"), (60, 65, "ENT")]
    found = figures([counted({1: first, 2: second})])
    assert found["exact"].value == pytest.approx(0.2857142857142857)
    assert found["overlap"].value == pytest.approx(0.5714285714285714)
    assert found["characters"].value == pytest.approx(0.5625)
    bare = {who: [(s, e, "any") for s, e, _ in marks] for who, marks in ((1, first), (2, second))}
    found = figures([counted(bare)])
    assert found["exact"].value == pytest.approx(0.5714285714285714)
    assert found["overlap"].value == pytest.approx(0.8571428571428571)
