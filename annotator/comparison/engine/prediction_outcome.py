"""Judge predictions by what was asserted later (pure)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from annotator.comparison.engine.conflict_rule import conflict
from annotator.comparison.engine.records import AnswerInCell, CellMark, QuestionRecord, Value
from annotator.comparison.engine.time_window import days_of, reference_days


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

    Assertions in its scope, published later, that refer to its *as of* or later judge it; hedged or
    denied ones do not.
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
    fits = {
        not conflict(foretold, value, question)
        for value, later in facts
        if later.has(published, refers_to)
    }
    if len(fits) == 2:
        return CellMark.DISPUTED
    return CellMark.OPEN if not fits else CellMark.CAME_TRUE if fits == {True} else CellMark.FAILED
