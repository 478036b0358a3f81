"""Confirm so many highlights that nobody waits for them, in the background."""

from collections.abc import Mapping

from annotator.annotations.codebook.actions import confirm, confirm_plan
from annotator.annotations.codebook.look_list import look_list
from annotator.background.work import Progress, TaskFailed, work
from annotator.people.models import User

MOST_AT_ONCE = 1000
"""How many highlights are confirmed while somebody waits; more are a task."""
CHANGED = (
    "Nothing was done: the list is not as it was when you saw the plan, or was confirmed already. "
    "Look at it again."
)


@work("Still right")
def confirm_list(progress: Progress, query: Mapping[str, str], shown: str, by: int) -> None:
    """Take for still right what a list is narrowed to, if its plan is the one that was `shown`.

    Run twice, the second run finds another plan and does nothing.
    """
    found = look_list(User.objects.get(pk=by), query)
    if not found.form.is_valid():
        raise TaskFailed(CHANGED)
    keys, every = found.confirmable(), found.rows().count()
    if confirm_plan(len(keys), every).fingerprint != shown:
        raise TaskFailed(CHANGED)
    confirm(found.reach, keys)
