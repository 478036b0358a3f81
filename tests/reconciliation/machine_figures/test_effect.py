"""What suggestions do, from a small data set worked by hand: see `worked.py`."""

import numpy as np
import pytest

from annotator.machines.suggestions.arm import Arm
from annotator.reconciliation.machine_figures.comparison import (
    ArticleComparison,
    CellCount,
    Fates,
    compare,
)
from annotator.reconciliation.machine_figures.effect import effect_figures
from annotator.reconciliation.machine_figures.figures import FiguresOfMachine
from tests.reconciliation.machine_figures.worked import (
    ANN,
    BEN,
    CID,
    GOLD,
    MACHINE,
    PEOPLE,
    entities,
    worked_article,
)

BY_HAND = {
    "machine": (6 / 7, 1 / 3, 11 / 21),
    "machine_exact": (4 / 7, 1 / 3, 5 / 21),
    "peers": (2 / 3, 0, 2 / 3),
    "peers_exact": (0, 0, 0),
    "gold": (4 / 7, 4 / 6, -2 / 21),
    "gold_exact": (2 / 7, 4 / 6, -8 / 21),
    "pace": (3, 8, -5),
}
# gold, exact: Ann's [0,5) is settled with these edges, Cid's [0,6) is not: 2·1/7.


@pytest.mark.parametrize("copies", [1, 12])
def test_every_value(copies):
    for found in effect_figures([worked_article()] * copies):
        assert (found.aided.value, found.unaided.value, found.difference) == pytest.approx(
            BY_HAND[found.name]
        ), found.name


def test_ten_alike_articles_have_an_interval_of_no_width():
    found = {one.name: one for one in effect_figures([worked_article()] * 10)}
    for name, (_, _, difference) in BY_HAND.items():
        assert (found[name].low, found[name].high) == pytest.approx((difference, difference)), name
    assert (found["machine"].aided.n, found["machine"].aided.articles) == (20, 10)
    assert (found["peers"].aided.n, found["pace"].unaided.n) == (10, 20)


def test_below_ten_articles_it_says_what_is_missing():
    found = effect_figures([worked_article()] * 9)
    assert {one.low for one in found} == {None}
    assert found[0].because == (
        "it needs 1 more article with a reading with suggestions (9 of 10) and 1 more article with "
        "a reading without suggestions (9 of 10)"
    )


def test_an_arm_that_is_short_is_named_alone():
    aided = compare(MACHINE, {ANN: PEOPLE[ANN]}, None, [(ANN, Arm.WITH, None)], {})
    machine = effect_figures([aided] * 12)[0]
    assert (
        machine.because == "it needs 10 more articles with a reading without suggestions (0 of 10)"
    )
    assert (machine.aided.low, machine.aided.high) == (1, 1)
    assert (machine.unaided.value, machine.difference) == (None, None)


def test_the_interval_is_the_bootstrap_over_articles():
    """Drawn again in the plainest way: both arms of an article come and go together."""
    articles = [worked_article()] * 8 + [
        compare(MACHINE, {ANN: PEOPLE[CID], BEN: PEOPLE[ANN]}, None,
                [(ANN, Arm.WITH, float(n)), (BEN, Arm.WITHOUT, 1.0)], {})
        for n in range(7)
    ]  # fmt: skip
    with_it = [(6, 7)] * 8 + [(2, 3)] * 7
    without = [(2, 6)] * 8 + [(4, 4)] * 7
    paces = [[2, 4]] * 8 + [[n] for n in range(7)]
    slow = [[6, 10]] * 8 + [[1]] * 7
    differences, minutes = [], []
    for sample in np.random.Generator(np.random.PCG64(1)).integers(0, 15, (1000, 15)):
        one, two = ([sum(arm[i][k] for i in sample) for k in (0, 1)] for arm in (with_it, without))
        differences.append(one[0] / one[1] - two[0] / two[1])
        medians = [np.median([x for i in sample for x in arm[i]]) for arm in (paces, slow)]
        minutes.append(medians[0] - medians[1])
    found = {one.name: one for one in effect_figures(articles)}
    for name, drawn in (("machine", differences), ("pace", minutes)):
        expected = np.quantile(drawn, (0.025, 0.975))
        assert (found[name].low, found[name].high) == pytest.approx(tuple(expected)), name
        assert found[name].low < found[name].difference < found[name].high


def test_another_kind_has_nothing():
    claims = effect_figures([worked_article()] * 10, "claim")
    assert {one.aided.value for one in claims} == {None}
    assert claims[0].because == "nothing is marked"
    assert "pace" not in {one.name for one in claims}


def test_what_became_of_suggestions():
    # Ann has both as suggested; Cid the first with another edge, the second was dismissed.
    assert worked_article().fates == Fates(kept=2, changed=1, dismissed=1, unused=0)
    without_dismissal = compare(MACHINE, {CID: PEOPLE[CID]}, None, [(CID, Arm.WITH, None)], {})
    assert without_dismissal.fates == Fates(changed=1, unused=1)


def test_beside_what_is_settled():
    # [0,5) is settled so; [20,25) was missed; [10,15) is the machine's alone.
    assert worked_article().cells == [
        CellCount("entity", "", "x", 1, 0), CellCount("entity", "x", "", 1, 0),
        CellCount("entity", "x", "x", 1, 1),
    ]  # fmt: skip
    other = compare(MACHINE, {}, entities(9, (0, 5, "y")), [], {})
    assert CellCount("entity", "y", "x", 1, 0) in other.cells


def test_what_is_packed_is_read_again():
    one = worked_article()
    again = ArticleComparison.unpacked(one.packed())
    assert (again.arms, again.overlaps, again.fates, again.standings) == (
        one.arms, one.overlaps, one.fates, one.standings,
    )  # fmt: skip
    figures = FiguresOfMachine.of([one] * 11)
    assert FiguresOfMachine.unpacked(figures.packed()) == figures


def test_readings_that_are_left_out_are_counted_by_reason():
    arms = [(ANN, Arm.LATE, None), (BEN, Arm.WITHOUT, None), (CID, Arm.NOT_SHOWN, None)]
    found = FiguresOfMachine.of([compare(MACHINE, PEOPLE, GOLD, arms, {})] * 2)
    assert (found.compared, found.left_out) == (2, {Arm.NOT_SHOWN: 2, Arm.LATE: 2})
