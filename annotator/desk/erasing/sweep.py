"""Where people and the program have written, table by table, and words taken out of it all.

A table or a column that comes later is swept without being named; what is not to be swept is named
in `columns.py`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from annotator.desk.erasing.columns import STAYS, is_named
from annotator.desk.erasing.wording import Erasable
from annotator.people.models import User

Tell = Callable[[int, int], None]
TableColumns = tuple[type[models.Model], list[models.Field[Any, Any]]]
READ_AT_ONCE = 2000
MOST_LOOKED_AT = 20_000
"""Rows of each table that a plan looks at: somebody waits for its page."""

BY_PEOPLE = frozenset({
    "note", "flag", "text", "guidelines", "definition", "example", "counterexample",
    "query", "name", "description", "story.title",
    "was_definition", "was_example", "was_counterexample",
    "decision.reason", "ruling.reason", "withdrawal.reason", "erasure.reason",
})  # fmt: skip
"""Columns that people write, by name, or by table and name; the others the program writes."""


def swept_columns() -> Iterator[TableColumns]:
    """Yield each table with its columns that are swept."""
    return _columns(lambda label, column: not is_named(label, column))


def kept_columns() -> Iterator[TableColumns]:
    """Yield each table that has such with its columns that stay as they are, and are told."""
    return _columns(lambda label, column: column in STAYS.get(label, ()))


def _columns(is_wanted: Callable[[str, str], bool]) -> Iterator[TableColumns]:
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if model._meta.proxy or not model._meta.managed:
            continue
        fields: list[models.Field[Any, Any]] = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and not (field.choices or field.is_relation)
            and is_wanted(label, field.name)
        ]
        if fields:
            yield model, fields


def sweep(words: Erasable, tell: Tell) -> int:
    """Take the words out of everything that is swept; return how many rows were changed.

    Each table is a step: to be stopped between two, or run twice, does no harm.
    """
    tables = list(swept_columns())
    changed = 0
    for done, (model, fields) in enumerate(tables):
        tell(done, len(tables))
        for key, values in _without(words, model, fields):
            model._base_manager.filter(pk=key).update(**values)
            changed += 1
    return changed + _sweep_machines(words)


def _sweep_machines(words: Erasable) -> int:
    """Let the accounts of machine readers go by the names that are left of theirs."""
    changed = 0
    for model in (User, User.history.model):
        machines = model._base_manager.filter(is_machine=True).values_list("pk", "first_name")
        for key, name in machines:
            left = words.left_of(name, by_people=True)
            if left != name:
                model._base_manager.filter(pk=key).update(first_name=left[:150])
                changed += 1
    return changed


def count_swept(words: Erasable) -> tuple[dict[str, int], bool]:
    """Return in how many rows of each kind of thing the words stand, and whether that is all of it:
    for a page, so many of the newest rows are looked at. Nothing is changed."""
    return _count(words, swept_columns())


def count_kept(words: Erasable) -> dict[str, int]:
    """Return in how many rows of each kind of thing the words stand, and stay."""
    found, _ = _count(words, kept_columns())
    machines = User.objects.filter(is_machine=True).values_list("username", flat=True)
    if count := sum(1 for name in machines if words.left_of(name, by_people=True) != name):
        found["user names of machine readers"] = count
    return found


def _count(words: Erasable, tables: Iterable[TableColumns]) -> tuple[dict[str, int], bool]:
    found: dict[str, int] = {}
    all_of_it = True
    for model, fields in tables:
        read = list(_rows(model, fields).order_by("-pk")[: MOST_LOOKED_AT + 1])
        all_of_it &= len(read) <= MOST_LOOKED_AT
        if count := sum(1 for _ in _changes(words, model, fields, read)):
            named = str(model._meta.verbose_name_plural)
            if named.startswith("historical "):
                named = f"earlier states of {named.removeprefix('historical ')}"
            found[named] = found.get(named, 0) + count
    return found, all_of_it


def _without(
    words: Erasable, model: type[models.Model], fields: list[models.Field[Any, Any]]
) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield the rows in which the words stand, each with what is to stand there instead."""
    rows = _rows(model, fields).order_by("pk")
    # Portion by portion, each read before it is changed: memory is constant on both databases.
    read = list(rows[:READ_AT_ONCE])
    while read:
        yield from _changes(words, model, fields, read)
        read = list(rows.filter(pk__gt=read[-1][0])[:READ_AT_ONCE])


def _rows(model: type[models.Model], fields: list[models.Field[Any, Any]]) -> QuerySet[Any, Any]:
    """Return the keys and columns of the rows in which any of the columns says something."""
    filled = Q()
    for field in fields:
        empty: list[Any] = [[], {}] if isinstance(field, models.JSONField) else [""]
        filled |= ~Q(**{f"{field.name}__in": empty}) & Q(**{f"{field.name}__isnull": False})
    rows = model._base_manager.filter(filled)
    return rows.values_list("pk", *(field.name for field in fields))


def _changes(
    words: Erasable,
    model: type[models.Model],
    fields: list[models.Field[Any, Any]],
    read: Iterable[tuple[Any, ...]],
) -> Iterator[tuple[Any, dict[str, Any]]]:
    kinds = [_by_people(model, field) for field in fields]
    for key, *values in read:
        new = {
            field.name: left
            for field, value, by_people in zip(fields, values, kinds, strict=True)
            if (left := _left(words, value, field, by_people)) != value
        }
        if new:
            yield key, new


def _by_people(model: type[models.Model], field: models.Field[Any, Any]) -> bool:
    name = f"{model._meta.model_name}.{field.name}".removeprefix("historical")
    return field.name in BY_PEOPLE or name in BY_PEOPLE


def _left(words: Erasable, value: Any, field: models.Field[Any, Any] | None, by: bool) -> Any:
    """Return what is left of a value: of a text, or of all texts in what JSON holds."""
    if isinstance(value, str):
        left = words.left_of(value, by_people=by)
        longest = getattr(field, "max_length", None)
        return left[:longest] if longest and left != value else left
    if isinstance(value, list):
        return [_left(words, one, None, by) for one in value]
    if isinstance(value, dict):
        return {_left(words, k, None, by): _left(words, v, None, by) for k, v in value.items()}
    return value
