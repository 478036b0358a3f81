"""An annotation can be said of an article as a whole: then it has no start, no end and no quote."""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

NO_ANSWER = Q(
    question=None, value="", value_low="", value_high="", value_bounds="", answer_key="", unit="",
    approximator="", modality="", as_of="", scope="", said_by=None,
)


def of_both(name, field):
    """The same field of annotations and of their history."""
    return [
        migrations.AlterField(model_name=model, name=name, field=field)
        for model in ("annotation", "historicalannotation")
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0005_article_progress"),
        ("articles", "0005_taking_and_hiding"),
        ("vocabulary", "0003_of_articles"),
    ]

    operations = [
        *of_both("start", models.PositiveIntegerField(blank=True, null=True)),
        *of_both("end", models.PositiveIntegerField(blank=True, null=True)),
        *of_both("quote", models.TextField(blank=True)),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.CheckConstraint(
                name="annotation_span_whole_or_absent",
                condition=Q(start__isnull=False, end__isnull=False) & ~Q(quote="")
                | Q(start=None, end=None, quote=""),
                violation_error_message="A span has a start, an end and a quote, or is none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.CheckConstraint(
                name="annotation_document_label_details",
                condition=Q(start__isnull=False)
                | (NO_ANSWER & Q(entity=None, stance_holder=None, part=0, flag="")),
                violation_error_message="A label of a whole article has a note and, if it is a "
                "stance, a target, and nothing else.",
            ),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.UniqueConstraint(
                F("article"),
                F("annotator"),
                F("label"),
                Coalesce(F("stance_target"), 0),
                name="document_label_once_in_a_reading",
                condition=Q(start__isnull=True) & Q(layer="reading", erased_at=None),
                violation_error_message="You have given the article this label already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.UniqueConstraint(
                F("article"),
                F("label"),
                Coalesce(F("stance_target"), 0),
                name="document_label_once_in_gold",
                condition=Q(start__isnull=True) & Q(layer="gold", erased_at=None),
                violation_error_message="The article has this label settled already.",
            ),
        ),
    ]
