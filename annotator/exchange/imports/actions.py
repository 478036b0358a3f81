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
    Judgement,
    ReadingsJudgement,
    enlist,
    judge,
    judgement,
    untold,
)
from annotator.exchange.imports.machine_rows import machines_read, of_machines
from annotator.exchange.imports.parse_document_labels import (
    ARTICLE_LABELS_NEEDED,
    article_label_of,
    article_labels_there,
)
from annotator.exchange.imports.parse_readings import (
    READINGS_NEEDED,
    assignment_of,
    assignments_there,
)
from annotator.exchange.imports.parse_rows import annotation_of
from annotator.exchange.imports.read_csv import RowProblem, rows_of
from annotator.exchange.tables.labels import OF_MACHINE
from annotator.exchange.tables.member_tables import ARTICLE_LABELS, LABELS, READINGS

LABELS_NEEDED = ("story", "annotator", "label", "start", "end", "quote")
Files = Iterable[Path]


def import_labels(
    paths: Files, *, create: bool = False, submitted: bool = False, tell: Tell = untold
) -> ImportOutcome:
    """Store the annotations of labels.csv files. Raises ImportRefused or OSError."""
    return judge_labels(paths, ImportLookup(create), submitted, tell).store(tell)


def import_article_labels(
    paths: Files, *, create: bool = False, submitted: bool = False, tell: Tell = untold
) -> ImportOutcome:
    """Store the labels of article_labels.csv files. Raises ImportRefused or OSError."""
    return judge_article_labels(paths, ImportLookup(create), submitted, tell).store(tell)


def import_readings(paths: Files, *, create: bool = False, tell: Tell = untold) -> ImportOutcome:
    """Store the assignments of readings.csv files. Raises ImportRefused or OSError."""
    return judge_readings(paths, ImportLookup(create), tell=tell).store(tell)


def judge_labels(
    paths: Files, desk: ImportLookup, submitted: bool = False, tell: Tell = untold
) -> Judgement:
    """Return what labels.csv files come to. Raises OSError."""
    problems: list[RowProblem] = []
    rows = rows_of(paths, (*LABELS.names, *OF_MACHINE), LABELS_NEEDED, problems)
    every = judge(rows, annotation_of, desk, problems, tell)
    there, wrong_ids = already_there(every)
    marked = of_machines(every)
    judged = [pair for pair in every if pair[1].layer != Layer.MACHINE]
    fresh = [pair for pair in judged if pair[1].pk not in there]
    problems += [*wrong_ids, *clashes([pair for pair in every if pair[1].pk not in there])]
    read = machines_read(marked, problems)
    people = judgement(judged, fresh, desk, submitted, problems)
    return people.with_machines(read, len(marked))


def judge_article_labels(
    paths: Files, desk: ImportLookup, submitted: bool = False, tell: Tell = untold
) -> Judgement:
    """Return what article_labels.csv files come to. Raises OSError."""
    problems: list[RowProblem] = []
    rows = rows_of(paths, ARTICLE_LABELS.names, ARTICLE_LABELS_NEEDED, problems)
    judged = judge(rows, article_label_of, desk, problems, tell)
    fresh, unlike = article_labels_there(judged)
    problems += unlike
    return judgement(judged, fresh, desk, submitted, problems)


def judge_readings(
    paths: Files, desk: ImportLookup, submitted: bool = False, tell: Tell = untold
) -> Judgement:
    """Return what readings.csv files come to, whose rows say themselves what is submitted. Raises
    OSError."""
    problems: list[RowProblem] = []
    rows = rows_of(paths, READINGS.names, READINGS_NEEDED, problems)
    judged = judge(rows, assignment_of, desk, problems, tell)
    fresh, unlike = assignments_there(judged)
    problems += unlike
    for row, assignment in fresh:
        enlist(row, assignment.article, assignment.annotator, Layer.READING, desk, problems)
    problems += desk.problems_of_new()
    opened = [assignment for _, assignment in fresh]
    return ReadingsJudgement(desk, [], len(judged) - len(fresh), opened, [], 0, problems)
