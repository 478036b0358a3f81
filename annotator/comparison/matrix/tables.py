"""Declare conflicts.csv: the matrix as a table, one row an answer, one a cell without any."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.annotations.visibility.portions import Portion
from annotator.comparison.article_cells import ARTICLE, article_cells
from annotator.comparison.engine.records import AnswerInCell, Cell
from annotator.comparison.matrix.conflict_lines import ConflictLine, lines_of
from annotator.comparison.matrix.page import cells_of
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.cells import AnswerPassage
from annotator.comparison.question_rows.columns import columns_of
from annotator.comparison.question_rows.kept import rows_behind
from annotator.people.access import SETTLERS
from annotator.tables import Row, Table, columns
from articles.models import Story

BATCH = 20
"""Questions whose cells are in memory at once."""


def _rows(portion: Portion) -> Iterator[Row]:
    for story in portion.stories:
        yield from _of_story(story, portion.hidden)


def _of_story(story: Story, hidden: Hidden) -> Iterator[Row]:
    listed = lines_of(story, hidden)
    keys = [column.article for column in columns_of(story, hidden)]
    articles = article_cells(story, hidden)
    for first in range(0, len(listed), BATCH):
        batch = listed[first : first + BATCH]
        cells = cells_of(story, batch, keys)
        for line in batch:
            yield from _of_question(story, line, cells[line.computed.pk], keys, articles)


def _of_question(
    story: Story,
    line: ConflictLine,
    cells: Mapping[int, Cell],
    keys: Sequence[int],
    articles: Mapping[int, dict[str, Any]],
) -> Iterator[Row]:
    question, ruling, row = line.question, line.ruling, line.computed
    head = {
        "story": story.slug,
        "question": question.slug,
        "question_text": question.wording,
        "question_type": question.type,
        "unit": question.unit,
        "state": line.state.value,
        "computed_state": row.state,
        "settled_state": row.certain,
        "reason": line.reason,
        "ruling": ruling.state if ruling else "",
        "ruling_reason": ruling.reason if ruling else "",
        "stale": line.stale or line.stale_cells > 0,
        "finding": " ".join(line.findings),
        "attribution_lost": " ".join(line.lost),
        "sources": row.sources,
        "voices": row.voices,
    }
    for key in keys:
        cell = cells[key]
        for said in (*(cell.said or (None,)), *cell.aside):
            yield {**head, **articles[key], **_cells(cell, said)}


def _cells(cell: Cell, said: AnswerInCell | None) -> dict[str, Any]:
    marks = "; ".join(mark.value for mark in cell.marks)
    if said and said.answer.aside:
        marks = ""
    if said is None:
        return {"marks": marks} | dict.fromkeys(_SAID)
    answer = said.answer
    passage: AnswerPassage = answer.name
    return {
        "marks": marks,
        "letter": said.letter,
        "value": said.text,
        "derived": said.derived,
        "said_by": answer.said_by,
        "via": answer.via,
        "modality": answer.modality,
        "as_of": answer.as_of,
        "scope": answer.scope,
        "settled": answer.settled,
        "lone_of": said.lone_of or "",
        "aside": answer.aside,
        "annotation_id": passage.key,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
    }


def _behind(portion: Portion) -> bool:
    """Return whether a row is missing or old; who has still to read is not told, as on the page."""
    return not portion.hidden and any(rows_behind(story) for story in portion.stories)


_ANSWER = (
    ("letter", "equal values of a row have one letter"),
    (
        "value derived",
        "the value as it is compared; how it was computed from another scope, if it was",
    ),
    (
        "said_by via modality as_of scope",
        "the answer's details, as in labels.csv; `said_by` is the speaker's name, `via` the name "
        "of who reports what the speaker said",
    ),
    ("settled", "`yes` for a settled answer, `no` for one of a reading"),
    (
        "lone_of",
        "of how many readers one alone read this, where most of them read something else",
    ),
    (
        "aside",
        "`caption`, `references`, `link`, `boilerplate` or `repeated`, where the answer stands in "
        "what never counts as the article's; empty for an answer that counts",
    ),
    ("annotation_id start end quote", "where it stands; empty without an answer"),
)
_SAID = tuple(column.name for column in columns(*_ANSWER))
"""The columns that are empty where an article gives no answer."""

CONFLICTS = Table(
    name="conflicts",
    url="comparison:conflicts_csv",
    heading="Between the sources",
    sentence=(
        "One row an answer to a question, as it is compared, and one an article that gives none, "
        "so that silent, not looked for and unread are told apart."
    ),
    columns=columns(
        (
            "story question question_text question_type unit",
            "which question: slugs, its wording, its type, the unit to compare in",
        ),
        (
            "state",
            "what counts: the state that an adjudicator ruled, while the ruling holds; else the "
            "computed one",
        ),
        (
            "computed_state settled_state",
            "the computed state of the row from all answers, and from settled ones alone",
        ),
        ("reason", "why it has its computed state, in a sentence"),
        (
            "ruling ruling_reason",
            "what an adjudicator ruled on the row, and why; empty if nobody did",
        ),
        (
            "stale",
            "`yes` if the ruling on the row, or one on a cell of it, is stale: what it was about "
            "has changed since",
        ),
        (
            "finding",
            "what an article says against itself or a speaker it quotes, or a source against an "
            "earlier article of its own",
        ),
        (
            "attribution_lost",
            "where a source states as its own what another gives, in the same sentence, as the "
            "words of a speaker",
        ),
        (
            "sources voices",
            "how many sources take part, and how many voices: articles that share their wording, "
            "or the sentence of their answer, are one",
        ),
        (ARTICLE, "the article, as in labels.csv"),
        (
            "marks",
            "what the cell says of itself, with `; ` between: `says`, `reported`, `unsettled`, "
            "`silent`, `not looked for`, `unread`, `does not apply` …",
        ),
        *_ANSWER,
    ),
    roles=SETTLERS,
    rows=_rows,
    behind=_behind,
)
