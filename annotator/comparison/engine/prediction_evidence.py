"""Tell what judges each prediction, passage by passage, as `prediction_outcome` judges it
(pure)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from annotator.comparison.engine.conflict_rule import conflict
from annotator.comparison.engine.prediction_outcome import Later
from annotator.comparison.engine.records import Answer, AnswerInCell, QuestionRecord
from annotator.comparison.engine.time_window import days_of


class Judge(NamedTuple):
    """A later assertion, and whether the prediction fits it."""

    said: AnswerInCell
    fits: bool


def judges_of(
    prediction: AnswerInCell, row: Iterable[AnswerInCell], question: QuestionRecord
) -> list[Judge]:
    """Return the answers of the row that judge the prediction, the earliest published first.

    These are the answers that take part, assert a value in its scope, are published later and refer
    to the day that it refers to, or to a later one. All fit: it came true; none: it failed.
    """
    foretold, answer = prediction.value, prediction.answer
    if foretold is None or answer.published is None:
        return []
    published = answer.published.toordinal()
    refers_to = days_of(answer.as_of)[0] if answer.as_of else None
    return sorted(
        (
            Judge(each, not conflict(foretold, each.value, question))
            for each in row
            if each.takes_part
            and each.scope == prediction.scope
            and each.value
            and not each.value.denied
            and each.answer.modality not in {"hedged", "predicted"}
            and Later([each]).has(published, refers_to)
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
