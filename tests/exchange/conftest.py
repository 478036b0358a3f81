"""What the tests of the exchange share: marks, files, and the rows of what was written."""

import csv
import io
import uuid
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from annotator.annotations.models import Annotation, Assignment
from annotator.annotations.recording.bulk_insert import store_many
from annotator.people.models import Membership, User
from annotator.reconciliation.agreement.keeping.tasks import refresh_agreement
from annotator.vocabulary.models import Entity, Question
from tests.comparison.conftest import rows_ready
from tests.exchange import full_desk
from tests.reconciliation.conftest import read_twice

__all__ = ["read_twice"]

WHEN = datetime(2022, 2, 24, 9, 30, 0, 123456, UTC)


@pytest.fixture
def desk_behind(story, labels, ada, bo, cy) -> full_desk.FullDesk:
    """A desk whose agreement is counted, but of whose sources nothing is compared yet."""
    made = full_desk.make(story, ada, bo, cy)
    full_desk.read_by_machine(made, story, cy)
    refresh_agreement.now(story.pk)
    return made


@pytest.fixture
def desk(desk_behind) -> full_desk.FullDesk:
    """The same once the waiting work is done."""
    rows_ready()
    return desk_behind


def mark(article, user, label, words, *, store=True, **details) -> Annotation:
    """An annotation of the first place where the words stand."""
    start = article.text.index(words)
    annotation = Annotation(
        **{
            "id": uuid.uuid4(),
            "article": article,
            "annotator": user,
            "label": label,
            "kind": label.kind,
            "start": start,
            "end": start + len(words),
            "quote": words,
            "created_at": WHEN,
            "updated_at": WHEN,
            **details,
        }
    )
    if store:
        store_many([annotation], user)
    return annotation


def exported(command="export_labels", **options) -> str:
    out = io.StringIO(newline="")
    call_command(command, stdout=out, **options)
    return out.getvalue()


def written(table, **options) -> str:
    """What export_table writes of the table."""
    out = io.StringIO(newline="")
    call_command("export_table", table.name, stdout=out, **options)
    return out.getvalue()


def rows_in(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.fixture
def write(tmp_path):
    """write([{…}, …]) is the path of a CSV file with these rows; write("…") of one with this text."""

    def write_file(rows, name="labels.csv"):
        path = tmp_path / name
        if not isinstance(rows, str):
            out = io.StringIO(newline="")
            writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
            writer.writeheader()
            writer.writerows(rows)
            rows = out.getvalue()
        path.write_bytes(rows.encode())
        return str(path)

    return write_file


QUOTE = "1,100 kilometres"


@pytest.fixture
def row(article, labels, reading):
    """The least that a row of Ada's needs."""
    start = article.text.index(QUOTE)
    return {
        "story": "pipeline", "text_sha256": article.text_sha256, "annotator": "ada", "label": "claim-quantity",
        "start": str(start), "end": str(start + len(QUOTE)), "quote": QUOTE,
    }  # fmt: skip


def import_labels(*paths, **options):
    call_command("import_labels", *paths, **options)


def refused(*paths, **options) -> str:
    """What the refusal says; nothing may have been stored."""
    models = (Annotation, Assignment, User, Membership, Entity, Question)
    before = [model._base_manager.count() for model in models] + [Annotation.history.count()]
    with pytest.raises(CommandError) as told:
        import_labels(*paths, **options)
    assert told.value.returncode == 1
    assert [model._base_manager.count() for model in models] + [
        Annotation.history.count()
    ] == before
    return str(told.value)
