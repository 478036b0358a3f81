"""The network of holders and targets, seen and downloaded: door, form, page."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.comparison.seen import Seen, seen_by
from annotator.comparison.stance.forms import NetworkForm, StanceForm
from annotator.comparison.stance.graphml import graphml
from annotator.comparison.stance.html import draw_ties
from annotator.comparison.stance.kept_relations import KeptStances, KeptTie, names_among
from annotator.comparison.stance.network import Tie, draw, ties_of
from annotator.comparison.stance.nodes import NOBODY, Node, source_key
from annotator.comparison.stance.relations import Asked, Relation
from annotator.comparison.stance.statements import statements_of
from annotator.comparison.stance.views import leading_to_passages
from annotator.comparison.tallies.changes import being_behind
from annotator.one_state import one_state
from annotator.operations.replica import reads_from_replica
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for

SORTS: Mapping[str, Callable[[Tie], Any]] = {
    "": lambda tie: -tie.counts.total(),
    "holder": lambda tie: 0,
    "target": lambda tie: tie.target.name,
    "against": lambda tie: -tie.counts[-1],
    "neutral": lambda tie: -tie.counts[0],
    "favour": lambda tie: -tie.counts[1],
}
"""How the ties of the table are sorted; of equals by holder and target."""


@require_GET
@reads_from_replica
def network(request: DeskRequest, slug: str) -> HttpResponse:
    """Show who is for and against whom, as a picture and as a table of the same ties."""
    story = story_for(request, slug, SETTLERS)
    seen = seen_by(request.user, story)
    form = NetworkForm(request.GET, KeptStances(seen).ends(), seen.sources)
    page = {"story": story, "tab": "sources", "subtab": "stance", "filter": {"form": form}}
    page |= being_behind(story, seen.hidden) | {"hidden": seen.hidden}
    if not form.is_valid():
        return render(request, "comparison/stance_network.html", page, status=422)
    sort, around = form.cleaned_data["sort"], form.cleaned_data["around"]
    kept = KeptStances(seen, form.asked()).ties()
    if ties := ties_of(_drawn(kept, seen.sources), around):
        to = _leading_around(request.GET)
        first = SORTS[sort]
        ties_sorted = sorted(ties, key=lambda tie: (first(tie), tie.holder.name, tie.target.name))
        rows = page_of(ties_sorted, request)
        page |= {"network": draw(ties, to), "page": rows, "sort": sort}
        page["rows"] = draw_ties(rows, to, _leading_to_passages(slug, form.asked().source))
    return render(request, "comparison/stance_network.html", page)


def _leading_around(given: QueryDict) -> Callable[[Node], str]:
    """Return a function that gives the address of a node and its neighbours, as narrowed now."""
    kept = given.copy()
    for name in ("around", "page"):
        kept.pop(name, None)
    before = f"?{kept.urlencode()}&" if kept else "?"
    return lambda node: f"{before}around={quote(node.key)}"


def _leading_to_passages(slug: str, only: int | None) -> Callable[[Tie], str]:
    """Return a function that gives the address of the passages of a tie."""
    to = leading_to_passages(slug, only)

    def address(tie: Tie) -> str:
        source = int(tie.holder.key.partition(":")[2]) if tie.holder.own else None
        holder = None if tie.holder.own else int(tie.holder.key)
        target = None if tie.target == NOBODY else int(tie.target.key)
        return to(Relation(holder, target), source)

    return address


@require_GET
@never_cache
@reads_from_replica
def stance_graphml(request: DeskRequest, slug: str) -> HttpResponseBase:
    """Send the network as GraphML, one edge a statement."""
    story = story_for(request, slug, SETTLERS)
    seen = seen_by(request.user, story)
    form = StanceForm(request.GET, KeptStances(seen).ends(), seen.sources)
    if not form.is_valid():
        refusal = "This choice is not in the list: choose another on the page of stance.\n"
        return HttpResponse(refusal, content_type="text/plain; charset=utf-8", status=422)
    name = f"{story.slug}-stance.graphml"
    return StreamingHttpResponse(
        _graphml(seen, form.asked()),
        content_type="application/graphml+xml; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


def _graphml(seen: Seen, asked: Asked) -> Iterator[bytes]:
    """Yield the file, all of it as the desk was at one moment."""
    with one_state():
        for piece in graphml(statements_of(seen, asked)):
            yield piece.encode()


def _drawn(
    ties: Iterable[KeptTie], sources: Mapping[int, str]
) -> Iterable[tuple[Node, Node, Mapping[int, int]]]:
    """Yield the ends of each tie, and how often which side is taken; an own voice is its
    outlet's."""
    ties = list(ties)
    names = names_among({key for one in ties for key in (one.holder, one.target)})
    nodes = {pk: Node(str(pk), name, "") for pk, name in names.items()}
    voices = {pk: Node(source_key(pk), name, "source", True) for pk, name in sources.items()}
    for one in ties:
        holder = nodes[one.holder] if one.holder else voices[one.source]
        yield holder, nodes[one.target] if one.target else NOBODY, one.sides
