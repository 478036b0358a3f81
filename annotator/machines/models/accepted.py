"""Which annotations people accepted from a machine. `suggestions/accepting.py` is the only
writer."""

from django.db import models

from annotator.annotations.models import Annotation
from annotator.machines.models.marks import MachineMark


class AcceptedMark(models.Model):
    """One annotation of a person's reading, and the machine's mark that it was accepted from.

    What the person changed since is seen by comparing the two; `Annotation.proposed` says so.
    """

    annotation = models.OneToOneField(
        Annotation, models.CASCADE, primary_key=True, related_name="accepted_from"
    )
    mark = models.ForeignKey(MachineMark, models.CASCADE, related_name="accepted")

    def __str__(self) -> str:
        return f"{self.annotation}, from {self.mark}"
