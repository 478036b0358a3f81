"""What the list of a machine's runs, and of the articles of one, can be narrowed to."""

from collections.abc import Collection
from typing import Any

import django_filters as filters
from django.db.models import Case, F, Q, QuerySet, When

from annotator.machines.models import MachineReading, MachineReadingState, MachineRun, RunState

State = MachineReadingState
LEFT = Q(due_at__isnull=False)
IN_STATE = {
    "left": LEFT | Q(state=State.READING),
    "submitted": Q(state=State.SUBMITTED) & ~LEFT,
    "failed": Q(state=State.FAILED) & ~LEFT,
}
"""The readings of a run in each state that it is narrowed to."""


class RunFilter(filters.FilterSet):  # type: ignore[misc]
    """The runs of one machine."""

    state = filters.ChoiceFilter(
        label="State",
        empty_label="Any state",
        choices=[(one.value, one.label.capitalize()) for one in RunState],
    )
    sort = filters.ChoiceFilter(
        label="Sort by",
        empty_label="Newest first",
        choices=[("articles", "Most articles first"), ("cost", "Dearest first")],
        method="sorted_by",
    )

    class Meta:
        model = MachineRun
        fields: list[str] = []

    def sorted_by(self, rows: QuerySet[MachineRun], name: str, value: str) -> QuerySet[MachineRun]:
        """Return the runs in the order that was asked for."""
        return rows.order_by(f"-{value}", "-pk")


class RunArticleFilter(filters.FilterSet):  # type: ignore[misc]
    """The articles of one run."""

    text = filters.CharFilter(
        field_name="article__title", lookup_expr="icontains", label="Title has"
    )
    state = filters.ChoiceFilter(
        label="State",
        empty_label="Any state",
        choices=[("left", "Still to be read"), ("submitted", "Read"), ("failed", "Failed")],
        method="by_state",
    )
    sort = filters.ChoiceFilter(
        label="Sort by",
        empty_label="As they came",
        choices=[
            ("title", "Title"),
            ("marks", "Most marks first"),
            ("seconds", "Longest first"),
            ("cost", "Dearest first"),
        ],
        method="sorted_by",
    )

    class Meta:
        model = MachineReading
        fields: list[str] = []

    def __init__(
        self, data: Any, queryset: QuerySet[MachineReading], *, hidden: Collection[int]
    ) -> None:
        super().__init__(data, queryset)
        self.hidden = hidden

    def by_state(
        self, rows: QuerySet[MachineReading], name: str, value: str
    ) -> QuerySet[MachineReading]:
        """Return the readings in this state."""
        return rows.filter(IN_STATE[value])

    def sorted_by(
        self, rows: QuerySet[MachineReading], name: str, value: str
    ) -> QuerySet[MachineReading]:
        """Return the readings in the order that was asked for."""
        if value == "title":
            return rows.order_by("article__title", "pk")
        # Where an article stands in the list would tell what is not told of it.
        told = Case(When(article__in=self.hidden, then=None), default=F(value))
        return rows.order_by(told.desc(nulls_last=True), "pk")
