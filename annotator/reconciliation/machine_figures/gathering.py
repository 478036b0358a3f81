"""Read what a machine's readings are compared with, for many articles in a fixed number of
statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Length

from annotator.annotations.models import (
    SPAN,
    Annotation,
    ArticleProgress,
    AssignmentState,
    Dismissal,
    Layer,
    Stage,
)
from annotator.machines.counting import fit_readings
from annotator.machines.models import AidRule, StoryReader
from annotator.machines.suggestions.arms import arms_of
from annotator.machines.suggestions.begun import standing_with_begun
from annotator.reconciliation.machine_figures.comparison import ArticleComparison, compare
from annotator.reconciliation.machine_figures.reading_time import minutes_read
from annotator.reconciliation.places.batch import BatchReader
from annotator.reconciliation.places.spans import Span
from articles.models import Article

Spans = dict[str, list[Span]]
Whose = tuple[int, int]
"""An article and a person."""


class Submission(NamedTuple):
    """When a person's reading was begun, None where that is not known, and submitted."""

    begun: datetime | None
    submitted: datetime


class ComparisonReader:
    """Compares the readings of one machine in one story, batch by batch of articles."""

    def __init__(self, wanted: StoryReader) -> None:
        self.wanted = wanted
        self.account = wanted.reader.account_id
        self._batches = BatchReader()

    def read(self, articles: Collection[int]) -> dict[int, ArticleComparison]:
        """Return what the machine's reading comes to of each of these articles that it has read as
        it is now."""
        own = fit_readings().filter(reader=self.wanted.reader_id, article__in=articles)
        read = list(own.order_by().values_list("article_id", flat=True))
        people, seen = _submissions(read), arms_of(self.wanted, read)
        spans = self._spans(read, {article: {*by} for article, by in people.items()})
        finished = ArticleProgress.objects.filter(pk__in=read, stage=Stage.FINISHED).order_by()
        settled = set(finished.values_list("pk", flat=True))
        lengths = dict(
            Article.objects.filter(pk__in=read).order_by().values_list("pk", Length("text"))
        )
        events, dismissed = _events(read), _dismissed(read)
        found = {}
        for article in read:
            submissions = people[article]
            arms = [
                (
                    reader,
                    seen[reader, article],
                    _pace(one, events[article, reader], lengths[article]),
                )
                for reader, one in sorted(submissions.items())
            ]
            found[article] = compare(
                spans[article, 0],
                {reader: spans[article, reader] for reader in submissions},
                spans[article, -1] if article in settled else None,
                arms,
                {reader: dismissed[article, reader] for reader in submissions},
            )
        return found

    def _spans(
        self, articles: Collection[int], people: Mapping[int, set[int]]
    ) -> dict[Whose, Spans]:
        """Return the spans of people, of the machine (0) and of gold (-1), by article."""
        chosen = Q(layer__in=[Layer.READING, Layer.GOLD]) | Q(
            layer=Layer.MACHINE, annotator=self.account
        )
        live = Annotation.every_layer.filter(chosen, SPAN, article__in=articles, erased_at=None)
        found: dict[Whose, Spans] = defaultdict(lambda: defaultdict(list))
        for article, layer, kind, span in self._batches.spans(live):
            if layer == Layer.READING and span.annotator not in people[article]:
                continue
            whose = {Layer.GOLD: -1, Layer.MACHINE: 0}.get(Layer(layer), span.annotator)
            found[article, whose][kind].append(span)
        return found


def _submissions(articles: Collection[int]) -> dict[int, dict[int, Submission]]:
    """Return the submitted readings of the articles, by article and person."""
    done = standing_with_begun().filter(article__in=articles, state=AssignmentState.SUBMITTED)
    found: dict[int, dict[int, Submission]] = {article: {} for article in articles}
    rows = done.values_list("article_id", "annotator_id", "begun", "submitted_at")
    for article, person, *times in rows:
        found[article][person] = Submission(*times)
    return found


def _events(articles: Collection[int]) -> dict[Whose, list[datetime]]:
    """Return when people marked or changed something of their own, by article and person."""
    rows = Annotation.history.filter(
        article__in=articles, layer=Layer.READING, history_user=F("annotator")
    )
    found: dict[Whose, list[datetime]] = defaultdict(list)
    for article, person, at in rows.order_by().values_list(
        "article_id", "annotator_id", "history_date"
    ):
        found[article, person].append(at)
    return found


def _dismissed(articles: Collection[int]) -> dict[Whose, set[tuple[int, int]]]:
    """Return where people wanted no suggestion, by article and person."""
    rows = Dismissal.objects.filter(article__in=articles).order_by()
    found: dict[Whose, set[tuple[int, int]]] = defaultdict(set)
    for article, person, *span in rows.values_list("article_id", "annotator_id", "start", "end"):
        found[article, person].add((span[0], span[1]))
    return found


def _pace(one: Submission, events: Collection[datetime], length: int) -> float | None:
    """Return the minutes that a reading took for 1,000 characters; None where that is not known."""
    if one.begun is None or not length or one.begun >= one.submitted:
        return None
    return minutes_read(one.begun, one.submitted, events) * 1000 / length


def stamps(wanted: StoryReader) -> dict[int, str]:
    """Return from what each article's comparison would be counted now; two statements."""
    rules = AidRule.objects.filter(of__story=wanted.story_id).aggregate(
        made=Count("pk"), removed=Max("of__removed_at")
    )
    of_rules = f"{rules['made']}.{rules['removed'].isoformat() if rules['removed'] else ''}"
    own = fit_readings().filter(reader=wanted.reader_id, article__story=wanted.story_id)
    rows: Any = own.order_by().values_list(
        "article_id", "article__version", "article__progress__readings",
        "article__progress__decisions", "article__progress__stage", "submitted_at", "rewritten_at",
    )  # fmt: skip
    return {
        article: f"{version}.{readings or 0}.{decisions or 0}.{stage or Stage.READING}."
        f"{at.isoformat()}.{changed.isoformat() if changed else ''}.{of_rules}"
        for article, version, readings, decisions, stage, at, changed in rows
    }
