"""The lengths from which cuα and (k)uα follow are counted by the span: tallies are counted anew."""

from typing import Any

from django.db import migrations


def count_anew(apps: Any, schema_editor: Any) -> None:
    """Drop what was counted: it is derived, and counted again when it is next asked for."""
    database = schema_editor.connection.alias
    apps.get_model("reconciliation", "Tally").objects.using(database).all().delete()


class Migration(migrations.Migration):
    dependencies = [("reconciliation", "0001_initial")]

    operations = [migrations.RunPython(count_anew, migrations.RunPython.noop)]
