"""The articles that say nothing on a question, each with what is known of it and a form to rule."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from annotator.comparison.engine.compare import unanswered_cell
from annotator.comparison.engine.records import CellMark
from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.comparison.matrix.words import QUIET
from annotator.comparison.models import ArticleSnapshot, QuestionCell, Ruling, Verdict
from annotator.comparison.question_rows.answers import Hidden, article_records, question_record
from annotator.comparison.question_rows.columns import MatrixColumn, columns_of
from annotator.comparison.question_rows.compute import snapshots_known
from annotator.comparison.row.forms import CellRulingForm
from annotator.pagination import page_of

ORDER = (CellMark.NOT_LOOKED_FOR, CellMark.SILENT, CellMark.UNREAD, CellMark.NOT_APPLYING)
"""First the articles whose answer somebody may have passed over."""


class QuietCell(NamedTuple):
    """An article that gives no answer, and why; without a form where its cell is ruled on."""

    column: MatrixColumn
    words: str
    reason: str
    form: CellRulingForm | None


class QuietArticles:
    """The keys of the articles that say nothing, by what is known of them, then as they were
    stored: a list of which a part is read, and the length is known."""

    def __init__(self, line: ConflictLine, counts: Mapping[CellMark, int], hidden: Hidden) -> None:
        self.line, self.counts, self.hidden = line, counts, hidden

    def __len__(self) -> int:
        return sum(self.counts.values())

    def __getitem__(self, part: slice) -> list[int]:
        first, last = part.start or 0, part.stop
        found: list[int] = []
        for mark in ORDER:
            number = self.counts.get(mark, 0)
            if first < number and last > 0:
                rows = self._like(mark).order_by("article_id")
                here = rows.values_list("article_id", flat=True)
                found += here[max(first, 0) : min(last, number)]
            first, last = first - number, last - number
        return found

    def _like(self, mark: CellMark) -> QuerySet[ArticleSnapshot]:
        """Return the articles that say nothing, and of which just this is known."""
        question = self.line.question
        ruled = Ruling.objects.filter(question=question, article=OuterRef("article"))
        barred = Exists(ruled.filter(verdict=Verdict.NOT_APPLYING))
        rows = ArticleSnapshot.objects.filter(~self._says(), story=question.story)
        rows = rows.exclude(article__in=self.hidden)
        if mark == CellMark.NOT_APPLYING:
            return rows.filter(barred)
        silent = Exists(ruled.filter(verdict=Verdict.SILENT))
        unread = Q(submitted_at=None) & ~Q(silent)
        early = Q(submitted_at__lte=question.asked_at) & ~Q(silent)
        rows = rows.filter(~barred)
        if mark == CellMark.UNREAD:
            return rows.filter(unread)
        rows = rows.filter(~unread)
        missed = Q(unasked__gt=0) | early
        return rows.filter(missed if mark == CellMark.NOT_LOOKED_FOR else ~missed)

    def _says(self) -> Q:
        if self.line.compared:
            cells = self.line.compared.cells
            return Q(article__in=[key for key, cell in cells.items() if cell.said])
        said = QuestionCell.objects.filter(
            Q(said=None) | ~Q(camp=""),
            question=self.line.question,
            article=OuterRef("article"),
            counts=True,
        )
        return Q(Exists(said))


def quiet_page(articles: QuietArticles, request: HttpRequest) -> Page[Any]:
    """Return the page of them that the address asks for."""
    return page_of(articles, request, "quiet")


def no_page() -> Page[Any]:
    """Return a page of nothing."""
    return Paginator([], 1).get_page(1)


def quiet_cells(
    keys: Collection[int], line: ConflictLine, hidden: Hidden, rules: bool
) -> list[QuietCell]:
    """Return these articles as the page lists them; `rules`: whether the member may rule. A number
    of statements that does not grow."""
    if not keys:
        return []
    question = line.question
    columns = {one.article: one for one in columns_of(question.story, hidden, keys)}
    listed = [key for key in keys if key in columns]
    rulings = list(Ruling.objects.filter(question=question, article__in=listed))
    records = article_records(listed, snapshots_known(question.story, listed), rulings)
    ruled = {one.article_id for one in rulings}
    found = []
    for key, record in zip(listed, records, strict=True):
        cell = unanswered_cell(record, question_record(question))
        form: Any = None
        if rules and key not in ruled:
            form = CellRulingForm(auto_id=f"cell-{question.pk}-{key}-%s")
        found.append(QuietCell(columns[key], QUIET[cell.marks[0]], cell.reason, form))
    return found
