"""Take labels and readings in: every row is judged before the first is stored; all or nothing.

While rows are judged nothing is locked, and what is stored is made ready beforehand
(`store_whole.py`): others go on working. `tell` hears how many rows are done, and of how many.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.utils import timezone

from annotator.annotations.models import ENDED, OPEN, Annotation, Assignment, AssignmentState, Layer
from annotator.annotations.recording.staging import Tell
from annotator.exchange.imports.compare_rows import already_there, clashes
from annotator.exchange.imports.import_lookup import ImportLookup
from annotator.exchange.imports.parse_document_labels import NEEDED as ARTICLE_LABELS_NEEDED
from annotator.exchange.imports.parse_document_labels import article_label_of, article_labels_there
from annotator.exchange.imports.parse_readings import NEEDED as READINGS_NEEDED
from annotator.exchange.imports.parse_readings import assignment_of, assignments_there
from annotator.exchange.imports.parse_rows import annotation_of
from annotator.exchange.imports.read_csv import CsvRow, ImportRefused, RowProblem, Wrong, rows_of
from annotator.exchange.imports.store_whole import store_whole
from annotator.exchange.tables.member_tables import ARTICLE_LABELS, LABELS, READINGS
from annotator.people.models import User
from articles.models import Article

Parsed = TypeVar("Parsed")

LABELS_NEEDED = ("story", "annotator", "label", "start", "end", "quote")
TOLD_EVERY = 500


def untold(done: int, of: int) -> None:
    """Tell nobody how far an import is."""


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did: rows stored, rows that were there already, things made beside them."""

    stored: int
    skipped: int
    made: dict[str, int]
    submitted: int = 0

    def in_words(self, what: str) -> str:
        """Say it in a sentence or two: “12 annotations stored, 3 there already.”"""
        said = f"{_counted(self.stored, what)} stored, {self.skipped} there already."
        if self.made:
            made = ", ".join(_counted(number, name) for name, number in self.made.items())
            said += f" Made: {made}."
        if self.submitted:
            said += f" Submitted: {_counted(self.submitted, 'reading')}."
        return said


def import_labels(
    paths: Iterable[Path], *, create: bool = False, submitted: bool = False, tell: Tell = untold
) -> ImportOutcome:
    """Store the annotations of labels.csv files. Raises ImportRefused or OSError."""
    problems: list[RowProblem] = []
    desk = ImportLookup(create)
    rows = rows_of(paths, LABELS.names, LABELS_NEEDED, problems)
    judged = _judge(rows, annotation_of, desk, problems, tell)
    there, wrong_ids = already_there(judged)
    fresh = [pair for pair in judged if pair[1].pk not in there]
    problems += [*wrong_ids, *clashes(fresh)]
    return _store_fresh(judged, fresh, desk, submitted, problems, tell)


def import_article_labels(
    paths: Iterable[Path], *, create: bool = False, submitted: bool = False, tell: Tell = untold
) -> ImportOutcome:
    """Store the labels of article_labels.csv files. Raises ImportRefused or OSError."""
    problems: list[RowProblem] = []
    desk = ImportLookup(create)
    rows = rows_of(paths, ARTICLE_LABELS.names, ARTICLE_LABELS_NEEDED, problems)
    judged = _judge(rows, article_label_of, desk, problems, tell)
    fresh, unlike = article_labels_there(judged)
    problems += unlike
    return _store_fresh(judged, fresh, desk, submitted, problems, tell)


def import_readings(
    paths: Iterable[Path], *, create: bool = False, tell: Tell = untold
) -> ImportOutcome:
    """Store the assignments of readings.csv files. Raises ImportRefused or OSError."""
    problems: list[RowProblem] = []
    desk = ImportLookup(create)
    rows = rows_of(paths, READINGS.names, READINGS_NEEDED, problems)
    judged = _judge(rows, assignment_of, desk, problems, tell)
    fresh, unlike = assignments_there(judged)
    problems += unlike
    for row, assignment in fresh:
        _enlist(row, assignment.article, assignment.annotator, Layer.READING, desk, problems)
    problems += desk.problems_of_new()
    _refuse(problems)
    made = store_whole(desk, [], [assignment for _, assignment in fresh], [], tell)
    made.pop("assignment", None)
    return ImportOutcome(len(fresh), len(judged) - len(fresh), made)


def _judge(
    rows: Iterable[CsvRow],
    parse: Callable[[CsvRow, ImportLookup], Parsed],
    desk: ImportLookup,
    problems: list[RowProblem],
    tell: Tell,
) -> list[tuple[CsvRow, Parsed]]:
    """Return each row with what it stands for; add a problem for each that stands for nothing."""
    judged = []
    for number, row in enumerate(rows):
        if number % TOLD_EVERY == 0:
            tell(number, 0)
        try:
            judged.append((row, parse(row, desk)))
        except Wrong as wrong:
            problems.append(row.problem(str(wrong)))
    return judged


def _store_fresh(
    judged: list[tuple[CsvRow, Annotation]],
    fresh: list[tuple[CsvRow, Annotation]],
    desk: ImportLookup,
    submitted: bool,
    problems: list[RowProblem],
    tell: Tell,
) -> ImportOutcome:
    """Store what the desk has not yet, with the assignments it asks for. Raises ImportRefused."""
    opened, changed = _to_read(judged, fresh, desk, submitted, problems)
    problems += desk.problems_of_new()
    _refuse(problems)
    annotations = [annotation for _, annotation in fresh]
    made = store_whole(desk, annotations, opened, changed, tell)
    done = [assignment for assignment in (*opened, *changed) if assignment.submitted_at]
    return ImportOutcome(len(fresh), len(judged) - len(fresh), made, len(done) if submitted else 0)


def _counted(number: int, what: str) -> str:
    several = what.removesuffix("y") + "ies" if what.endswith("ty") else f"{what}s"
    return f"{number} {what if number == 1 else several}"


def _to_read(
    judged: Sequence[tuple[CsvRow, Annotation]],
    fresh: Sequence[tuple[CsvRow, Annotation]],
    desk: ImportLookup,
    submitted: bool,
    problems: list[RowProblem],
) -> tuple[list[Assignment], list[Assignment]]:
    """Return the assignments to make, and the assignments that change.

    The rows begin an open assignment or, with `submitted`, submit it. An assignment that is
    missing and may not be made is told in `problems`.
    """
    new_rows = {annotation.pk for _, annotation in fresh}
    pairs: dict[tuple[int, str], tuple[CsvRow, Annotation]] = {}
    for row, annotation in judged:
        if annotation.pk in new_rows:
            article, annotator = annotation.article, annotation.annotator
            _enlist(row, article, annotator, annotation.layer, desk, problems)
        if annotation.layer == Layer.READING and (submitted or annotation.pk in new_rows):
            key = (annotation.article_id, annotation.annotator.username)
            pairs.setdefault(key, (row, annotation))
    there = _assignments_of({article for article, _ in pairs})
    now = timezone.now()
    opened, changed = [], []
    for key, (row, annotation) in pairs.items():
        found = there.get(key, [])
        current = [assignment for assignment in found if assignment.state not in ENDED]
        if current and current[0].state in OPEN:
            if submitted:
                current[0].state, current[0].submitted_at = AssignmentState.SUBMITTED, now
                changed.append(current[0])
            elif current[0].state == AssignmentState.ASSIGNED:
                current[0].state = AssignmentState.IN_PROGRESS
                changed.append(current[0])
        elif not found and desk.create:
            state = AssignmentState.SUBMITTED if submitted else AssignmentState.IN_PROGRESS
            opened.append(
                Assignment(
                    article=annotation.article,
                    annotator=annotation.annotator,
                    state=state,
                    assigned_at=now,
                    submitted_at=now if submitted else None,
                    text_version=annotation.article.version,
                )
            )
        elif not found:
            problems.append(
                row.problem(
                    f"{key[1]} is not asked to read this article: import readings.csv first, "
                    "assign it, or let --create make the assignment."
                )
            )
    return opened, changed


def _assignments_of(articles: set[int]) -> dict[tuple[int, str], list[Assignment]]:
    found: dict[tuple[int, str], list[Assignment]] = {}
    numbers = sorted(articles)
    for first in range(0, len(numbers), 500):
        among = Assignment.objects.filter(article_id__in=numbers[first : first + 500])
        for assignment in among.select_related("annotator"):
            key = (assignment.article_id, assignment.annotator.username)
            found.setdefault(key, []).append(assignment)
    return found


def _enlist(
    row: CsvRow,
    article: Article,
    user: User,
    layer: str,
    desk: ImportLookup,
    problems: list[RowProblem],
) -> None:
    try:
        desk.enlist(row, article.story, user, layer)
    except Wrong as wrong:
        problems.append(row.problem(str(wrong)))


def _refuse(problems: list[RowProblem]) -> None:
    """Raise ImportRefused, in the order of the files and their lines, if there is a problem."""
    if problems:
        files = list(dict.fromkeys(problem.file for problem in problems))
        raise ImportRefused(sorted(problems, key=lambda p: (files.index(p.file), p.line)))
