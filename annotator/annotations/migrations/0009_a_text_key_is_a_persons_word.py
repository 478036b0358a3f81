"""A text's key is a person's word: keys that only repeat the words, folded, are emptied.

They were stored by the program. The same words are still the same answer: the folded form is
computed where texts are compared. Rows of history are emptied alike, and no revision changes.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import migrations
from django.db.models import Q

BATCH = 500
LONGEST = 200


def empty_keys(apps: Any, schema_editor: Any) -> None:
    """Empty the keys of texts that say nothing which the words do not."""
    database = schema_editor.connection.alias
    questions = apps.get_model("vocabulary", "Question").objects.using(database)
    texts = set(questions.filter(type="text").values_list("pk", flat=True))
    for name, key in (("Annotation", "pk"), ("HistoricalAnnotation", "history_id")):
        rows = apps.get_model("annotations", name)._base_manager.using(database)
        kept = rows.filter(~Q(answer_key=""), ~Q(value=""), value_low="", value_high="")
        found = kept.order_by().values_list(key, "question_id", "value", "answer_key")
        doomed = [
            pk
            for pk, question, value, written in found.iterator(BATCH)
            if (question is None or question in texts) and written == _folded(value)
        ]
        for batch in _batches(iter(doomed)):
            rows.filter(**{f"{key}__in": batch}).update(answer_key="")


def _folded(words: str) -> str:
    """Return the words as the program stored them for a key."""
    return " ".join(words.split()).casefold()[:LONGEST]


def _batches(keys: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(keys, BATCH)):
        yield batch


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0008_span_via_proposed"),
        ("vocabulary", "0004_asks_and_together"),
    ]

    operations = [migrations.RunPython(empty_keys, migrations.RunPython.noop)]
