"""The passages behind one row of the matrix, side by side in their sentences; its rulings."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.http import Http404
from django.urls import reverse
from django.utils.safestring import SafeString

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.copies.actions import voices_of
from annotator.comparison.copies.sentence_copies import row_voices
from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.records import AnswerInCell, Cell, CellMark, ComparedRow
from annotator.comparison.matrix.actions import (
    cell_basis,
    empty_cell_basis,
    ruling_refusal,
    stale_cells,
)
from annotator.comparison.matrix.cell_words import QUIET, chips
from annotator.comparison.matrix.conflict_lines import ConflictLine, lines_of
from annotator.comparison.matrix.html import passage_words, row_words
from annotator.comparison.matrix.scales import timeline
from annotator.comparison.question_rows.answers import (
    Hidden,
    answers_of,
    article_records,
    known_articles,
    question_record,
)
from annotator.comparison.question_rows.columns import MatrixColumn, columns_of
from annotator.comparison.question_rows.refresh import camps_of
from annotator.comparison.row.quiet_cells import quiet_cells, quiet_keys
from annotator.comparison.row.same_voice import Shared, shared_with
from annotator.pagination import page_of
from annotator.people.access import DeskRequest
from annotator.people.models import Role
from annotator.vocabulary.models import Question
from articles.models import Article
from articles.sentences import sentence_around

FINDINGS = {CellMark.CONTRADICTS, CellMark.DIFFERS, CellMark.CHANGED}
"""Marks that a passage by itself does not show."""


class RowQuote(NamedTuple):
    """An answer's words in their sentence, what they come to, and where they can be settled."""

    sentence: tuple[str, str, str]
    words: SafeString
    at: str


class Account(NamedTuple):
    """What one article says: its passages, or what is known of why it says nothing."""

    column: MatrixColumn
    cell: Cell
    passages: list[RowQuote]
    shared: list[Shared]
    """What makes it one voice with others of the page."""
    aside: Sequence[RowQuote] = ()
    """Passages that never count as the article's: in captions, references and the like."""

    @property
    def marks(self) -> SafeString:
        """What the cell is for itself: that it contradicts itself, or differs from its speaker."""
        return chips(mark for mark in self.cell.marks if mark in FINDINGS)

    @property
    def quiet(self) -> str:
        return "" if self.cell.said else f"{QUIET[self.cell.marks[0]]}. {self.cell.reason}"


def side_by_side(
    request: DeskRequest, question: Question, article: str | None = None
) -> dict[str, Any]:
    """Return what the page of a row shows; of one `article`, by its key, where that is asked for.

    Raises Http404 for an article that is not there, or that the member has still to read.
    """
    story = question.story
    hidden = articles_hidden_from(request.user, story)
    [line] = lines_of(story, hidden, question)
    columns = {column.article: column for column in columns_of(story, hidden)}
    row = _row(line, columns, hidden)
    chosen = _column_chosen(article, columns)
    page, accounts = _accounts(request, row, columns, chosen, line)
    published = {key: column.published for key, column in columns.items()}
    [camps] = camps_of([line.computed]).values()
    rules = Role.ADJUDICATOR in request.membership.roles
    not_now = ruling_refusal(request.user, story) if rules else ""
    quiet = page_of([] if chosen else quiet_keys(row, columns), request, "quiet")
    return {
        "story": story, "tab": "sources", "subtab": "conflicts", "question": question, "line": line,
        "words": row_words(line), "page": page, "accounts": accounts, "chosen": chosen,
        "timeline": timeline(camps, published), "rules": rules,
        "ruling_refusal": not_now, "quiet_page": quiet,
        "empty_cell_basis": empty_cell_basis(question),
        "quiet": quiet_cells(list(quiet), row, columns, line, rules and not not_now),
        "cells": _cell_rulings(line, columns, hidden),
        "basis": cell_basis(question, chosen.article) if chosen else line.computed.basis,
    }  # fmt: skip


def _row(line: ConflictLine, columns: Mapping[int, MatrixColumn], hidden: Hidden) -> ComparedRow:
    question = line.question
    story = question.story
    answers = answers_of(story, [question], hidden)[question.pk]
    articles = article_records(columns, known_articles(story, hidden), line.cells)
    voices = row_voices(voices_of(story, hidden), line.computed.joined)
    return compare(question_record(question), answers, articles, voices)


def _column_chosen(wanted: str | None, columns: Mapping[int, MatrixColumn]) -> MatrixColumn | None:
    if wanted is None:
        return None
    if not wanted.isdecimal() or int(wanted) not in columns:
        raise Http404
    return columns[int(wanted)]


def _accounts(
    request: DeskRequest,
    row: ComparedRow,
    columns: Mapping[int, MatrixColumn],
    chosen: MatrixColumn | None,
    line: ConflictLine,
) -> tuple[Page[int], list[Account]]:
    """Return the articles that answer, camp by camp, fifty a page; or the one that is chosen."""
    order = {key: n for n, key in enumerate(columns)}
    answering: list[Any] = [key for key, cell in row.cells.items() if cell.said or cell.aside]
    answering.sort(key=lambda key: (row.cells[key].letters or ("~",), order[key]))
    page = page_of([chosen.article] if chosen else answering, request)
    keys: list[int] = list(page)
    texts = dict(Article.objects.filter(pk__in=keys).order_by().values_list("pk", "text"))
    shared = shared_with(line.question.story, columns, answering, line.computed.joined)
    return page, [
        Account(
            columns[key], row.cells[key], _quoted(row.cells[key].said, texts[key]),
            shared.get(key, []), _quoted(row.cells[key].aside, texts[key]),
        )
        for key in keys
    ]  # fmt: skip


def _quoted(said: Iterable[AnswerInCell], text: str) -> list[RowQuote]:
    """Return each different answer at its place, once for all who read it so."""
    found: dict[tuple[object, ...], RowQuote] = {}
    for each in said:
        passage, words = each.answer.name, passage_words(each)
        at = reverse("reconciliation:settle", args=[each.answer.article])
        found.setdefault(
            (passage.start, passage.end, words),
            RowQuote(
                sentence_around(text, passage.start, passage.end), words, f"{at}?at={passage.start}"
            ),
        )
    return list(found.values())


def _cell_rulings(
    line: ConflictLine, columns: Mapping[int, MatrixColumn], hidden: Hidden
) -> list[dict[str, Any]]:
    """Return what was ruled on cells of this row, with the article and whether the ruling turned
    stale."""
    stale = stale_cells(line.question.story, line.cells, hidden)
    return [
        {"ruling": ruling, "column": columns[ruling.article_id], "stale": ruling.pk in stale}
        for ruling in line.cells
        if ruling.article_id and ruling.article_id in columns
    ]
