"""Read the rows of a story on which everything is settled, each with all of its answers.

What is not settled counts for nothing here: state, reason, values and findings are computed from
settled answers alone. A row whose state hangs on unsettled answers, or on which a ruling is stale,
is none of these.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from annotator.comparison.engine.records import AnswerInCell, Cell
from annotator.comparison.matrix.conflict_lines import (
    ConflictLine,
    line_order,
    lines_from,
    lines_kept,
)
from annotator.comparison.matrix.line_filter import is_told, told_rows
from annotator.comparison.matrix.line_list import ORDER
from annotator.comparison.models import QuestionCell, QuestionRow
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.cells import AnswerPassage, cell_of_data
from annotator.comparison.question_rows.compute import compute
from annotator.comparison.question_rows.kept import Place, Sentence, kept_rows, rows_of
from annotator.comparison.settled_rows.records import (
    CitedArticle,
    RowRuling,
    SettledAnswer,
    SettledRow,
    SettledValue,
)
from articles.models import Article, Story

BATCH = 25
"""Rows whose answers are in memory at once."""
_CITED = (
    "pk", "title", "source_id", "source__name", "published_on", "url", "language", "version",
    "text_sha256",
)  # fmt: skip


def settled_rows(
    story: Story,
    hidden: Hidden = (),
    *,
    told: bool = False,
    questions: Collection[int] | None = None,
) -> Iterator[SettledRow]:
    """Yield the settled rows of the story's active questions, conflicts first.

    `hidden`: the keys of articles that whoever asks has still to read: they take no part. `told`:
    of the rows that a brief tells of alone. `questions`: of these alone, by their keys. Rows come
    in batches of 25, each a number of statements that does not grow; no article's text is read.
    They are as a worker has compared them: where the story's rows are behind
    (`question_rows.kept.rows_behind`), so are these. Inside of `one_state` they are of one moment.
    """
    for lines in _batches(story, hidden, told, questions):
        for row in _settled(story, [line for line in lines if is_settled(line)], hidden):
            if row.told or not told:
                yield row


def is_settled(line: ConflictLine) -> bool:
    """Return whether the row's state is the same by settled answers alone, and no ruling on it is
    stale."""
    return not (line.unsettled or line.stale or line.stale_cells)


def _batches(
    story: Story, hidden: Hidden, told: bool, questions: Collection[int] | None
) -> Iterator[list[ConflictLine]]:
    if hidden:
        yield from _batches_without(story, hidden, told, questions)
        return
    rows = kept_rows(story).order_by(*ORDER)
    rows = rows if questions is None else rows.filter(pk__in=questions)
    keys = list((told_rows(rows) if told else rows).values_list("pk", flat=True))
    for some in _some_at_once(keys):
        found = rows.defer(None).in_bulk(some)
        yield lines_kept([found[key] for key in some if key in found], whole=True)


def _batches_without(
    story: Story, hidden: Hidden, told: bool, questions: Collection[int] | None
) -> Iterator[list[ConflictLine]]:
    """Yield the same without hidden articles. Each row is asked for twice: once for its place among
    the others, which hangs on what is hidden, and once for what is in it."""
    asked = kept_rows(story).order_by("pk").values_list("pk", flat=True)
    keys = [key for key in asked if questions is None or key in questions]
    order = sorted(
        line_order(line)
        for some in _some_at_once(keys)
        for line in lines_from(story, rows_of(story, hidden, some), hidden)
        if is_told(line) or not told
    )
    for some in _some_at_once([key for *_, key in order]):
        lines = lines_from(story, rows_of(story, hidden, some), hidden)
        yield sorted(lines, key=line_order)


def _some_at_once(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[first : first + BATCH] for first in range(0, len(keys), BATCH))


def _settled(story: Story, lines: Sequence[ConflictLine], hidden: Hidden) -> Iterator[SettledRow]:
    """Yield the rows of these lines. A row all of whose answers are settled is taken as it is
    kept; the others are computed from what is settled of them."""
    if not lines:
        return
    cells, sentences = _kept_cells(lines)
    found = {}
    for line in lines:
        there = line.compared.cells if line.compared else cells.get(line.computed.pk, {})
        if all(said.answer.settled for cell in there.values() for said in cell.said):
            found[line.computed.pk] = _Found(line.computed, there)
    mixed = [line.question for line in lines if line.computed.pk not in found]
    for one in compute(story, mixed, hidden, settled=True) if mixed else ():
        found[one.row.question_id] = _Found(one.row, one.compared.cells)
    articles = _cited({key for one in found.values() for key in one.answering})
    for line in lines:
        row = found[line.computed.pk]
        if row.answering:
            yield _row(line, row, articles, sentences)


class _Found(NamedTuple):
    """A row by settled answers alone, and its cells by article."""

    row: QuestionRow
    cells: Mapping[Any, Cell]

    @property
    def answering(self) -> list[Any]:
        """The keys of the articles that say something."""
        return [key for key, cell in self.cells.items() if cell.said]


def _kept_cells(
    lines: Iterable[ConflictLine],
) -> tuple[dict[int, dict[Any, Cell]], dict[Place, Sentence]]:
    """Return the cells of these rows as they are kept, by question and article, and the sentences
    of their answers by their places; one statement."""
    read = ("question_id", "article_id", "source", "published_on", "said", "sentences")
    rows = QuestionCell.objects.filter(question__in=[line.computed.pk for line in lines])
    cells: dict[int, dict[Any, Cell]] = {}
    sentences: dict[Place, Sentence] = {}
    for question, article, source, day, said, kept in rows.order_by().values_list(*read):
        if said:
            cells.setdefault(question, {})[article] = cell_of_data(said, article, source, day)
        for start, end, before, words, after in kept:
            sentences[article, start, end] = (before, words, after)
    return cells, sentences


def _cited(keys: Collection[int]) -> dict[Any, CitedArticle]:
    found = Article.objects.filter(pk__in=keys).order_by().values_list(*_CITED)
    return {row[0]: CitedArticle(*row) for row in found}


def _row(
    line: ConflictLine,
    one: _Found,
    articles: Mapping[Any, CitedArticle],
    sentences: Mapping[Place, Sentence],
) -> SettledRow:
    question, row = line.question, one.row
    names = {article.source_key: article.source for article in articles.values()}
    alone = ConflictLine(row, names=names)
    said = [
        _answer(each, articles[key], sentences)
        for key, cell in one.cells.items()
        for each in cell.said
        if key in articles
    ]
    said.sort(key=_published)
    ruling = _ruled(line)
    return SettledRow(
        question=question.pk,
        slug=question.slug,
        wording=question.wording,
        type=question.type,
        unit=question.unit,
        state=ruling.state if ruling else row.state,
        computed=row.state,
        reason=alone.reason,
        ruling=ruling,
        findings=tuple(alone.findings),
        lost=tuple(alone.lost),
        sources=row.sources,
        voices=row.voices,
        values=tuple(_values(row.camps, said)),
        others=tuple(answer for answer in said if not answer.letter),
    )


def _ruled(line: ConflictLine) -> RowRuling | None:
    ruling = line.ruling
    if ruling is None:
        return None
    return RowRuling(ruling.state, ruling.reason, str(ruling.ruled_by), ruling.ruled_at)


def _values(
    camps: Iterable[Mapping[str, Any]], said: Iterable[SettledAnswer]
) -> Iterator[SettledValue]:
    given: dict[str, list[SettledAnswer]] = {}
    for answer in said:
        given.setdefault(answer.letter, []).append(answer)
    for camp in camps:
        letter = camp["letter"]
        answers = tuple(given.get(letter, ()))
        yield SettledValue(letter, camp["text"], camp["sources"], camp["voices"], answers)


def _answer(
    said: AnswerInCell, article: CitedArticle, sentences: Mapping[Place, Sentence]
) -> SettledAnswer:
    answer, passage = said.answer, _passage(said)
    place = (article.key, passage.start, passage.end)
    before, _, after = sentences.get(place, ("", passage.quote, ""))
    return SettledAnswer(
        key=passage.key,
        article=article,
        start=passage.start,
        end=passage.end,
        quote=passage.quote,
        before=before,
        after=after,
        letter=said.letter,
        value=said.text,
        derived=said.derived,
        modality=answer.modality,
        said_by=answer.said_by,
        via=answer.via,
        as_of=answer.as_of,
        scope=answer.scope,
        takes_part=said.takes_part,
    )


def _passage(said: AnswerInCell) -> AnswerPassage:
    passage: AnswerPassage = said.answer.name
    return passage


def _published(answer: SettledAnswer) -> tuple[str, int, int]:
    day = answer.article.published
    return (day.isoformat() if day else "9999", answer.article.key, answer.start)
