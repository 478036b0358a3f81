"""Turn a row of readings.csv into the assignment it stands for, or say what is wrong with it."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from annotator.annotations.models import ENDED, Assignment, AssignmentState
from annotator.exchange.imports.import_lookup import ImportLookup
from annotator.exchange.imports.parse_rows import moment_of
from annotator.exchange.imports.read_csv import CsvRow, RowProblem, Wrong

READINGS_NEEDED = ("story", "annotator", "state")

Judged = list[tuple[CsvRow, Assignment]]


def assignment_of(row: CsvRow, desk: ImportLookup) -> Assignment:
    """Return the row's assignment, not stored. Raises Wrong with what to correct in the row."""
    state = row["state"]
    if state not in AssignmentState.values:
        raise Wrong(f"The state is one of {', '.join(AssignmentState.values)}, not “{state}”.")
    submitted_at = moment_of(row, "submitted_at")
    if state == AssignmentState.SUBMITTED and submitted_at is None:
        raise Wrong("A submitted reading has the time it was submitted: fill submitted_at.")
    article = desk.article(row)
    assignment = Assignment(
        article=article,
        text_version=article.version,
        annotator=desk.user(row),
        state=state,
        reason=row["reason"],
        assigned_at=moment_of(row, "assigned_at") or submitted_at or timezone.now(),
        submitted_at=submitted_at,
    )
    try:
        assignment.clean_fields(exclude=["article", "annotator"])
    except ValidationError as error:
        raise Wrong(" ".join(error.messages)) from error
    return assignment


def assignments_there(judged: Judged) -> tuple[Judged, list[RowProblem]]:
    """Return the rows that the desk has not yet, and a problem for each that contradicts another.

    Another is a row before it, or an assignment that stands on the desk.
    """
    there: dict[tuple[int, str], list[Assignment]] = {}
    numbers = sorted({assignment.article_id for _, assignment in judged})
    for first in range(0, len(numbers), 500):
        among = Assignment.objects.filter(article_id__in=numbers[first : first + 500])
        for found in among.select_related("annotator"):
            there.setdefault((found.article_id, found.annotator.username), []).append(found)
    fresh, problems = [], []
    places: dict[int, str] = {}
    for row, assignment in judged:
        key = (assignment.article_id, assignment.annotator.username)
        others = there.setdefault(key, [])
        same = [found for found in others if _equal(row, assignment, found)]
        if same and id(same[0]) not in places:
            continue
        rival = same or [found for found in others if _rivals(assignment, found)]
        if rival:
            where = places.get(id(rival[0]), "on the desk")
            told = f"{key[1]} has this article already, {rival[0].state}, {where}."
            problems.append(row.problem(f"{told} Nothing is overwritten."))
            continue
        places[id(assignment)] = f"in {row.place}"
        others.append(assignment)
        fresh.append((row, assignment))
    return fresh, problems


def _equal(row: CsvRow, assignment: Assignment, found: Assignment) -> bool:
    given = ["state", *(c for c in ("assigned_at", "submitted_at", "reason") if row[c])]
    return all(getattr(assignment, column) == getattr(found, column) for column in given)


def _rivals(assignment: Assignment, found: Assignment) -> bool:
    return assignment.state not in ENDED and found.state not in ENDED
