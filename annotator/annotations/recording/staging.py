"""Store very many annotations and assignments as one whole without holding others up.

They are staged first, piece by piece, each in a short transaction of its own; then they are
stored in one transaction of a fixed number of statements, in which the database copies them.
Beneath the actions, as `bulk_insert.py` is: who calls it has checked anchors and rights.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection, models, transaction
from django.db.models import Exists, F, OuterRef, Subquery, Value
from django.utils import timezone

from annotator.annotations.article_progress import readings_changed
from annotator.annotations.assignments.reader_counts import count_readers
from annotator.annotations.models import OPEN, Annotation, Assignment, AssignmentState
from annotator.annotations.models.staged import (
    StagedAnnotation,
    StagedAssignment,
    StagedBatch,
    StagedKey,
    staged_name,
)

AT_ONCE = 500
"""How many rows one transaction stages, or clears away."""
ABANDONED = timedelta(hours=1)
STAGED = {Annotation: StagedAnnotation, Assignment: StagedAssignment}

Tell = Callable[[int, int], None]
"""Is told how many rows are done, and of how many; of 0 where that is not known yet."""


class StagedRowsGone(Exception):
    """Rows that were staged are there no more, or not as they were: nothing may be stored."""


class Staging:
    """The staged rows of one import."""

    def __init__(self, batch: StagedBatch) -> None:
        self.batch = batch
        self._placeholders: dict[int, tuple[models.Model, int]] = {}
        self._counts: dict[type[models.Model], int] = dict.fromkeys(STAGED, 0)

    def add(
        self, rows: Sequence[Annotation] | Sequence[Assignment], tell: Tell, before: int, of: int
    ) -> None:
        """Write the rows down; `before` of all `of` were staged already.

        They may refer to things that are not stored yet. From one piece to the next nothing is
        locked.
        """
        for first in range(0, len(rows), AT_ONCE):
            piece = rows[first : first + AT_ONCE]
            model = type(piece[0])
            staged = [STAGED[model](batch=self.batch, **self._values(one)) for one in piece]
            with transaction.atomic():
                StagedBatch.objects.filter(pk=self.batch.pk).update(heard_at=timezone.now())
                STAGED[model].objects.bulk_create(staged)
            self._counts[model] += len(staged)
            tell(before + first + len(staged), of)

    def store(self, reason: str) -> None:
        """Store all staged rows, each with its history; to be called inside a transaction.

        Raises IntegrityError where the desk refuses one, StagedRowsGone where they were cleared.
        """
        for model, staged in STAGED.items():
            if staged.objects.filter(batch=self.batch).count() != self._counts[model]:
                raise StagedRowsGone
        self._refer_to_what_was_made()
        articles = self._articles()
        if self._counts[Assignment]:
            self._store_assignments(reason)
            count_readers(articles)
        if self._counts[Annotation]:
            rows = StagedAnnotation.objects.filter(batch=self.batch).order_by("pk")
            _copy(rows, Annotation, _columns(Annotation))
            _copy(rows, Annotation.history.model, _history(Annotation, "+", "created_at", reason))
        readings_changed(articles)

    def _articles(self) -> set[int]:
        """Return the keys of the articles that staged rows are of."""
        return {
            article
            for staged in STAGED.values()
            for article in staged.objects.filter(batch=self.batch)
            .order_by()
            .values_list("article_id", flat=True)
            .distinct()
        }

    def _store_assignments(self, reason: str) -> None:
        staged = StagedAssignment.objects.filter(batch=self.batch).order_by("pk")
        new, changed = staged.filter(own_key=None), staged.exclude(own_key=None)
        _copy(new, Assignment, _columns(Assignment, but=["id"]))
        # Their keys are the database's: each is found again as the one without history.
        same = ("article_id", "annotator_id", "assigned_at", "state")
        made = Assignment.objects.filter(**{name: OuterRef(name) for name in same})
        made = made.filter(~Exists(Assignment.history.filter(id=OuterRef("pk")))).order_by()
        key = {"id": Subquery(made.values("pk")[:1])}
        history = _history(Assignment, "+", "assigned_at", reason) | key
        _copy(new, Assignment.history.model, history)
        kinds = changed.order_by().values_list("state", "submitted_at").distinct()
        for state, submitted_at in list(kinds):
            _change(changed.filter(state=state, submitted_at=submitted_at), reason)

    def _values(self, one: Any) -> dict[str, Any]:
        return {staged_name(f): self._value(f, one) for f in type(one)._meta.concrete_fields}

    def _value(self, field: Any, one: Any) -> Any:
        """Return the column's value; for a thing that is not stored yet, a number for it.

        Such a thing has no key, or one below 0.
        """
        if field.remote_field and field.is_cached(one):
            thing = field.get_cached_value(one)
            if thing is not None and not _is_stored(thing):
                number = -len(self._placeholders) - 1
                return self._placeholders.setdefault(id(thing), (thing, number))[1]
            return getattr(thing, "pk", None)
        return getattr(one, field.attname)

    def _refer_to_what_was_made(self) -> None:
        """Put the keys of things that are stored by now in the place of the numbers for them."""
        if not self._placeholders:
            return
        StagedKey.objects.bulk_create(
            StagedKey(batch=self.batch, placeholder=number, key=thing.pk)
            for thing, number in self._placeholders.values()
        )
        for model, staged in STAGED.items():
            for field in model._meta.concrete_fields:
                if isinstance(staged._meta.get_field(staged_name(field)), models.BigIntegerField):
                    name = staged_name(field)
                    key = StagedKey.objects.filter(batch=self.batch, placeholder=OuterRef(name))
                    without = staged.objects.filter(batch=self.batch, **{f"{name}__lt": 0})
                    without.update(**{name: Subquery(key.values("key")[:1])})


@contextmanager
def staging() -> Iterator[Staging]:
    """Give a place for staged rows, and clear it at the end; before, what killed imports left."""
    for old in StagedBatch.objects.filter(heard_at__lt=timezone.now() - ABANDONED):
        _clear(old)
    batch = StagedBatch.objects.create(heard_at=timezone.now())
    try:
        yield Staging(batch)
    finally:
        # Where the database is away now, the next import clears it.
        with suppress(DatabaseError):
            _clear(batch)


def _is_stored(thing: models.Model) -> bool:
    """Return whether a thing has a key of the database's: what is not stored has none, or one
    below 0."""
    return thing.pk is not None and not (isinstance(thing.pk, int) and thing.pk < 0)


def _clear(batch: StagedBatch) -> None:
    for model in (*STAGED.values(), StagedKey):
        rows = model.objects.filter(batch=batch).order_by("pk")
        while keys := list(rows.values_list("pk", flat=True)[:AT_ONCE]):
            model.objects.filter(pk__in=keys).delete()
    batch.delete()


def _change(staged: models.QuerySet[Any], reason: str) -> None:
    """Give assignments that are open the state, and time of submitting, that all these have."""
    first = staged[0]
    found = Assignment.objects.filter(pk__in=staged.order_by().values("own_key")).order_by()
    submits = first.state == AssignmentState.SUBMITTED
    before = found.filter(state__in=OPEN if submits else [AssignmentState.ASSIGNED])
    if before.update(state=first.state, submitted_at=first.submitted_at) != staged.count():
        raise StagedRowsGone
    as_stored = {str(field.column): F(field.attname) for field in Assignment._meta.concrete_fields}
    now = {"history_date": Value(timezone.now(), output_field=models.DateTimeField())}
    history = _history(Assignment, "~", "assigned_at", reason) | as_stored | now
    _copy(found.order_by("pk"), Assignment.history.model, history)


def _columns(model: type[models.Model], but: Sequence[str] = ()) -> dict[str, Any]:
    """Return what each column of the model's table is among the staged."""
    fields = [field for field in model._meta.concrete_fields if field.name not in but]
    return {str(field.column): F(staged_name(field)) for field in fields}


def _history(model: type[models.Model], deed: str, at: str, reason: str) -> dict[str, Any]:
    """Return the columns of a history row of nobody's: what was done, when and why."""
    about = {"history_type": deed, "history_change_reason": reason}
    told = {column: Value(text, models.CharField()) for column, text in about.items()}
    return _columns(model) | {"history_date": F(at)} | told


def _copy(
    rows: models.QuerySet[Any], model: type[models.Model], columns: Mapping[str, Any]
) -> None:
    """Write what these columns say of the rows into the table, within the database."""
    quoted = connection.ops.quote_name
    select, values = rows.values_list(*columns.values()).query.sql_with_params()
    into = f"{quoted(model._meta.db_table)} ({', '.join(map(quoted, columns))})"
    with connection.cursor() as cursor:
        # Names of tables and columns, and a statement of Django's.
        cursor.execute(f"INSERT INTO {into} {select}", values)
