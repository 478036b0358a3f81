"""Full text and triggers, as each database has them."""

from typing import Any

from django.db import migrations

from annotator.search.index.feed import drop_triggers
from annotator.search.index.full_text import drop_full_text, make_full_text
from annotator.search.index.writing import note_everything


def make(apps: Any, editor: Any) -> None:
    make_full_text(editor.connection)


def drop(apps: Any, editor: Any) -> None:
    drop_triggers(editor.connection)
    drop_full_text(editor.connection)


def note(apps: Any, editor: Any) -> None:
    """What a desk holds already is indexed by the first task that runs."""
    note_everything(editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
        ("articles", "__first__"),
    ]
    operations = [
        migrations.RunPython(make, drop),
        migrations.RunPython(note, migrations.RunPython.noop),
    ]
