"""What the page of tasks can be narrowed to, and sorted by."""

from datetime import timedelta
from typing import Any

import django_filters as filters
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from annotator.background.models import IN_STATE, BackgroundTask, TaskState
from annotator.desk.filters import Sorted


class TaskFilter(filters.FilterSet):  # type: ignore[misc]
    """The tasks of a list."""

    text = filters.CharFilter(field_name="title", lookup_expr="icontains", label="Title has")
    state = filters.ChoiceFilter(
        label="State",
        empty_label="Any state",
        choices=[(state.value, state.label.capitalize()) for state in TaskState],
        method="by_state",
    )
    asked = filters.ChoiceFilter(
        label="Asked by",
        empty_label="Anybody",
        choices=[("me", "Me"), ("people", "People"), ("desk", "The desk by itself")],
        method="by_asking",
    )
    sort = Sorted(
        "Newest first",
        fields={"asked_at": "asked", "title": "title", "length": "took"},
        choices=[("asked", "Oldest first"), ("title", "Title"), ("-took", "Longest first")],
    )

    class Meta:
        model = BackgroundTask
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet[BackgroundTask], *, user: Any) -> None:
        super().__init__(data, queryset)
        self._user = user

    def by_state(
        self, tasks: QuerySet[BackgroundTask], name: str, value: str
    ) -> QuerySet[BackgroundTask]:
        """Return the tasks in this state."""
        return tasks.filter(IN_STATE[TaskState(value)])

    def by_asking(
        self, tasks: QuerySet[BackgroundTask], name: str, value: str
    ) -> QuerySet[BackgroundTask]:
        """Return the tasks that the user, people, or nobody asked for."""
        if value == "me":
            return tasks.filter(asked_by=self._user)
        return tasks.filter(asked_by__isnull=value == "desk")

    def filter_queryset(self, queryset: QuerySet[BackgroundTask]) -> QuerySet[BackgroundTask]:
        """Give each task its `length` where it is sorted by: 0 while it has none."""
        if "-took" in (self.form.cleaned_data.get("sort") or []):
            took = F("result__finished_at") - F("result__started_at")
            queryset = queryset.annotate(length=Coalesce(took, timedelta(0)))
        return super().filter_queryset(queryset)  # type: ignore[no-any-return]
