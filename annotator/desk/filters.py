"""What the lists of the desk can be narrowed to, and sorted by."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from annotator.annotations.models import ENDED, Assignment, AssignmentState, overdue
from annotator.annotations.visibility.source_masking import hides_sources_from, seen_source
from annotator.desk.reading_progress import (
    STAGES,
    hidden_from,
    sees_progress,
    stage_in,
    with_readers,
)
from annotator.people.models import Membership, Role, User
from articles.models import Article, Source, Story

# What is begun comes before what is not, and both before what is done.
DUE = Case(
    When(state=AssignmentState.IN_PROGRESS, then=Value(0)),
    When(state=AssignmentState.ASSIGNED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
STATES = [
    (AssignmentState.ASSIGNED, "Assigned"),
    (AssignmentState.IN_PROGRESS, "In progress"),
    (AssignmentState.SUBMITTED, "Submitted"),
]


OVERDUE = ("overdue", "Overdue")
ENDED_STATES = [
    (AssignmentState.HANDED_BACK, "Handed back"),
    (AssignmentState.WITHDRAWN, "Withdrawn"),
]


def in_state(rows: QuerySet[Assignment], asked: str) -> QuerySet[Assignment]:
    """Return the assignments in a state, or the overdue ones."""
    return rows.filter(overdue() if asked == "overdue" else Q(state=asked))


def with_due(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Return the same assignments with `due`, their last day to sort by: without one, they come
    last."""
    return rows.annotate(due=Coalesce("due_on", Value(date.max)))


class Sorted(filters.OrderingFilter):  # type: ignore[misc]
    """Sorts by what is chosen, then by key: a page never repeats a row of the page before."""

    def __init__(self, first: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label="Sort by", empty_label=first, null_label=None, **kwargs)

    def filter(self, qs: Any, value: list[str] | None) -> Any:
        """Return the rows in the order that was asked for; as they came where none was."""
        asked = [part for part in value or [] if part]
        return qs.order_by(*map(self.get_ordering_value, asked), "pk") if asked else qs


class ReadingFilter(filters.FilterSet):  # type: ignore[misc]
    """A person's own assignments on the home page, in the stories that are given."""

    story = filters.ChoiceFilter(
        field_name="article__story", label="Story", empty_label="Every story", choices=[]
    )
    state = filters.ChoiceFilter(
        choices=[*STATES, OVERDUE, *ENDED_STATES],
        empty_label="Any state",
        label="State",
        method="by_state",
    )
    sort = Sorted(
        "What is due",
        fields={
            "article__title": "title",
            "seen_source": "source",
            "article__word_count": "words",
            "assigned_at": "assigned",
            "due": "due",
        },
        choices=[
            ("due", "Deadline"),
            ("title", "Title"),
            ("source", "Source"),
            ("words", "Shortest first"),
            ("-words", "Longest first"),
            ("-assigned", "Newest assignment first"),
        ],
    )

    class Meta:
        model = Assignment
        fields: list[str] = []

    def __init__(
        self,
        data: Any,
        queryset: QuerySet[Assignment],
        *,
        user: User,
        stories: Iterable[tuple[int, str]],
    ) -> None:
        super().__init__(data, queryset)
        self.user = user
        self.filters["story"].extra["choices"] = list(stories)

    def filter_queryset(self, queryset: QuerySet[Assignment]) -> QuerySet[Assignment]:
        """Leave out the assignments that have ended, unless they are asked for."""
        if self.form.cleaned_data.get("state") not in ENDED:
            queryset = queryset.exclude(state__in=ENDED)
        if asked := self.form.cleaned_data.get("sort"):
            if "due" in asked:
                queryset = with_due(queryset)
            if "source" in asked:
                queryset = queryset.annotate(seen_source=seen_source(self.user, "article__"))
        return super().filter_queryset(queryset)  # type: ignore[no-any-return]

    @property
    def as_it_is(self) -> bool:
        """Whether nothing narrows or sorts the list."""
        _ = self.form.errors
        return not any(self.form.cleaned_data.values())

    def by_state(self, rows: QuerySet[Assignment], name: str, value: str) -> QuerySet[Assignment]:
        """Return the assignments in this state."""
        return in_state(rows, value)


class ArticleFilter(filters.FilterSet):  # type: ignore[misc]
    """The articles of a story, for each member what their roles may ask."""

    text = filters.CharFilter(field_name="title", lookup_expr="icontains", label="Title has")
    source = filters.ModelChoiceFilter(queryset=Source.objects.none(), empty_label="Every source")
    mine = filters.ChoiceFilter(
        label="My reading",
        empty_label="Any",
        choices=[*STATES, ("none", "Not mine to read")],
        method="by_mine",
    )
    progress = filters.ChoiceFilter(
        label="Progress",
        empty_label="Any",
        choices=STAGES,
        method="by_progress",
    )
    sort = Sorted(
        "Oldest first",
        fields={
            "published_on": "date",
            "source__name": "source",
            "title": "title",
            "word_count": "words",
        },
        choices=[
            ("-date", "Newest first"),
            ("source", "Source"),
            ("title", "Title"),
            ("words", "Shortest first"),
            ("-words", "Longest first"),
        ],
    )

    class Meta:
        model = Article
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet[Article], *, member: Membership) -> None:
        super().__init__(data, queryset)
        self.member = member
        self.filters["source"].queryset = sources_of(member.story)
        if hides_sources_from(member):
            # Neither may the order of the rows tell which are of one source.
            del self.filters["source"]
            ways = self.filters["sort"].extra
            ways["choices"] = [way for way in ways["choices"] if way[0] != "source"]
        if Role.ANNOTATOR not in member.roles:
            del self.filters["mine"]
        if not sees_progress(member):
            del self.filters["progress"]

    @property
    def narrows(self) -> bool:
        """Whether anything that is asked for may leave an article out."""
        _ = self.form.errors  # what is in order narrows the list, whatever is not beside it
        return any(value for name, value in self.form.cleaned_data.items() if name != "sort")

    def by_mine(self, articles: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """Return the articles whose own reading is in this state, or that are not one's own to
        read."""
        own = standing_assignments().filter(annotator=self.member.user)
        if value == "none":
            return articles.exclude(Exists(own))
        return articles.filter(Exists(own.filter(state=value)))

    def by_progress(self, articles: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """Return the articles at this stage, without those whose progress is hidden from the
        member."""
        shown = with_readers(articles).exclude(hidden_from(self.member))
        return shown.annotate(stage=stage_in(self.member.story)).filter(stage=value)


class StoryFilter(filters.FilterSet):  # type: ignore[misc]
    """The stories of a list, by title."""

    text = filters.CharFilter(field_name="title", lookup_expr="icontains", label="Title has")

    class Meta:
        model = Story
        fields: list[str] = []


def sources_of(story: Story) -> QuerySet[Source]:
    """Return the sources that have articles in the story."""
    # One look for each source of the desk, not one for each article of the story.
    return Source.objects.filter(Exists(Article.objects.filter(story=story, source=OuterRef("pk"))))


def standing_assignments() -> QuerySet[Assignment]:
    """Return the assignments of the outer query's article that have not ended."""
    return Assignment.objects.filter(article=OuterRef("pk")).exclude(state__in=ENDED)
