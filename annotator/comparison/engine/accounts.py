"""Find what an article or a source says against itself, and what one reader alone read (pure)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from annotator.comparison.engine.conflict_rule import conflict
from annotator.comparison.engine.reason_records import Names, named
from annotator.comparison.engine.records import AnswerInCell, CellMark, QuestionRecord
from annotator.comparison.engine.time_window import Near, whole_time
from annotator.comparison.engine.value_groups import time_of
from annotator.comparison.engine.value_record import Value, value_order

Key = tuple[Hashable, ...]


@dataclass(frozen=True)
class Finding:
    """Two answers of one article, or of two articles of one source, that cannot both hold.

    `speaker`: who says the `other`, where that is not the source itself.
    """

    mark: str
    article: Hashable
    source: Hashable
    one: str
    other: str
    speaker: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return dict(vars(self))  # `asdict` copies each text, which takes twenty times as long

    def sentence(self, names: Names) -> str:
        """Say what contradicts what."""
        who = named((self.source,), names)
        if self.speaker:
            return f"{who} {self.mark}: it says {self.one}, and {self.speaker} {self.other}."
        return f"{who} {self.mark}: {self.one} and {self.other}."


def distinct_findings(kept: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return each finding once, as data: two articles between which a source changed its account
    are marked each."""
    found: dict[Key, Mapping[str, Any]] = {}
    for one in kept:
        pair = frozenset((one["one"], one["other"]))
        found.setdefault((one["mark"], one["source"], one["speaker"], pair), one)
    return list(found.values())


def findings_of(said: Iterable[AnswerInCell], question: QuestionRecord) -> list[Finding]:
    """Return what an article says against itself or a speaker it quotes, and a source against an
    earlier article of its own: one of a kind for each article.

    Values exclude each other in one scope, at one time, and within one reading.
    """
    together: dict[Key, list[AnswerInCell]] = defaultdict(list)
    by_source: dict[Key, list[AnswerInCell]] = defaultdict(list)
    for each in said:
        if each.value and each.answer.modality != "predicted":
            answer = each.answer
            # A text that nobody has sorted excludes at most the denial of its own words.
            words = each.value.key if each.value.unsorted else ""
            together[answer.article, answer.reader, each.scope, words].append(each)
            if not answer.speaker:
                by_source[answer.source, each.scope, words].append(each)
    found: dict[tuple[str, Hashable], Finding] = {}
    for here in together.values():
        for one in _within_article(here, question):
            found.setdefault((one.mark, one.article), one)
    for here in by_source.values():
        accounts = [_Account(those, question) for those in _by_value(here).values()]
        for one in _changed(accounts):
            found.setdefault((one.mark, one.article), one)
    return list(found.values())


def _by_value(said: Iterable[AnswerInCell]) -> dict[Value, list[AnswerInCell]]:
    found: dict[Value, list[AnswerInCell]] = {}
    for each in said:
        if each.value:
            found.setdefault(each.value, []).append(each)
    return {value: found[value] for value in sorted(found, key=value_order)}


def _within_article(here: list[AnswerInCell], question: QuestionRecord) -> Iterator[Finding]:
    """Yield what the article's own voice says against itself, and against a speaker."""
    own = _by_value(each for each in here if not each.answer.speaker)
    quoted = _by_value(each for each in here if each.answer.speaker)
    for mark, pairs in (
        (CellMark.CONTRADICTS, combinations(own.items(), 2)),
        (CellMark.DIFFERS, product(own.items(), quoted.items())),
    ):
        for (one, saying), (other, against) in pairs:
            if conflict(one, other, question) and _at_one_time(saying, against, question):
                yield _finding(mark, saying[0], against[0])
                break


def _at_one_time(
    some: Iterable[AnswerInCell], others: Iterable[AnswerInCell], question: QuestionRecord
) -> bool:
    """Return whether one of each are of the same time, as far as the value can change."""
    near = Near(time_of(each, question, "other") for each in others)
    return any(near.has(time_of(each, question, "one"), question.settling_days) for each in some)


def _finding(mark: CellMark, one: AnswerInCell, other: AnswerInCell) -> Finding:
    answer = one.answer
    mine, theirs = (each.derived or each.text for each in (one, other))
    return Finding(mark.value, answer.article, answer.source, mine, theirs, other.answer.speaker)


class _Account:
    """The articles of one source that give one value; `open` are those not yet known to differ."""

    def __init__(self, said: list[AnswerInCell], question: QuestionRecord) -> None:
        self.said, self.question = said[0], question
        self.by_article = {each.answer.article: each for each in said}
        self.open = {time_of(each, question, each.answer.article) for each in said}
        self._near = Near(self.open)
        self._span = whole_time(self.open)

    def excludes(self, other: "_Account") -> bool:
        """Return whether the two values exclude each other, at times that come near each other."""
        one, another = self.said.value, other.said.value
        near = self._span.near(other._span, self.question.settling_days)
        return bool(near and one and another and conflict(one, another, self.question))

    def changed(self, other: "_Account") -> Iterator[Finding]:
        """Take from `open`, and yield, the articles near whose time another one gives the other
        value."""
        days = self.question.settling_days
        hit = {each for each in self.open if other._near.has(each, days)}
        self.open -= hit
        for article in sorted((each.who for each in hit), key=str):
            yield _finding(CellMark.CHANGED, self.by_article[article], other.said)


def _changed(accounts: list[_Account]) -> Iterator[Finding]:
    for one, other in combinations(accounts, 2):
        if (one.open or other.open) and one.excludes(other):
            mine, theirs = list(one.changed(other)), list(other.changed(one))
            yield from (*mine, *theirs)


def mark_lone_readers(said: Iterable[AnswerInCell]) -> None:
    """Mark the answers that one reader of several alone read, where most of them read another."""
    read: dict[Hashable, list[AnswerInCell]] = defaultdict(list)
    for each in said:
        if not each.answer.settled:
            read[each.answer.article].append(each)
    for here in read.values():
        readers: dict[Key, set[Hashable]] = defaultdict(set)
        for each in here:
            readers[_reading(each)].add(each.answer.reader)
        everybody = set().union(*readers.values())
        most = {reading for reading, who in readers.items() if 2 * len(who) > len(everybody)}
        if len(everybody) > 2 and most:
            for each in here:
                if _reading(each) not in most and len(readers[_reading(each)]) == 1:
                    each.lone_of = len(everybody)


def _reading(said: AnswerInCell) -> Key:
    """Return what somebody read, however precisely it is stated."""
    return said.place, said.scope, said.answer.modality, said.answer.speaker
