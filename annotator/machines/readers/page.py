"""What the pages of machine readers show, as plain values."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from annotator.machines.models import (
    AidRule,
    MachineReader,
    MachineReading,
    MachineReadingState,
    MachineRun,
    RunState,
    StoryReader,
    stands,
)
from annotator.machines.runs.behind import is_behind, with_looked_at
from annotator.machines.runs.page import CHIPS
from articles.models import Article, Story

State = MachineReadingState


class MachineLine(NamedTuple):
    """A reader of the list: how much it has read, what people see of it, its last run."""

    wanted: StoryReader
    shows: str
    last: MachineRun | None

    @property
    def chip(self) -> str:
        """How the state of its last run is drawn."""
        return CHIPS.get(RunState(self.last.state), "") if self.last else ""


class MachineNumbers(NamedTuple):
    """How much a machine has read in a story, what is left, and what it took."""

    articles: int
    read: int
    behind: int
    failed: int
    due: int
    tried: int
    """How many of those that failed it has not read before, either."""
    marks: int
    cost: Decimal
    tokens: int

    @property
    def unread(self) -> int:
        """How many articles of the story it has neither read nor failed at."""
        return self.articles - self.read - self.tried


class MachineArticleLine(NamedTuple):
    """An article of the story, what the machine has made of it, and whether that is behind;
    `hidden`: what it found there is not told to whoever has still to read the article."""

    article: Article
    reading: MachineReading | None
    behind: bool
    dropped: str
    hidden: bool


def listed(
    story: Story, changed_at: datetime | None, hidden: Collection[int]
) -> QuerySet[StoryReader]:
    """Return what the story wants of each machine, with how much each has read: `read`, `behind`,
    `failed`, `marks` but for those in `hidden` articles, `cost`, and the keys of its last run and
    rule; one statement."""
    of_story = Q(reader__readings__article__story=F("story"))
    done = of_story & stands("reader__readings__")
    behind = of_story & is_behind(changed_at, "reader__readings__")
    looked = Coalesce("reader__readings__checked_at", "reader__readings__submitted_at")
    runs = MachineRun.objects.filter(of=OuterRef("pk")).values("pk")[:1]
    rules = AidRule.objects.filter(of=OuterRef("pk")).order_by("-since", "-pk")
    each = "reader__readings"
    told = done & ~Q(reader__readings__article__in=hidden)
    return (
        StoryReader.objects.filter(story=story)
        .alias(looked_at=looked)
        .annotate(
            read=Count(each, filter=done),
            behind=Count(each, filter=behind),
            failed=Count(each, filter=of_story & Q(reader__readings__state=State.FAILED)),
            marks=Coalesce(Sum("reader__readings__marks", filter=told), 0),
            cost=Coalesce(Sum("reader__readings__cost", filter=of_story), Decimal(0)),
            last_run=Subquery(runs),
            shows=Subquery(rules.values("shows")[:1]),
        )
        .select_related("reader")
        .order_by("reader__name", "pk")
    )


def lines_of(rows: Collection[Any]) -> list[MachineLine]:
    """Return a line for each of these, in one statement."""
    runs = MachineRun.objects.in_bulk([one.last_run for one in rows if one.last_run])
    return [MachineLine(one, one.shows, runs.get(one.last_run)) for one in rows]


def numbers_of(
    wanted: StoryReader, changed_at: datetime | None, hidden: Collection[int]
) -> MachineNumbers:
    """Return how much the machine has read in the story, in two statements; without its marks in
    `hidden` articles."""
    mine = with_looked_at().filter(reader=wanted.reader_id, article__story=wanted.story_id)
    done, failed = stands(), Q(state=State.FAILED)
    found = mine.aggregate(
        read=Count("pk", filter=done),
        behind=Count("pk", filter=is_behind(changed_at)),
        failed=Count("pk", filter=failed),
        tried=Count("pk", filter=failed & ~done),
        due=Count("pk", filter=Q(due_at__isnull=False)),
        marks=Coalesce(Sum("marks", filter=done & ~Q(article__in=hidden)), 0),
        cost=Coalesce(Sum("cost"), Decimal(0)),
        tokens=Coalesce(Sum(F("tokens_in") + F("tokens_out")), 0),
    )
    return MachineNumbers(articles=Article.objects.filter(story=wanted.story_id).count(), **found)


def article_lines(
    wanted: StoryReader,
    articles: Collection[Article],
    changed_at: datetime | None,
    hidden: Collection[int],
) -> list[MachineArticleLine]:
    """Return a line for each of these articles of the story, in two statements."""
    mine = with_looked_at().filter(
        reader=wanted.reader_id, article__in=[one.pk for one in articles]
    )
    readings = {one.article_id: one for one in mine}
    behind = set(mine.filter(is_behind(changed_at)).values_list("article", flat=True))
    return [
        MachineArticleLine(
            one,
            found := readings.get(one.pk),
            one.pk in behind,
            dropped_of(found),
            one.pk in hidden,
        )
        for one in articles
    ]


def dropped_of(reading: MachineReading | None) -> str:
    """Return how many of its proposals were not taken, by reason, in words; '' for none."""
    if reading is None:
        return ""
    counts: Mapping[str, int] = reading.dropped
    return ", ".join(f"{number} × {why}" for why, number in sorted(counts.items()))


def copy_of(reader: MachineReader) -> dict[str, Any]:
    """Return what a reader is made of, as the form of a new one takes it."""
    told = {name: getattr(reader, name) for name in ("engine", "model", "version", "prompt")}
    options = json.dumps(reader.options, indent=2, ensure_ascii=False) if reader.options else ""
    return told | {"name": reader.name, "options": options}
