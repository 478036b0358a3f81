"""Find which values given in one scope exclude each other, and who says them (pure)."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain, combinations, product
from typing import NamedTuple

from annotator.comparison.engine.conflict_rule import conflict, gap
from annotator.comparison.engine.reason_records import MOST_NAMED, Side
from annotator.comparison.engine.records import AnswerInCell, QuestionRecord, RowState
from annotator.comparison.engine.time_window import ANY_DAY, Dated, Near, reference_days, whole_time
from annotator.comparison.engine.value_record import Value, value_order

UNSORTED = "Nobody has said yet whether it is the same as the other texts."


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
        self.shortest: dict[Value, AnswerInCell] = {}
        self.lone: set[Value] = set()
        """The values that nobody gives but one reader of several."""
        self.vias: dict[tuple[Value, str], set[str]] = {}
        self.articles: dict[Value, set[Hashable]] = {}
        self.holders: dict[Value, dict[str, set[Dated]]] = {}
        self._near: dict[tuple[Value, str], Near] = {}
        by_value: dict[Value, list[AnswerInCell]] = {}
        for each in said:
            if each.value is not None:
                by_value.setdefault(each.value, []).append(each)
        for value, those in by_value.items():
            self.shortest[value] = min(those, key=_words)
            if all(each.lone_of for each in those):
                self.lone.add(value)
            self.articles[value] = {each.answer.article for each in those}
            holders: dict[str, set[Dated]] = {}
            for each in those:
                speaker = each.answer.speaker
                holders.setdefault(speaker, set()).add(time_of(each, question, each.answer.source))
                via = each.answer.via if each.answer.said_by else ""
                self.vias.setdefault((value, speaker), set()).add(via)
            self.holders[value] = holders

    def values(self) -> list[Value]:
        """Return the values, those of the most articles first, then in the order of values; last
        what one reader of several alone read."""
        return sorted(
            self.holders,
            key=lambda value: (
                value in self.lone, -len(self.articles[value]), value_order(value)
            ),
        )  # fmt: skip

    def side(self, value: Value, speaker: str | None = None, beside: Value | None = None) -> Side:
        """Return the value with the sources that give it, or with those that quote the speaker.

        `beside`: the value of the other side, whose sources are left out where others give this.
        """
        holders = self.holders[value]
        those = holders if speaker is None else {speaker: holders[speaker]}
        sources = {each.who for dated in those.values() for each in dated}
        if beside is not None:
            sources = (sources - self.sources(beside)) or sources
        vias = self.vias[value, speaker] if speaker else set()
        said = self.shortest[value]
        reaches = said.answer.approximator in {"about", "nearly"} and not said.derived
        ends = [str(end) for end in (value.low, value.high) if end is not None]
        named = sorted(sources, key=str)
        return Side(
            _words(said)[1],
            tuple(named[:MOST_NAMED]),
            len(named[MOST_NAMED:]),
            speaker or "",
            next(iter(vias)) if len(vias) == 1 else "",
            value.denied,
            tuple(ends) if reaches and len(ends) == 2 else (),
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


def _words(said: AnswerInCell) -> tuple[int, str]:
    """Return how long the words of the answer are, and the words."""
    words = said.derived or said.text
    return len(words), words


def time_of(said: AnswerInCell, question: QuestionRecord, who: Hashable) -> Dated:
    """Return when somebody says it; any time where the true value cannot change."""
    return Dated(*(reference_days(said.answer) if question.can_change else ANY_DAY), who)


def crosses(some: Iterable[Dated], others: Iterable[Dated]) -> bool:
    """Return whether two different ones are among them, one on either side."""
    ours, theirs = {each.who for each in some}, {each.who for each in others}
    return bool(ours and theirs) and len(ours | theirs) > 1


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


def comparable(group: list[AnswerInCell]) -> list[AnswerInCell]:
    """Return the answers that compare with another source's, and mark the others if there are any.

    Texts compare where they have the same words, or where a person has given both a key.
    """
    given: dict[str | None, set[Hashable]] = {}
    for each in group:
        if each.value:
            kind = each.value.key if each.value.unsorted else None
            given.setdefault(kind, set()).add(each.answer.source)
    compared = [
        each
        for each in group
        if each.value and len(given[each.value.key if each.value.unsorted else None]) > 1
    ]
    kept = {id(each) for each in compared}
    for each in group:
        each.apart = bool(compared) and id(each) not in kept
        if each.value and each.value.unsorted and id(each) not in kept:
            each.why = UNSORTED
    return compared


def chosen_by_article(group: list[AnswerInCell]) -> dict[Hashable, list[AnswerInCell]]:
    """Return the answers of each article that gives any."""
    chosen: dict[Hashable, list[AnswerInCell]] = {}
    for each in group:
        if each.value and not each.value.denied:
            chosen.setdefault(each.answer.article, []).append(each)
    return chosen


def selects_differently(
    chosen: Mapping[Hashable, list[AnswerInCell]], question: QuestionRecord
) -> bool:
    """Return whether not all articles give the same answers, of several that can hold."""
    kinds = {frozenset(each.place for each in said if each.place) for said in chosen.values()}

    def covers(some: frozenset[Value], others: frozenset[Value]) -> bool:
        """Return whether each of the others is, or holds together with, one of some."""
        return all(
            any(
                one == other or (one.key and question.hold_together(one.key, other.key))
                for one in some
            )
            for other in others
        )

    if len(kinds) > 1 and not question.alike:
        return True
    return any(
        not (covers(one, other) and covers(other, one)) for one, other in combinations(kinds, 2)
    )
