"""Say which readings saw a machine's suggestions, which did not, and how long they took (pure).

Nothing of it is stored when somebody reads: it follows from the rules, their seeds and the times.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from annotator.machines.suggestions.draw import is_unaided

PAUSE = timedelta(minutes=10)
"""Whoever did nothing for longer than this was not reading."""


class Arm(StrEnum):
    """Whether a reading saw a machine's suggestions, or why it is left out."""

    WITH = "with"
    WITHOUT = "without"
    OTHER_TEXT = "they read another version of the text"
    NOT_SHOWN = "no suggestions were shown when they were begun"
    TOO_LATE = "the machine read the article only after they were begun"


COMPARED = (Arm.WITH, Arm.WITHOUT)


class RuleThen(NamedTuple):
    """What people see of a machine from a moment on."""

    since: datetime
    suggests: bool
    percent: int
    seed: str


class BegunReading(NamedTuple):
    """A submitted reading: whose, of what, and when it was begun."""

    reader: int
    article: int
    begun: datetime


def rule_at(rules: Sequence[RuleThen], at: datetime) -> RuleThen | None:
    """Return the rule that held at a time; `rules` stand in the order of their times."""
    held = [rule for rule in rules if rule.since <= at]
    return held[-1] if held else None


def arm_of(
    reading: BegunReading,
    read_at: datetime,
    same_text: bool,
    rules: Sequence[RuleThen],
    others: Iterable[Sequence[RuleThen]],
) -> Arm:
    """Return the arm of a reading for a machine that read the article at `read_at`.

    `rules` are those of the machine, `others` those of the story's other machines: whoever is drawn
    to see nothing of one of them sees nothing of any.
    """
    own = rule_at(rules, reading.begun)
    if not same_text:
        return Arm.OTHER_TEXT
    if own is None or not own.suggests:
        return Arm.NOT_SHOWN
    if read_at > reading.begun:
        return Arm.TOO_LATE
    held = [own, *(rule for of in others if (rule := rule_at(of, reading.begun)) is not None)]
    drawn = (
        is_unaided(rule.seed, rule.percent, reading.reader, reading.article)
        for rule in held
        if rule.suggests
    )
    return Arm.WITHOUT if any(drawn) else Arm.WITH


def minutes_read(begun: datetime, submitted: datetime, events: Collection[datetime]) -> float:
    """Return how long somebody read: all but the pauses between one thing that they did and the
    next. `events` are when they marked or changed something."""
    times = sorted({begun, submitted, *(at for at in events if begun <= at <= submitted)})
    gaps = (then - before for before, then in pairwise(times))
    return sum((gap for gap in gaps if gap <= PAUSE), timedelta()).total_seconds() / 60
