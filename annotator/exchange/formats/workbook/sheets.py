"""Say what stands on the sheets of a story's workbook, and fill them, one after the other."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from annotator.annotations.visibility.portions import EVERYTHING, Portion
from annotator.exchange.formats.document import Vocabulary
from annotator.exchange.formats.format import Outgoing
from annotator.exchange.formats.workbook.book import Book, BookCell, BookSheet
from annotator.exchange.formats.workbook.matrix_sheet import (
    BEFORE,
    matrix_columns,
    matrix_header,
    matrix_rows,
)
from annotator.exchange.registry import TABLES
from annotator.operations.release import release
from annotator.people.access import SETTLERS
from annotator.tables import Table

CALLED = {"conflicts": "answers"}
"""Tables whose sheet has another name."""
_FIRST = ("conflicts", "names", "stance", "predictions", "corrections", "agreement")
OF_MACHINES = {"machine_effect", "stand_in", "machine_readers", "machine_readings"}
"""Tables of what machines did, and what that does: it is no part of what a story comes to."""
SHEET_TABLES: tuple[Table[Portion], ...] = tuple(
    sorted(
        (one for one in TABLES if one.roles == SETTLERS and one.name not in OF_MACHINES),
        key=lambda table: _FIRST.index(table.name) if table.name in _FIRST else len(_FIRST),
    )
)
"""The tables that are sheets: those of whoever settles. labels.csv, article_labels.csv and
readings.csv are the work itself, and open in a spreadsheet as they are."""
MATRIX_IS = "One row a question, one column an article: what each says, as on the page of Sources."
_CODEBOOK = {
    "codebook labels": (
        "One row a label, with what it means.",
        ("label", "kind", "name", "definition", "example", "polarity", "of whole articles"),
    ),
    "codebook questions": (
        "One row a question that the story asks.",
        ("question", "question_text", "question_type", "unit", "scope"),
    ),
    "codebook names": (
        "One row an entity that is named.",
        ("entity", "entity_name", "entity_wikidata", "description", "aliases"),
    ),
}


def fill_book(book: Book, out: Outgoing) -> None:
    """Fill all sheets; the first is written last, for it tells of the others."""
    portion = _for_tables(out.portion)
    about = book.sheet("about", ("what", "is", "rows", "left out"), 1)
    told: list[tuple[BookSheet, str, str]] = []
    for sheet in _matrices(book, portion, out.base):
        told.append((sheet, MATRIX_IS, "conflicts.csv"))
    for table in SHEET_TABLES:
        more = list(table.more(portion)) if table.more else []
        names = [*table.names, *more]
        sheet = book.sheet(CALLED.get(table.name, table.name), names)
        rows: Iterable[Any] = table.rows(portion)
        _fill(sheet, ([row[name] for name in names] for row in rows))
        told.append((sheet, table.sentence, table.file))
    for name, rows in _codebook(out.vocabulary()).items():
        sentence, header = _CODEBOOK[name]
        sheet = book.sheet(name, header, 1)
        _fill(sheet, rows)
        told.append((sheet, sentence, ""))
    meanings = book.sheet("columns", ("sheet", "column", "holds"), 2)
    _fill(meanings, _meanings())
    told.append((meanings, "One row a column of the sheets, with what it holds.", ""))
    _fill(about, _about(out, portion, told))


def _for_tables(portion: Portion) -> Portion:
    """Return the whole of its stories, but the articles that one has still to read: what is
    compared is compared among all of them, or it says something else."""
    articles = ~Q(pk__in=portion.hidden) if portion.hidden else EVERYTHING
    return Portion(portion.stories, portion.hidden, articles)


def _matrices(book: Book, portion: Portion, base: str) -> Iterator[BookSheet]:
    for number, story in enumerate(portion.stories, 1):
        columns = matrix_columns(story, portion.hidden)
        name = "matrix" if number == 1 else f"matrix {number}"
        sheet = book.sheet(name, matrix_header(columns), 2)
        _fill(sheet, matrix_rows(story, portion.hidden, columns, base))
        yield sheet


def _fill(sheet: BookSheet, rows: Iterable[Sequence[Any]]) -> None:
    for row in rows:
        if not sheet.add(row):
            break


def _codebook(vocabulary: Vocabulary) -> dict[str, Iterable[Sequence[Any]]]:
    return {
        "codebook labels": (
            (
                one.slug, one.kind, one.name, one.definition, one.example,
                int(one.polarity) if one.polarity else None, one.of_articles,
            )
            for one in vocabulary.labels
        ),
        "codebook questions": (
            (one.slug, one.wording, one.type, one.unit, one.scope) for one in vocabulary.questions
        ),
        "codebook names": (
            (one.slug, one.name, one.wikidata, one.description, " | ".join(one.aliases))
            for one in vocabulary.entities
        ),
    }  # fmt: skip


def _meanings() -> Iterator[Sequence[str]]:
    for name, means in zip(BEFORE, _OF_MATRIX, strict=True):
        yield "matrix", name, means
    yield "matrix", "each article", "what it says on the question, a line an answer"
    for table in SHEET_TABLES:
        for column in table.columns:
            yield CALLED.get(table.name, table.name), column.name, column.means


_OF_MATRIX = (
    "its wording; leads to its page",
    "what counts: the ruled state while the ruling holds, else the computed one",
    "why it has its computed state, and what contradicts itself",
    "what an adjudicator ruled on it, and why",
    "how many sources take part",
    "how many voices they are: articles that share their wording are one",
)


def _about(
    out: Outgoing, portion: Portion, told: Sequence[tuple[BookSheet, str, str]]
) -> Iterator[Sequence[Any]]:
    yield "story", out.title
    yield "address", out.base
    yield "written at", timezone.now()
    yield "written by", f"Annotator {release()}"
    yield "times", "in UTC"
    yield "start, end", "in Unicode code points, from the beginning of the article’s text"
    if portion.hidden:
        number = len(portion.hidden)
        which = "1 article" if number == 1 else f"{number:,} articles"
        yield "left out", f"everything of {which} that you have still to read"
    if any(table.is_behind(portion) for table in SHEET_TABLES):
        yield "behind", "something has changed since this was compared; write it again in a while"
    yield (
        "not in it",
        "the articles’ texts, and each reading’s own highlights: labels.csv has these",
    )
    for sheet, sentence, file in told:
        name = BookCell(sheet.name, "link", f"internal:'{sheet.name}'!A1")
        yield name, sentence, sheet.rows, "; ".join(_left_out(sheet, file))


def _left_out(sheet: BookSheet, file: str) -> Iterator[str]:
    if sheet.full:
        yield "further rows: the workbook is full" + (f", {file} has all of them" if file else "")
    if sheet.columns_left_out:
        yield f"further columns: {sheet.columns_left_out:,} do not fit"
    if sheet.cut:
        yield f"the end of cells that were longer than a cell can be: {sheet.cut:,}"
    if sheet.unlinked:
        yield f"where further cells lead: a sheet has no more links, {sheet.unlinked:,}"
