"""Judge rows before anything is stored, and store what was judged with the assignments it needs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from django.utils import timezone

from annotator.annotations.models import ENDED, OPEN, Annotation, Assignment, AssignmentState, Layer
from annotator.annotations.recording.staging import Tell
from annotator.exchange.imports.import_lookup import ImportLookup
from annotator.exchange.imports.machine_rows import MachineRead
from annotator.exchange.imports.read_csv import CsvRow, ImportRefused, RowProblem, Wrong
from annotator.exchange.imports.store_whole import store_whole
from annotator.people.models import User
from articles.models import Article

Parsed = TypeVar("Parsed")

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
        said = f"{counted(self.stored, what)} stored, {self.skipped} there already."
        if self.made:
            made = ", ".join(counted(number, name) for name, number in self.made.items())
            said += f" Made: {made}."
        if self.submitted:
            said += f" Submitted: {counted(self.submitted, 'reading')}."
        return said


def judge(
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


class PastReader(NamedTuple):
    """Somebody who has read an article, and the row that says so."""

    row: CsvRow
    article: Article
    annotator: User


@dataclass(frozen=True)
class Judgement:
    """What rows come to: what would be stored, and what is in the way. Nothing is stored yet."""

    desk: ImportLookup
    fresh: list[Annotation]
    skipped: int
    opened: list[Assignment]
    changed: list[Assignment]
    submitted: int
    problems: list[RowProblem]
    machines: Sequence[MachineRead] = ()

    def with_machines(self, read: Sequence[MachineRead], rows: int) -> "Judgement":
        """Return the same with what machines marked beside; `rows` tell of it, and of what is there
        already."""
        skipped = self.skipped + rows - sum(len(one.marks) for one in read)
        return replace(self, machines=read, skipped=skipped)

    def planned(self) -> ImportOutcome:
        """Return what storing it would do. Raises ImportRefused where something is in the way."""
        refuse(self.problems)
        return self._outcome(self.made())

    def store(self, tell: Tell) -> ImportOutcome:
        """Store all of it. Raises ImportRefused where something is in the way."""
        refuse(self.problems)
        made = store_whole(self.desk, self.fresh, self.opened, self.changed, tell, self.machines)
        return self._outcome(made)

    def made(self) -> dict[str, int]:
        """Return how many things would be made beside, by what they are."""
        made = {"article": len(self.desk.new_articles)}
        for name, *_ in self.desk.new:
            made[name] = made.get(name, 0) + 1
        made["assignment"] = len(self.opened)
        return {name: number for name, number in made.items() if number}

    def _outcome(self, made: dict[str, int]) -> ImportOutcome:
        stored = len(self.fresh) + sum(len(one.marks) for one in self.machines)
        return ImportOutcome(stored, self.skipped, made, self.submitted)


class ReadingsJudgement(Judgement):
    """What rows of readings.csv come to: the assignments are what is stored."""

    def _outcome(self, made: dict[str, int]) -> ImportOutcome:
        beside = {name: number for name, number in made.items() if name != "assignment"}
        return ImportOutcome(len(self.opened), self.skipped, beside)


def judgement(
    judged: Sequence[tuple[CsvRow, Annotation]],
    fresh: Sequence[tuple[CsvRow, Annotation]],
    desk: ImportLookup,
    submitted: bool,
    problems: list[RowProblem],
    readers: Sequence[PastReader] = (),
) -> Judgement:
    """Return what storing these rows would do: those the desk has not yet, and assignments.

    `readers` have read an article and may have no row; they count where readings are submitted.
    """
    opened, changed = _to_read(judged, fresh, desk, submitted, problems, readers)
    problems += desk.problems_of_new()
    done = [assignment for assignment in (*opened, *changed) if assignment.submitted_at]
    return Judgement(
        desk,
        [annotation for _, annotation in fresh],
        len(judged) - len(fresh),
        opened,
        changed,
        len(done) if submitted else 0,
        problems,
    )


def counted(number: int, what: str) -> str:
    """Return a number with what it counts: “1 entity”, “2 entities”."""
    several = what.removesuffix("y") + "ies" if what.endswith("ty") else f"{what}s"
    return f"{number} {what if number == 1 else several}"


def _to_read(
    judged: Sequence[tuple[CsvRow, Annotation]],
    fresh: Sequence[tuple[CsvRow, Annotation]],
    desk: ImportLookup,
    submitted: bool,
    problems: list[RowProblem],
    readers: Sequence[PastReader],
) -> tuple[list[Assignment], list[Assignment]]:
    """Return the assignments to make, and the assignments that change.

    The rows begin an open assignment or, with `submitted`, submit it. An assignment that is
    missing and may not be made is told in `problems`.
    """
    new_rows = {annotation.pk for _, annotation in fresh}
    pairs: dict[tuple[int, str], PastReader] = {}
    for row, annotation in judged:
        if annotation.pk in new_rows:
            article, annotator = annotation.article, annotation.annotator
            enlist(row, article, annotator, annotation.layer, desk, problems)
        if annotation.layer == Layer.READING and (submitted or annotation.pk in new_rows):
            key = (annotation.article_id, annotation.annotator.username)
            pairs.setdefault(key, PastReader(row, annotation.article, annotation.annotator))
    for reader in readers if submitted else ():
        enlist(reader.row, reader.article, reader.annotator, Layer.READING, desk, problems)
        pairs.setdefault((reader.article.pk, reader.annotator.username), reader)
    there = _assignments_of({article for article, _ in pairs})
    now = timezone.now()
    opened, changed = [], []
    for key, reader in pairs.items():
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
                    article=reader.article,
                    annotator=reader.annotator,
                    state=state,
                    assigned_at=now,
                    submitted_at=now if submitted else None,
                    text_version=reader.article.version,
                )
            )
        elif not found:
            problems.append(
                reader.row.problem(
                    f"{key[1]} is not asked to read this article: import readings.csv first, "
                    f"assign it, or let {desk.creating} make the assignment."
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


def enlist(
    row: CsvRow,
    article: Article,
    user: User,
    layer: str,
    desk: ImportLookup,
    problems: list[RowProblem],
) -> None:
    """Make sure that the user is a member; add a problem where nobody may be made one."""
    try:
        desk.enlist(row, article.story, user, layer)
    except Wrong as wrong:
        problems.append(row.problem(str(wrong)))


def refuse(problems: list[RowProblem]) -> None:
    """Raise ImportRefused, in the order of the files and their lines, if there is a problem."""
    if problems:
        files = list(dict.fromkeys(problem.file for problem in problems))
        raise ImportRefused(sorted(problems, key=lambda p: (files.index(p.file), p.line)))
