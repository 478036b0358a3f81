"""The files that the addresses of an edition's JSON answer, to members and to everybody alike."""

from django.http import HttpResponse, JsonResponse
from django.utils.http import content_disposition_header

from annotator.comparison.editions.stored import withdrawn_document
from annotator.comparison.models import Edition, Withdrawal

GONE = 410


def edition_file(edition: Edition) -> HttpResponse:
    """Return the document as it is stored, byte by byte: its hash is that of the file."""
    answer = HttpResponse(edition.document.encode(), content_type="application/json")
    name = f"{edition.story.slug}-edition-{edition.number}.json"
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return answer


def withdrawn_file(edition: Edition, withdrawal: Withdrawal) -> HttpResponse:
    """Return what stands in the place of a withdrawn document: 410, with why."""
    told = withdrawn_document(edition, withdrawal)
    return JsonResponse(told, status=GONE, json_dumps_params={"ensure_ascii": False})
