"""Find articles that contradict themselves, and sources that changed their account (pure)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import combinations

from annotator.comparison.engine.conflict_rule import conflict
from annotator.comparison.engine.records import AnswerInCell, QuestionRecord, Value
from annotator.comparison.engine.time_window import Near, whole_time
from annotator.comparison.engine.value_groups import time_of


def contradicting_articles(said: Iterable[AnswerInCell], question: QuestionRecord) -> set[Hashable]:
    """Return the articles whose own-voice answers contradict each other within one reading.

    Answers contradict each other where their values exclude each other in one scope at one time.
    """
    own: dict[tuple[Hashable, ...], list[AnswerInCell]] = defaultdict(list)
    for each in _own_voice(said):
        own[each.answer.article, each.answer.reader, each.scope].append(each)
    found = set()
    for (article, *_), together in own.items():
        for one, other in combinations(together, 2):
            if one.value and other.value and conflict(one.value, other.value, question):
                first, second = time_of(one, question, article), time_of(other, question, article)
                if first.near(second, question.settling_days):
                    found.add(article)
    return found


def changed_articles(said: Iterable[AnswerInCell], question: QuestionRecord) -> set[Hashable]:
    """Return the articles whose own-voice answer another article of their source excludes."""
    by_source: dict[tuple[Hashable, str], dict[Value, list[AnswerInCell]]] = {}
    for each in _own_voice(said):
        values = by_source.setdefault((each.answer.source, each.scope), {})
        if each.value:
            values.setdefault(each.value, []).append(each)
    found: set[Hashable] = set()
    for values in by_source.values():
        found |= _changed([_Account(value, said, question) for value, said in values.items()])
    return found


class _Account:
    """The articles of one source that give one value; `open` are those not yet known to differ."""

    def __init__(
        self, value: Value, said: Iterable[AnswerInCell], question: QuestionRecord
    ) -> None:
        self.value, self.question = value, question
        self.open = {time_of(each, question, each.answer.article) for each in said}
        self._near = Near(self.open)
        self._span = whole_time(self.open)

    def excludes(self, other: "_Account") -> bool:
        """Return whether the two values exclude each other, at times that come near each other."""
        return self._span.near(other._span, self.question.settling_days) and conflict(
            self.value, other.value, self.question
        )

    def changed(self, other: "_Account") -> set[Hashable]:
        """Take from `open`, and return, the articles near whose time another one gives the other
        value."""
        days = self.question.settling_days
        hit = {each for each in self.open if other._near.has(each, days)}
        self.open -= hit
        return {each.who for each in hit}


def _changed(accounts: list[_Account]) -> set[Hashable]:
    found: set[Hashable] = set()
    for one, other in combinations(accounts, 2):
        if (one.open or other.open) and one.excludes(other):
            found |= one.changed(other) | other.changed(one)
    return found


def _own_voice(said: Iterable[AnswerInCell]) -> list[AnswerInCell]:
    return [
        each
        for each in said
        if each.value and not each.answer.said_by and each.answer.modality != "predicted"
    ]
