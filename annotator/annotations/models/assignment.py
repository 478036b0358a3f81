"""Who is to read what, and how far the work on an article is.

`assignments/actions.py` and `assignments/bulk.py` are the only writers of assignments,
`article_progress.py` of how far an article is.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from articles.models import Article, Story


class AssignmentState(models.TextChoices):
    """Where one person's work on one article stands."""

    ASSIGNED = "assigned", "assigned"
    IN_PROGRESS = "in progress", "in progress"
    SUBMITTED = "submitted", "submitted"
    HANDED_BACK = "handed back", "handed back"
    WITHDRAWN = "withdrawn", "withdrawn"


OPEN = (AssignmentState.ASSIGNED, AssignmentState.IN_PROGRESS)
ENDED = (AssignmentState.HANDED_BACK, AssignmentState.WITHDRAWN)
DUE_FIRST = (F("due_on").asc(nulls_last=True), "assigned_at", "pk")
"""The order in which somebody reads what is assigned to them."""


def is_overdue(state: str, due_on: date | None) -> bool:
    """Tell whether the last day has gone by, and the reading is not submitted."""
    return state in OPEN and due_on is not None and due_on < timezone.localdate()


def overdue(assignment: str = "") -> Q:
    """Return the same as a condition on Assignment.

    `assignment` is the path by which another model leads to it: `assignments__`, say.
    """
    late = {f"{assignment}state__in": OPEN, f"{assignment}due_on__lt": timezone.localdate()}
    return Q(**late)


class Assignment(models.Model):
    """One person is to read one article; once submitted, it is their reading."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="assignments")
    annotator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments"
    )
    state = models.CharField(
        max_length=11, choices=AssignmentState.choices, default=AssignmentState.ASSIGNED
    )
    reason = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="The last day to submit it.")
    assigned_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    text_version = models.PositiveIntegerField(
        default=1, help_text="The version of the article that was read."
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["assigned_at", "pk"]
        indexes = [
            # Whole: a person's own list is counted and sorted from this alone.
            models.Index(
                fields=["annotator", "state", "due_on", "assigned_at", "id", "article"],
                name="assignment_of_person",
            ),
            models.Index(
                fields=["due_on", "article"],
                condition=Q(state__in=["assigned", "in progress"]),
                name="assignment_to_be_read",
            ),
            models.Index(
                fields=["article"],
                condition=Q(state="handed back"),
                name="assignment_handed_back",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="assignment_once",
                fields=["article", "annotator"],
                condition=~Q(state__in=["handed back", "withdrawn"]),
                violation_error_message="This person is to read the article already.",
            ),
            models.CheckConstraint(
                name="assignment_submitted_has_a_time",
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False),
                violation_error_message="A submitted reading has the time it was submitted.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.annotator} reads {self.article} ({self.state})"

    @property
    def overdue(self) -> bool:
        return is_overdue(self.state, self.due_on)


class Stage(models.TextChoices):
    """Where an article stands once adjudication has begun; before that, its assignments tell."""

    READING = "reading", "being read"
    SETTLING = "settling", "settling"
    FINISHED = "finished", "finished"
    REVISION = "under revision", "under revision"


class ArticleProgress(models.Model):
    """Where one article stands, and how often what is computed from it has changed.

    `readings` counts the changes of its submitted readings, `decisions` the changes of what was
    decided: what is computed from them says from which numbers, and is computed again if they
    differ. The row is locked while either changes.
    """

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="progress"
    )
    story = models.ForeignKey(
        Story, models.CASCADE, related_name="article_progress", editable=False
    )
    stage = models.CharField(max_length=14, choices=Stage.choices, default=Stage.READING)
    closed_at = models.DateTimeField(
        null=True, blank=True, help_text="When a manager closed the reading, if one did."
    )
    readings = models.PositiveIntegerField(default=0, editable=False)
    decisions = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords(excluded_fields=["readings", "decisions"])

    class Meta:
        verbose_name_plural = "article progress"
        indexes = [
            models.Index(fields=["story", "readings"], name="article_progress_readings"),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.get_stage_display()}"
