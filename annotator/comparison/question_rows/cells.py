"""A cell as it is kept, and back: plain data of what the pages show of it (pure: no Django)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from annotator.comparison.engine.records import Answer, AnswerInCell, Cell, CellMark

LONGEST_CAMP = 40


class AnswerPassage(NamedTuple):
    """Where an answer stands in its article; the `name` of an Answer."""

    key: UUID
    start: int
    end: int
    quote: str


def cell_as_data(cell: Cell) -> dict[str, Any]:
    """Return the cell as JSON takes it: marks, letters, what is said, what is said aside."""
    return {
        "marks": [mark.value for mark in cell.marks],
        "letters": list(cell.letters),
        "said": [said_as_data(one) for one in cell.said],
        "aside": [said_as_data(one) for one in cell.aside],
    }


def cell_of_data(kept: Mapping[str, Any], article: int, source: int, day: date | None) -> Cell:
    """Return the cell that `cell_as_data` kept; the values that were compared are not in it."""
    return Cell(
        tuple(map(CellMark, kept["marks"])),
        tuple(said_of_data(one, article, source, day) for one in kept["said"]),
        tuple(kept["letters"]),
        aside=tuple(said_of_data(one, article, source, day) for one in kept["aside"]),
    )


def said_as_data(said: AnswerInCell) -> list[Any]:
    """Return what is shown of one answer, in a fixed order."""
    answer = said.answer
    place: AnswerPassage = answer.name
    return [
        str(place.key), place.start, place.end, place.quote, said.text, said.why, said.scope,
        said.derived, said.takes_part, said.letter, said.outcome.value if said.outcome else "",
        said.lone_of, answer.settled, answer.modality, answer.said_by, answer.via, answer.as_of,
        answer.scope, answer.aside,
    ]  # fmt: skip


def said_of_data(kept: Sequence[Any], article: int, source: int, day: date | None) -> AnswerInCell:
    """Return the answer that `said_as_data` kept, of this article."""
    (
        key, start, end, quote, text, why, scope, derived, takes_part, letter, outcome, lone_of,
        settled, modality, said_by, via, as_of, asked_scope, aside,
    ) = kept  # fmt: skip
    answer = Answer(
        article, source, day, modality=modality, said_by=said_by, via=via, as_of=as_of,
        scope=asked_scope, settled=settled, aside=aside,
        name=AnswerPassage(UUID(key), start, end, quote),
    )  # fmt: skip
    return AnswerInCell(
        answer, None, None, text, why, scope, derived, takes_part, letter,
        CellMark(outcome) if outcome else None, lone_of=lone_of,
    )  # fmt: skip


def camp_order(letters: Iterable[str]) -> str:
    """Return the letters as they sort: a … z, then aa …; an article without any comes last."""
    return ",".join(f"{len(letter)}{letter}" for letter in letters)[:LONGEST_CAMP] or "~"
