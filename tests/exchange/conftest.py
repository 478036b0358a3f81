"""What the tests of the exchange share: marks, files, and the rows of what was written."""

import csv
import io
import uuid
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from annotator.annotations.models import Annotation
from annotator.annotations.storing import store_many

WHEN = datetime(2022, 2, 24, 9, 30, 0, 123456, UTC)


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
