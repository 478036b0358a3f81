"""Take in what machines marked: rows of the layer machine, for machine readers of this desk."""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.annotations.models import Annotation, Layer
from annotator.exchange.imports.read_csv import CsvRow, RowProblem, Wrong
from annotator.machines.models import MachineMark, StoryReader
from annotator.machines.recording.restoring import RestoredMark
from annotator.people.models import User
from articles.models import Article

Judged = Sequence[tuple[CsvRow, Annotation]]
AT_ONCE = 500


class MachineRead(NamedTuple):
    """What one machine marked of one article, to be stored as its reading."""

    account: User
    article: Article
    marks: list[RestoredMark]


def of_machines(judged: Judged) -> list[tuple[CsvRow, Annotation]]:
    """Return the rows that are of machines."""
    return [pair for pair in judged if pair[1].layer == Layer.MACHINE]


def machines_read(judged: Judged, problems: list[RowProblem]) -> list[MachineRead]:
    """Return the readings that the desk lacks. A reading that is there already, the same, is
    passed over; `problems` tells of another, and of machines that do not read for the story."""
    reads: dict[tuple[int, int], list[tuple[CsvRow, Annotation]]] = {}
    for row, annotation in judged:
        key = annotation.article_id, annotation.annotator_id
        reads.setdefault(key, []).append((row, annotation))
    there = _marked({article for article, _ in reads})
    wanted = set(
        StoryReader.objects.filter(removed_at=None).values_list("story", "reader__account")
    )
    fresh = []
    for key, rows in reads.items():
        row, first = rows[0]
        if (first.article.story_id, first.annotator_id) not in wanted:
            told = f"{first.annotator} does not read for “{row['story']}”: add it there first."
            problems.append(row.problem(told))
        elif key not in there:
            marks = _restored(rows, problems)
            fresh.append(MachineRead(first.annotator, first.article, marks))
        elif there[key] != {annotation.pk for _, annotation in rows}:
            told = (
                f"{first.annotator} has read “{first.article}” here, and marked otherwise. Nothing "
                "is overwritten: leave out its rows of this article."
            )
            problems.append(row.problem(told))
    return fresh


def _marked(articles: set[int]) -> dict[tuple[int, int], set[object]]:
    """Return what machines have marked in these articles, by article and account."""
    found: dict[tuple[int, int], set[object]] = {}
    numbers = sorted(articles)
    for first in range(0, len(numbers), AT_ONCE):
        among = Annotation.machine_marks.filter(article__in=numbers[first : first + AT_ONCE])
        for pk, article, account in among.values_list("pk", "article_id", "annotator_id"):
            found.setdefault((article, account), set()).add(pk)
    return found


def _restored(rows: Judged, problems: list[RowProblem]) -> list[RestoredMark]:
    marks = []
    for row, annotation in rows:
        try:
            marks.append(RestoredMark(annotation, confidence_of(row), found_of(row)))
        except Wrong as wrong:
            problems.append(row.problem(str(wrong)))
    return marks


def confidence_of(row: CsvRow) -> float | None:
    """Return how sure the machine was; None where it does not say. Raises Wrong for no share."""
    cell = row["confidence"].strip()
    if not cell:
        return None
    try:
        share = float(cell)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise Wrong(f"confidence is a number from 0 to 1, not “{cell[:60]}”.")
    return share


def found_of(row: CsvRow) -> str:
    """Return how its words were found, where it said unless the row tells. Raises Wrong for
    another word."""
    found = row["found"] or MachineMark.Found.EXACT
    if found not in MachineMark.Found.values:
        known = ", ".join(MachineMark.Found.values)
        raise Wrong(f"found is one of {known}, not “{found[:60]}”.")
    return found
