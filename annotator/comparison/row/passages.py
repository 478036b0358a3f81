"""The passages behind one row of the matrix, side by side in their sentences; its rulings."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.db.models import F
from django.http import Http404
from django.urls import reverse
from django.utils.safestring import SafeString

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.engine.records import AnswerInCell, Cell, CellMark
from annotator.comparison.matrix.actions import (
    cell_basis,
    empty_cell_basis,
    ruling_refusal,
    stale_cells,
)
from annotator.comparison.matrix.conflict_lines import ConflictLine, lines_of
from annotator.comparison.matrix.page import cells_of, nothing_said
from annotator.comparison.matrix.scales import timeline
from annotator.comparison.matrix.words import QUIET, chips, passage_words, row_words
from annotator.comparison.models import QuestionCell
from annotator.comparison.question_rows.answers import Hidden, article_records
from annotator.comparison.question_rows.cells import camp_order
from annotator.comparison.question_rows.columns import MatrixColumn, columns_of
from annotator.comparison.question_rows.compute import snapshots_known
from annotator.comparison.question_rows.kept import Place, Sentence, kept_of, sentences_kept
from annotator.comparison.row.quiet_cells import QuietArticles, no_page, quiet_cells, quiet_page
from annotator.comparison.row.same_voice import Shared, shared_with
from annotator.comparison.waiting import being_behind
from annotator.pagination import page_of
from annotator.people.access import DeskRequest
from annotator.people.models import Role
from annotator.vocabulary.models import Question
from articles.models import Story

LONGEST_KEY = 18
"""Digits of a key that every database holds."""
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

    A number of statements, and of rows, that does not grow with the story. Raises Http404 for an
    article that is not there, or that the member has still to read.
    """
    story = question.story
    hidden, kept = articles_hidden_from(request.user, story), kept_of(story)
    [line] = lines_of(story, hidden, question)
    chosen = _column_chosen(article, story, hidden)
    page, accounts = _accounts(request, chosen, line, hidden)
    rules = Role.ADJUDICATOR in request.membership.roles
    not_now = ruling_refusal(request.user, story) if rules else ""
    unseen = article_records(hidden, snapshots_known(story, hidden), ()) if hidden else []
    silent = QuietArticles(line, nothing_said(line, kept, unseen), hidden)
    quiet = no_page() if chosen else quiet_page(silent, request)
    return {
        "story": story, "tab": "sources", "subtab": "conflicts", "question": question, "line": line,
        "words": row_words(line), "page": page, "accounts": accounts, "chosen": chosen,
        "timeline": timeline(line.computed.camps), "rules": rules,
        "ruling_refusal": not_now, "quiet_page": quiet,
        "empty_cell_basis": empty_cell_basis(question),
        "quiet": quiet_cells(list(quiet), line, hidden, rules and not not_now),
        "cells": _cell_rulings(line, hidden), **being_behind(story, kept.behind and not hidden),
        "basis": cell_basis(question, chosen.article) if chosen else line.computed.basis,
    }  # fmt: skip


def _column_chosen(wanted: str | None, story: Story, hidden: Hidden) -> MatrixColumn | None:
    if wanted is None:
        return None
    if not wanted.isdecimal() or len(wanted) > LONGEST_KEY:
        raise Http404
    found = columns_of(story, hidden, [int(wanted)])
    if not found:
        raise Http404
    return found[0]


def _accounts(
    request: DeskRequest, chosen: MatrixColumn | None, line: ConflictLine, hidden: Hidden
) -> tuple[Page[int], list[Account]]:
    """Return the articles that answer, camp by camp, fifty a page; or the one that is chosen."""
    story = line.question.story
    page = page_of([chosen.article] if chosen else _answering(line), request)
    keys: list[int] = list(page)
    cells = cells_of(story, [line], keys)[line.computed.pk]
    sentences = sentences_kept({line.question.pk: keys})
    shared = shared_with(line, keys, hidden)
    settling = reverse("reconciliation:settle", args=[0]).split("0")
    columns = {column.article: column for column in columns_of(story, hidden, keys)}
    return page, [
        Account(
            columns[key], cells[key], _quoted(cells[key].said, sentences, settling),
            shared.get(key, []), _quoted(cells[key].aside, sentences, settling),
        )
        for key in keys if key in columns
    ]  # fmt: skip


def _answering(line: ConflictLine) -> Any:
    """Return the articles that answer, by camp, then as they were published."""
    if line.compared is None:
        cells = QuestionCell.objects.filter(question=line.question).exclude(camp="")
        by_day = F("published_on").asc(nulls_last=True)
        return cells.order_by("camp", by_day, "article_id").values_list("article_id", flat=True)
    found: list[tuple[str, date, Any]] = []
    for key, cell in line.compared.cells.items():
        if said := (*cell.said, *cell.aside):
            day = said[0].answer.published or date.max
            found.append((camp_order(cell.letters), day, key))
    return [key for *_, key in sorted(found)]


def _quoted(
    said: Iterable[AnswerInCell], sentences: Mapping[Place, Sentence], settling: Sequence[str]
) -> list[RowQuote]:
    """Return each different answer at its place, once for all who read it so. `settling`: what
    stands before and after the key in the address of an article."""
    found: dict[tuple[object, ...], RowQuote] = {}
    before, after = settling
    for each in said:
        article: Any = each.answer.article
        passage, words = each.answer.name, passage_words(each)
        at = f"{before}{article}{after}"
        sentence = sentences.get((article, passage.start, passage.end), ("", passage.quote, ""))
        quote = RowQuote(sentence, words, f"{at}?at={passage.start}")
        found.setdefault((passage.start, passage.end, words), quote)
    return list(found.values())


def _cell_rulings(line: ConflictLine, hidden: Hidden) -> list[dict[str, Any]]:
    """Return what was ruled on cells of this row, with the article and whether the ruling turned
    stale."""
    if not line.cells:
        return []
    story = line.question.story
    stale = stale_cells(story, line.cells, hidden)
    keys = [one.article_id for one in line.cells if one.article_id]
    columns = {column.article: column for column in columns_of(story, hidden, keys)}
    return [
        {"ruling": ruling, "column": columns[ruling.article_id], "stale": ruling.pk in stale}
        for ruling in line.cells
        if ruling.article_id and ruling.article_id in columns
    ]
