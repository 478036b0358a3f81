"""Holders and targets as a network, and its picture."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.safestring import SafeString

from annotator.comparison.stance.label_places import WIDE, Box, lay_out, width_of
from annotator.comparison.stance.nodes import Node
from annotator.comparison.stance.relations import WORDS
from annotator.markup import fill, join

MOST_NODES = 60
"""How many nodes the picture holds: the ones with the most statements."""
_LONGEST = 26
_RADIUS = 9


@dataclass
class Tie:
    """All statements of one holder toward one target."""

    holder: Node
    target: Node
    counts: Counter[int] = field(default_factory=Counter)

    @property
    def look(self) -> str:
        """For, against, neither, or both ways."""
        if self.counts[1] and self.counts[-1]:
            return "divided"
        if self.counts[1] or self.counts[-1]:
            return "favour" if self.counts[1] else "against"
        return "neutral"


class DrawnNetwork(NamedTuple):
    """The picture, how many nodes it holds of how many, and all ties."""

    picture: SafeString
    shown: int
    nodes: int
    ties: list[Tie]


def ties_of(statements: Iterable[tuple[Node, Node, Mapping[int, int]]], around: str) -> list[Tie]:
    """Return the ties of holders and targets, which come with how often a holder takes which side.

    `around`: the key of the node that is wanted with its neighbours and what is between them; if
    empty, all.
    """
    found: dict[tuple[Node, Node], Tie] = {}
    for holder, target, sides in statements:
        found.setdefault((holder, target), Tie(holder, target)).counts.update(sides)
    ties = sorted(found.values(), key=lambda one: (one.holder, one.target))
    if not around:
        return ties
    ends = [(one.holder.key, one.target.key) for one in ties]
    near = {key for pair in ends if around in pair for key in pair}
    return [tie for tie, pair in zip(ties, ends, strict=True) if near.issuperset(pair)]


def draw(ties: list[Tie], address: Callable[[Node], str]) -> DrawnNetwork:
    """Draw the network of holders and targets, laid out alike each time; the busiest nodes alone.

    `address` leads to a node and its neighbours. The table beside the picture says the same, and
    is what is read aloud and walked by key.
    """
    busy: Counter[Node] = Counter()
    for one in ties:
        busy[one.holder] += one.counts.total()
        busy[one.target] += one.counts.total()
    ordered = sorted(busy, key=lambda node: (-busy[node], node))[:MOST_NODES]
    place = {node: number for number, node in enumerate(ordered)}
    shown = [one for one in ties if one.holder in place and one.target in place]
    edges = [(place[one.holder], place[one.target]) for one in shown]
    boxes, high = lay_out([width_of(_short(node.name)) for node in ordered], edges)
    places = dict(zip(ordered, boxes, strict=True))
    lines = join(_line(one, places) for one in shown)
    nodes = join(_node(node, busy[node], places[node], address(node)) for node in ordered)
    picture = fill(
        '<svg class="network" viewBox="0 0 {} {:.0f}" aria-hidden="true"><defs><marker id="tip" '
        'viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" '
        'markerUnits="userSpaceOnUse" orient="auto">'
        '<path class="tip" d="M0 0L10 5L0 10z"/></marker></defs>{}{}</svg>',
        WIDE, high, lines, nodes,
    )  # fmt: skip
    return DrawnNetwork(picture, len(ordered), len(busy), ties)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def _node(node: Node, times: int, box: Box, address: str) -> SafeString:
    x, y, _ = box
    shape = (
        fill('<rect class="node own" x="{:.1f}" y="{:.1f}" width="16" height="16"/>', x - 8, y - 8)
        if node.own
        else fill('<circle class="node" cx="{:.1f}" cy="{:.1f}" r="{}"/>', x, y, _RADIUS)
    )
    return fill(
        '<a href="{}" tabindex="-1">{}<text x="{:.1f}" y="{:.1f}">{}</text>'
        "<title>{}, {:,} statement{}</title></a>",
        address, shape, x, y + 25, _short(node.name), node.name, times, "" if times == 1 else "s",
    )  # fmt: skip


def _line(tie: Tie, places: Mapping[Node, Box]) -> SafeString:
    """Draw a curve bent to its left, so that a tie and the one back stand apart."""
    (x1, y1, _), (x2, y2, _) = places[tie.holder], places[tie.target]
    wide = min(1.5 + 0.75 * (tie.counts.total() - 1), 6)
    counts_in_words = ", ".join(
        f"{tie.counts[side]:,} {WORDS[side]}" for side in WORDS if tie.counts[side]
    )
    if tie.holder == tie.target:
        path = f"M{x1 - 6:.1f} {y1 - 8:.1f}c-24 -34 36 -34 14 -2"
    else:
        length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1)
        mx, my = (x1 + x2) / 2 + (y2 - y1) * 0.12, (y1 + y2) / 2 - (x2 - x1) * 0.12
        short = (_RADIUS + 3) / length
        ex, ey = x2 + (mx - x2) * 2 * short, y2 + (my - y2) * 2 * short
        path = f"M{x1:.1f} {y1:.1f}Q{mx:.1f} {my:.1f} {ex:.1f} {ey:.1f}"
    return fill(
        '<path class="tie {}" d="{}" stroke-width="{:.2f}" marker-end="url(#tip)">'
        "<title>{} → {}: {}</title></path>",
        tie.look, path, wide, tie.holder.name, tie.target.name, counts_in_words,
    )  # fmt: skip
