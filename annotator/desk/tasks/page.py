"""What the page of tasks shows, as plain values."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from annotator.background.models import BackgroundTask, TaskState
from articles.models import Story


class TaskLine(NamedTuple):
    """A task of the list: its state, its story, how long it took, what may be done to it."""

    task: BackgroundTask
    state: TaskState
    story: Story | None
    took: str
    stoppable: bool
    repeatable: bool

    @property
    def goes_on(self) -> bool:
        """Whether its line may be another one in a moment."""
        return self.state in {TaskState.WAITING, TaskState.RUNNING}


def lines_of(tasks: Sequence[BackgroundTask]) -> list[TaskLine]:
    """Return a line a task, `result` and `asked_by` loaded, in one statement."""
    stories = Story.objects.only("slug", "title").in_bulk(
        {task.story_id for task in tasks if task.story_id}
    )
    return [
        TaskLine(
            task,
            state := task.state,
            stories.get(task.story_id or 0),
            "–" if task.took is None else in_words(task.took),
            state is TaskState.WAITING
            or (state is TaskState.RUNNING and task.stop_asked_at is None),
            state in {TaskState.FAILED, TaskState.STOPPED},
        )
        for task in tasks
    ]


def in_words(took: timedelta) -> str:
    """Return a length of time in its two largest units, as “3 min 5 s”."""
    seconds = took.total_seconds()
    if seconds < 10:
        return f"{seconds:.1f}\N{NO-BREAK SPACE}s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
