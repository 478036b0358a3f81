"""What the library's table of tasks lacks: whose they are, how far they are; and who works."""

from datetime import timedelta
from typing import TypeAlias

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

STOPPED = "annotator.background.progress.Stopped"
"""What the library's row calls the error of a task that was stopped."""
TaskRow: TypeAlias = DBTaskResult[..., None]
"""The library's row of one asking of a task: its state, its times, its arguments."""


class TaskState(models.TextChoices):
    """How far a task is, as it is said to people."""

    WAITING = "waiting", "waiting"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"
    STOPPED = "stopped", "stopped"


IN_STATE = {
    TaskState.WAITING: Q(result__status=TaskResultStatus.READY),
    TaskState.RUNNING: Q(result__status=TaskResultStatus.RUNNING),
    TaskState.DONE: Q(result__status=TaskResultStatus.SUCCESSFUL),
    TaskState.FAILED: Q(result__status=TaskResultStatus.FAILED)
    & ~Q(result__exception_class_path=STOPPED),
    TaskState.STOPPED: Q(result__status=TaskResultStatus.FAILED)
    & Q(result__exception_class_path=STOPPED),
}
"""The tasks in each state."""


class BackgroundTask(models.Model):
    """One asking of a task, beside the library's row, which holds its state and its times.

    `story_id` is the key of a story, without a constraint: this floor knows no story.
    """

    result = models.OneToOneField(
        DBTaskResult, models.CASCADE, primary_key=True, related_name="background_task"
    )
    title = models.CharField(max_length=100)
    story_id = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="background_tasks"
    )
    key = models.CharField(max_length=200, blank=True)
    waiting_key = models.CharField(max_length=200, null=True, unique=True)
    """The key, as long as the task waits: so that one of a key waits, whoever asks at once."""
    worker = models.CharField(max_length=64, null=True)
    """The worker that runs it now."""
    done = models.PositiveBigIntegerField(null=True)
    of = models.PositiveBigIntegerField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    stop_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    failure = models.TextField(blank=True)
    """Why it did not end well, in words for whoever asked."""

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["story_id", "-asked_at"], name="background_by_story"),
            models.Index(fields=["-asked_at"], name="background_by_time"),
            models.Index(
                fields=["worker"],
                name="background_running",
                condition=models.Q(worker__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> TaskState:
        """How far it is."""
        if self.result.status == TaskResultStatus.FAILED:
            stopped = self.result.exception_class_path == STOPPED
            return TaskState.STOPPED if stopped else TaskState.FAILED
        if self.result.status == TaskResultStatus.READY:
            return TaskState.WAITING
        running = self.result.status == TaskResultStatus.RUNNING
        return TaskState.RUNNING if running else TaskState.DONE

    @property
    def took(self) -> timedelta | None:
        """How long its last run took, or takes by now; None where there is none."""
        began, ended = self.result.started_at, self.result.finished_at
        if began is None or self.state is TaskState.WAITING:
            return None
        return max((ended or timezone.now()) - began, timedelta(0))


class WorkerProcess(models.Model):
    """A process that runs tasks one after the other, and when it was last heard of."""

    name = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    heard_at = models.DateTimeField()

    class Meta:
        ordering = ["started_at", "name"]

    def __str__(self) -> str:
        return f"{self.host}, process {self.pid}"
