"""What became of the annotations of an article when a corrected text came in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from annotator.annotations.models.annotation import Annotation
from articles.models import Article


class Revision(models.Model):
    """A new version of an article: who brought it, and what became of the annotations, counted.

    `revision/actions.py` is the only writer of revisions and placements.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField(help_text="The number of the version that it brought.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    carried = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    to_review = models.PositiveIntegerField(default=0)
    orphaned = models.PositiveIntegerField(default=0)
    decisions = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often decisions had changed when it came."
    )
    was_finished = models.BooleanField(
        default=False, help_text="The article was settled and finished when it came."
    )
    places_before = models.JSONField(
        default=dict,
        editable=False,
        help_text="Where dismissals and proposed parts of the page stood: for an undo.",
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="revision_once_a_version",
                fields=["article", "version"],
                condition=Q(undone_at=None),
                violation_error_message="Somebody has brought this version in the meantime.",
            )
        ]

    def __str__(self) -> str:
        return f"version {self.version} of {self.article}"


class Placement(models.Model):
    """Where an annotation stands in a new version, and what somebody made of it.

    What is carried or moved has its new place in the annotation itself, too. What is to be
    reviewed or gone was left behind: its annotation is erased, its words are those of
    `was_version`, and `start` and `end` are the likeliest place here. All are code points,
    half-open.
    """

    class Outcome(models.TextChoices):
        CARRIED = "carried", "carried"
        MOVED = "moved", "moved"
        REVIEW = "review", "to review"
        ORPHANED = "orphaned", "gone"

    class Verdict(models.TextChoices):
        OPEN = "", "open"
        ACCEPTED = "accepted", "stands at the likeliest place"
        MARKED = "marked", "stands elsewhere"
        DROPPED = "dropped", "dropped"
        LATER = "later", "asked again of a later version"

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="placements")
    article = models.ForeignKey(Article, models.CASCADE, related_name="placements")
    version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    was_version = models.PositiveIntegerField()
    was_start = models.PositiveIntegerField()
    was_end = models.PositiveIntegerField()
    verdict = models.CharField(
        max_length=8, choices=Verdict.choices, blank=True, default=Verdict.OPEN
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(null=True, blank=True)
    before = models.JSONField(
        default=dict, editable=False, help_text="What a verdict changed, as it was: for an undo."
    )

    class Meta:
        ordering = ["article", "version", "was_start", "was_end"]
        indexes = [
            models.Index(
                fields=["article", "annotation"],
                condition=Q(outcome__in=["review", "orphaned"], verdict=""),
                name="placement_open",
            )
        ]
        constraints = [
            models.UniqueConstraint(name="placement_once", fields=["annotation", "version"]),
            models.CheckConstraint(
                name="placement_has_its_place",
                condition=Q(start__lt=F("end"))
                | Q(start=None, end=None, outcome__in=["review", "orphaned"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}, version {self.version}"
