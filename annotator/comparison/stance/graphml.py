"""Write stances as GraphML, one edge a statement, for network analysis (pure).

The edges carry what Discourse Network Analyzer calls a statement: person, organisation, concept,
agreement, date and document (Leifeld, Gruber and Bossner 2019, *DNA Manual*). The file is directed,
with parallel edges; each node stands before the first edge that has it, so that it is written in
one go.
"""

from collections.abc import Iterable, Iterator, Mapping

from annotator.comparison.stance.nodes import StanceStatement
from articles.xml_text import xml_text, xml_values

_NODES = ("name", "kind")
_EDGES: Mapping[str, str] = {
    "person": "string",
    "organisation": "string",
    "concept": "string",
    "agreement": "long",
    "date": "string",
    "document": "string",
    "source": "string",
    "address": "string",
    "text_sha256": "string",
    "quote": "string",
    "start": "long",
    "end": "long",
}
_KEYS = {name: f"n{number}" for number, name in enumerate(_NODES)}
_EDGE_KEYS = {name: f"e{number}" for number, name in enumerate(_EDGES)}
_PIECE = 32_768
"""How many characters are sent together."""
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def graphml(statements: Iterable[StanceStatement]) -> Iterator[str]:
    """Yield the file in pieces; statements are read as they are written."""
    told: set[str] = set()
    piece = _HEAD + "".join(_declared()) + '<graph edgedefault="directed">\n'
    for number, one in enumerate(statements):
        for node in (one.holder, one.target):
            if node.key not in told:
                told.add(node.key)
                said = {"name": node.name, "kind": node.kind}
                piece += _element("node", {"id": node.key}, said, _KEYS)
        ends = {"id": f"s{number}", "source": one.holder.key, "target": one.target.key}
        piece += _element("edge", ends, _said(one), _EDGE_KEYS)
        if len(piece) > _PIECE:
            yield piece
            piece = ""
    yield piece + "</graph>\n</graphml>\n"


def _declared() -> Iterator[str]:
    for of, keys, types in (
        ("node", _KEYS, dict.fromkeys(_NODES, "string")),
        ("edge", _EDGE_KEYS, _EDGES),
    ):
        for name, key in keys.items():
            about = {"id": key, "for": of, "attr.name": name, "attr.type": types[name]}
            yield f"<key{xml_values(about)}/>\n"


def _said(one: StanceStatement) -> dict[str, str]:
    acting = one.holder.acts_as_one
    return {
        "person": "" if acting else one.holder.name,
        "organisation": one.holder.name if acting else "",
        "concept": one.target.name,
        "agreement": str(one.polarity),
        "date": one.date,
        "document": one.document,
        "source": one.source,
        "address": one.address,
        "text_sha256": one.sha256,
        "quote": one.quote,
        "start": str(one.start),
        "end": str(one.end),
    }


def _element(
    tag: str, about: Mapping[str, str], said: Mapping[str, str], keys: Mapping[str, str]
) -> str:
    data = "".join(
        f'<data key="{keys[name]}">{xml_text(value)}</data>' for name, value in said.items()
    )
    return f"<{tag}{xml_values(about)}>{data}</{tag}>\n"
