"""The page of a format, with what comes over and what does not, and its file."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.visibility.blind_review import count_unsubmitted
from annotator.annotations.visibility.source_masking import hides_sources_from
from annotator.exchange.formats.format import Format
from annotator.exchange.formats.outgoing import filters_of, outgoing, sent
from annotator.exchange.formats.page import take_stock
from annotator.exchange.formats.registry import format_named
from annotator.operations.replica import reads_from_replica
from annotator.people.access import READERS, SETTLERS, DeskRequest, story_for
from annotator.tables import refused
from articles.models import Story


def _door(request: DeskRequest, slug: str, name: str) -> tuple[Story, Format]:
    """Return story and format. Raises Http404, or PermissionDenied for whom it is not."""
    story = story_for(request, slug, READERS)
    try:
        one = format_named(name)
    except KeyError as error:
        raise Http404 from error
    if one.write is None:
        raise Http404
    if not one.open_to(bool(request.membership.roles & SETTLERS)):
        raise PermissionDenied(
            f"{one.title} tells of what is settled: it is for adjudicators and managers."
        )
    return story, one


@require_GET
@reads_from_replica
def format_page(request: DeskRequest, slug: str, name: str) -> HttpResponse:
    """Show what of the story goes into the format's file, and what it cannot say."""
    story, one = _door(request, slug, name)
    form = filters_of(one, request.GET or None, story, request.membership)
    asked = form if form.is_bound else filters_of(one, {}, story, request.membership)
    stock = None
    if asked.is_valid() and not one.missing():
        stock = take_stock(one, outgoing(one, [story], asked, request.membership))
    page = {
        "story": story,
        "tab": "export",
        "format": one,
        "form": form,
        "stock": stock,
        "query": request.GET.urlencode(),
        "own_only": not request.membership.roles & SETTLERS,
        "blind_to": count_unsubmitted(request.user, story),
        "sources_hidden": hides_sources_from(request.membership),
    }
    return render(request, "exchange/format.html", page, status=422 if form.errors else 200)


@require_GET
@never_cache
@reads_from_replica
def format_file(request: DeskRequest, slug: str, name: str) -> HttpResponseBase:
    """Send the story in the format, as far as the member may have it."""
    story, one = _door(request, slug, name)
    if one.missing():
        raise Http404
    form = filters_of(one, request.GET, story, request.membership)
    if not form.is_valid():
        return refused(form)
    base = request.build_absolute_uri("/").rstrip("/")
    return sent(one, outgoing(one, [story], form, request.membership, base), story.slug)
