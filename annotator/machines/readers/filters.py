"""What the lists of a story's machine readers, and of what one reads, can be narrowed to."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from annotator.machines.models import (
    Engine,
    MachineReading,
    MachineReadingState,
    MachineRun,
    RunState,
    StoryReader,
    stands,
)
from annotator.machines.runs.asking import in_words
from annotator.machines.runs.behind import is_behind, with_looked_at
from articles.models import Article

RUN_STATES = [(one.value, one.label.capitalize()) for one in RunState]


class MachineFilter(filters.FilterSet):  # type: ignore[misc]
    """The machine readers of a story; those that were taken off are listed when asked for."""

    text = filters.CharFilter(field_name="reader__name", lookup_expr="icontains", label="Name has")
    engine = filters.ChoiceFilter(
        field_name="reader__engine", label="Engine", empty_label="Every engine",
        choices=[(one.value, in_words(one)) for one in Engine],
    )  # fmt: skip
    state = filters.ChoiceFilter(
        label="Last run",
        empty_label="Any state",
        choices=[*RUN_STATES, ("none", "None yet"), ("off", "Taken off the story")],
        method="by_state",
    )
    sort = filters.ChoiceFilter(
        label="Sort by",
        empty_label="Name",
        choices=[("read", "Most read first"), ("cost", "Dearest first"), ("new", "Newest first")],
        method="sorted_by",
    )

    class Meta:
        model = StoryReader
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[StoryReader]) -> QuerySet[StoryReader]:
        """Leave out those that were taken off, unless they are asked for."""
        off = self.form.cleaned_data.get("state") == "off"
        return super().filter_queryset(  # type: ignore[no-any-return]
            queryset.filter(removed_at__isnull=not off)
        )

    def by_state(self, rows: QuerySet[StoryReader], name: str, value: str) -> QuerySet[StoryReader]:
        """Return the readers whose last run is in this state."""
        if value == "off":
            return rows
        runs = MachineRun.objects.filter(of=OuterRef("pk"))
        if value == "none":
            return rows.exclude(Exists(runs))
        return rows.alias(last_state=Subquery(runs.values("state")[:1])).filter(last_state=value)

    def sorted_by(
        self, rows: QuerySet[StoryReader], name: str, value: str
    ) -> QuerySet[StoryReader]:
        """Return the readers in the order that was asked for."""
        ways = {"read": "-read", "cost": "-cost", "new": "-added_at"}
        return rows.order_by(ways[value], "pk")


class MachineArticleFilter(filters.FilterSet):  # type: ignore[misc]
    """The articles of a story, by what one machine has made of them."""

    text = filters.CharFilter(field_name="title", lookup_expr="icontains", label="Title has")
    state = filters.ChoiceFilter(
        label="State",
        empty_label="Any state",
        choices=[
            ("none", "Not read"),
            ("due", "To be read by a run"),
            ("submitted", "Read"),
            ("behind", "Behind"),
            ("failed", "Failed"),
        ],
        method="by_state",
    )
    sort = filters.ChoiceFilter(
        label="Sort by",
        empty_label="Oldest first",
        choices=[("title", "Title"), ("marks", "Most marks first"), ("read", "Last read first")],
        method="sorted_by",
    )

    class Meta:
        model = Article
        fields: list[str] = []

    def __init__(
        self,
        data: Any,
        queryset: QuerySet[Article],
        *,
        reader: int,
        changed_at: datetime | None,
        hidden: Collection[int],
    ) -> None:
        super().__init__(data, queryset)
        self.reader, self.changed_at, self.hidden = reader, changed_at, hidden

    @property
    def narrows(self) -> bool:
        """Whether anything that is asked for may leave an article out."""
        _ = self.form.errors
        return any(value for name, value in self.form.cleaned_data.items() if name != "sort")

    def by_state(self, rows: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """Return the articles of which the machine's reading is in this state."""
        mine = with_looked_at().filter(reader=self.reader, article=OuterRef("pk"))
        state = MachineReadingState
        if value == "none":
            return rows.exclude(Exists(mine.exclude(state=state.ASSIGNED)))
        asked = {
            "due": Q(due_at__isnull=False) | Q(state=state.READING),
            "submitted": stands(),
            "behind": is_behind(self.changed_at),
            "failed": Q(state=state.FAILED),
        }
        return rows.filter(Exists(mine.filter(asked[value])))

    def sorted_by(self, rows: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """Return the articles in the order that was asked for."""
        if value == "title":
            return rows.order_by("title", "pk")
        mine = MachineReading.objects.filter(reader=self.reader, article=OuterRef("pk"))
        if value == "marks":
            by = Subquery(mine.exclude(article__in=self.hidden).values("marks")[:1])
        else:
            by = Subquery(mine.values("submitted_at")[:1])
        return rows.order_by(by.desc(nulls_last=True), "pk")
