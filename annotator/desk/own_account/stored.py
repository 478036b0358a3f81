"""What is stored of one person: counted for the page of their account, and written out."""

from collections.abc import Iterator
from typing import NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from annotator.desk.own_account.kind import YOURS
from annotator.desk.own_account.kinds import KINDS
from annotator.one_state import one_state
from annotator.people.actions import sessions_of
from annotator.people.models import User

BATCH = 500


class StoredLine(NamedTuple):
    """A line of the page: a kind, and how many there are."""

    called: str
    how_many: int
    seen_by: str
    kept: str


def stored_lines(user: User) -> list[StoredLine]:
    """Return what there is of the person, a statement a kind; kinds without any are left out."""
    counted = [
        StoredLine(kind.called, kind.rows(user).count(), kind.seen_by, kind.kept) for kind in KINDS
    ]
    sessions = StoredLine("Sessions", len(sessions_of(user)), YOURS, "14 days, or until sign-out")
    return [line for line in [*counted[:3], sessions, *counted[3:]] if line.how_many]


def stored_file(user: User) -> Iterator[str]:
    """Write all of it as one JSON object with a list a kind, as it is at one moment."""
    write = DjangoJSONEncoder(ensure_ascii=False).encode
    with one_state():
        yield f'{{"written_at": {write(timezone.now())},\n"sessions": {write(sessions_of(user))}'
        for kind in KINDS:
            yield f',\n"{kind.key}": ['
            rows = kind.rows(user).order_by("pk").values_list(*kind.columns.values())
            between = "\n"
            for row in rows.iterator(BATCH):
                yield between + write(dict(zip(kind.columns, row, strict=True)))
                between = ",\n"
            yield "]"
        yield "}\n"
