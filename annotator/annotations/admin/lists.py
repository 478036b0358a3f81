"""Long lists in the admin: pages that do not count everything, and quotes in their context."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import Paginator
from django.db.models import F, Value
from django.db.models.functions import Greatest, Least, Substr
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

from annotator.annotations.drawing.html import shortened
from annotator.annotations.models import Annotation
from annotator.text import plain_number

if TYPE_CHECKING:
    Pages = Paginator[Any]
else:
    Pages = Paginator

AROUND = 60
"""Code points of context on either side of a quote."""
AHEAD = 20
"""Pages that are counted beyond the page in hand."""


class Leafing(Pages):
    """Counts no further than some pages ahead of the one that is asked for."""

    def __init__(self, request: HttpRequest, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        word = request.GET.get(PAGE_VAR, "1")
        self.reach = min(plain_number(word) or 1, 10**6) + AHEAD

    @cached_property
    def count(self) -> int:
        """How many there are, or as many as the pages in reach hold."""
        limit = self.reach * self.per_page + 1
        rows: Any = self.object_list
        found: int = rows.order_by()[:limit].count()
        self.more = found == limit
        return found - self.more


class QuoteList(ChangeList):
    """The page's annotations, each with what stands before and after it."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.more = getattr(self.paginator, "more", False)
        self.result_list: Any = list(self.result_list)
        give_context(self.result_list)


def give_context(annotations: list[Annotation]) -> None:
    """Set `before` and `after` on each, in one statement and without loading whole texts."""
    first = Greatest(F("start") - AROUND, Value(0))
    found = (
        Annotation.everything.filter(pk__in=[annotation.pk for annotation in annotations])
        .order_by()
        .values_list(
            "pk",
            Substr("article__text", first + 1, Least(F("start"), Value(AROUND))),
            Substr("article__text", F("end") + 1, AROUND),
        )
    )
    around = {pk: (before or "", after or "") for pk, before, after in found}
    for annotation in annotations:
        annotation.before, annotation.after = around[annotation.pk]  # type: ignore[attr-defined]


def in_context(annotation: Any) -> SafeString:
    """Draw “… before **quote** after …”, every value escaped."""
    return format_html(
        '<span class="quote-in-context" dir="auto">{}{}<mark class="{}">{}</mark>{}{}</span>',
        "…" if annotation.start > AROUND else "",
        annotation.before.replace("\n", " ¶ "),
        annotation.kind,
        shortened(annotation.quote),
        annotation.after.replace("\n", " ¶ "),
        "…" if len(annotation.after) == AROUND else "",
    )
