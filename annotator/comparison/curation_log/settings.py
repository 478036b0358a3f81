"""What decides a question's row, set from its page and kept so that it can be undone."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from annotator.annotations.recording.rewrite import atomic_with_retry
from annotator.comparison.curation_log.actions import record_curation
from annotator.comparison.models import Curation
from annotator.people.models import User
from annotator.vocabulary.models import Question
from annotator.vocabulary.question_settings import change_settings, settings_of


@atomic_with_retry
def set_question(question: Question, settings: Mapping[str, Any], by: User) -> Curation | None:
    """Give the question these settings; it can be undone. None where it has just these already."""
    before = Question.objects.select_for_update().get(pk=question.pk)
    was = settings_of(before)
    now = settings_of(change_settings(before, settings, by, "Set on the question's page"))
    names = [name for name in was if was[name] != now[name]]
    if not names:
        return None
    told = f"“{before}”: {', '.join(map(setting_name, names))} set"
    details = {
        "was": {name: was[name] for name in names},
        "now": {name: now[name] for name in names},
    }
    kind = Curation.Kind.SET
    return record_curation(before.story, kind, told, by, {}, before.pk, None, details)


def restore_settings(question: Question, act: Curation, by: User, reason: str) -> None:
    """Give the question the settings back that it had before the act.

    Raises ValidationError where one of them was set anew since.
    """
    since = [name for name, value in act.details["now"].items() if getattr(question, name) != value]
    if since:
        names = ", ".join(map(setting_name, since))
        raise ValidationError(
            f"“{question}” was set anew since ({names}): undo that first, or set it by hand."
        )
    change_settings(question, {**settings_of(question), **act.details["was"]}, by, reason)


def setting_name(name: str) -> str:
    """Return what a setting is called on the page."""
    return NAMES.get(name, name)


NAMES = {
    "about": "reach of “about”",
    "together": "options that hold together",
    "many": "several answers",
    "can_change": "whether it changes",
    "settling_days": "days to settle",
    "asks": "which day it asks for",
}
