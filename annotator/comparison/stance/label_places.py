"""Where the names of a network stand: no two of them overlap (pure: no Django).

Forces say who is near whom, and leave names lying on names. Each box, a node with its name below
it, then takes the free place that is nearest to where the forces put it, the busiest first.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from unicodedata import category, east_asian_width

import networkx as nx

WIDE = 1100
ABOVE, BELOW = 12, 32
"""How far a box reaches above and below the middle of its node: the node, and its name below it."""
GAP = 8
ROOM = 3
"""How many times the area of all boxes the picture has."""
LEAST_HIGH = 320
STEP = 18
"""How far apart the places are that are tried."""


class Box(NamedTuple):
    """What a node and its name cover, around the middle of the node."""

    x: float
    y: float
    wide: float

    def overlaps(self, other: "Box") -> bool:
        """Return whether two boxes have a point in common."""
        apart = abs(self.x - other.x) * 2 >= self.wide + other.wide
        return not (apart or abs(self.y - other.y) >= ABOVE + BELOW)


def width_of(name: str) -> float:
    """Return how wide a name is, in units of the picture, rather too much than too little."""
    letters = (letter for letter in name if category(letter)[0] != "M")
    return sum(
        15 if east_asian_width(letter) in "WF" else 11 if letter in "MW@—…" else 8
        for letter in letters
    )


def lay_out(
    widths: Sequence[float], ties: Sequence[tuple[int, int]]
) -> tuple[Sequence[Box], float]:
    """Return where nodes with names of these widths stand, and how high the picture is.

    It is `WIDE` wide. `ties`: which nodes are tied, by their places in the list; the first nodes
    choose first.
    """
    return _laid_out(tuple(widths), tuple(ties))


@lru_cache(maxsize=64)
def _laid_out(
    widths: Sequence[float], ties: Sequence[tuple[int, int]]
) -> tuple[Sequence[Box], float]:
    # It takes most of a picture's time, and follows from who is tied to whom: it is kept by that.
    if not widths:
        return (), LEAST_HIGH
    area = sum((wide + GAP) * (ABOVE + BELOW + GAP) for wide in widths)
    high = max(LEAST_HIGH, ROOM * area / WIDE)
    placed: list[Box] = []
    rows: dict[int, list[Box]] = defaultdict(list)
    for wide, (x, y) in zip(widths, _by_forces(len(widths), ties), strict=True):
        wide = min(wide + GAP, WIDE)
        box = _nearest_free(Box(wide / 2 + x * (WIDE - wide), y * high, wide), rows)
        rows[_row(box)].append(box)
        placed.append(box)
    top = min(box.y for box in placed) - ABOVE - GAP
    bottom = max(box.y for box in placed) + BELOW + GAP
    return [box._replace(y=box.y - top) for box in placed], bottom - top


def _by_forces(nodes: int, ties: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    """Return where Fruchterman and Reingold's forces put each node, from 0 to 1; seeded."""
    graph: Any = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(ties)
    found = nx.spring_layout(graph, k=2.2 / nodes**0.5, iterations=200, seed=1)
    xs, ys = ([float(place[axis]) for place in found.values()] for axis in (0, 1))
    return list(zip(_shares(xs), _shares(ys), strict=True))


def _shares(values: Sequence[float]) -> list[float]:
    low, high = min(values), max(values)
    if high - low < 1e-9:
        return [0.5] * len(values)
    return [(value - low) / (high - low) for value in values]


def _row(box: Box) -> int:
    """Return in which row a box is: it can overlap only boxes of its row and of the next ones."""
    return int(box.y // (ABOVE + BELOW))


def _nearest_free(wanted: Box, rows: Mapping[int, Sequence[Box]]) -> Box:
    """Return the box moved to the nearest place where it covers none: tried ring by ring."""
    size = 0
    while True:
        for right, down in _ring(size):
            box = Box(wanted.x + right * STEP, wanted.y + down * STEP, wanted.wide)
            if 2 * box.x < box.wide or 2 * (WIDE - box.x) < box.wide:
                continue
            row = _row(box)
            near = (other for at in (row, row - 1, row + 1) for other in rows.get(at, ()))
            if not any(box.overlaps(other) for other in near):
                return box
        size += 1


@lru_cache(maxsize=256)
def _ring(size: int) -> Sequence[tuple[int, int]]:
    """Return the steps to the places of one ring, the nearest first."""
    across = range(-size, size + 1)
    edge = [(x, y) for x in across for y in across if max(abs(x), abs(y)) == size]
    return sorted(edge, key=lambda step: (step[0] ** 2 + step[1] ** 2, step))
