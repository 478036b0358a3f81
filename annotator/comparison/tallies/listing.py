"""Lists of kept rows as a pager takes them: counted without reading them, read for one page."""

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import F, Func, QuerySet, TextField


class _ByCodePoint(Func):
    template = "%(expressions)s"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **options: Any) -> Any:
        return super().as_sql(compiler, connection, template='%(expressions)s COLLATE "C"')


def by_code_point(column: str) -> Func:
    """Return the column as Python sorts it, whatever the database's language is."""
    return _ByCodePoint(F(column))


class CountedList:
    """Rows of which somebody has counted already how many there are."""

    def __init__(self, rows: QuerySet[Any], count: int) -> None:
        self._rows, self._count = rows, count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, which: slice) -> list[Any]:
        return list(self._rows[which])


class MendedList:
    """Rows of which some are others for this reader, to whom a few articles are closed.

    `mended`: these rows as they are for the reader; `without`: the keys of all rows that stand
    otherwise, or not at all, in `rows`. `order`: what `rows` are sorted by, as Python compares it.
    """

    def __init__(
        self,
        rows: QuerySet[Any],
        mended: Collection[Any] = (),
        without: Collection[int] = (),
        order: Callable[[Any], Any] = id,
    ) -> None:
        self._rows = rows.exclude(pk__in=without) if without else rows
        self._mended = sorted(mended, key=order)
        self._order = order
        self._count = self._rows.count() + len(self._mended)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, which: slice) -> list[Any]:
        if not self._mended:
            return list(self._rows[which])
        # Whatever stands before the end of the page in the one list stands so in the other.
        found = [*self._rows[: which.stop], *self._mended]
        return sorted(found, key=self._order)[which]
