"""What a machine brought is in its own layer, and nothing else is. PostgreSQL wants the rows first."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("annotations", "0020_origin")]

    operations = [
        migrations.AddConstraint(
            "annotation",
            models.CheckConstraint(
                name="annotation_origin_of_machines",
                condition=Q(layer="machine", origin="machine")
                | ~(Q(layer="machine") | Q(origin="machine")),
                violation_error_message=(
                    "What a machine brought is in its own layer, and nothing else is."
                ),
            ),
        ),
    ]
