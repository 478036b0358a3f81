"""The least a signed-in page can do here: all of the desk's middleware, and one statement."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.models import Annotation
from annotator.people.access import DeskRequest

COLUMNS = [field.attname for field in Annotation._meta.fields]


@require_GET
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read 60 rows of annotations, all their columns; say how many. Nothing is drawn."""
    rows = list(Annotation.objects.filter(article_id=pk).order_by().values_list(*COLUMNS)[:60])
    return HttpResponse(str(len(rows)), content_type="text/plain")


@require_POST
def write(request: DeskRequest, pk: int) -> HttpResponse:
    """Insert one row of annotations: no door, no form, no check, no history."""
    now = timezone.now()
    key = uuid.uuid4()
    row = Annotation(
        id=key, article_id=pk, annotator_id=request.user.pk, kind="entity",
        label_id="entity-person", start=key.int % 2**30, end=key.int % 2**30 + 1, quote="x",
        created_at=now, updated_at=now,
    )  # fmt: skip
    row.save_base(raw=True, force_insert=True)
    return HttpResponse("1", content_type="text/plain")
