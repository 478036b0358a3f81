"""What an adjudicator ruled on rows and cells, what was computed, and who saw it when.

`matrix/actions.py` is the only writer of rulings, `curation_log/` of curations.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotator.comparison import tally_models  # noqa: F401 (here Django finds them)
from annotator.comparison.edition_models import Edition, EditionLink, Withdrawal
from annotator.comparison.engine.records import RowState
from annotator.comparison.kept_models import (
    ArticleShingles,
    ArticleSnapshot,
    Change,
    Copy,
    KeptLoss,
    KeptPrediction,
    QuestionCell,
    QuestionRow,
    StorySnapshot,
)
from annotator.comparison.lead_models import (
    Lead,
    LeadFound,
    LeadImport,
    LeadState,
    LeadVerdict,
    WhyNotSo,
)
from annotator.vocabulary.models import Question
from articles.models import Article, Story

__all__ = [
    "ArticleShingles",
    "ArticleSnapshot",
    "Change",
    "Copy",
    "Curation",
    "Edition",
    "EditionLink",
    "KeptLoss",
    "KeptPrediction",
    "Lead",
    "LeadFound",
    "LeadImport",
    "LeadState",
    "LeadVerdict",
    "QuestionCell",
    "QuestionRow",
    "Ruling",
    "StandingRulings",
    "StorySnapshot",
    "Verdict",
    "Visit",
    "WhyNotSo",
    "Withdrawal",
]


class Verdict(models.TextChoices):
    """What a ruling says: of a row, that its state is another; of a cell, why it is empty."""

    STATE = "state", "ruled otherwise"
    SILENT = "silent", "silence confirmed"
    NOT_APPLYING = "not applying", "does not apply"


class StandingRulings(models.Manager["Ruling"]):
    """The rulings that are not undone."""

    def get_queryset(self) -> models.QuerySet["Ruling"]:
        return super().get_queryset().filter(undone_at=None)


class Ruling(models.Model):
    """What was ruled on a row, or on one article's cell of it, with a reason."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="rulings")
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="rulings"
    )
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    state = models.CharField(
        max_length=22, blank=True, choices=[(state.value, state.value) for state in RowState]
    )
    reason = models.TextField(max_length=2000)
    basis = models.CharField(
        max_length=64, blank=True, help_text="Names what the row's answers were when it was ruled."
    )
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="rulings")
    ruled_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    everything = models.Manager["Ruling"]()
    objects = StandingRulings()

    class Meta:
        ordering = ["ruled_at", "pk"]
        base_manager_name = "everything"
        constraints = [
            models.CheckConstraint(
                name="ruling_of_row_or_cell",
                condition=(Q(verdict="state", article=None) & ~Q(state=""))
                | (~Q(verdict="state") & Q(article__isnull=False, state="")),
                violation_error_message="A row gets a state; a cell is silent or does not apply.",
            ),
            models.CheckConstraint(
                name="ruling_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Give a reason, for whoever asks later.",
            ),
            models.UniqueConstraint(
                name="ruling_once_a_row",
                fields=["question"],
                condition=Q(article=None, undone_at=None),
                violation_error_message="This row is ruled on already: undo that first.",
            ),
            models.UniqueConstraint(
                name="ruling_once_a_cell",
                fields=["question", "article"],
                condition=Q(article__isnull=False, undone_at=None),
                violation_error_message="This cell is ruled on already: undo that first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.question}"


class Visit(models.Model):
    """When somebody last opened a story's conflicts, and when before that."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="visits")
    story = models.ForeignKey(Story, models.CASCADE, related_name="visits")
    seen_at = models.DateTimeField()
    before = models.DateTimeField(null=True, help_text="When the visit before this one ended.")

    class Meta:
        constraints = [models.UniqueConstraint(name="visit_once", fields=["user", "story"])]

    def __str__(self) -> str:
        return f"{self.user} in {self.story}"


class Curation(models.Model):
    """What was done from a story's pages to names, questions, answers or cells, and all that an
    undo needs.

    `subject` was kept, made or changed; `other` was merged into it or is what it was split from.
    """

    class Kind(models.TextChoices):
        MERGED_NAMES = "merged names", "names merged"
        SPLIT_NAME = "split name", "name split"
        MERGED_QUESTIONS = "merged questions", "questions merged"
        SPLIT_QUESTION = "split question", "question split"
        REWORDED = "reworded", "question reworded"
        SET = "set", "question's settings changed"
        SORTED = "sorted answers", "text answers sorted"
        BARRED = "barred", "ruled that questions do not apply"
        CONFIRMED_LEADS = "confirmed leads", "leads confirmed by what is settled"

    story = models.ForeignKey(Story, models.CASCADE, related_name="curations")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    told = models.CharField(max_length=700)
    subject = models.PositiveBigIntegerField()
    other = models.PositiveBigIntegerField(null=True, blank=True)
    details = models.JSONField(default=dict)
    moved = models.JSONField(default=dict, help_text="Annotation to the columns that changed.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="curations")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.told
