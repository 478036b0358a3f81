"""Write stances as GEXF 1.3, the format of Gephi: directed, dated, one edge a side (pure).

https://gexf.net/. Gephi adds up parallel edges unless they are of unlike `kind`, so there is one
edge for each side that a holder takes toward a target, with the number of statements as its weight
and a spell for each day of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from annotator.comparison.stance.nodes import Node, StanceStatement
from articles.xml_text import xml_text, xml_values

SIDES = {-1: "against", 0: "neutral", 1: "in favour"}
_OF_NODE = {"kind": "string", "outlet": "boolean", "taken": "integer", "received": "integer"}
_OF_EDGE = {
    "agreement": "integer",
    "statements": "integer",
    "articles": "integer",
    "sources": "string",
    "first": "string",
    "last": "string",
}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
"""
_PIECE = 500
"""Elements that are sent together."""


@dataclass
class _End:
    """A node with how many stances it takes and receives, and the days of them."""

    node: Node
    taken: int = 0
    received: int = 0
    days: set[str] = field(default_factory=set)


@dataclass
class _SideTaken:
    """All statements of one holder on one side toward one target."""

    statements: int = 0
    days: set[str] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)


def gexf(statements: Iterable[StanceStatement], title: str) -> Iterator[str]:
    """Yield the file in pieces; names and sides are in memory, statements are not."""
    ends: dict[str, _End] = {}
    sides: dict[tuple[str, str, int], _SideTaken] = {}
    for one in statements:
        holder = ends.setdefault(one.holder.key, _End(one.holder))
        target = ends.setdefault(one.target.key, _End(one.target))
        holder.taken += 1
        target.received += 1
        side = sides.setdefault((one.holder.key, one.target.key, one.polarity), _SideTaken())
        side.statements += 1
        side.articles.add(one.article)
        side.sources.add(one.source)
        if one.date:
            for dated in (holder.days, target.days, side.days):
                dated.add(one.date)
    yield _head(title)
    yield from _together("nodes", (_node(end) for end in ends.values()))
    yield from _together("edges", (_edge(*key, side) for key, side in sides.items()))
    yield "</graph>\n</gexf>\n"


def _head(title: str) -> str:
    declared = ""
    for of, attributes in (("node", _OF_NODE), ("edge", _OF_EDGE)):
        each = "".join(
            f"<attribute{xml_values({'id': name, 'title': name, 'type': kind})}/>"
            for name, kind in attributes.items()
        )
        declared += f'<attributes class="{of}" mode="static">{each}</attributes>\n'
    graph = {
        "mode": "dynamic",
        "defaultedgetype": "directed",
        "timeformat": "date",
        "timerepresentation": "timestamp",
    }
    meta = f"<creator>Annotator</creator><description>{xml_text(title)}</description>"
    return f"{_HEAD}<meta>{meta}</meta>\n<graph{xml_values(graph)}>\n{declared}"


def _together(tag: str, elements: Iterator[str]) -> Iterator[str]:
    yield f"<{tag}>\n"
    piece: list[str] = []
    for element in elements:
        piece.append(element)
        if len(piece) == _PIECE:
            yield "".join(piece)
            piece.clear()
    yield "".join(piece) + f"</{tag}>\n"


def _node(end: _End) -> str:
    node = end.node
    said = {
        "kind": node.kind,
        "outlet": "true" if node.own else "false",
        "taken": str(end.taken),
        "received": str(end.received),
    }
    about = xml_values({"id": node.key, "label": node.name})
    return f"<node{about}>{_values(said)}{_spells(end.days)}</node>\n"


def _edge(holder: str, target: str, polarity: int, side: _SideTaken) -> str:
    about = {
        "source": holder,
        "target": target,
        "kind": SIDES[polarity],
        "label": SIDES[polarity],
        "weight": str(side.statements),
    }
    said = {
        "agreement": str(polarity),
        "statements": str(side.statements),
        "articles": str(len(side.articles)),
        "sources": "; ".join(sorted(side.sources)),
        "first": min(side.days, default=""),
        "last": max(side.days, default=""),
    }
    return f"<edge{xml_values(about)}>{_values(said)}{_spells(side.days)}</edge>\n"


def _values(said: Mapping[str, str]) -> str:
    """Write what is given; nothing empty."""
    each = (
        f"<attvalue{xml_values({'for': name, 'value': value})}/>"
        for name, value in said.items()
        if value
    )
    return f"<attvalues>{''.join(each)}</attvalues>"


def _spells(days: set[str]) -> str:
    if not days:
        return ""
    each = "".join(f"<spell{xml_values({'timestamp': day})}/>" for day in sorted(days))
    return f"<spells>{each}</spells>"
