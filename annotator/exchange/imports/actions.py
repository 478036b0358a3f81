"""Take labels and readings in: every row is judged before the first is stored; all or nothing.

While rows are judged nothing is locked, and what is stored is made ready beforehand
(`store_whole.py`): others go on working. `tell` hears how many rows are done, and of how many.
"""

from collections.abc import Iterable
from pathlib import Path

from annotator.annotations.models import Layer
from annotator.annotations.recording.staging import Tell
from annotator.exchange.imports.compare_rows import already_there, clashes
from annotator.exchange.imports.import_lookup import ImportLookup
from annotator.exchange.imports.judging import (
    ImportOutcome,
    enlist,
    judge,
    judgement,
    refuse,
    untold,
)
from annotator.exchange.imports.machine_rows import machines_read, of_machines
from annotator.exchange.imports.parse_document_labels import NEEDED as ARTICLE_LABELS_NEEDED
from annotator.exchange.imports.parse_document_labels import article_label_of, article_labels_there
from annotator.exchange.imports.parse_readings import NEEDED as READINGS_NEEDED
from annotator.exchange.imports.parse_readings import assignment_of, assignments_there
from annotator.exchange.imports.parse_rows import annotation_of
from annotator.exchange.imports.read_csv import RowProblem, rows_of
from annotator.exchange.imports.store_whole import store_whole
from annotator.exchange.tables.labels import OF_MACHINE
from annotator.exchange.tables.member_tables import ARTICLE_LABELS, LABELS, READINGS

LABELS_NEEDED = ("story", "annotator", "label", "start", "end", "quote")


def import_labels(
    paths: Iterable[Path], *, create: bool = False, submitted: bool = False, tell: Tell = untold
) -> ImportOutcome:
    """Store the annotations of labels.csv files. Raises ImportRefused or OSError."""
    problems: list[RowProblem] = []
    desk = ImportLookup(create)
    rows = rows_of(paths, (*LABELS.names, *OF_MACHINE), LABELS_NEEDED, problems)
    every = judge(rows, annotation_of, desk, problems, tell)
    there, wrong_ids = already_there(every)
    marked = of_machines(every)
    judged = [pair for pair in every if pair[1].layer != Layer.MACHINE]
    fresh = [pair for pair in judged if pair[1].pk not in there]
    problems += [*wrong_ids, *clashes([pair for pair in every if pair[1].pk not in there])]
    read = machines_read(marked, problems)
    people = judgement(judged, fresh, desk, submitted, problems)
    return people.with_machines(read, len(marked)).store(tell)


def import_article_labels(
    paths: Iterable[Path], *, create: bool = False, submitted: bool = False, tell: Tell = untold
) -> ImportOutcome:
    """Store the labels of article_labels.csv files. Raises ImportRefused or OSError."""
    problems: list[RowProblem] = []
    desk = ImportLookup(create)
    rows = rows_of(paths, ARTICLE_LABELS.names, ARTICLE_LABELS_NEEDED, problems)
    judged = judge(rows, article_label_of, desk, problems, tell)
    fresh, unlike = article_labels_there(judged)
    problems += unlike
    return judgement(judged, fresh, desk, submitted, problems).store(tell)


def import_readings(
    paths: Iterable[Path], *, create: bool = False, tell: Tell = untold
) -> ImportOutcome:
    """Store the assignments of readings.csv files. Raises ImportRefused or OSError."""
    problems: list[RowProblem] = []
    desk = ImportLookup(create)
    rows = rows_of(paths, READINGS.names, READINGS_NEEDED, problems)
    judged = judge(rows, assignment_of, desk, problems, tell)
    fresh, unlike = assignments_there(judged)
    problems += unlike
    for row, assignment in fresh:
        enlist(row, assignment.article, assignment.annotator, Layer.READING, desk, problems)
    problems += desk.problems_of_new()
    refuse(problems)
    made = store_whole(desk, [], [assignment for _, assignment in fresh], [], tell)
    made.pop("assignment", None)
    return ImportOutcome(len(fresh), len(judged) - len(fresh), made)
