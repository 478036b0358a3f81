"""Who gives a value, in the order in which a reader is to see them (pure: no Django)."""

from collections.abc import Mapping
from typing import Any

from annotator.comparison.engine.records import AnswerInCell, ComparedRow

QUOTED = 8
"""Quotes that stand beneath one value; the passages of the row show all."""


def quotes(row: ComparedRow) -> Mapping[str, list[AnswerInCell]]:
    """Who gives the value of each letter, in order of publication; the same words of one article
    once."""
    found: dict[str, dict[tuple[Any, int, int], AnswerInCell]] = {}
    for key, cell in row.cells.items():
        for said in cell.said:
            if said.letter and said.answer.name is not None:
                place = (key, said.answer.name.start, said.answer.name.end)
                found.setdefault(said.letter, {}).setdefault(place, said)
    return {letter: sorted(says.values(), key=_published) for letter, says in found.items()}


def _published(said: AnswerInCell) -> tuple[str, Any, int]:
    day = said.answer.published
    return (day.isoformat() if day else "9999", said.answer.article, said.answer.name.start)
