"""Where the names of a network stand: none on another, near whom they are tied to, the same each
time."""

from itertools import combinations
from random import Random

import pytest

from annotator.comparison.stance.label_places import (
    ABOVE,
    BELOW,
    WIDE,
    lay_out,
    width_of,
)


def names_of(number: int) -> list[str]:
    """Return names of many lengths and scripts."""
    draw = Random(number)  # nosec B311
    letters = "abcdefgh MW", "حکومت پاکستان", "東京電力", "🛢️🌊"
    return [
        "".join(draw.choice(draw.choice(letters)) for _ in range(draw.randint(1, 26)))
        for _ in range(number)
    ]


def ties_of(number: int) -> list[tuple[int, int]]:
    """Return ties of which the first names have the most, as in a story."""
    draw = Random(number)  # nosec B311
    hub = [min(int(draw.expovariate(1 / 6)), number - 1) for _ in range(2 * number)]
    return [(one, draw.randrange(number)) for one in hub]


@pytest.mark.parametrize("number", [1, 2, 11, 46, 120])
def test_no_two_names_overlap(number):
    widths = [width_of(name) for name in names_of(number)]
    boxes, high = lay_out(widths, ties_of(number))
    for one, two in combinations(boxes, 2):
        beside = abs(one.x - two.x) >= (one.wide + two.wide) / 2
        assert beside or abs(one.y - two.y) >= ABOVE + BELOW
    for box, width in zip(boxes, widths, strict=True):
        assert box.wide >= width
        assert box.wide / 2 <= box.x <= WIDE - box.wide / 2
        assert ABOVE <= box.y <= high - BELOW


def test_names_that_the_forces_put_in_one_place_stand_apart():
    boxes, _ = lay_out([200.0] * 46, [])
    assert len({(box.x, box.y) for box in boxes}) == 46


def test_who_is_tied_stands_near():
    groups = [(n, m) for n, m in combinations(range(40), 2) if (n < 20) == (m < 20)]
    boxes, _ = lay_out([60.0] * 40, groups)

    def apart(one, two):
        return ((boxes[one].x - boxes[two].x) ** 2 + (boxes[one].y - boxes[two].y) ** 2) ** 0.5

    tied = [apart(*pair) for pair in groups]
    others = [apart(n, m) for n in range(20) for m in range(20, 40)]
    assert sum(tied) / len(tied) < sum(others) / len(others)


def test_the_same_each_time_and_kept():
    ties = ties_of(46)
    assert lay_out([80.0] * 46, ties) is lay_out([80.0] * 46, list(ties))


def test_a_picture_of_nobody():
    assert lay_out([], [])[0] == ()
