"""Acts on so many highlights that nobody waits for them are done in the background."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.module_loading import import_string

from annotator.annotations.curation.bulk_log import recorded
from annotator.annotations.models import Annotation
from annotator.background.work import Progress, TaskFailed, work
from annotator.people.models import User

MOST_AT_ONCE = 1000
"""How many highlights an act changes while somebody waits; more are a task."""
CHANGED = (
    "Nothing was done: the desk is not as it was when you saw the plan. Somebody has changed "
    "something since, or the act is done already: the list of bulk acts says so."
)


@work("Bulk act")
def run_bulk_act(
    progress: Progress,
    act: str,
    ticked: Sequence[str],
    choices: Mapping[str, Sequence[str]],
    shown: str,
    by: int,
) -> None:
    """Do an act of the admin to these highlights, if its plan is the one that was `shown`.

    `act` is the path of its form, `choices` what the form was given. Run twice, the second run
    finds another plan and does nothing.
    """
    given = QueryDict(mutable=True)
    for name, values in choices.items():
        given.setlist(name, list(values))
    highlights = Annotation.everything.filter(pk__in=ticked)
    form = import_string(act)(given, ticked=highlights, by=User.objects.get(pk=by))
    try:
        if not form.is_valid() or form.plan().fingerprint != shown:
            raise TaskFailed(CHANGED)
        recorded(form.name, form.by, form.act, form.summary, form.things)
    except ValidationError as error:
        raise TaskFailed(" ".join(error.messages)) from error
