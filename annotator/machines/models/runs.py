"""A machine's runs over articles of a story, and its reading of each. The modules of `runs` are the
only writers."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotator.machines.models.readers import MachineReader, StoryReader
from articles.models import Article


class RunState(models.TextChoices):
    """How far a run is."""

    WAITING = "waiting", "waiting"
    RUNNING = "running", "running"
    DONE = "done", "done"
    PAUSED = "paused", "paused by a limit"
    STOPPED = "stopped", "stopped"
    FAILED = "failed", "failed"


OPEN_RUNS = (RunState.WAITING, RunState.RUNNING, RunState.PAUSED)
"""Runs that have still to read, or will go on by themselves."""


class RunScope(models.TextChoices):
    """Which articles a run was asked to read."""

    DUE = "due", "what is not read, or behind"
    BEHIND = "behind", "what has changed since it was read"
    FAILED = "failed", "what failed"
    CHOSEN = "chosen", "chosen articles"


class RunCarrier(models.TextChoices):
    """Who carries out a run, article by article: of one run at most one worker at a time."""

    WORKER = "worker", "a worker"
    COMMAND = "command", "a command"


class MachineReadingState(models.TextChoices):
    """Where a machine's work on one article stands."""

    ASSIGNED = "assigned", "assigned"
    READING = "reading", "reading"
    SUBMITTED = "submitted", "submitted"
    FAILED = "failed", "failed"


class MachineRun(models.Model):
    """One asking of a machine to read articles of a story; its articles are its readings, as long
    as no later run takes them over. What it has read and spent it counts itself."""

    of = models.ForeignKey(StoryReader, models.CASCADE, related_name="runs")
    scope = models.CharField(max_length=6, choices=RunScope.choices, default=RunScope.DUE)
    state = models.CharField(max_length=7, choices=RunState.choices, default=RunState.WAITING)
    why = models.CharField(max_length=500, blank=True, help_text="Why it paused or failed.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When it last came to an article."
    )
    resumes_at = models.DateTimeField(
        null=True, blank=True, help_text="When a paused run goes on by itself."
    )
    articles = models.PositiveIntegerField(default=0, help_text="How many it was asked to read.")
    read = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(
        default=0, help_text="How many were as they were when the machine read them before."
    )
    failed = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0, help_text="How long the engine took, in all.")
    tokens_in = models.PositiveBigIntegerField(default=0)
    tokens_out = models.PositiveBigIntegerField(default=0)
    cost = models.DecimalField(max_digits=18, decimal_places=6, default=0)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["of", "-asked_at", "-id"], name="machine_run_newest"),
            # Looked at by every worker once a second.
            models.Index(
                fields=["resumes_at"],
                name="machine_run_resumes",
                condition=Q(resumes_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.pk} of {self.of} ({self.get_state_display()})"


class MachineReading(models.Model):
    """A machine's reading of one article: assigned, claimed by one run at a time, submitted.

    One that is read again keeps its row, and stays submitted until it is claimed; what was
    submitted last stands until something is again (`standing.py`). `due_at` says from when its run
    may read it, and is empty where no run has it to read. `input_hash` is that of
    all it was given (text, codebook, questions): where today's is another one, the reading is
    behind.
    """

    reader = models.ForeignKey(MachineReader, models.PROTECT, related_name="readings")
    article = models.ForeignKey(Article, models.CASCADE, related_name="machine_readings")
    run = models.ForeignKey(
        MachineRun, models.SET_NULL, null=True, blank=True, related_name="readings"
    )
    state = models.CharField(
        max_length=9, choices=MachineReadingState.choices, default=MachineReadingState.ASSIGNED
    )
    text_version = models.PositiveIntegerField(default=1)
    codebook_edition = models.PositiveIntegerField(default=1)
    input_hash = models.CharField(max_length=64, blank=True, editable=False)
    attempts = models.PositiveIntegerField(default=0)
    assigned_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True, help_text="Of its last try.")
    claimed_by = models.CharField(
        max_length=7, choices=RunCarrier.choices, blank=True, editable=False
    )
    checked_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When its input was last made up."
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    rewritten_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When curators last changed its marks."
    )
    seconds = models.FloatField(null=True, blank=True, help_text="How long the engine took.")
    tokens_in = models.PositiveBigIntegerField(default=0)
    tokens_out = models.PositiveBigIntegerField(default=0)
    cost = models.DecimalField(max_digits=18, decimal_places=6, default=0)
    marks = models.PositiveIntegerField(default=0, help_text="How many annotations it made.")
    dropped = models.JSONField(
        default=dict, blank=True, help_text="How many of its proposals were not taken, by reason."
    )
    why = models.CharField(max_length=500, blank=True, help_text="Why it failed.")

    class Meta:
        ordering = ["article", "pk"]
        indexes = [
            models.Index(fields=["reader", "state", "article"], name="machine_reading_state"),
            models.Index(fields=["run", "state"], name="machine_reading_of_run"),
            models.Index(
                fields=["run", "due_at"],
                name="machine_reading_due",
                condition=Q(due_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="machine_reads_once",
                fields=["reader", "article"],
                violation_error_message="This machine is to read the article already.",
            ),
            models.CheckConstraint(
                name="machine_submitted_has_a_time",
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False),
                violation_error_message="A submitted reading has the time it was submitted.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader} reads {self.article} ({self.state})"
