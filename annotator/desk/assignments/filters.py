"""What the pages on who reads what can be narrowed to, and sorted by."""

from typing import Any

import django_filters as filters
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When

from annotator.annotations.models import ENDED, OPEN, Assignment, AssignmentState, overdue
from annotator.desk.assignments.forms import annotators_of
from annotator.desk.filters import (
    ENDED_STATES,
    OVERDUE,
    STATES,
    ArticleFilter,
    Sorted,
    in_state,
    standing_assignments,
    with_due,
)
from annotator.desk.reading_progress import STAGES, with_readers
from annotator.people.models import Membership, User
from articles.models import Article, Story


class AssigningFilter(ArticleFilter):
    """The articles of a story, for the manager who says who reads them."""

    progress = filters.ChoiceFilter(
        label="State",
        empty_label="Any",
        choices=[
            ("short", "Wants readers"),
            ("nobody", "Nobody assigned"),
            OVERDUE,
            ("handed back", "Handed back"),
            *STAGES,
        ],
        method="by_progress",
    )
    person = filters.ModelChoiceFilter(
        label="Read by",
        queryset=User.objects.none(),
        empty_label="Anybody",
        method="by_person",
    )

    def __init__(self, data: Any, queryset: QuerySet[Article], *, member: Membership) -> None:
        super().__init__(data, queryset, member=member)
        self.filters.pop("mine", None)
        self.filters["person"].queryset = annotators_of(member.story)
        self.filters.move_to_end("sort")

    def by_person(self, articles: QuerySet[Article], name: str, value: User) -> QuerySet[Article]:
        """Return the articles that this person reads."""
        return articles.filter(Exists(standing_assignments().filter(annotator=value)))

    def by_progress(self, articles: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """Return the articles in this state of reading."""
        if value in ("nobody", "short"):
            shown = with_readers(articles)
            reading = F("assigned") + F("in_progress") + F("submitted")
            wanted = {"nobody": 1, "short": self.member.story.readers}[value]
            return shown.annotate(reading=reading).filter(reading__lt=wanted)
        if value == "overdue":
            late = Assignment.objects.filter(overdue(), article__story=self.member.story)
            return articles.filter(pk__in=late.values("article"))
        if value == "handed back":
            ended = Assignment.objects.filter(
                article=OuterRef("pk"), state=AssignmentState.HANDED_BACK
            )
            return articles.filter(Exists(ended))
        return super().by_progress(articles, name, value)


ORDER = (Case(When(state__in=OPEN, then=Value(0)), default=Value(1)), "due", "assigned_at", "pk")
"""Open assignments come first, and among them the one that is due first."""


class AssignmentFilter(filters.FilterSet):  # type: ignore[misc]
    """The assignments of a story; the ended ones only where they are asked for."""

    text = filters.CharFilter(
        field_name="article__title", lookup_expr="icontains", label="Title has"
    )
    person = filters.ModelChoiceFilter(
        field_name="annotator",
        label="Reader",
        queryset=User.objects.none(),
        empty_label="Anybody",
    )
    state = filters.ChoiceFilter(
        label="State",
        empty_label="All that stand",
        choices=[("open", "To be read"), *STATES, OVERDUE, *ENDED_STATES],
        method="by_state",
    )
    sort = Sorted(
        "What is due first",
        fields={
            "annotator__username": "person",
            "article__title": "title",
            "due": "due",
            "assigned_at": "given",
        },
        choices=[
            ("due", "Deadline"),
            ("person", "Reader"),
            ("title", "Title"),
            ("-given", "Newest first"),
            ("given", "Oldest first"),
        ],
    )

    class Meta:
        model = Assignment
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet[Assignment], *, story: Story) -> None:
        super().__init__(data, with_due(queryset).order_by(*ORDER))
        asked = Assignment.objects.filter(article__story=story).order_by().values("annotator")
        self.filters["person"].queryset = User.objects.filter(pk__in=asked).order_by("username")

    def filter_queryset(self, queryset: QuerySet[Assignment]) -> QuerySet[Assignment]:
        if self.form.cleaned_data.get("state") not in ENDED:
            queryset = queryset.exclude(state__in=ENDED)
        return super().filter_queryset(queryset)  # type: ignore[no-any-return]

    def by_state(self, rows: QuerySet[Assignment], name: str, value: str) -> QuerySet[Assignment]:
        """Return the assignments in this state."""
        return rows.filter(state__in=OPEN) if value == "open" else in_state(rows, value)
