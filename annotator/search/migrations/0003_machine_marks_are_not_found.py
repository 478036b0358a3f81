"""Triggers that leave out what machines mark; they are made anew after the migration."""

from typing import Any

from django.db import migrations

from annotator.search.index.feed import drop_triggers


def drop(apps: Any, editor: Any) -> None:
    drop_triggers(editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_full_text"),
        ("annotations", "0019_machine_readers"),
    ]
    operations = [migrations.RunPython(drop, drop)]
