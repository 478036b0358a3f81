"""Judge predictions by what was asserted later, and tell which passages judge them (pure)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from annotator.comparison.engine.conflict_rule import conflict, gives
from annotator.comparison.engine.records import Answer, AnswerInCell, CellMark, QuestionRecord
from annotator.comparison.engine.time_window import days_of, reference_days
from annotator.comparison.engine.value_record import Value


def fits(value: Value, foretold: Value, question: QuestionRecord) -> bool | None:
    """Return whether an assertion gives what was foretold; None where it judges nothing.

    It refutes what it conflicts with. “More than 5” says nothing of “more than 100”.
    """
    if conflict(foretold, value, question):
        return False
    return True if gives(value, foretold, question) else None


class Later:
    """The assertions of one value, to be searched by publication and by the day they refer to."""

    def __init__(self, said: Iterable[AnswerInCell]) -> None:
        facts = sorted(
            (each.answer.published.toordinal(), reference_days(each.answer)[1])
            for each in said
            if each.answer.published
        )
        self._published = [published for published, _ in facts]
        self._latest = [latest for _, latest in facts]
        for i in range(len(facts) - 2, -1, -1):
            self._latest[i] = max(self._latest[i], self._latest[i + 1])

    def has(self, published: int, refers_to: int | None) -> bool:
        """Return whether one was published after `published` and refers to `refers_to` or a
        later day."""
        at = bisect_right(self._published, published)
        if at == len(self._published):
            return False
        return refers_to is None or self._latest[at] >= refers_to


def judge(
    predictions: Iterable[AnswerInCell],
    assertions: Iterable[AnswerInCell],
    question: QuestionRecord,
) -> None:
    """Give each prediction its outcome: all that judge it fit, none, some, or none is there.

    Assertions in its scope, published later, that refer to its *as of* or later judge it, where
    they give or refute what was foretold; hedged or denied ones do not.
    """
    given: dict[str, dict[Value, list[AnswerInCell]]] = defaultdict(lambda: defaultdict(list))
    for each in assertions:
        if each.value and not each.value.denied and each.answer.modality != "hedged":
            given[each.scope][each.value].append(each)
    facts = {
        scope: [(value, Later(said)) for value, said in values.items()]
        for scope, values in given.items()
    }
    for prediction in predictions:
        prediction.outcome = _outcome(prediction, facts.get(prediction.scope, []), question)


def _outcome(
    prediction: AnswerInCell, facts: list[tuple[Value, Later]], question: QuestionRecord
) -> CellMark:
    foretold, answer = prediction.value, prediction.answer
    if foretold is None or answer.published is None:
        return CellMark.OPEN
    published = answer.published.toordinal()
    refers_to = days_of(answer.as_of)[0] if answer.as_of else None
    judged = {
        fits(value, foretold, question) for value, later in facts if later.has(published, refers_to)
    } - {None}
    if len(judged) == 2:
        return CellMark.DISPUTED
    if not judged:
        return CellMark.OPEN
    return CellMark.CAME_TRUE if judged == {True} else CellMark.FAILED


class Judge(NamedTuple):
    """A later assertion, and whether the prediction fits it."""

    said: AnswerInCell
    fits: bool


def judges_of(
    prediction: AnswerInCell, row: Iterable[AnswerInCell], question: QuestionRecord
) -> list[Judge]:
    """Return the answers of the row that judge the prediction, the earliest published first.

    These are the answers that take part, assert a value in its scope, are published later and refer
    to the day that it refers to, or to a later one, and give or refute what was foretold. All fit:
    it came true; none: it failed.
    """
    foretold, answer = prediction.value, prediction.answer
    if foretold is None or answer.published is None:
        return []
    published = answer.published.toordinal()
    refers_to = days_of(answer.as_of)[0] if answer.as_of else None
    return sorted(
        (
            Judge(each, fit)
            for each in row
            if each.takes_part
            and each.scope == prediction.scope
            and each.value
            and not each.value.denied
            and each.answer.modality not in {"hedged", "predicted"}
            and Later([each]).has(published, refers_to)
            and (fit := fits(each.value, foretold, question)) is not None
        ),
        key=lambda judge: judge.said.answer.published or date.max,
    )


def due_days(prediction: Answer, type: str) -> tuple[date, date] | None:
    """Return the first and the last day on which the prediction is to be so, or None.

    That is what it refers to, else the date that it foretells; None where it gives neither.
    """
    if prediction.as_of:
        first, last = days_of(prediction.as_of)
        return date.fromordinal(first), date.fromordinal(last)
    low, high = prediction.low, prediction.high
    if type == "date" and isinstance(high, date):
        return (low if isinstance(low, date) else high), high
    return None
