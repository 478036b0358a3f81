"""Compare one question over all articles: cells, camps, and the state of the row (pure).

Time grows with the number of answers, and with the square only of the number of different values.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from annotator.comparison.engine.accounts import changed_articles, contradicting_articles
from annotator.comparison.engine.conflict_rule import conflict
from annotator.comparison.engine.records import (
    Answer,
    AnswerInCell,
    ArticleRecord,
    Camp,
    Cell,
    CellMark,
    ComparedRow,
    QuestionRecord,
    Value,
)
from annotator.comparison.engine.row_state import Assessed, Voices, assess, count_voices, originals
from annotator.comparison.engine.value_groups import value_order

ScopedValue = tuple[str, Value]
"""A scope and a value, without the step of its last digit."""


def compare(
    question: QuestionRecord,
    answers: Iterable[Answer],
    articles: Iterable[ArticleRecord] = (),
    voices: Voices | None = None,
) -> ComparedRow:
    """Return the row of one question.

    `articles`: all that are to have a cell, and what an adjudicator said of them. `voices`: for an
    article that is a copy, by its text or by these answers' sentences, the original.
    """
    voices = originals(voices or {})
    known = {article.key: article for article in articles}
    barred = {key for key, article in known.items() if not article.applies}
    counted = [answer for answer in answers if answer.article not in barred]
    every = assess(counted, question, voices)
    settled = [answer for answer in counted if answer.settled]
    certain = every if len(settled) == len(counted) else assess(settled, question, voices)
    camps, letters = _camps(every, question, voices)
    cells = _cells(every, question, known, letters)
    nothing: Counter[CellMark] = Counter()
    for key, article in known.items():
        if key not in cells:
            cells[key] = unanswered_cell(article, question)
            nothing[cells[key].marks[0]] += 1
    reason = every.reason
    if certain.state != every.state:
        reason = f"By settled answers alone: {certain.state}. {certain.reason} By all: {reason}"
    givers = every.takers()
    return ComparedRow(
        every.state,
        certain.state,
        reason,
        cells,
        camps,
        len({said.answer.source for said in givers}),
        count_voices(givers, voices),
        dict(nothing),
    )


def _camps(
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
    for said in every.takers():
        scopes.setdefault(said.scope, set()).add(said.answer.source)
    held: dict[Hashable, set[ScopedValue]] = {}
    for said in every.takers():
        place = _place(said)
        if place and (not said.scope or len(scopes[said.scope]) > 1):
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


def _cells(
    every: Assessed,
    question: QuestionRecord,
    known: dict[Hashable, ArticleRecord],
    letters: dict[Hashable, tuple[str, ...]],
) -> dict[Hashable, Cell]:
    by_article: dict[Hashable, list[AnswerInCell]] = {}
    for said in every.said:
        by_article.setdefault(said.answer.article, []).append(said)
    against_itself = contradicting_articles(every.said, question)
    changed = changed_articles(every.said, question)
    cells = {}
    for key, said_here in by_article.items():
        marks = {mark for said in said_here for mark in _marks(said, question)}
        if key in against_itself:
            marks.add(CellMark.CONTRADICTS)
        if key in changed:
            marks.add(CellMark.CHANGED)
        if _read_differently(said_here, known.get(key)):
            marks.add(CellMark.ANNOTATORS_DIFFER)
        cells[key] = Cell(tuple(sorted(marks)), tuple(said_here), letters.get(key, ()))
    return cells


def _marks(said: AnswerInCell, question: QuestionRecord) -> set[CellMark]:
    """Return what one answer is: predicted with its outcome, not comparable, denied, reported or
    said."""
    if said.answer.modality == "predicted":
        marks = {CellMark.PREDICTED, said.outcome or CellMark.OPEN}
    elif said.value is None and question.type != "text":
        marks = {CellMark.INCOMPARABLE}
    elif not said.answer.settled:
        marks = set()
    elif said.answer.modality == "denied":
        marks = {CellMark.DENIED}
    else:
        marks = {CellMark.REPORTED if said.answer.said_by else CellMark.SAYS}
    return marks if said.answer.settled else marks | {CellMark.UNSETTLED}


def _read_differently(said: Sequence[AnswerInCell], article: ArticleRecord | None) -> bool:
    """Return whether annotators of an unsettled article read different answers, or one read
    none."""
    readings: dict[Hashable, set[tuple[object, ...]]] = {}
    for each in said:
        if not each.answer.settled:
            content = (each.value, each.text, each.scope, each.answer.modality, each.answer.said_by)
            readings.setdefault(each.answer.reader, set()).add(content)
    if not readings:
        return False
    absent = article is not None and len(article.submitted) > len(readings)
    return absent or len({frozenset(reading) for reading in readings.values()}) > 1


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


def unanswered_cell(article: ArticleRecord, question: QuestionRecord) -> Cell:
    """Return the cell of an article without an answer.

    It is *silent* only where every counted reading looked for this question.
    """
    mark, reason = _known(article, question)
    return Cell((mark,), reason=reason)


def _known(article: ArticleRecord, question: QuestionRecord) -> tuple[CellMark, str]:
    if not article.applies:
        return CellMark.NOT_APPLYING, "An adjudicator ruled that the question does not apply."
    if not article.submitted and not article.silent:
        return CellMark.UNREAD, "Nobody has submitted a reading of this article."
    if article.unasked:
        claims = "1 claim answers" if article.unasked == 1 else f"{article.unasked} claims answer"
        return CellMark.NOT_LOOKED_FOR, f"{claims} no question yet: attach each to one."
    if article.silent:
        return CellMark.SILENT, "An adjudicator confirmed that the article does not say."
    asked = question.asked_at
    if asked and any(submitted <= asked for submitted in article.submitted):
        return CellMark.NOT_LOOKED_FOR, "It was read before the question was put as it is now."
    return CellMark.SILENT, "Everybody who read it looked for this and found nothing."
