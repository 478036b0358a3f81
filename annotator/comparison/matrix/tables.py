"""conflicts.csv: the matrix as a table, one row an answer, and one for each cell without any."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.cells import defused, lines
from annotator.comparison.copies.actions import voices_of
from annotator.comparison.copies.sentence_copies import row_voices
from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.records import AnswerInCell, Cell, ComparedRow
from annotator.comparison.matrix.conflict_lines import ConflictLine, lines_of
from annotator.comparison.question_rows.answers import (
    AnswerPassage,
    Hidden,
    answers_of,
    articles_of,
    asked,
    known_articles,
)
from annotator.comparison.question_rows.columns import columns_of
from articles.models import Article, Story

COLUMNS = (
    "story", "question", "question_text", "question_type", "unit", "state", "settled_state",
    "reason", "ruling", "ruling_reason", "sources", "voices", "source", "article_id",
    "article_title", "published_on", "article_url", "text_sha256", "marks", "letter", "value",
    "derived", "said_by", "modality", "as_of", "scope", "settled", "annotation_id", "start",
    "end", "quote",
)  # fmt: skip
BATCH = 20
"""Questions whose answers are in memory at once."""


class _Article(NamedTuple):
    """An article's share of each row: all that leads back to it."""

    cells: tuple[str, ...]


def conflicts_csv(story: Story, hidden: Hidden = (), *, bom: bool = False) -> Iterator[str]:
    """conflicts.csv in pieces; some questions' answers are in memory at once."""
    return lines(COLUMNS, _rows(story, hidden), bom=bom)


def _rows(story: Story, hidden: Hidden) -> Iterator[list[str]]:
    listed = lines_of(story, hidden)
    keys = [column.article for column in columns_of(story, hidden)]
    articles = _articles(story)
    known, voices = known_articles(story, hidden), voices_of(story, hidden)
    for first in range(0, len(listed), BATCH):
        batch = listed[first : first + BATCH]
        answers = answers_of(story, [line.question for line in batch], hidden)
        for line in batch:
            about = articles_of(keys, known, line.cells)
            given, here = answers[line.question.pk], row_voices(voices, line.computed.joined)
            row = compare(asked(line.question), given, about, here)
            yield from _of_question(story, line, row, keys, articles)


def _articles(story: Story) -> dict[int, _Article]:
    read = ("pk", "source__name", "title", "published_on", "url", "text_sha256")
    return {
        pk: _Article(
            (defused(source), str(pk), defused(title), str(day or ""), defused(url), sha256)
        )
        for pk, source, title, day, url, sha256 in Article.objects.filter(story=story)
        .order_by()
        .values_list(*read)
    }


def _of_question(
    story: Story,
    line: ConflictLine,
    row: ComparedRow,
    keys: Sequence[int],
    articles: dict[int, _Article],
) -> Iterator[list[str]]:
    question, ruling = line.question, line.ruling
    head = [
        defused(story.slug), defused(question.slug), defused(question.wording), question.type,
        defused(question.unit), row.state.value, row.settled.value, defused(row.reason),
        ruling.state if ruling else "", defused(ruling.reason) if ruling else "",
        str(row.sources), str(row.voices),
    ]  # fmt: skip
    for key in keys:
        cell = row.cells[key]
        for said in cell.said or (None,):
            yield [*head, *articles[key].cells, *_cells(cell, said)]


def _cells(cell: Cell, said: AnswerInCell | None) -> list[str]:
    marks = "; ".join(mark.value for mark in cell.marks)
    if said is None:
        return [marks, *[""] * 12]
    answer = said.answer
    passage: AnswerPassage = answer.name
    return [
        marks, said.letter, defused(said.text), defused(said.derived), defused(answer.said_by),
        answer.modality, answer.as_of, defused(answer.scope), "yes" if answer.settled else "no",
        str(passage.key), str(passage.start), str(passage.end), defused(passage.quote),
    ]  # fmt: skip
