"""Read the rows of a story on which everything is settled, each with all of its answers.

What is not settled counts for nothing here: state, reason, values and findings are computed from
settled answers alone. A row whose state hangs on unsettled answers, or on which a ruling is stale,
is none of these.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotator.comparison.engine.records import AnswerInCell
from annotator.comparison.matrix.conflict_lines import ConflictLine, lines_kept, lines_of
from annotator.comparison.matrix.line_filter import is_told, told_rows
from annotator.comparison.matrix.line_list import ORDER
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.cells import AnswerPassage
from annotator.comparison.question_rows.compute import Computed, compute
from annotator.comparison.question_rows.kept import Place, Sentence, kept_rows, sentences_kept
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
    Read inside of `one_state`, they are of one moment.
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
        lines = [
            line
            for line in lines_of(story, hidden)
            if (is_told(line) or not told)
            and (questions is None or line.computed.question_id in questions)
        ]
        yield from (lines[first : first + BATCH] for first in range(0, len(lines), BATCH))
        return
    rows = kept_rows(story).order_by(*ORDER)
    rows = rows if questions is None else rows.filter(pk__in=questions)
    keys = list((told_rows(rows) if told else rows).values_list("pk", flat=True))
    for first in range(0, len(keys), BATCH):
        some = keys[first : first + BATCH]
        found = rows.defer(None).in_bulk(some)
        yield lines_kept([found[key] for key in some if key in found], whole=True)


def _settled(story: Story, lines: Sequence[ConflictLine], hidden: Hidden) -> Iterator[SettledRow]:
    if not lines:
        return
    computed = compute(story, [line.question for line in lines], hidden, settled=True)
    answering: dict[int, Collection[int]] = {
        one.row.question_id: one.row.articles for one in computed
    }
    articles = _cited({key for keys in answering.values() for key in keys})
    sentences = sentences_kept(answering)
    for line, one in zip(lines, computed, strict=True):
        if one.row.answers:
            yield _row(line, one, articles, sentences)


def _cited(keys: Collection[int]) -> dict[Any, CitedArticle]:
    found = Article.objects.filter(pk__in=keys).order_by().values_list(*_CITED)
    return {row[0]: CitedArticle(*row) for row in found}


def _row(
    line: ConflictLine,
    one: Computed,
    articles: Mapping[Any, CitedArticle],
    sentences: Mapping[Place, Sentence],
) -> SettledRow:
    question, row = line.question, one.row
    names = {article.source_key: article.source for article in articles.values()}
    alone = ConflictLine(row, names=names)
    said = [
        _answer(each, articles[key], sentences)
        for key, cell in one.compared.cells.items()
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
