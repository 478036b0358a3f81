"""The camps of a row: who gives which value, with a letter for each (pure)."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from annotator.comparison.engine.conflict_rule import conflict
from annotator.comparison.engine.records import AnswerInCell, Camp, ComparedRow, QuestionRecord
from annotator.comparison.engine.row_state import Assessed, Voices, count_voices
from annotator.comparison.engine.value_record import Value, value_order

ScopedValue = tuple[str, Value]
"""A scope and a value, without the step of its last digit."""


def camps_of_row(
    every: Assessed, question: QuestionRecord, voices: Voices
) -> tuple[list[Camp], dict[Hashable, tuple[str, ...]]]:
    """Return the camps, the largest first, with letters; and each article's letters."""
    held = _held(every)
    size = Counter(place for places in held.values() for place in places)

    def rank(place: ScopedValue) -> tuple[object, ...]:
        return (place[0] != "", -size[place], place[0], value_order(place[1]))

    kept = {
        article: _kept(sorted(places, key=rank), question) if len(places) > 1 else [*places]
        for article, places in held.items()
    }
    size = Counter(place for places in kept.values() for place in places)
    letters = {place: _letter(n) for n, place in enumerate(sorted(size, key=rank))}
    members: dict[ScopedValue, list[AnswerInCell]] = {place: [] for place in letters}
    for said in every.takers():
        place = _place(said)
        if place in letters:
            said.letter = letters[place]
            if place in kept.get(said.answer.article, ()):
                members[place].append(said)
    camps = [
        Camp(
            letter,
            min((said.derived or said.text for said in members[place]), key=lambda t: (len(t), t)),
            place[1],
            size[place],
            len({said.answer.source for said in members[place]}),
            count_voices(members[place], voices),
        )
        for place, letter in letters.items()
    ]
    return camps, {
        article: tuple(sorted(letters[place] for place in places))
        for article, places in kept.items()
    }


def _place(said: AnswerInCell) -> ScopedValue | None:
    return (said.scope, said.place) if said.place else None


def _held(every: Assessed) -> dict[Hashable, set[ScopedValue]]:
    """Return each article's values, in the scope that is asked or in one that several sources
    share."""
    scopes: dict[str, set[Hashable]] = {}
    sources: dict[ScopedValue | None, set[Hashable]] = {}
    for said in every.takers():
        scopes.setdefault(said.scope, set()).add(said.answer.source)
        sources.setdefault(_place(said), set()).add(said.answer.source)
    held: dict[Hashable, set[ScopedValue]] = {}
    for said in every.takers():
        place = _place(said)
        shared = len(scopes[said.scope]) > 1
        # What nobody has sorted is no camp beside other texts: it may be the same as theirs.
        alone = place and place[1].unsorted and shared and len(sources[place]) < 2
        if place and not alone and (not said.scope or shared):
            held.setdefault(said.answer.article, set()).add(place)
    return held


def _kept(places: Sequence[ScopedValue], question: QuestionRecord) -> list[ScopedValue]:
    """Return an article's values without repetitions of a larger camp's value (1,100 km, 680
    mi)."""
    if question.many:
        return list(places)
    kept: list[ScopedValue] = []
    for scope, value in places:
        if all(scope != other or conflict(value, there, question) for other, there in kept):
            kept.append((scope, value))
    return kept


def _letter(n: int) -> str:
    """Return the name of the nth camp: a … z, aa, ab …"""
    letters = chr(ord("a") + n % 26)
    return letters if n < 26 else _letter(n // 26 - 1) + letters


MOST_QUOTES = 8
"""Quotes that stand beneath one value; the passages of the row show all."""


def quotes_by_letter(row: ComparedRow) -> Mapping[str, list[AnswerInCell]]:
    """Return by letter the answers that give its value, in order of publication.

    The same words of one article stand there once.
    """
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
