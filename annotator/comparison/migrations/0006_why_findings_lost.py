"""A row keeps why it has its state as data, what contradicts itself in it, and lost attribution.

Every row is computed again: its sentence from before cannot be turned into data.
"""

from typing import Any

from django.db import migrations, models


def make_due(apps: Any, schema_editor: Any) -> None:
    """Have every row computed again."""
    database = schema_editor.connection.alias
    apps.get_model("comparison", "QuestionRow").objects.using(database).update(due=True)


class Migration(migrations.Migration):
    dependencies = [("comparison", "0005_question_rows")]

    operations = [
        migrations.RemoveField("questionrow", "reason"),
        migrations.AddField(
            "questionrow",
            "why",
            models.JSONField(default=dict, help_text="Why: kind, pair, sources, allowance."),
        ),
        migrations.AddField(
            "questionrow",
            "findings",
            models.JSONField(
                default=list,
                help_text="What contradicts itself or its speaker, or changed its account.",
            ),
        ),
        migrations.AddField(
            "questionrow",
            "lost",
            models.JSONField(
                default=list, help_text="Where a copy gives no speaker: copy, original, whose words."
            ),
        ),
        migrations.RunPython(make_due, migrations.RunPython.noop),
    ]
