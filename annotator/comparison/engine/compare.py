"""Compare one question over all articles: cells, camps, and the state of the row (pure).

Time grows with the number of answers, and with the square only of the number of different values.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from annotator.comparison.engine.accounts import Finding, findings_of
from annotator.comparison.engine.camps import camps_of_row
from annotator.comparison.engine.phrases import answer_in_words
from annotator.comparison.engine.records import (
    Answer,
    AnswerInCell,
    ArticleRecord,
    Cell,
    CellMark,
    ComparedRow,
    QuestionRecord,
)
from annotator.comparison.engine.row_state import Assessed, Voices, assess, count_voices, originals


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
    heard = [answer for answer in answers if answer.article not in barred]
    counted = [answer for answer in heard if not answer.aside]
    every = assess(counted, question, voices)
    settled = [answer for answer in counted if answer.settled]
    certain = every if len(settled) == len(counted) else assess(settled, question, voices)
    camps, letters = camps_of_row(every, question, voices)
    findings = findings_of(every.said, question)
    cells = _cells(every, question, known, letters, findings)
    nothing: Counter[CellMark] = Counter()
    for key, article in known.items():
        if key not in cells:
            cells[key] = unanswered_cell(article, question)
            nothing[cells[key].marks[0]] += 1
    for key, aside in _aside(heard, question, every.unit).items():
        if key in cells:
            cells[key].aside = aside
    why = every.reason
    if certain.state != every.state:
        why = replace(why, settled=certain.reason)
    givers = every.takers()
    return ComparedRow(
        every.state,
        certain.state,
        why,
        cells,
        camps,
        len({said.answer.source for said in givers}),
        count_voices(givers, voices),
        dict(nothing),
        tuple(findings),
    )


def _aside(
    heard: Iterable[Answer], question: QuestionRecord, unit: str
) -> dict[Hashable, tuple[AnswerInCell, ...]]:
    """Return the answers in captions, references and the like by article, without a value: they
    are shown apart."""
    found: dict[Hashable, tuple[AnswerInCell, ...]] = {}
    for answer in heard:
        if answer.aside:
            said = AnswerInCell(answer, None, None, answer_in_words(answer, question, unit))
            found[answer.article] = (*found.get(answer.article, ()), said)
    return found


def _cells(
    every: Assessed,
    question: QuestionRecord,
    known: dict[Hashable, ArticleRecord],
    letters: dict[Hashable, tuple[str, ...]],
    findings: Iterable[Finding],
) -> dict[Hashable, Cell]:
    by_article: dict[Hashable, list[AnswerInCell]] = {}
    for said in every.said:
        by_article.setdefault(said.answer.article, []).append(said)
    found: dict[Hashable, set[CellMark]] = {}
    for finding in findings:
        found.setdefault(finding.article, set()).add(CellMark(finding.mark))
    cells = {}
    for key, said_here in by_article.items():
        marks = {mark for said in said_here for mark in _marks(said, question)}
        marks |= found.get(key, set())
        if _read_differently(said_here, known.get(key)):
            marks.add(CellMark.ANNOTATORS_DIFFER)
        cells[key] = Cell(tuple(sorted(marks)), tuple(said_here), letters.get(key, ()))
    return cells


def _marks(said: AnswerInCell, question: QuestionRecord) -> set[CellMark]:
    """Return what one answer is: predicted with its outcome, not comparable, denied, reported or
    said. A text that nobody has sorted is said all the same."""
    text = said.value is not None and said.value.unsorted
    marks = {CellMark.INCOMPARABLE} if text and said.apart else set()
    if said.answer.modality == "predicted":
        marks |= {CellMark.PREDICTED, said.outcome or CellMark.OPEN}
    elif said.value is None and question.type != "text":
        marks.add(CellMark.INCOMPARABLE)
    elif not said.answer.settled:
        pass
    elif said.answer.modality == "denied":
        marks.add(CellMark.DENIED)
    else:
        marks.add(CellMark.REPORTED if said.answer.speaker else CellMark.SAYS)
    return marks if said.answer.settled else marks | {CellMark.UNSETTLED}


def _read_differently(said: Sequence[AnswerInCell], article: ArticleRecord | None) -> bool:
    """Return whether annotators of an unsettled article read different answers, or one read
    none."""
    readings: dict[Hashable, set[tuple[object, ...]]] = {}
    for each in said:
        if not each.answer.settled:
            content = (
                each.value, each.text, each.scope, each.answer.modality, each.answer.said_by,
                each.answer.via,
            )  # fmt: skip
            readings.setdefault(each.answer.reader, set()).add(content)
    if not readings:
        return False
    absent = article is not None and len(article.submitted) > len(readings)
    return absent or len({frozenset(reading) for reading in readings.values()}) > 1


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
