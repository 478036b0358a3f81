"""What the adjudication page swaps: the card of a place, the text beneath it, the counts; more
cards."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.html import format_html_join

from annotator.annotations.models import SPAN, Annotation
from annotator.pagination import page_of
from annotator.people.access import DeskRequest
from annotator.reconciliation.adjudication.page import AdjudicationPage, adjudication_page
from annotator.reconciliation.adjudication.side_by_side import draw_machine_said
from annotator.text import plain_number
from articles.models import Article


def place_swap(
    request: DeskRequest,
    article: Article,
    of: str | Iterable[UUID | str],
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    """Draw the place of these annotations, or of a place's stamp, as it is now, if it is there.

    With it come the text beneath it and the counts.
    """
    if not request.htmx:
        if note:
            messages.error(request, note)
        return redirect("reconciliation:settle", article.pk)
    shown = adjudication_page(request, article, by_name="names=" in _page(request))
    keys, decisions = keys_of(of)
    place = shown.place_with(keys)
    if place is None and decisions:
        place = shown.place_decided_by(decisions[-1])
    marked = Annotation.everything.filter(SPAN, pk__in=keys).only("start", "end").order_by()
    spans = [one.span for one in marked]
    if place is not None and not place.is_whole:
        spans.append((place.start, place.end))
    counts = render_to_string(
        "reconciliation/_counts.html", {"article": article, "swap": True, **shown.counts()}, request
    )
    card = shown.draw(place, note) if place else ""
    return HttpResponse(card + counts + shown.pieces(spans), status=status)


def more_cards(shown: AdjudicationPage, asked: Mapping[str, Any], errors: str) -> HttpResponse:
    """Draw the cards that are asked for, and the link to what stands beyond them."""
    if errors:
        return HttpResponse(errors, content_type="text/plain; charset=utf-8", status=422)
    ends = next((end for end in ("after", "before") if asked[end]), "both")
    return HttpResponse(shown.cards(shown.window(asked), ends))


def only_machine(shown: AdjudicationPage, request: DeskRequest) -> dict[str, Any]:
    """Return a page of what machines with a lane have marked where no place is, drawn."""
    page = page_of(shown.only_machine, request, "only_machine")
    drawn = [draw_machine_said(one, shown.context, "#adding", "") for one in page]
    return {"page": page, "drawn": format_html_join("", "{}", ((one,) for one in drawn))}


def keys_of(of: str | Iterable[UUID | str]) -> tuple[list[UUID], list[int]]:
    """Return the annotations and decisions that a place's stamp, or a list of ids, names."""
    parts = of.split(",") if isinstance(of, str) else [str(one) for one in of]
    keys: list[UUID] = []
    decisions: list[int] = []
    for part in parts:
        if part.startswith("d") and (number := plain_number(part[1:], 18)) is not None:
            decisions.append(number)
            continue
        try:
            keys.append(UUID(part.split(":")[0]))
        except ValueError:
            continue
    return keys, decisions


def _page(request: DeskRequest) -> str:
    return request.htmx.current_url or ""
