"""What the lists of the desk can be narrowed to, and sorted by."""

from typing import Any

import django_filters as filters
from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When

from annotator.annotations.models import ENDED, Assignment, State
from annotator.desk.forms import annotators_of
from annotator.desk.progress import (
    STAGES,
    counted,
    hidden_from,
    sees_progress,
    stage_in,
    with_readers,
)
from annotator.people.models import Membership, Role, User
from articles.models import Article, Source, Story

# What is begun comes before what is not, and both before what is done.
DUE = Case(
    When(state=State.IN_PROGRESS, then=Value(0)),
    When(state=State.ASSIGNED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
STATES = [
    (State.ASSIGNED, "Assigned"),
    (State.IN_PROGRESS, "In progress"),
    (State.SUBMITTED, "Submitted"),
]


class Sorted(filters.OrderingFilter):  # type: ignore[misc]
    """Sorts by what is chosen, then by key: a page never repeats a row of the page before."""

    def __init__(self, first: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label="Sort by", empty_label=first, null_label=None, **kwargs)

    def filter(self, qs: Any, value: list[str] | None) -> Any:
        asked = [part for part in value or [] if part]
        return qs.order_by(*map(self.get_ordering_value, asked), "pk") if asked else qs


class ReadingFilter(filters.FilterSet):  # type: ignore[misc]
    """My own assignments, on the home page."""

    story = filters.ModelChoiceFilter(
        field_name="article__story",
        label="Story",
        queryset=Story.objects.none(),
        empty_label="Every story",
    )
    state = filters.ChoiceFilter(choices=STATES, empty_label="Any state", label="State")
    sort = Sorted(
        "What is due",
        fields={
            "article__title": "title",
            "article__source__name": "source",
            "article__word_count": "words",
            "assigned_at": "assigned",
        },
        choices=[
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

    def __init__(self, data: Any, queryset: QuerySet[Assignment], *, user: User) -> None:
        super().__init__(data, queryset)
        self.filters["story"].queryset = Story.objects.filter(memberships__user=user)


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
        if Role.ANNOTATOR not in member.roles:
            del self.filters["mine"]
        if not sees_progress(member):
            del self.filters["progress"]

    def by_mine(self, articles: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        own = _current().filter(annotator=self.member.user)
        if value == "none":
            return articles.exclude(Exists(own))
        return articles.filter(Exists(own.filter(state=value)))

    def by_progress(self, articles: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        shown = with_readers(articles).exclude(hidden_from(self.member))
        return shown.annotate(stage=stage_in(self.member.story)).filter(stage=value)


class AssigningFilter(ArticleFilter):
    """The articles of a story, for the manager who says who reads them."""

    progress = filters.ChoiceFilter(
        label="State",
        empty_label="Any",
        choices=[
            ("short", "Wants readers"),
            ("nobody", "Nobody assigned"),
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
        return articles.filter(Exists(_current().filter(annotator=value)))

    def by_progress(self, articles: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        if value == "nobody":
            return counted(articles).filter(current=0)  # type: ignore[misc]
        if value == "short":
            return counted(articles).filter(current__lt=self.member.story.readers)  # type: ignore[misc]
        return super().by_progress(articles, name, value)


class StoryFilter(filters.FilterSet):  # type: ignore[misc]
    text = filters.CharFilter(field_name="title", lookup_expr="icontains", label="Title has")

    class Meta:
        model = Story
        fields: list[str] = []


def sources_of(story: Story) -> QuerySet[Source]:
    return Source.objects.filter(
        pk__in=Article.objects.filter(story=story).order_by().values("source")
    )


def _current() -> QuerySet[Assignment]:
    """Of the article of the row outside, the assignments that have not ended."""
    return Assignment.objects.filter(article=OuterRef("pk")).exclude(state__in=ENDED)
