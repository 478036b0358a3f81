"""The rows of one page of the matrix: a cell an article, or, where there are many, by camps."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse

from annotator.comparison.copies.actions import voices_of
from annotator.comparison.copies.sentence_copies import row_voices
from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.records import ArticleRecord
from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.comparison.matrix.html import DrawnRow, camps_table, cells_table, head
from annotator.comparison.models import StorySnapshot
from annotator.comparison.question_rows.answers import (
    Hidden,
    answers_of,
    article_records,
    known_articles,
    question_record,
)
from annotator.comparison.question_rows.columns import MatrixColumn, by_source, columns_of
from annotator.comparison.question_rows.refresh import camps_of
from annotator.comparison.question_rows.silent_counts import SilentArticles
from articles.models import Source, Story


def with_cells(story: Story, lines: Sequence[ConflictLine], hidden: Hidden) -> dict[str, Any]:
    """Return what the page shows of these lines, with a column an article."""
    columns = columns_of(story, hidden)
    rows = cells_table(_celled(story, lines, columns, hidden), columns, _address(story))
    return {"rows": rows, "head": head(columns), "columns": columns}


def with_camps(
    story: Story, lines: Sequence[ConflictLine], pinned: Iterable[Source], hidden: Hidden
) -> dict[str, Any]:
    """Return what the page shows of these lines, with a column a pinned source."""
    pins = by_source(columns_of(story, hidden, pinned)) if pinned else {}
    rows = camps_table(_by_camps(story, lines, hidden), pins, _address(story))
    return {"rows": rows, "pinned": [columns[0].source_name for columns in pins.values()]}


def _address(story: Story) -> str:
    return reverse("comparison:passages", args=[story.slug, 0])


def _celled(
    story: Story, lines: Sequence[ConflictLine], columns: Sequence[MatrixColumn], hidden: Hidden
) -> Iterator[DrawnRow]:
    answers = answers_of(story, [line.question for line in lines], hidden)
    camps = camps_of(line.computed for line in lines)
    known, voices = known_articles(story, hidden), voices_of(story, hidden)
    keys = [column.article for column in columns]
    for line in lines:
        pk = line.question.pk
        articles = article_records(keys, known, line.cells)
        here = row_voices(voices, line.computed.joined)
        yield DrawnRow(
            line, camps[pk], compare(question_record(line.question), answers[pk], articles, here)
        )


def _by_camps(story: Story, lines: Sequence[ConflictLine], hidden: Hidden) -> Iterator[DrawnRow]:
    camps = camps_of(line.computed for line in lines)
    silent = _silent_articles(story, hidden)
    cells = {one.article_id for line in lines for one in line.cells if one.article_id}
    known = known_articles(story, hidden, only=cells) if cells else None
    for line in lines:
        keys = [one.article_id for one in line.cells if one.article_id]
        ruled: list[ArticleRecord] = article_records(keys, known, line.cells) if known else []
        barred = {article.key for article in ruled if not article.applies}
        answering = set(line.computed.articles) - barred
        counts = silent.counts(question_record(line.question), answering, ruled)
        yield DrawnRow(line, camps[line.question.pk], None, counts)


def _silent_articles(story: Story, hidden: Hidden) -> SilentArticles:
    """Return what is known of the story's articles, as its snapshot says."""
    kept = StorySnapshot.objects.filter(story=story).values_list("articles", flat=True).get()
    first = {key: at for key, at in kept["first"] if key not in hidden}
    unread, loose = (set(kept[name]).difference(hidden) for name in ("unread", "loose"))
    return SilentArticles(unread, loose, first)
