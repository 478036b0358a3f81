"""Contradictions that a machine asserts, as they came in, and what people found of each.

`leads/intake/actions.py` is the writer of imports and leads, `leads/verdicts.py` of verdicts.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotator.vocabulary.models import Question
from articles.models import Article, Story

__all__ = ["Lead", "LeadFound", "LeadImport", "LeadState", "LeadVerdict", "WhyNotSo"]


class LeadState(models.TextChoices):
    """What became of a lead."""

    UNREAD = "unread", "unread"
    CONFIRMED = "confirmed", "confirmed"
    NOT_SO = "not so", "not so"
    OPEN = "open", "open"
    TAKEN_BACK = "taken back", "taken back"


class LeadFound(models.TextChoices):
    """Where a lead's quote stands in its article."""

    EXACT = "exact", "it stands in the text"
    ALIKE = "alike", "it stands in the text but for spaces, quotation marks or dashes"
    EARLIER = "earlier", "it stood in an earlier text of the article"
    ABSENT = "absent", "it is not in the article"


class WhyNotSo(models.TextChoices):
    """Why a lead is no contradiction."""

    SAME = "same", "they say the same"
    SCOPE = "scope", "they speak of different things"
    TIME = "time", "they speak of different times"
    SPEAKER = "speaker", "a speaker says it, not the outlet"
    ABSENT = "absent", "it is not in the text"
    MISREAD = "misread", "it misreads the text"
    OTHER = "other", "something else"


class LeadImport(models.Model):
    """One file of leads as it came in."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="lead_imports")
    name = models.CharField(max_length=200, help_text="Of the file.")
    leads = models.PositiveIntegerField(default=0, help_text="How many came in.")
    known = models.PositiveIntegerField(default=0, help_text="How many were there already.")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="lead_imports",
        help_text="Nobody: the command.",
    )  # fmt: skip
    waiting = models.JSONField(
        null=True, help_text="The rows of a large file, until a worker has taken them in."
    )
    refused = models.TextField(blank=True, help_text="Why a worker could not take them in.")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Lead(models.Model):
    """Two passages of which a machine says that they contradict each other.

    It is no annotation, and nothing is computed from it. `start_…` and `end_…` are code points into
    the text of today, half-open, and empty where the quote is not found there.
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="leads")
    batch = models.ForeignKey(LeadImport, models.CASCADE, related_name="taken")
    ref = models.CharField(max_length=200, blank=True, help_text="Its name in the file.")
    sentence = models.TextField(max_length=2000, help_text="What is asserted.")
    asserted_by = models.CharField(max_length=200, blank=True)
    confidence = models.FloatField(null=True, help_text="As the machine gives it, 0 to 1.")
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    article_a = models.ForeignKey(Article, models.PROTECT, related_name="+")
    quote_a = models.TextField(max_length=5000)
    start_a = models.PositiveIntegerField(null=True)
    end_a = models.PositiveIntegerField(null=True)
    found_a = models.CharField(max_length=7, choices=LeadFound.choices)
    article_b = models.ForeignKey(Article, models.PROTECT, related_name="+")
    quote_b = models.TextField(max_length=5000)
    start_b = models.PositiveIntegerField(null=True)
    end_b = models.PositiveIntegerField(null=True)
    found_b = models.CharField(max_length=7, choices=LeadFound.choices)
    key = models.CharField(max_length=64, help_text="Names both passages and the sentence.")
    state = models.CharField(
        max_length=10, choices=LeadState.choices, default=LeadState.UNREAD, db_index=False
    )

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["story", "state", "id"], name="lead_by_state"),
            models.Index(fields=["story", "asserted_by", "state"], name="lead_by_asserter"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="lead_once",
                fields=["story", "key"],
                condition=~Q(state="taken back"),
                violation_error_message="This lead is there already.",
            ),
            models.CheckConstraint(
                name="lead_confidence_is_a_share",
                condition=Q(confidence=None) | Q(confidence__gte=0, confidence__lte=1),
                violation_error_message="The confidence is a number between 0 and 1.",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence if len(self.sentence) <= 80 else self.sentence[:79] + "…"


class StandingVerdicts(models.Manager["LeadVerdict"]):
    """The verdicts that are not undone."""

    def get_queryset(self) -> models.QuerySet["LeadVerdict"]:
        return super().get_queryset().filter(undone_at=None)


class LeadVerdict(models.Model):
    """What somebody found of a lead, and what that rests on."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="verdicts")
    verdict = models.CharField(
        max_length=9,
        choices=[
            (one.value, one.label)
            for one in (LeadState.CONFIRMED, LeadState.NOT_SO, LeadState.OPEN)
        ],
    )
    reason = models.CharField(max_length=7, blank=True, choices=WhyNotSo.choices)
    note = models.TextField(max_length=2000, blank=True)
    missing = models.CharField(max_length=500, blank=True, help_text="What an open one waits for.")
    question = models.ForeignKey(
        Question, models.SET_NULL, null=True, related_name="+",
        help_text="Whose row confirms it.",
    )  # fmt: skip
    rests_on = models.JSONField(
        default=dict, help_text="The settled answers and their revisions, the row, the places."
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="lead_verdicts")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    everything = models.Manager["LeadVerdict"]()
    objects = StandingVerdicts()

    class Meta:
        ordering = ["at", "pk"]
        base_manager_name = "everything"
        constraints = [
            models.UniqueConstraint(
                name="lead_verdict_once",
                fields=["lead"],
                condition=Q(undone_at=None),
                violation_error_message="This lead is judged already: undo that first.",
            ),
            models.CheckConstraint(
                name="lead_verdict_reason",
                condition=(Q(verdict="not so") & ~Q(reason=""))
                | (~Q(verdict="not so") & Q(reason="")),
                violation_error_message="Say why it is not so.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.verdict}"
