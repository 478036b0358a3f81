"""Find what the answers to a question foretell, each passage once, whoever marked it (pure)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.prediction_evidence import Judge, due_days, judges_of
from annotator.comparison.engine.records import (
    Answer,
    AnswerInCell,
    CellMark,
    ComparedRow,
    QuestionRecord,
)

PREDICTED = "predicted"


class Foretold(NamedTuple):
    """One passage that foretells."""

    said: AnswerInCell
    outcome: CellMark
    due: tuple[date, date] | None
    """The first and the last day on which it is to be so."""
    judges: list[Judge]
    aside: str = ""
    """The role of the part of the page that keeps it from counting; '' where it counts."""


def foretold_by(question: QuestionRecord, answers: Iterable[Answer]) -> list[Foretold]:
    """Return all that is foretold, what counts first.

    What stands in captions, references and the like is told with its role; it judges nothing, and
    nothing judges it.
    """
    listed = list(answers)
    if not any(one.modality == PREDICTED for one in listed):
        return []
    return [
        one for aside, told in _by_aside(listed).items() for one in _of_part(question, told, aside)
    ]


def _by_aside(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """Return the answers by the role that keeps them from counting, those that count first."""
    found: dict[str, list[Answer]] = {"": []}
    for one in answers:
        found.setdefault(one.aside, []).append(one._replace(aside=""))
    return found


def _of_part(question: QuestionRecord, answers: list[Answer], aside: str) -> list[Foretold]:
    """Return what these answers foretell; those of an aside without a judge."""
    row = compare(question, answers)
    said = _answers_in(row)
    found: list[Foretold] = []
    for cell in row.cells.values():
        here: list[Foretold] = []
        for each in cell.said:
            if each.answer.modality == PREDICTED:
                judges = [] if aside else _distinct(judges_of(each, said, question))
                outcome = CellMark.OPEN if aside else each.outcome or CellMark.OPEN
                one = Foretold(each, outcome, due_days(each.answer, question.type), judges, aside)
                if not any(_same(one, other) for other in here):
                    here.append(one)
        found += here
    return found


def _answers_in(row: ComparedRow) -> list[AnswerInCell]:
    return [each for cell in row.cells.values() for each in cell.said]


def _same(one: Foretold, other: Foretold) -> bool:
    """Return whether two passages of an article foretell the same: two people's edges may
    differ."""
    here, there = one.said.answer, other.said.answer
    meet = here.name.start < there.name.end and there.name.start < here.name.end
    return meet and one.said.text == other.said.text


def _distinct(judges: Iterable[Judge]) -> list[Judge]:
    """Return the judges, of the same words read alike by several people one."""
    found: dict[tuple[Any, ...], Judge] = {}
    for judge in judges:
        passage = judge.said.answer.name
        key = (judge.said.answer.article, passage.start, passage.end, judge.said.text)
        found.setdefault(key, judge)
    return list(found.values())
