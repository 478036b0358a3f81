"""What a question's row would be with other settings: computed in memory, nothing is stored."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from annotator.annotations.curation.plans import number
from annotator.comparison.copies.actions import voices_of
from annotator.comparison.copies.sentence_copies import row_voices
from annotator.comparison.curation_log.settings import setting_name
from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.records import Cell, CellMark, ComparedRow
from annotator.comparison.matrix.conflict_lines import ConflictLine, lines_of
from annotator.comparison.matrix.words import cell_words, row_words
from annotator.comparison.question_rows.answers import (
    Hidden,
    answers_of,
    article_records,
    known_articles,
    question_record,
)
from annotator.comparison.question_rows.columns import MatrixColumn, columns_of
from annotator.comparison.question_rows.compute import compute
from annotator.text import fold
from annotator.vocabulary.models import Question
from annotator.vocabulary.question_settings import settings_of


@dataclass(frozen=True)
class ChangedCell:
    """An article that answers, and what its cell says before and after."""

    column: MatrixColumn
    before: SafeString
    after: SafeString


@dataclass(frozen=True)
class SettingsPreview:
    """What the change would do: to the row, to its cells, and what has to be said of it."""

    before: SafeString
    after: SafeString
    state_changes: bool
    cells: Sequence[ChangedCell]
    same: int
    notes: Sequence[str]
    settings: Sequence[tuple[str, str, str]]
    """What is set: its name, how it was, how it would be."""

    @property
    def fingerprint(self) -> str:
        """A name for the preview: another one where the change would by now do something else."""
        cells = [(cell.column.article, cell.before, cell.after) for cell in self.cells]
        told = repr((self.before, self.after, cells, self.same, self.notes, self.settings))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def preview_of(question: Question, changed: Question, hidden: Hidden) -> SettingsPreview:
    """Return what it would do to give `question` the settings of `changed`; a number of statements
    that does not grow."""
    [line] = lines_of(question.story, hidden, question)
    was, is_now = _whole_row(question, line, hidden), _whole_row(changed, line, hidden)
    columns = {column.article: column for column in columns_of(question.story, hidden)}
    answering = [key for key, column in columns.items() if _says(was, key) or _says(is_now, key)]
    moved = [
        ChangedCell(columns[key], cell_words(was.cells[key]), cell_words(is_now.cells[key]))
        for key in answering
        if _content(was, key) != _content(is_now, key)
    ]
    before, after = (compute(question.story, [one], hidden)[0].row for one in (question, changed))
    return SettingsPreview(
        row_words(ConflictLine(before)),
        row_words(ConflictLine(after)),
        (before.state, before.certain) != (after.state, after.certain),
        moved,
        len(answering) - len(moved),
        [*_notes(question, changed, was, is_now), *_ruling_notes(line)],
        _what_is_set(question, changed),
    )


def _whole_row(question: Question, line: ConflictLine, hidden: Hidden) -> ComparedRow:
    story = question.story
    answers = answers_of(story, [question], hidden)[question.pk]
    keys: list[Any] = list({answer.article: None for answer in answers})
    known = known_articles(story, hidden, only=keys)
    articles = article_records(keys, known, line.cells)
    voices = row_voices(voices_of(story, hidden), line.computed.joined)
    return compare(question_record(question), answers, articles, voices)


def _says(row: ComparedRow, article: int) -> bool:
    return article in row.cells and bool(row.cells[article].said)


def _content(row: ComparedRow, article: int) -> tuple[Any, ...]:
    """Return what a cell says whatever its camps' letters: marks, values, who says the same."""
    cell = row.cells[article]
    alike = frozenset(
        key for key, other in row.cells.items() if set(other.letters) & set(cell.letters)
    )
    said = sorted((one.text, one.scope, one.derived, one.takes_part) for one in cell.said)
    return cell.marks, said, alike


def _notes(
    question: Question, changed: Question, was: ComparedRow, is_now: ComparedRow
) -> Iterator[str]:
    """Yield what is to be known of the answers before the settings change."""
    lost = set(_incomparable(is_now)) - set(_incomparable(was))
    if lost:
        why = "the type" if question.type != changed.type else "the settings"
        yield (
            f"{number(len(lost), 'article becomes', 'articles become')} not comparable by {why}: "
            "the values that are stored do not fit. Correct them in the articles."
        )
    if won := set(_incomparable(was)) - set(_incomparable(is_now)):
        yield f"{number(len(won), 'article becomes', 'articles become')} comparable."
    if changed.type in {Question.Type.CHOICE, Question.Type.YES_NO}:
        yield from _options_gone(changed, was)


def _options_gone(changed: Question, row: ComparedRow) -> Iterator[str]:
    """Yield which options answers give that the question would have no more."""
    options = set(map(fold, changed.choices()))
    given: dict[str, int] = {}
    for cell in row.cells.values():
        for key in {one.answer.key for one in cell.said}:
            if key and fold(key) not in options:
                given[key] = given.get(key, 0) + 1
    for key, count in sorted(given.items()):
        yield (
            f"“{key}” is no option any more, and {number(count, 'article gives', 'articles give')} "
            "it: that answer stays as it is until somebody corrects it."
        )


def _ruling_notes(line: ConflictLine) -> Iterator[str]:
    if line.ruling and not line.stale:
        yield (
            f"The ruling “{line.ruling.state}” by {line.ruling.ruled_by} turns stale: it was made "
            "on the row as it is set now."
        )


def _incomparable(row: ComparedRow) -> list[Any]:
    def is_so(cell: Cell) -> bool:
        return CellMark.INCOMPARABLE in cell.marks

    return [key for key, cell in row.cells.items() if is_so(cell)]


def _what_is_set(question: Question, changed: Question) -> list[tuple[str, str, str]]:
    was, now = settings_of(question), settings_of(changed)
    words: Mapping[Any, str] = {True: "yes", False: "no", None: "none", "": "none"}

    def told(name: str, value: Any) -> str:
        if isinstance(value, float):
            return f"{value * 100:.10g} %" if name in {"tolerance", "about"} else f"{value:g}"
        if isinstance(value, str):
            return value.replace("\n", "; ") or "none"
        return words[value] if isinstance(value, bool) or value is None else str(value)

    return [
        (setting_name(name), told(name, was[name]), told(name, now[name]))
        for name in was
        if was[name] != now[name]
    ]
