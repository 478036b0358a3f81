"""What goes out: a page that says what is in the files, and the downloads."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.visibility.blind_review import (
    articles_open_to,
    assignments_visible_to,
    count_unsubmitted,
    visible_to,
)
from annotator.annotations.visibility.source_masking import hides_sources_from, sources_hidden_from
from annotator.exchange.forms import (
    ArticleFilters,
    ArticleLabelsFilters,
    LabelsFilters,
    ReadingsFilters,
)
from annotator.exchange.tables.agreement import agreement_csv
from annotator.exchange.tables.decisions import decisions_csv
from annotator.exchange.tables.diagnosis import diagnosis_csv
from annotator.exchange.tables.document_labels import article_labels_csv
from annotator.exchange.tables.labels import NOTHING, labels_csv, readings_csv
from annotator.people.access import SETTLERS, DeskRequest, story_for
from articles.models import Story


@require_GET
def export(request: DeskRequest, slug: str) -> HttpResponse:
    """What can be downloaded, and what is left out for whom."""
    story = story_for(request, slug)
    page = {
        "story": story,
        "tab": "export",
        "labels_form": LabelsFilters(None, story, request.membership),
        "article_labels_form": ArticleLabelsFilters(None, story, request.membership),
        "readings_form": ReadingsFilters(None, story, request.membership),
        "settled_form": ArticleFilters(None, story),
        "own_only": not request.membership.roles & SETTLERS,
        "blind_to": count_unsubmitted(request.user, story),
        "sources_hidden": hides_sources_from(request.membership),
    }
    return render(request, "exchange/export.html", page)


@require_GET
@never_cache
def labels(request: DeskRequest, slug: str) -> HttpResponseBase:
    """labels.csv of one story, of what this reader may see."""
    story = story_for(request, slug)
    form = LabelsFilters(request.GET, story, request.membership)
    if not form.is_valid():
        return _refused(form)
    visible = visible_to(request.user, story, request.membership) & form.rows()
    pieces = labels_csv(
        [story], articles=form.articles(), annotations=visible, bom=form.bom_wanted(),
        sourceless=_sourceless(request),
    )  # fmt: skip
    return _download(pieces, story, "labels")


@require_GET
@never_cache
def article_labels(request: DeskRequest, slug: str) -> HttpResponseBase:
    """article_labels.csv of one story, of what this reader may see."""
    story = story_for(request, slug)
    form = ArticleLabelsFilters(request.GET, story, request.membership)
    if not form.is_valid():
        return _refused(form)
    visible = visible_to(request.user, story, request.membership) & form.rows()
    pieces = article_labels_csv(
        [story], articles=form.articles(), labels=visible, bom=form.bom_wanted(),
        sourceless=_sourceless(request),
    )  # fmt: skip
    return _download(pieces, story, "article-labels")


@require_GET
@never_cache
def readings(request: DeskRequest, slug: str) -> HttpResponseBase:
    """readings.csv of one story, of what this reader may see."""
    story = story_for(request, slug)
    form = ReadingsFilters(request.GET, story, request.membership)
    if not form.is_valid():
        return _refused(form)
    visible = assignments_visible_to(request.user, story, request.membership) & form.rows()
    pieces = readings_csv(
        [story], articles=form.articles(), assignments=visible, bom=form.bom_wanted(),
        sourceless=_sourceless(request),
    )  # fmt: skip
    return _download(pieces, story, "readings")


@require_GET
@never_cache
def decisions(request: DeskRequest, slug: str) -> HttpResponseBase:
    """decisions.csv of one story, of the articles that this adjudicator or manager may see."""
    story = story_for(request, slug, SETTLERS)
    form = ArticleFilters(request.GET, story)
    if not form.is_valid():
        return _refused(form)
    chosen = form.articles() & articles_open_to(request.user, story)
    pieces = decisions_csv([story], articles=chosen, bom=form.bom_wanted())
    return _download(pieces, story, "decisions")


@require_GET
@never_cache
def diagnosis(request: DeskRequest, slug: str) -> HttpResponseBase:
    """diagnosis.csv of one story, of the articles that this adjudicator or manager may see."""
    story = story_for(request, slug, SETTLERS)
    form = ArticleFilters(request.GET, story)
    if not form.is_valid():
        return _refused(form)
    chosen = form.articles() & articles_open_to(request.user, story)
    pieces = diagnosis_csv([story], articles=chosen, bom=form.bom_wanted())
    return _download(pieces, story, "diagnosis")


@require_GET
@never_cache
def agreement(request: DeskRequest, slug: str) -> HttpResponseBase:
    """agreement.csv of one story, of the articles that this adjudicator or manager may see."""
    story = story_for(request, slug, SETTLERS)
    form = ArticleFilters(request.GET, story)
    if not form.is_valid():
        return _refused(form)
    chosen = form.articles() & articles_open_to(request.user, story)
    pieces = agreement_csv([story], articles=chosen, bom=form.bom_wanted())
    return _download(pieces, story, "agreement")


def _sourceless(request: DeskRequest) -> Q:
    """The articles whose source is left out of this reader's files."""
    hides = hides_sources_from(request.membership)
    return sources_hidden_from(request.user) if hides else NOTHING


def _refused(form: ArticleFilters) -> HttpResponse:
    return HttpResponse(form.refusals(), content_type="text/plain; charset=utf-8", status=422)


def _download(pieces: Iterator[str], story: Story, what: str) -> StreamingHttpResponse:
    name = f"{story.slug}-{what}-{timezone.localdate().isoformat()}.csv"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return StreamingHttpResponse(
        (piece.encode() for piece in pieces),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition},
    )
