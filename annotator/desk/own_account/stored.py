"""What is stored of one person: counted for the page of their account, and written out."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotator.desk.own_account.kinds import KINDS
from annotator.one_state import one_state
from annotator.people.models import User

BATCH = 500


class StoredLine(NamedTuple):
    """A line of the page: a kind, and how many there are."""

    called: str
    how_many: int
    seen_by: str
    kept: str


def stored_lines(user: User) -> list[StoredLine]:
    """Return what there is of the person, in one statement; kinds without any are left out."""
    counts = User.objects.filter(pk=user.pk).values_list(
        *(_count(kind.rows(user)) for kind in KINDS)
    )
    counted = [
        StoredLine(kind.called, count, kind.seen_by, kind.kept)
        for kind, count in zip(KINDS, counts.get(), strict=True)
    ]
    return [line for line in counted if line.how_many]


def _count(rows: QuerySet[Any]) -> Coalesce:
    """Return the number of rows as a part of a statement."""
    one = rows.order_by().annotate(of_all=Value(1)).values("of_all")
    number = Subquery(one.annotate(count=Count("pk")).values("count"), IntegerField())
    return Coalesce(number, 0)


def stored_file(user: User) -> Iterator[str]:
    """Write all of it as one JSON object with a list a kind, as it is at one moment."""
    write = DjangoJSONEncoder(ensure_ascii=False).encode
    with one_state():
        yield f'{{"written_on": {write(timezone.localdate())}'
        for kind in KINDS:
            yield f',\n"{kind.key}": ['
            rows = kind.rows(user).order_by("pk").values_list(*kind.columns.values())
            between = "\n"
            for row in rows.iterator(BATCH):
                yield between + write(dict(zip(kind.columns, row, strict=True)))
                between = ",\n"
            yield "]"
        yield "}\n"
