"""On which side of the hold-out a submitted reading was: with suggestions, without, or neither."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from annotator.annotations.models import AssignmentState
from annotator.machines.models import (
    AcceptedMark,
    MachineReading,
    Shows,
    StoryReader,
    stands,
)
from annotator.machines.suggestions.arm import Arm
from annotator.machines.suggestions.begun import standing_with_begun
from annotator.machines.suggestions.rules import RulesOfStory, rules_of

Keys = Collection[int] | QuerySet[Any, Any]
"""Keys of articles, or a query of them."""


def arms_of(wanted: StoryReader, articles: Keys) -> dict[tuple[int, int], Arm]:
    """Return the arm of each submitted reading of these articles, by the keys of person and
    article.

    What is asked of the machine (its reading, in time,
    of the same text) is asked of both sides alike, so that the draw alone tells them apart. Where
    another machine's rule drew the reading as unaided, it saw none of this one either, and is
    without. The number of statements is fixed.
    """
    rules = rules_of(wanted.story_id)
    read = _read_by(wanted, articles)
    took = _took_from(wanted.story_id, articles)
    submitted = standing_with_begun().filter(
        article__in=articles, state=AssignmentState.SUBMITTED, article__story=wanted.story_id
    )
    rows = submitted.values_list(
        "annotator_id", "article_id", "begun", "submitted_at", "text_version", "article__version"
    )
    arms = {}
    for person, article, first, submitted_at, version, today in rows:
        begun = first or submitted_at
        arm = _neither(read.get(article), begun, {version, today})
        arm = arm or _by_rule(rules, wanted.pk, begun, person, article)
        if arm == Arm.WITHOUT and (person, article) in took:
            arm = Arm.TAKEN
        arms[person, article] = arm
    return arms


def _read_by(wanted: StoryReader, articles: Keys) -> dict[int, tuple[datetime, int]]:
    """Return when the machine submitted what stands of each article, and of which version."""
    rows = MachineReading.objects.filter(
        stands(), reader=wanted.reader_id, article__in=articles
    ).order_by()
    return {
        article: (at, version)
        for article, at, version in rows.values_list("article_id", "submitted_at", "text_version")
        if at is not None
    }


def _took_from(story: int, articles: Keys) -> set[tuple[int, int]]:
    """Return the readings, by person and article, in which anything of any machine was accepted."""
    rows = AcceptedMark.objects.filter(
        annotation__article__in=articles, annotation__article__story=story
    )
    return set(rows.values_list("annotation__annotator_id", "annotation__article_id"))


def _neither(read: tuple[datetime, int] | None, begun: datetime, versions: set[int]) -> Arm | None:
    """Return why a reading cannot be compared with the machine's, or None where it can be."""
    if read is None:
        return Arm.NOT_READ
    if versions != {read[1]}:
        return Arm.OTHER_TEXT
    return None if read[0] < begun else Arm.LATE


def _by_rule(rules: RulesOfStory, of: int, begun: datetime, person: int, article: int) -> Arm:
    held = next((rule for rule in rules.at(begun) if rule.of == of), None)
    if held is None or held.shows != Shows.SUGGESTIONS:
        return Arm.NOT_SHOWN
    return Arm.WITHOUT if rules.withholds(begun, person, article) else Arm.WITH
