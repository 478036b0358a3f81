"""Show how far a story is, by person and by article, to managers and adjudicators.

Blind as everywhere: of an article that one has still to read, a manager sees who is at it and who
has submitted, an adjudicator nothing, and nobody when somebody last marked something in it.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

import django_filters as filters
from django.contrib import messages
from django.db.models import (
    Case,
    F,
    Q,
    QuerySet,
    Value,
    When,
)
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations import article_progress
from annotator.annotations.models import (
    Assignment,
    overdue,
)
from annotator.desk.filters import OVERDUE, ArticleFilter, Sorted
from annotator.desk.progress.readers import LONG_AGO, last_marks, readers_of
from annotator.desk.reading_progress import (
    STAGES,
    articles_of,
    hidden_from,
    stage_in,
    with_overdue,
    with_readers,
)
from annotator.pagination import page_of
from annotator.people.access import MANAGERS, SETTLERS, DeskRequest, article_for, story_for
from annotator.people.models import Erasure, Membership, User
from articles.models import Article, Story

MOST_TAKEN_DOWN = 50
"""Articles that were taken down and are told below the list, the latest first."""


class PersonFilter(filters.FilterSet):  # type: ignore[misc]
    """The readers of a story."""

    text = filters.CharFilter(method="by_name", label="Name has")
    left = filters.ChoiceFilter(
        label="Work",
        empty_label="Any",
        choices=[
            ("open", "Something to read"),
            ("overdue", "Something overdue"),
            ("done", "All submitted"),
        ],
        method="by_left",
    )
    sort = Sorted(
        "Name",
        fields={
            "todo": "todo",
            "overdue": "overdue",
            "submitted": "submitted",
            "words": "words",
            "stirred": "last",
        },
        choices=[
            ("-todo", "Most to read first"),
            ("-overdue", "Most overdue first"),
            ("-submitted", "Most submitted first"),
            ("-words", "Most words first"),
            ("-last", "Latest change first"),
            ("last", "Longest silent first"),
        ],
    )

    class Meta:
        model = User
        fields: list[str] = []

    def by_name(self, people: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Return the people whose username or name has these letters."""
        parts = ("username", "first_name", "last_name")
        return people.filter(reduce(or_, (Q((f"{part}__icontains", value)) for part in parts)))

    def by_left(self, people: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Return the people who have such work left."""
        asked = {
            "open": Q(todo__gt=0),
            "overdue": Q(overdue__gt=0),
            "done": Q(todo=0, submitted__gt=0),
        }
        return people.filter(asked[value])


class ProgressFilter(ArticleFilter):
    """The articles of a story, sorted by how far they are as well."""

    progress = filters.ChoiceFilter(
        label="Progress", empty_label="Any", choices=[*STAGES, OVERDUE], method="by_progress"
    )
    sort = Sorted(
        "Oldest first",
        fields={"seen": "submitted", "title": "title", "source__name": "source"},
        choices=[
            ("submitted", "Fewest submitted first"),
            ("-submitted", "Most submitted first"),
            ("title", "Title"),
            ("source", "Source"),
        ],
    )

    def __init__(self, data: Any, queryset: QuerySet[Article], *, member: Membership) -> None:
        super().__init__(data, queryset, member=member)
        self.filters.pop("mine", None)
        self.filters.move_to_end("sort")

    def by_progress(self, articles: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """Return the articles at this stage, or those that are overdue."""
        if value == "overdue":
            late = Assignment.objects.filter(overdue(), article__story=self.member.story)
            return articles.exclude(hidden_from(self.member)).filter(pk__in=late.values("article"))
        return super().by_progress(articles, name, value)


@require_GET
def people(request: DeskRequest, slug: str) -> HttpResponse:
    """Show how far each reader of the story is."""
    story = story_for(request, slug, SETTLERS)
    listed = PersonFilter(request.GET, readers_of(request.membership))
    # All at once: they are as many as have read, and counting them costs as much as listing them.
    page = page_of(_with_last_change(listed, last_marks(request.membership)), request)
    shown = {
        "story": story,
        "tab": "progress",
        "filter": listed,
        "page": page,
        "never": LONG_AGO.value,
    }
    return render(request, "desk/progress_people.html", shown)


def _with_last_change(listed: PersonFilter, marks: Mapping[int, datetime]) -> list[Any]:
    """Return the people as they are listed, `stirred` by their last mark as well."""
    found = list(listed.qs)
    for person in found:
        person.stirred = max(person.stirred, marks.get(person.pk, person.stirred))
    order = listed.form.cleaned_data.get("sort") if listed.form.is_valid() else None
    if order and order[0].lstrip("-") == "last":
        found.sort(key=lambda person: person.username)
        found.sort(key=lambda person: person.stirred, reverse=order[0].startswith("-"))
    return found


@require_GET
def articles(request: DeskRequest, slug: str) -> HttpResponse:
    """Show how far each article of the story is."""
    story = story_for(request, slug, SETTLERS)
    member = request.membership
    counted = _with_progress(member)
    listed = ProgressFilter(request.GET, counted, member=member)
    page = page_of(listed.qs.values_list("pk", flat=True), request)
    hidden = articles_of(story).filter(hidden_from(member), pk__in=list(page))
    unseen = set(hidden.order_by().values_list("pk", flat=True))
    found = {row.pk: row for row in with_overdue(counted.filter(pk__in=list(page)))}
    rows = [(found[key], key not in unseen) for key in page if key in found]
    erased = Erasure.objects.filter(story=story, kind=Erasure.Kind.ARTICLE)
    shown = {
        "story": story, "tab": "progress", "filter": listed, "page": page, "rows": rows,
        "taken_down": list(erased[:MOST_TAKEN_DOWN]),
    }  # fmt: skip
    return render(request, "desk/progress_articles.html", shown)


@require_POST
def close_reading(request: DeskRequest, pk: int) -> HttpResponse:
    """Take an article as read, though not everybody has submitted."""
    article = article_for(request, pk, MANAGERS)
    article_progress.close(article, request.user)
    told = "The reading of “%s” is closed: an adjudicator can settle what is submitted."
    messages.success(request, told % article.title)
    return _back(request, article.story)


@require_POST
def open_reading(request: DeskRequest, pk: int) -> HttpResponse:
    """Let an article that was closed wait for its readers again."""
    article = article_for(request, pk, MANAGERS)
    article_progress.open_again(article, request.user)
    messages.success(request, f"“{article.title}” waits for its readers again.")
    return _back(request, article.story)


def _back(request: DeskRequest, story: Story) -> HttpResponse:
    """Redirect to the list as it was: the form's address carried its filter."""
    address = reverse("desk:progress_articles", args=[story.slug])
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)


def _with_progress(member: Membership) -> QuerySet[Article]:
    """Return the story's articles with their readers by state, their stage, and `seen` to sort by.

    `seen` is the number submitted, or -1 for every article that is hidden from the member.
    """
    hidden = When(hidden_from(member), then=Value(-1))
    counted = with_readers(articles_of(member.story))
    stage, closed = stage_in(member.story), F("progress__closed_at")
    return counted.annotate(seen=Case(hidden, default=F("submitted")), stage=stage, closed=closed)
