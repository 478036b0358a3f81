"""What was decided where annotators differ, what was said about it, and what was counted.

`adjudication/` is the only writer of decisions, acts and comments (`actions.py`, `decisions.py`),
`places/refresh.py` of tallies.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotator.annotations.models import Annotation
from annotator.reconciliation.agreement_models import (
    AgreementChange,
    AgreementPart,
    ArticleAgreement,
    ArticleCell,
)
from annotator.reconciliation.machine_models import (
    MachineCell,
    MachineComparison,
    MachineFigures,
)
from annotator.vocabulary.models import Kind
from articles.models import Article, Story

__all__ = [
    "Act",
    "AgreementChange",
    "AgreementPart",
    "ArticleAgreement",
    "ArticleCell",
    "Comment",
    "Decision",
    "MachineCell",
    "MachineComparison",
    "MachineFigures",
    "Made",
    "Outcome",
    "Rule",
    "Ruled",
    "Tally",
]


class Rule(models.TextChoices):
    """What an automatic act settles."""

    AGREED = "agreed", "what all agree on"
    MAJORITY = "majority", "what a majority agrees on"


class Outcome(models.TextChoices):
    """What was decided on a place."""

    ACCEPTED = "accepted", "accepted"
    EDITED = "edited", "edited"
    NONE = "none", "none is right"
    ADDED = "added", "added"


class Act(models.Model):
    """Many places of one article settled in one step, and undone in one."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="acts")
    rule = models.CharField(max_length=8, choices=Rule.choices)
    share = models.PositiveSmallIntegerField(
        default=100, help_text="Per cent of the annotators who had to agree."
    )
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-done_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_rule_display()}, {self.article}"


class StandingDecisions(models.Manager["Decision"]):
    """The decisions that stand: neither undone nor replaced by a later one."""

    def get_queryset(self) -> models.QuerySet["Decision"]:
        return super().get_queryset().filter(undone_at=None, replaced_by=None)


class Decision(models.Model):
    """What an adjudicator decided on one place of one article. A row never changes but to end."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    types = models.CharField(
        max_length=100, blank=True, help_text="The types of difference that it found, by comma."
    )
    reason = models.TextField(blank=True, max_length=2000)
    submitted = models.JSONField(
        default=list, help_text="Keys of the annotators whose readings it knew."
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions"
    )
    decided_at = models.DateTimeField()
    text_version = models.PositiveIntegerField(
        default=1, help_text="The version of the article that was decided on."
    )
    had_read = models.BooleanField(
        default=False, help_text="Whoever decided had read the article as an annotator."
    )
    act = models.ForeignKey(Act, models.PROTECT, null=True, blank=True, related_name="decisions")
    op = models.UUIDField(null=True, unique=True, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )

    everything = models.Manager["Decision"]()
    objects = StandingDecisions()

    class Meta:
        ordering = ["decided_at", "pk"]
        base_manager_name = "everything"
        constraints = [
            models.CheckConstraint(
                name="decision_ends_once",
                condition=Q(undone_at=None) | Q(replaced_by=None),
                violation_error_message="A decision is undone or replaced, not both.",
            ),
            models.CheckConstraint(
                name="decision_undone_by_somebody",
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                violation_error_message="An undone decision names who undid it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} by {self.decided_by}"


class Ruled(models.Model):
    """An annotation of a reading that a decision was about, as it was then."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="ruled")
    annotation = models.ForeignKey(Annotation, models.PROTECT, related_name="ruled")
    revision = models.PositiveIntegerField()
    accepted = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="ruled_once", fields=["decision", "annotation"])
        ]

    def __str__(self) -> str:
        return f"{self.annotation_id} at revision {self.revision}"


class Made(models.Model):
    """A settled annotation that a decision made."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="made")
    annotation = models.ForeignKey(Annotation, models.PROTECT, related_name="made_by")
    revision = models.PositiveIntegerField(
        null=True, help_text="That the decision made; another one turns the decision stale."
    )

    class Meta:
        constraints = [models.UniqueConstraint(name="made_once", fields=["decision", "annotation"])]

    def __str__(self) -> str:
        return str(self.annotation_id)


class Comment(models.Model):
    """What an adjudicator or an annotator said about the annotations of one place."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="comments")
    about = models.ManyToManyField(Annotation, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    text = models.TextField(max_length=5000)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Tally(models.Model):
    """What was counted of one article, and at which progress of it.

    Derived from readings and decisions alone; wherever the two numbers are not those of the
    article's progress, it is counted again.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="tally")
    story = models.ForeignKey(Story, models.CASCADE, related_name="tallies")
    readings = models.PositiveIntegerField()
    decisions = models.PositiveIntegerField()
    submitted = models.PositiveSmallIntegerField(default=0)
    last_submitted = models.DateTimeField(null=True)
    # places by what is to be done with them
    agreed = models.PositiveIntegerField(default=0)
    differing = models.PositiveIntegerField(default=0)
    settled = models.PositiveIntegerField(default=0)
    stale = models.PositiveIntegerField(default=0)
    reopened = models.BooleanField(
        default=False, help_text="The article was finished when something of it was left again."
    )
    # differences that are open, by type
    missed = models.PositiveIntegerField(default=0)
    split = models.PositiveIntegerField(default=0)
    edges = models.PositiveIntegerField(default=0)
    punctuation = models.PositiveIntegerField(default=0)
    label = models.PositiveIntegerField(default=0)
    details = models.PositiveIntegerField(default=0)
    blank = models.PositiveIntegerField(default=0)
    flags = models.PositiveIntegerField(default=0)
    sums = models.TextField(default="{}", help_text="By kind, what agreement is computed from.")

    class Meta:
        indexes = [
            models.Index(fields=["story", "differing"], name="tally_differing"),
            # What is finished and stale is found without a look at anything else.
            models.Index(fields=["story"], condition=Q(reopened=True), name="tally_reopened"),
        ]

    def __str__(self) -> str:
        return f"{self.differing} open in {self.article_id}"
