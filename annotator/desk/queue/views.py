"""The adjudicator's queue: what there is to settle in a story, one row an article.

Blind as everywhere: articles that one has still to read are left out, and counted in no figure.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import django_filters as filters
from django.db.models import Case, Count, F, IntegerField, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotator.annotations.models import Stage
from annotator.background import worker_is_there
from annotator.desk.filters import Sorted, sources_of
from annotator.desk.progress.readers import LONG_AGO
from annotator.desk.reading_progress import (
    STAGES,
    articles_of,
    stage_in,
    still_to_read,
    with_readers,
)
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.people.models import Membership
from annotator.reconciliation.places.place import said_of
from annotator.reconciliation.places.refresh import STATE_COLUMNS, TYPES, tallies_behind
from articles.models import Article, Source, Story

TALLY_COLUMNS = (*STATE_COLUMNS.values(), *(type.value for type in TYPES), "flags")
ORDER = ("turn", "-left", "-agreed", "pk")
"""What can be settled now, then what is being read, then what is finished; the worst first."""
PLACE_COLUMNS = [
    ("differing", "open differences"),
    ("stale", "to look at again"),
    ("agreed", "agreed, to be accepted"),
    ("settled", "settled"),
]
"""Places by what is to be done with them, by the tally's columns."""


class DifferenceFilter(filters.FilterSet):  # type: ignore[misc]
    """The articles of the queue."""

    text = filters.CharFilter(field_name="title", lookup_expr="icontains", label="Title has")
    source = filters.ModelChoiceFilter(queryset=Source.objects.none(), empty_label="Every source")
    stage = filters.ChoiceFilter(label="Stage", empty_label="Any", choices=STAGES)
    type = filters.ChoiceFilter(
        label="Differing in",
        empty_label="Anything",
        choices=[(type.value, said_of(type).capitalize()) for type in TYPES],
        method="by_number",
    )
    having = filters.ChoiceFilter(
        label="Having",
        empty_label="Anything",
        choices=[
            *((name, words.capitalize()) for name, words in PLACE_COLUMNS),
            ("flags", "Flags"),
        ],
        method="by_number",
    )
    sort = Sorted(
        "Ready and worst first",
        fields={
            "left": "left",
            "stale": "stale",
            "flags": "flags",
            "last": "last",
            "title": "title",
            "source__name": "source",
            "published_on": "date",
        },
        choices=[
            ("-left", "Most to settle first"),
            ("-stale", "Most to look at again first"),
            ("-flags", "Most flags first"),
            ("-last", "Submitted last first"),
            ("title", "Title"),
            ("source", "Source"),
            ("date", "Oldest first"),
        ],
    )

    class Meta:
        model = Article
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet[Article], *, story: Story) -> None:
        super().__init__(data, queryset)
        self.filters["source"].queryset = sources_of(story)

    def by_number(self, articles: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """Return the articles of which this column of the tally is above 0."""
        return articles.filter(**{f"{value}__gt": 0})


class QueueLine(NamedTuple):
    """An article of the list with its tally: all its places, and open differences by type."""

    article: Any
    places: int
    types: list[tuple[str, int]]


class QueueTotals(NamedTuple):
    """The figures above the list: articles by stage, places by what is to be done with them,

    differences by type, each named; and flags.
    """

    stages: list[tuple[str, str, int]]
    places: list[tuple[str, str, int]]
    types: list[tuple[str, str, int]]
    flags: int


@require_GET
def differences(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the queue."""
    story = story_for(request, slug, SETTLERS)
    counted = _queue(request.membership)
    listed = DifferenceFilter(request.GET, counted, story=story)
    page = page_of(listed.qs.values_list("pk", flat=True), request)
    hidden = still_to_read(request.membership).count()
    shown = {
        "story": story,
        "tab": "differences",
        "filter": listed,
        "page": page,
        "lines": _lines(counted, list(page)),
        "totals": _totals(counted),
        # To who has still to read it would tell that somebody else has read or settled.
        "behind": not hidden and tallies_behind(story),
        "worker_is_there": worker_is_there,
        "hidden": hidden,
    }
    return render(request, "desk/differences.html", shown)


def _queue(member: Membership) -> QuerySet[Article]:
    """Return the articles whose differences the member may see, in the order of the queue.

    Each has its readers by state, its stage, its tally, and how much is `left` to look at.
    """
    articles = articles_of(member.story)
    articles = articles.exclude(pk__in=still_to_read(member).values("article"))
    numbers = {name: Coalesce(F(f"tally__{name}"), 0) for name in TALLY_COLUMNS}
    staged = with_readers(articles).annotate(
        **numbers,
        last=Coalesce(F("tally__last_submitted"), LONG_AGO),
        stage=stage_in(member.story),
    )
    turn = Case(
        When(stage=Stage.READING, then=Value(1)),
        When(stage=Stage.FINISHED, then=Value(2)),
        default=Value(0),
        output_field=IntegerField(),
    )
    return staged.annotate(turn=turn, left=F("differing") + F("stale")).order_by(*ORDER)


def _lines(counted: QuerySet[Article], keys: Sequence[int]) -> list[QueueLine]:
    """Return the page's articles in its order. Sorted by key alone: no text is read to sort a
    list."""
    found: dict[int, Any] = {row.pk: row for row in counted.filter(pk__in=keys).order_by()}
    return [
        QueueLine(
            found[key],
            sum(getattr(found[key], column) for column in STATE_COLUMNS.values()),
            [(said_of(type), getattr(found[key], type.value)) for type in TYPES],
        )
        for key in keys
        if key in found
    ]


def _totals(counted: QuerySet[Article]) -> QueueTotals:
    """Add up the tallies of all articles of the queue."""
    numbers = dict.fromkeys(TALLY_COLUMNS, 0)
    stages: dict[str, int] = {}
    sums = {f"all_{name}": Sum(name) for name in TALLY_COLUMNS}
    by_stage = counted.order_by().values("stage")  # type: ignore[misc]
    by_stage = by_stage.annotate(articles=Count("pk"), **sums)
    for row in by_stage.values("stage", "articles", *sums):
        stages[row["stage"]] = row["articles"]
        for name in TALLY_COLUMNS:
            numbers[name] += row[f"all_{name}"]
    return QueueTotals(
        [(stage, name.lower(), stages.get(stage, 0)) for stage, name in STAGES],
        [(name, words, numbers[name]) for name, words in PLACE_COLUMNS],
        [(type.value, said_of(type), numbers[type.value]) for type in TYPES],
        numbers["flags"],
    )
