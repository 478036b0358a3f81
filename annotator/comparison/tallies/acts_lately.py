"""What was done lately to many annotations at once, found by why its history rows were written."""

from typing import Any

from django.db.models import CharField, Func

from annotator.annotations.models import Annotation

LETTERS = 6
"""How the reasons of acts begin: so many letters stand in an index, with the day."""


class _Begins(Func):
    # The index has this very expression: a number that were a parameter would not find it.
    template = f"substr(%(expressions)s, 1, {LETTERS})"
    output_field = CharField()


def acts_begun_with(letters: str) -> Any:
    """Return the history rows of annotations whose reason begins with these six letters."""
    if len(letters) != LETTERS:
        raise ValueError(f"{letters!r} has not {LETTERS} letters.")
    rows = Annotation.history.alias(begins=_Begins("history_change_reason"))
    return rows.filter(begins=letters, history_change_reason__isnull=False)
