"""uα, |uα, cuα and (k)uα: derived values, and the same counted code point by code point."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.reconciliation.agreement.statistics.figures import figures
from tests.reconciliation.marks import LENGTH, Mark, Readings, apart, counted, read_by

TWO: Readings = {
    1: [(2, 8, "x"), (10, 14, "y")],
    2: [(3, 8, "x"), (10, 15, "x")],
}


def test_two_coders_derived_from_the_equations() -> None:
    found = figures([counted(TWO, 20)])
    assert found["u_alpha"].value == pytest.approx(0.522198, abs=1e-6)
    assert found["u_alpha_segmentation"].value == pytest.approx(0.81525, abs=1e-6)
    assert found["cu_alpha"].value == pytest.approx(0.039683, abs=1e-6)
    assert found["cu_alpha"].coverage == 0.45
    assert found["cu_alpha"].n == 9


def test_a_unit_is_as_long_as_the_sum_of_its_intersections() -> None:
    readings: Readings = {
        1: [(0, 10, "x"), (12, 16, "y")],
        2: [(0, 4, "x"), (5, 10, "y"), (12, 16, "y")],
    }
    found = figures([counted(readings, 40)])["cu_alpha"]
    assert found.value == pytest.approx(0.4060, abs=5e-5)
    assert figures([counted(readings, 40)], label="x")["ku_alpha"].value <= 1


@pytest.mark.parametrize(("label", "value"), [("x", 0.05102), ("y", 0.0)])
def test_one_label_told_from_the_others(label: str, value: float) -> None:
    figure = figures([counted(TWO, 20)], label=label)["ku_alpha"]
    assert figure.value == pytest.approx(value, abs=1e-5)


def test_identical_readings_agree_wholly() -> None:
    found = figures([counted({1: TWO[1], 2: TWO[1]}, 20)])
    for name in ("u_alpha", "u_alpha_segmentation", "cu_alpha"):
        assert found[name].value == 1


def test_several_sets_of_annotators_are_weighted_by_code_points() -> None:
    other: Readings = {1: [(0, 9, "x")], 3: [(4, 12, "y")]}
    one, two = counted(TWO, 20), counted(other, 60)
    first, second = (figures([article])["u_alpha"].value for article in (one, two))
    assert first is not None
    assert second is not None
    both = figures([one, two])["u_alpha"]
    assert both.value == pytest.approx((20 * first + 60 * second) / 80)
    assert both.n == 80


def test_a_set_without_a_figure_weighs_nothing() -> None:
    bare = counted({1: [], 3: []}, 500)
    assert figures([counted(TWO, 20), bare])["u_alpha"].value == pytest.approx(0.522198, abs=1e-6)


def test_units_that_touch_are_two_units() -> None:
    one = figures([counted({1: [(0, 10, "x")], 2: [(0, 10, "x")]}, 20)])["u_alpha"]
    two = figures([counted({1: [(0, 5, "x"), (5, 10, "x")], 2: [(0, 10, "x")]}, 20)])["u_alpha"]
    assert one.left_out == two.left_out == 0
    assert one.value == two.value == 1


def painted(marks: list[Mark]) -> tuple[list[str], list[int]]:
    """For each code point its category and its unit; a bare one is a unit of its own."""
    category, unit = [""] * LENGTH, [-1 - at for at in range(LENGTH)]
    for number, (start, end, label) in enumerate(marks):
        for at in range(start, end):
            category[at], unit[at] = label, number
    return category, unit


def expected_share(category: list[str], unit: list[tuple[int, ...]]) -> float | None:
    """Of all ordered pairs of code points of different units, the share of equal category."""
    categories = np.unique(category, return_inverse=True)[1]
    units = np.unique(unit, axis=0, return_inverse=True)[1].ravel()
    same = categories[:, None] == categories[None, :]
    free = units[:, None] != units[None, :]
    return float((same & free).sum() / free.sum()) if len(set(category)) > 1 else None


def by_code_points(readings: Readings, plain: bool) -> float | None:
    """uα, or without labels |uα: every code point of every annotator is one value."""
    read = {who: painted(marks) for who, marks in readings.items()}
    values = {
        who: ["marked" if plain and value else value for value in category]
        for who, (category, _) in read.items()
    }
    category = [value for who in read for value in values[who]]
    unit = [(who, number) for who, (_, numbers) in read.items() for number in numbers]
    share = expected_share(category, unit)
    pairs = [(one, two) for one in values for two in values if one != two]
    apart = sum(values[i][at] != values[j][at] for i, j in pairs for at in range(LENGTH))
    return None if share is None else 1 - apart / (len(pairs) * LENGTH) / (1 - share)


def meetings(readings: Readings) -> list[tuple[str, str, tuple[int, ...]]]:
    """Code points that two annotators mark, seen from each: own and other label, whose unit."""
    read = {who: painted(marks) for who, marks in readings.items()}
    return [
        (mine[at], theirs[at], (i, j, units[at]))
        for i, (mine, units) in read.items()
        for j, (theirs, _) in read.items()
        if i != j
        for at in range(LENGTH)
        if mine[at] and theirs[at]
    ]


def cu_by_code_points(readings: Readings) -> float | None:
    met = meetings(readings)
    if not met:
        return None
    share = expected_share([own for own, _, _ in met], [segment for _, _, segment in met])
    apart = sum(own != other for own, other, _ in met) / len(met)
    return None if share is None else 1 - apart / (1 - share)


def ku_by_code_points(readings: Readings, label: str) -> float | None:
    met = meetings(readings)
    mine = [(other, segment) for own, other, segment in met if own == label]
    free = [own != label for _, segment in mine for own, _, other in met if segment != other]
    if not any(free):
        return None
    apart = sum(other != label for other, _ in mine) / len(mine)
    return 1 - apart / (sum(free) / len(free))


@settings(max_examples=40)
@given(st.integers(2, 4).flatmap(lambda count: read_by(count, apart(labels="xy"))))
def test_every_coefficient_counted_code_point_by_code_point(readings: Readings) -> None:
    article = counted(readings, LENGTH)
    found = figures([article])
    assert found["u_alpha"].value == pytest.approx(by_code_points(readings, plain=False))
    assert found["u_alpha_segmentation"].value == pytest.approx(
        by_code_points(readings, plain=True)
    )
    assert found["cu_alpha"].value == pytest.approx(cu_by_code_points(readings))
    assert (found["cu_alpha"].value or 0) <= 1
    one_label = figures([article], label="x")["ku_alpha"]
    assert one_label.value == pytest.approx(ku_by_code_points(readings, "x"))
