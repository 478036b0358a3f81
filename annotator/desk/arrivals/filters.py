"""What the list of feed entries can be narrowed to, and sorted by."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from annotator.desk.filters import Sorted
from annotator.desk.models import Feed, FeedEntry
from articles.models import Story

State = FeedEntry.State


class EntryFilter(filters.FilterSet):  # type: ignore[misc]
    """The entries of a story's feeds: those that are offered, unless others are asked for."""

    text = filters.CharFilter(field_name="title", lookup_expr="icontains", label="Title has")
    feed = filters.ModelChoiceFilter(queryset=Feed.objects.none(), empty_label="Every feed")
    state = filters.ChoiceFilter(
        label="State",
        empty_label="Offered",
        choices=[(State.TAKEN, "Taken"), (State.DISMISSED, "Dismissed")],
    )
    sort = Sorted(
        "Newest first",
        fields={"seen_at": "seen", "published_on": "date", "title": "title"},
        choices=[("seen", "Oldest first"), ("-date", "By its date"), ("title", "Title")],
    )

    class Meta:
        model = FeedEntry
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet[FeedEntry], *, story: Story) -> None:
        super().__init__(data, queryset)
        self.filters["feed"].queryset = Feed.objects.filter(story=story)

    def filter_queryset(self, queryset: QuerySet[FeedEntry]) -> QuerySet[FeedEntry]:
        """Leave out what was decided on, unless it is asked for."""
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.filter(state=State.NEW)
        return super().filter_queryset(queryset)  # type: ignore[no-any-return]

    @property
    def narrows(self) -> bool:
        """Whether anything that is asked for may leave an entry out."""
        _ = self.form.errors
        return any(value for name, value in self.form.cleaned_data.items() if name != "sort")

    @property
    def decided(self) -> str:
        """The state that is asked for, '' for what is offered."""
        _ = self.form.errors
        return str(self.form.cleaned_data.get("state") or "")
