"""Statements that Django compiles once, and that run again with other values.

Compiling a query costs Django several times what the database takes to answer it, so the few
statements of the hottest paths are kept compiled, one for each kind of database. Their SQL still
comes from the ORM: a changed model changes them.
"""

from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Field, QuerySet, Value
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

_compiling = Lock()
M = TypeVar("M", bound=models.Model)


def columns(model: type[models.Model], through: str = "") -> list[str]:
    """Return a model's columns for a `values_list`, in the order in which `made` wants them.

    `through` is the path to the model, with its two underscores.
    """
    return [f"{through}{field.attname}" for field in model._meta.concrete_fields]


def values_of(row: models.Model) -> dict[str, Any]:
    """Return what stands in the columns of a row, by their names."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def made(model: type[M], values: Sequence[Any]) -> M:
    """Return the row of the model that has these values in its columns."""
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(DEFAULT_DB_ALIAS, names, values)


class _Named(NamedTuple):
    """Where a value goes, among the parameters of a compiled statement."""

    name: str
    field: "Field[Any, Any]"


class Slot(Value):
    """A value of a query that is given when it runs, by its name.

    `field` says how the database takes it; without one it is a whole number.
    """

    def __init__(self, name: str, field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(name, output_field=field or models.BigIntegerField())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return a placeholder, and instead of its value the name by which it will be given."""
        return "%s", (_Named(self.name, self.output_field),)


class _Compiled(NamedTuple):
    sql: str
    parameters: Sequence[Any]
    compiler: SQLCompiler
    converters: dict[int, Any]


class Prepared:
    """A query, with slots, that is compiled when it is first asked.

    `build` returns it as a `values_list`; it is called once for each kind of database.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, **values: Any) -> list[Sequence[Any]]:
        """Return what the query finds with these values in its slots.

        A whole number that no column can hold is found nowhere.
        """
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self._compiled.get(connection.vendor) or self._compile(connection)
        given = _given(compiled.parameters, values, connection)
        if any(isinstance(one, int) and not -(2**63) <= one < 2**63 for one in given):
            return []
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, given)
            found: list[Sequence[Any]] = cursor.fetchall()
        if found and compiled.converters:
            found = list(compiled.compiler.apply_converters(found, compiled.converters))
        return found

    def first(self, **values: Any) -> Sequence[Any] | None:
        """Return the first row, or None."""
        found = self.rows(**values)
        return found[0] if found else None

    def _compile(self, connection: Any) -> _Compiled:
        # Whatever a query is built of may be shared, and Django writes into some of it.
        with _compiling:
            if there := self._compiled.get(connection.vendor):
                return there
            compiler = self._build().query.get_compiler(DEFAULT_DB_ALIAS)
            sql, parameters = compiler.as_sql()
            converters = compiler.get_converters([one for one, *_ in compiler.select])
            compiled = _Compiled(sql, parameters, compiler, converters)
            self._compiled[connection.vendor] = compiled
        return compiled


class PreparedInsert:
    """The statement that stores a new row of a model, its key given or made by the database.

    It sends no signals and sets no key: for rows whose writer needs neither.
    """

    def __init__(self, model: type[models.Model]) -> None:
        self._fields = [
            field
            for field in model._meta.concrete_fields
            if not isinstance(field, models.AutoField) and not field.generated
        ]
        self._model = model
        self._sql: dict[str, str] = {}

    def run(self, values: Mapping[str, Any]) -> None:
        """Store a row with these values in its columns. Raises IntegrityError as `save` does."""
        connection = connections[DEFAULT_DB_ALIAS]
        sql = self._sql.get(connection.vendor) or self._compile(values, connection)
        given = [_stored(field, values[field.attname], connection) for field in self._fields]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)

    def _compile(self, values: Mapping[str, Any], connection: Any) -> str:
        query = InsertQuery(self._model)
        query.insert_values(self._fields, [self._model(**values)])
        [(sql, _)] = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        self._sql[connection.vendor] = sql
        return str(sql)


class PreparedUpdate:
    """The statement that stores all of a row again, found by its key. It sends no signals."""

    def __init__(self, model: type[models.Model]) -> None:
        self._model = model
        self._fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        self._compiled: dict[str, tuple[str, Sequence[Any]]] = {}

    def run(self, values: Mapping[str, Any]) -> None:
        """Store these values in the columns of the row. Raises IntegrityError as `save` does."""
        connection = connections[DEFAULT_DB_ALIAS]
        sql, parameters = self._compiled.get(connection.vendor) or self._compile(connection)
        with connection.cursor() as cursor:
            cursor.execute(sql, _given(parameters, values, connection))

    def _compile(self, connection: Any) -> tuple[str, Sequence[Any]]:
        key = self._model._meta.pk
        own = self._model._base_manager.filter(pk=Slot(key.attname, key))
        query: Any = own.query.chain(UpdateQuery)
        query.add_update_fields(
            [(field, None, Slot(field.attname, field)) for field in self._fields]
        )
        sql, parameters = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        self._compiled[connection.vendor] = sql, parameters
        return sql, parameters


def _given(parameters: Sequence[Any], values: Mapping[str, Any], connection: Any) -> list[Any]:
    """Return the parameters of a statement with the values where their names stand."""
    return [
        _stored(one.field, values[one.name], connection) if type(one) is _Named else one
        for one in parameters
    ]


def _stored(field: "Field[Any, Any]", value: Any, connection: Any) -> Any:
    """Return a value as the database takes it; most are texts, which it takes as they are."""
    if value is None or (type(value) is str and isinstance(field, _TEXTS)):
        return value
    return field.get_db_prep_save(value, connection)


_TEXTS = (models.CharField, models.TextField)
