"""Where people and the program have written, table by table, and words taken out of it all.

A table that comes later is swept without being named here; what is not to be swept is named.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from annotator.desk.erasing.wording import Erasable

Tell = Callable[[int, int], None]
READ_AT_ONCE = 2000
MOST_LOOKED_AT = 20_000
"""Rows of each table that a plan looks at: somebody waits for its page."""

ELSEWHERE = frozenset({
    # the articles themselves, and what is only found in them
    "articles.Article", "articles.Original", "articles.Region", "articles.Source",
    "search.SearchDocument", "search.SearchText", "search.SearchChange",
    # computed from what counts: computed anew once that is gone
    "comparison.NameUse", "comparison.NameTally", "comparison.OpenClaim", "comparison.ClaimWording",
    "comparison.WordTally", "comparison.StanceTally", "comparison.QuestionRow",
    "comparison.QuestionCell", "comparison.KeptLoss", "comparison.KeptPrediction",
    "reconciliation.AgreementPart", "reconciliation.ArticleAgreement", "reconciliation.ArticleCell",
    "reconciliation.Tally", "reconciliation.MachineCell", "reconciliation.MachineComparison",
    "reconciliation.MachineFigures",
    # accounts and letters, pages that wait, published editions: by erasures themselves
    "people.User", "people.Invitation",
    "desk.FetchedPage", "desk.Feed", "desk.FeedEntry", "comparison.Edition",
    # names of the public, not of the desk's people
    "vocabulary.Entity",
    "vocabulary.Alias",
    # what is asked of all articles: rows are compared by it
    "vocabulary.Question",
    # nobody's words
    "auth.Permission", "contenttypes.ContentType", "sessions.Session",
    "background.WorkerProcess", "webhooks.Webhook",
})  # fmt: skip
"""Tables that no sweep touches."""
ONLY = {
    "articles.Version": {"note"},
    "annotations.Annotation": {"note", "flag"},
    "annotations.HistoricalAnnotation": {"note", "flag", "history_change_reason"},
    "annotations.StagedAnnotation": {"note", "flag"},
    "people.HistoricalUser": {"history_change_reason"},
    "people.HistoricalInvitation": {"history_change_reason"},
    "vocabulary.HistoricalEntity": {"history_change_reason"},
    "vocabulary.HistoricalAlias": {"history_change_reason"},
    "vocabulary.HistoricalQuestion": {"history_change_reason"},
    "webhooks.HistoricalWebhook": {"history_change_reason"},
    # what a machine is told is the desk's own, and its make is the hash of it
    "machines.MachineReader": {"name"},
    "machines.HistoricalMachineReader": {"name", "history_change_reason"},
}
"""Tables of which only these columns are swept: the others are named above, or quote an article."""
BY_PEOPLE = frozenset({
    "note", "flag", "text", "guidelines", "definition", "example", "counterexample",
    "query", "name", "story.title", "was_definition", "was_example", "was_counterexample",
    "decision.reason", "ruling.reason", "withdrawal.reason", "erasure.reason",
})  # fmt: skip
"""Columns that people write, by name, or by table and name; the others the program writes."""


def swept_columns() -> Iterator[tuple[type[models.Model], list[models.Field[Any, Any]]]]:
    """Yield each table with its columns that are swept."""
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if label in ELSEWHERE or model._meta.proxy or not model._meta.managed:
            continue
        only = ONLY.get(label)
        fields: list[models.Field[Any, Any]] = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and not (field.choices or field.primary_key or field.unique or field.is_relation)
            and (only is None or field.name in only)
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
    return changed


def count_swept(words: Erasable) -> tuple[dict[str, int], bool]:
    """Return in how many rows of each kind of thing the words stand, and whether that is all of it:
    for a page, so many of the newest rows are looked at. Nothing is changed."""
    found: dict[str, int] = {}
    all_of_it = True
    for model, fields in swept_columns():
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
