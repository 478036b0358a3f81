"""The rows of one page of the matrix: a cell an article, or, where there are many, by camps."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse

from annotator.comparison.corrections.words import corrected_cells
from annotator.comparison.engine.compare import unanswered_cell
from annotator.comparison.engine.records import ArticleRecord, Cell, CellMark
from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.comparison.matrix.html import DrawnRow, camps_table, cells_table, head
from annotator.comparison.models import ArticleSnapshot, QuestionCell, Ruling
from annotator.comparison.question_rows.answers import (
    Hidden,
    article_records,
    question_record,
)
from annotator.comparison.question_rows.cells import cell_of_data
from annotator.comparison.question_rows.columns import columns_of
from annotator.comparison.question_rows.compute import snapshots_known
from annotator.comparison.question_rows.kept import Kept, camps_of
from annotator.comparison.question_rows.silent_counts import (
    LOOSE,
    READ,
    UNREAD,
    silent_counts,
    without,
)
from articles.models import Source, Story


def with_cells(story: Story, lines: Sequence[ConflictLine], hidden: Hidden) -> dict[str, Any]:
    """Return what the page shows of these lines, with a column an article."""
    # Articles that are not taken in yet, thousands after an import, have no columns.
    taken: Any = ArticleSnapshot.objects.filter(story=story).values("article")
    columns = columns_of(story, hidden, taken)
    articles = [column.article for column in columns]
    cells = cells_of(story, lines, articles)
    corrected = corrected_cells(story, articles)
    drawn = (DrawnRow(line, cells[line.computed.pk], corrected=corrected) for line in lines)
    rows = cells_table(drawn, columns, _address(story))
    return {"rows": rows, "head": head(columns), "columns": columns}


def cells_of(
    story: Story, lines: Sequence[ConflictLine], articles: Collection[int]
) -> dict[int, dict[int, Cell]]:
    """Return the cells of these articles by question and article, as they are kept or, where they
    were computed for one member alone, as they were; three statements."""
    keys = [line.computed.pk for line in lines]
    kept = _kept_cells(keys, articles)
    ruled: dict[int, list[Ruling]] = {}
    for one in Ruling.objects.filter(question__in=keys, article__in=articles).order_by("pk"):
        ruled.setdefault(one.question_id, []).append(one)
    known = snapshots_known(story, articles)
    found: dict[int, dict[int, Cell]] = {}
    for line in lines:
        key, question = line.computed.pk, question_record(line.question)
        records = article_records(articles, known, ruled.get(key, []))
        there: Mapping[Any, Cell] = line.compared.cells if line.compared else kept.get(key, {})
        found[key] = {
            article: there.get(article) or unanswered_cell(record, question)
            for article, record in zip(articles, records, strict=True)
        }
    return found


def _kept_cells(
    questions: Collection[int], articles: Collection[int]
) -> dict[int, dict[int, Cell]]:
    rows = QuestionCell.objects.filter(question__in=questions, article__in=articles).exclude(
        camp=""
    )
    read = ("question_id", "article_id", "source", "published_on", "said")
    found: dict[int, dict[int, Cell]] = {}
    for question, article, source, day, said in rows.order_by().values_list(*read):
        found.setdefault(question, {})[article] = cell_of_data(said, article, source, day)
    return found


def with_camps(
    story: Story,
    lines: Sequence[ConflictLine],
    pinned: Iterable[Source],
    hidden: Hidden,
    kept: Kept,
) -> dict[str, Any]:
    """Return what the page shows of these lines, with a column a pinned source."""
    pins = {source.pk: source.name for source in pinned}
    camps = camps_of(line.computed for line in lines) if pins else {}
    given = _given_by(lines, pins, hidden) if pins else {}
    drawn = _by_camps(story, lines, camps, hidden, kept)
    rows = camps_table(drawn, pins, given, _address(story))
    return {"rows": rows, "pinned": list(pins.values())}


def _address(story: Story) -> str:
    return reverse("comparison:passages", args=[story.slug, 0])


def _given_by(
    lines: Sequence[ConflictLine], sources: Mapping[int, str], hidden: Hidden
) -> dict[tuple[int, int], list[int]]:
    """Return which articles of each source answer each question, by question and source."""
    rows = QuestionCell.objects.filter(
        question__in=[line.computed.pk for line in lines], source__in=list(sources), counts=True
    ).exclude(article__in=hidden)
    found: dict[tuple[int, int], list[int]] = {}
    for question, source, article in rows.order_by("article_id").values_list(
        "question_id", "source", "article_id"
    ):
        found.setdefault((question, source), []).append(article)
    return found


def _by_camps(
    story: Story,
    lines: Sequence[ConflictLine],
    camps: Mapping[int, Sequence[Mapping[str, Any]]],
    hidden: Hidden,
    kept: Kept,
) -> Iterator[DrawnRow]:
    unseen = article_records(hidden, snapshots_known(story, hidden), ()) if hidden else []
    for line in lines:
        silent = nothing_said(line, kept, unseen)
        yield DrawnRow(line, None, silent, camps.get(line.question.pk, ()))


def nothing_said(
    line: ConflictLine, kept: Kept, unseen: Collection[ArticleRecord]
) -> dict[CellMark, int]:
    """Return how many of the story's articles, but those `unseen`, say nothing on the question, by
    what is known of them."""
    here, early = {UNREAD: kept.unread, LOOSE: kept.loose, READ: kept.read}, line.computed.early
    if unseen:
        here, early = without(here, unseen, question_record(line.question), early)
    return silent_counts(here, early, line.computed.silent)
