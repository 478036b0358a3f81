"""Which rules of what people see held in a story at a moment, of the machines that it had then."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from annotator.machines.models import AidRule, Engine, Shows, StoryReader
from annotator.machines.suggestions.draw import is_unaided


class HeldRule(NamedTuple):
    """What one machine of a story was to show from a moment on."""

    of: int
    """The key of its StoryReader."""
    reader: int
    engine: str
    removed_at: datetime | None
    """When the story let go of the machine, if it has none of it now."""
    shows: str
    percent: int
    seed: str
    since: datetime

    @property
    def matters(self) -> bool:
        """Whether by it anything is seen otherwise than without the machine."""
        return self.shows == Shows.SUGGESTIONS or self.engine == Engine.NAMES

    def withholds_from(self, person: int, article: int) -> bool:
        """Tell whether it draws this reading as one that sees no suggestions."""
        shows = self.shows == Shows.SUGGESTIONS
        return shows and is_unaided(self.seed, self.percent, person, article)


class HadFrom(NamedTuple):
    """Whether a story had one of its machines from a moment on; `of` as in HeldRule."""

    of: int
    at: datetime
    has: bool


class RulesOfStory:
    """All rules of a story, and which machines it had when."""

    def __init__(self, rules: Iterable[HeldRule], had: Iterable[HadFrom]) -> None:
        ordered = sorted(rules, key=lambda rule: rule.of)  # each machine's stay in their order
        self._rules = {of: list(found) for of, found in groupby(ordered, lambda rule: rule.of)}
        self._had: dict[int, list[HadFrom]] = defaultdict(list)
        for change in had:
            self._had[change.of].append(change)

    def __bool__(self) -> bool:
        """Tell whether any rule matters to what people see."""
        return bool(self._rules)

    def moments(self) -> list[datetime]:
        """Return when a rule began, or the story had a machine or no more: what holds between one
        and the next does not change."""
        began = {rule.since for rules in self._rules.values() for rule in rules}
        had = {change.at for changes in self._had.values() for change in changes}
        return sorted(began | had)

    def at(self, moment: datetime) -> list[HeldRule]:
        """Return the rule of each machine that the story had at a moment."""
        held = []
        for of, rules in self._rules.items():
            at = bisect_right(rules, moment, key=lambda rule: rule.since)
            if at and self._was_there(of, moment):
                held.append(rules[at - 1])
        return held

    def withholds(self, moment: datetime, person: int, article: int) -> bool:
        """Tell whether a reading that was begun then is to see no suggestions of any machine."""
        return any(rule.withholds_from(person, article) for rule in self.at(moment))

    def _was_there(self, of: int, moment: datetime) -> bool:
        removed = self._rules[of][0].removed_at
        if removed is not None and removed <= moment:
            return False
        # One that was taken off and put back was not there in between.
        changes = self._had[of]
        before = bisect_right(changes, moment, key=lambda change: change.at)
        return changes[before - 1].has if before else True


def rules_of(story: int) -> RulesOfStory:
    """Read the rules of a story, none where none matters: one statement, or two."""
    rows = AidRule.objects.filter(of__story=story).order_by("since", "pk")
    told = ("of_id", "of__reader_id", "of__reader__engine", "of__removed_at")
    rules = [
        HeldRule(*row)
        for row in rows.values_list(*told, "shows", "unaided_percent", "seed", "since")
    ]
    matter = any(rule.matters for rule in rules)
    return RulesOfStory(rules if matter else (), _had(story) if matter else ())


def _had(story: int) -> list[HadFrom]:
    history: Any = StoryReader.history
    rows = history.filter(story_id=story).order_by("history_date", "history_id")
    return [
        HadFrom(of, at, removed is None and sign != "-")
        for of, at, removed, sign in rows.values_list(
            "id", "history_date", "removed_at", "history_type"
        )
    ]
