"""Declare the formats of who is for and against whom: GraphML, GEXF and DNA's event list."""

from collections.abc import Callable, Iterator

from annotator.comparison.stance.graphml import graphml
from annotator.exchange.formats.format import PLACED, Aspect, Format, HeldPlace, Outgoing
from annotator.exchange.formats.networks.dna import dna
from annotator.exchange.formats.networks.gexf import gexf
from annotator.exchange.formats.networks.statements import statements_in
from annotator.vocabulary.models import Kind

_PLACED = PLACED | {Aspect.ABOUT}
_STANCE_ALONE = "Claims and names: stances alone are in it, each place once, whoever marked it."
_ASIDES = "Stances in captions, links, references, boilerplate and repetitions, which never count."


def _graphml(out: Outgoing) -> Iterator[bytes]:
    return (piece.encode() for piece in graphml(statements_in(out.portion)))


def _gexf(out: Outgoing) -> Iterator[bytes]:
    return (piece.encode() for piece in gexf(statements_in(out.portion), out.title))


def _places(settled: bool) -> Callable[[Outgoing], Iterator[HeldPlace]]:
    def places(out: Outgoing) -> Iterator[HeldPlace]:
        for one in statements_in(out.portion, settled=settled):
            yield HeldPlace(Kind.STANCE.value, one.article, one.start, one.end)

    return places


def _dna(out: Outgoing) -> Iterator[bytes]:
    return (piece.encode() for piece in dna(statements_in(out.portion, settled=True)))


GRAPHML = Format(
    name="graphml",
    title="GraphML",
    sentence=(
        "The network of stance, one edge a statement; visone, Cytoscape, yEd, igraph and networkx "
        "read it."
    ),
    ending=".graphml",
    media_type="application/graphml+xml; charset=utf-8",
    says=_PLACED,
    cannot=(_STANCE_ALONE, _ASIDES),
    write=_graphml,
    takes=_places(settled=False),
    of_settlers=True,
)

GEXF = Format(
    name="gexf",
    title="GEXF 1.3",
    sentence=(
        "The network of stance over time, one edge for each side that somebody takes; Gephi reads "
        "it."
    ),
    ending=".gexf",
    media_type="application/gexf+xml; charset=utf-8",
    says=PLACED,
    cannot=(
        _STANCE_ALONE,
        _ASIDES,
        "Where in an article a stance stands: an edge says how many there are, and of which days.",
    ),
    write=_gexf,
    takes=_places(settled=False),
    of_settlers=True,
    streams=False,
)

DNA = Format(
    name="dna",
    title="Discourse Network Analyzer",
    sentence=(
        "Settled stances as the event list that DNA 3 writes: who says what, agrees or not, when "
        "and where; for R, rem and any program that reads tables."
    ),
    ending=".csv",
    media_type="text/csv; charset=utf-8",
    says=_PLACED | {Aspect.LAYERS},
    cannot=(
        _STANCE_ALONE,
        _ASIDES,
        "Section and type of a document, which the desk does not keep, and the hour of a day.",
    ),
    write=_dna,
    takes=_places(settled=True),
    settled=True,
    of_settlers=True,
)
