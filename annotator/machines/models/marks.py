"""What is known of a machine's annotation beside the annotation itself."""

from django.db import models
from django.db.models import Q

from annotator.annotations.models import Annotation
from annotator.machines.models.runs import MachineReading


class MachineMark(models.Model):
    """How sure the machine was of one annotation of its layer, and how its words were found."""

    class Found(models.TextChoices):
        """How its quote was found in the text."""

        EXACT = "exact", "where it said"
        ONCE = "once", "elsewhere, the same words"
        ALIKE = "alike", "nearly the same words"

    annotation = models.OneToOneField(
        Annotation, models.CASCADE, primary_key=True, related_name="machine_mark"
    )
    reading = models.ForeignKey(MachineReading, models.CASCADE, related_name="made")
    confidence = models.FloatField(null=True, blank=True, help_text="From 0 to 1, as it says.")
    found = models.CharField(max_length=5, choices=Found.choices, default=Found.EXACT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="machine_confidence_is_a_share",
                condition=Q(confidence=None) | Q(confidence__gte=0, confidence__lte=1),
                violation_error_message="A confidence lies between 0 and 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.annotation} ({self.confidence})"
