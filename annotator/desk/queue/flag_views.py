"""List what annotators of a story ask the adjudicator: their flags, each with its words.

Whose flags they are is not told, as on the page where they are settled.
"""

from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotator.annotations.admin.lists import give_context
from annotator.annotations.models import Annotation, Assignment, AssignmentState, Layer
from annotator.background import worker_is_there
from annotator.desk.filters import Sorted, sources_of
from annotator.desk.reading_progress import still_to_read
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.people.models import Membership
from annotator.reconciliation.places.refresh import tallies_behind
from annotator.vocabulary.models import Kind
from articles.models import Source, Story


class FlagFilter(filters.FilterSet):  # type: ignore[misc]
    """The flagged annotations of a story."""

    text = filters.CharFilter(field_name="flag", lookup_expr="icontains", label="Flag has")
    source = filters.ModelChoiceFilter(
        field_name="article__source", queryset=Source.objects.none(), empty_label="Every source",
        label="Source",
    )  # fmt: skip
    kind = filters.ChoiceFilter(label="Kind", empty_label="Every kind", choices=Kind.choices)
    sort = Sorted(
        "By article",
        fields={"updated_at": "changed", "article__title": "title"},
        choices=[("-changed", "Newest first"), ("changed", "Oldest first"), ("title", "Title")],
    )

    class Meta:
        model = Annotation
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet[Annotation], *, story: Story) -> None:
        super().__init__(data, queryset)
        self.filters["source"].queryset = sources_of(story)


@require_GET
def flags(request: DeskRequest, slug: str) -> HttpResponse:
    """List the flags that the member may see."""
    story = story_for(request, slug, SETTLERS)
    listed = FlagFilter(request.GET, _flagged(request.membership), story=story)
    page = page_of(listed.qs, request)
    page.object_list = list(page)
    give_context(page.object_list)
    shown = {"story": story, "tab": "differences", "filter": listed, "page": page}
    # To who has still to read it would tell that somebody else has read or settled.
    behind = tallies_behind(story) and not still_to_read(request.membership).exists()
    shown |= {"behind": behind, "worker_is_there": worker_is_there}
    return render(request, "desk/flags.html", shown)


def _flagged(member: Membership) -> QuerySet[Annotation]:
    """Return the flagged annotations of submitted readings that the member may see, in reading
    order."""
    reading = Assignment.objects.filter(
        article=OuterRef("article"),
        annotator=OuterRef("annotator"),
        state=AssignmentState.SUBMITTED,
    )
    # The tallies know the few articles that have flags: no other annotation is looked at.
    flagged = Annotation.objects.filter(
        Exists(reading), article__tally__story=member.story, article__tally__flags__gt=0,
        layer=Layer.READING,
    )  # fmt: skip
    seen = flagged.exclude(flag="").exclude(article__in=still_to_read(member).values("article"))
    seen = seen.select_related("article__source", "label").defer("article__text")
    return seen.order_by("article", "start", "end", "pk")
