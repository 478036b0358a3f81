"""Find which values given in one scope exclude each other, and who says them (pure)."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import chain, combinations, product
from typing import NamedTuple

from annotator.comparison.engine.conflict_rule import conflict, gap
from annotator.comparison.engine.records import AnswerInCell, QuestionRecord, RowState, Value
from annotator.comparison.engine.time_window import ANY_DAY, Dated, Near, reference_days, whole_time


class Dispute(NamedTuple):
    """Two values that exclude each other, and who says each; '' is an article's own voice."""

    state: RowState
    one: Value
    other: Value
    speakers: tuple[str, str] = ("", "")


class ValueGroup:
    """Everybody in one scope by value, so that equal answers are compared once."""

    def __init__(self, said: Iterable[AnswerInCell], question: QuestionRecord) -> None:
        self.question = question
        self.texts: dict[Value, str] = {}
        self.articles: dict[Value, set[Hashable]] = {}
        self.holders: dict[Value, dict[str, set[Dated]]] = {}
        self._near: dict[tuple[Value, str], Near] = {}
        by_value: dict[Value, list[AnswerInCell]] = {}
        for each in said:
            if each.value is not None:
                by_value.setdefault(each.value, []).append(each)
        for value, those in by_value.items():
            texts = {each.derived or each.text for each in those}
            self.texts[value] = min(texts, key=lambda words: (len(words), words))
            self.articles[value] = {each.answer.article for each in those}
            holders: dict[str, set[Dated]] = {}
            for each in those:
                holders.setdefault(each.answer.said_by, set()).add(
                    time_of(each, question, each.answer.source)
                )
            self.holders[value] = holders

    def values(self) -> list[Value]:
        """Return the values, those of the most articles first, then in the order of values."""
        return sorted(
            self.holders, key=lambda value: (-len(self.articles[value]), value_order(value))
        )

    def sources(self, value: Value) -> set[Hashable]:
        """Return the sources that give the value."""
        return {each.who for holders in self.holders[value].values() for each in holders}

    def disputes(self) -> dict[RowState, Dispute]:
        """Return the first found conflict, *superseded?* and *speakers differ*.

        A conflict ends the search.
        """
        found: dict[RowState, Dispute] = {}
        spans = {
            value: whole_time(chain.from_iterable(holders.values()))
            for value, holders in self.holders.items()
        }
        for one, other in combinations(self.values(), 2):
            far = not spans[one].near(spans[other], self.question.settling_days)
            if far and RowState.SUPERSEDED in found:
                continue  # at most superseded as well
            if not conflict(one, other, self.question):
                continue
            if dispute := self._between(one, other):
                found.setdefault(dispute.state, dispute)
                if dispute.state == RowState.CONFLICT:
                    break
        return found

    def furthest(self) -> tuple[Value, Value] | None:
        """Return, of values that differ, the two furthest apart, or two that meet; else None."""
        values = [value for value in self.values() if not value.denied]
        ended = [
            (value.high, value_order(value), value) for value in values if value.high is not None
        ]
        begun = [
            (value.low, value_order(value), value) for value in values if value.low is not None
        ]
        if ended and begun:
            lowest, highest = min(ended)[2], max(begun)[2]
            if gap(lowest, highest):
                return lowest, highest
        return (values[0], values[1]) if len(values) > 1 else None

    def _between(self, one: Value, other: Value) -> Dispute | None:
        ours, theirs = self.holders[one], self.holders[other]
        superseded = None
        for speaker in sorted(ours.keys() & theirs.keys()):
            near = self._index(other, speaker)
            if any(near.has(each, self.question.settling_days) for each in ours[speaker]):
                return Dispute(RowState.CONFLICT, one, other, (speaker, speaker))
            if crosses(ours[speaker], theirs[speaker]):
                superseded = Dispute(RowState.SUPERSEDED, one, other, (speaker, speaker))
        if superseded:
            return superseded
        for mine, yours in product(sorted(ours), sorted(theirs)):
            if mine != yours and crosses(ours[mine], theirs[yours]):
                return Dispute(RowState.SPEAKERS, one, other, (mine, yours))
        return None

    def _index(self, value: Value, speaker: str) -> Near:
        if (value, speaker) not in self._near:
            self._near[value, speaker] = Near(self.holders[value][speaker])
        return self._near[value, speaker]


def time_of(said: AnswerInCell, question: QuestionRecord, who: Hashable) -> Dated:
    """Return when somebody says it; any time where the true value cannot change."""
    return Dated(*(reference_days(said.answer) if question.can_change else ANY_DAY), who)


def crosses(some: Iterable[Dated], others: Iterable[Dated]) -> bool:
    """Return whether two different ones are among them, one on either side."""
    ours, theirs = {each.who for each in some}, {each.who for each in others}
    return bool(ours and theirs) and len(ours | theirs) > 1


def value_order(value: Value) -> tuple[object, ...]:
    """Return what values are sorted by: open below first, then by their ends, words by alphabet."""
    return (
        value.key,
        value.low is not None,
        value.low or 0,
        value.low_open,
        value.high is None,
        value.high or 0,
        value.high_open,
        value.denied,
        value.step or 0,
    )


def denials_that_matter(
    said: Sequence[AnswerInCell], question: QuestionRecord
) -> list[AnswerInCell]:
    """Return, of one scope, the denials of what another source gives: other denials give no
    value."""
    if not any(each.value and each.value.denied for each in said):
        return []
    given = ValueGroup([each for each in said if each.value and not each.value.denied], question)
    denied = [each for each in said if each.value and each.value.denied]
    sources = {value: given.sources(value) for value in given.holders}
    hit: dict[Value, set[Hashable]] = {}
    for value in {each.value for each in denied if each.value}:
        against = [sources[other] for other in sources if conflict(value, other, question)]
        hit[value] = set().union(*against)
    return [each for each in denied if each.value and hit[each.value] - {each.answer.source}]
