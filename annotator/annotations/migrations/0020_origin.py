"""Each annotation says who brought it: a person, a machine, or a file."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

FIELD: dict[str, Any] = {
    "choices": [("person", "a person"), ("machine", "a machine"), ("import", "a file")],
    "default": "person",
    "help_text": "Who brought it: a person at this desk, a machine, or a file.",
    "max_length": 7,
}


def tell(apps: Any, editor: Any) -> None:
    """Say of what is there who brought it: its layer and the first row of its history tell."""
    past = apps.get_model("annotations", "HistoricalAnnotation").objects
    every = apps.get_model("annotations", "Annotation").every_layer
    imported = past.filter(history_type="+", history_change_reason="imported").values("id")
    for among in (every, past):
        among.filter(layer="machine").update(origin="machine")
        among.filter(~Q(layer="machine"), id__in=imported).update(origin="import")


class Migration(migrations.Migration):
    dependencies = [("annotations", "0019_machine_readers")]

    operations = [
        migrations.AddField("annotation", "origin", models.CharField(**FIELD)),
        migrations.AddField("historicalannotation", "origin", models.CharField(**FIELD)),
        migrations.AddField(
            "stagedannotation", "origin", models.CharField(max_length=7, null=True)
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
