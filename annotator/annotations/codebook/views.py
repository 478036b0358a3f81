"""The codebook as every member reads it: of today, of any edition, and what changed between two."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.codebook.access import may_curate
from annotator.annotations.codebook.forms import ChangesForm
from annotator.annotations.codebook.page import book_page, difference_page
from annotator.operations.release import release
from annotator.people.access import DeskRequest
from annotator.vocabulary.codebook.editions import codebook_at, codebook_of_today
from annotator.vocabulary.codebook.qdc import write_qdc
from annotator.vocabulary.codebook.qdc_labels import book_of


@require_GET
@never_cache
def codebook(request: DeskRequest) -> HttpResponse:
    """Show the codebook that counts now."""
    shown = book_page(codebook_of_today(), may_curate=may_curate(request.user))
    return render(request, "annotations/codebook.html", shown)


@require_GET
@never_cache
def edition(request: DeskRequest, number: int) -> HttpResponse:
    """Show the codebook of one edition."""
    found = codebook_at(number)
    if found is None:
        raise Http404
    shown = book_page(found, may_curate=may_curate(request.user))
    return render(request, "annotations/codebook.html", shown)


@require_GET
@never_cache
def changes(request: DeskRequest) -> HttpResponse:
    """Show what changed between two editions, word by word."""
    form = ChangesForm(request.GET)
    found = None
    if form.is_valid():
        old, new = (codebook_at(form.cleaned_data[name]) for name in ("old", "new"))
        found = (old, new) if old and new else None
    if found is None:
        told = {"wrong": "Name two editions that there are, as ?old=1&new=2."}
        return render(request, "annotations/codebook_changes.html", told, status=422)
    return render(request, "annotations/codebook_changes.html", difference_page(*found))


@require_GET
@never_cache
def qdc(request: DeskRequest) -> HttpResponse:
    """Send the codebook of today as REFI-QDA, for other programs."""
    found = codebook_of_today()
    response = HttpResponse(write_qdc(book_of(found, release())), "application/xml")
    name = f"codebook-edition-{found.number}.qdc"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
