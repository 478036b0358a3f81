"""What decides the row of a question, set as a whole: checked, and stored with its history."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction

from annotator.text import fold
from annotator.vocabulary.models import Question

OF_TYPE: Mapping[str, tuple[str, ...]] = {
    Question.Type.QUANTITY: ("unit", "tolerance", "about", "whole"),
    Question.Type.DATE: ("asks",),
    Question.Type.YES_NO: (),
    Question.Type.CHOICE: ("options", "together"),
    Question.Type.TEXT: (),
}
"""Settings that a question of the type has and others have not."""
OF_ALL = ("type", "scope", "many", "can_change", "settling_days")
SETTINGS = (*OF_ALL, *(name for names in OF_TYPE.values() for name in names))
"""All that decides a question's row, but for its answers."""
BETWEEN = "|"
"""What stands between the options of one set in `Question.together`."""


def listed_options(text: str) -> list[str]:
    """Return the options of a text that has one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def sets_together(text: str) -> list[list[str]]:
    """Return the sets of options that can hold together, of a text that has one set a line."""
    found = [[one.strip() for one in line.split(BETWEEN)] for line in text.splitlines()]
    return [[one for one in line if one] for line in found if any(line)]


def settings_of(question: Question) -> dict[str, Any]:
    """Return the question's settings by name."""
    return {name: getattr(question, name) for name in SETTINGS}


def fitting(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings as they are stored: those that the type has not are as in a new question.

    Raises ValidationError by setting, in words: for a choice without two options, options that
    are one, sets that name no option.
    """
    fitted = {name: _default(name) for name in SETTINGS}
    fitted |= {name: settings[name] for name in (*OF_ALL, *OF_TYPE[settings["type"]])}
    for name in ("scope", "unit"):
        fitted[name] = " ".join(fitted[name].split())
    if fitted["type"] == Question.Type.CHOICE:
        options = _checked_options(fitted["options"])
        fitted["options"] = "\n".join(options)
        fitted["together"] = "\n".join(
            f" {BETWEEN} ".join(line) for line in _checked_sets(fitted["together"], options)
        )
    if not fitted["can_change"]:
        fitted["settling_days"] = 0
    return fitted


def with_settings(question: Question, settings: Mapping[str, Any]) -> Question:
    """Return the question as the settings would have it, not stored. Raises ValidationError."""
    changed = Question()
    for field in Question._meta.concrete_fields:
        setattr(changed, field.attname, getattr(question, field.attname))
    if "story" in question._state.fields_cache:
        changed.story = question.story
    for name, value in fitting(settings).items():
        setattr(changed, name, value)
    return changed


@transaction.atomic
def change_settings(
    question: Question, settings: Mapping[str, Any], by: AbstractUser | None, reason: str = ""
) -> Question:
    """Give the question these settings, and return it; its answers stay, and it is not asked anew.

    Raises ValidationError.
    """
    question = Question.objects.select_for_update().get(pk=question.pk)
    for name, value in fitting(settings).items():
        setattr(question, name, value)
    question.full_clean()
    question._history_user = by  # type: ignore[attr-defined]
    question._change_reason = reason[:100]  # type: ignore[attr-defined]
    question.save()
    return question


def _default(name: str) -> Any:
    return Question._meta.get_field(name).get_default()  # type: ignore[union-attr]


def _checked_options(text: str) -> list[str]:
    options = listed_options(text)
    if len(options) < 2:
        raise ValidationError({"options": "A choice needs at least two options, one a line."})
    if any(BETWEEN in option for option in options):
        told = f"An option has no “{BETWEEN}” in it: that stands between two of one set."
        raise ValidationError({"options": told})
    twice = [one for n, one in enumerate(options) if fold(one) in map(fold, options[:n])]
    if twice:
        raise ValidationError({"options": f"“{twice[0]}” stands there twice."})
    return options


def _checked_sets(text: str, options: list[str]) -> list[list[str]]:
    """Return the sets in the options' own spelling."""
    known = {fold(option): option for option in options}
    found = []
    for line in sets_together(text):
        if strangers := [one for one in line if fold(one) not in known]:
            told = f"“{strangers[0]}” is no option above: only options can hold together."
            raise ValidationError({"together": told})
        own = list(dict.fromkeys(known[fold(one)] for one in line))
        if len(own) < 2:
            told = f"“{own[0]}” stands alone: name two or more, with {BETWEEN} between them."
            raise ValidationError({"together": told})
        found.append(own)
    return found
