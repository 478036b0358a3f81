"""What an adjudicator ruled on rows and cells, what was computed, and who saw it when.

`matrix/actions.py` is the only writer of rulings, `curation_log/` of curations.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotator.comparison import tally_models  # noqa: F401 (here Django finds them)
from annotator.comparison.engine.reason_records import Reason
from annotator.comparison.engine.records import RowState
from annotator.vocabulary.models import Question
from articles.models import Article, Story


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


class QuestionRow(models.Model):
    """The row of one question as it was computed, and from what. Derived; computed again if old.

    `due` says that an answer has changed since; any other change is read off the basis.
    """

    question = models.OneToOneField(
        Question, models.CASCADE, primary_key=True, related_name="computed_row"
    )
    story = models.ForeignKey(Story, models.CASCADE, related_name="question_rows")
    basis = models.CharField(max_length=64, help_text="Names the question and its answers.")
    state = models.CharField(max_length=22)
    certain = models.CharField(max_length=22, help_text="By settled answers alone.")
    rank = models.PositiveSmallIntegerField(help_text="Conflicts first.")
    why = models.JSONField(default=dict, help_text="Why: kind, pair, sources, allowance.")
    findings = models.JSONField(
        default=list, help_text="What contradicts itself or its speaker, or changed its account."
    )
    lost = models.JSONField(
        default=list, help_text="Where a copy gives no speaker: copy, original, whose words."
    )
    sources = models.PositiveIntegerField(default=0)
    voices = models.PositiveIntegerField(default=0)
    answers = models.PositiveIntegerField(default=0)
    articles = models.JSONField(default=list, help_text="Keys of those that answer.")
    outlets = models.JSONField(default=list, help_text="Keys of the sources of those.")
    camps = models.JSONField(default=list)
    joined = models.JSONField(
        default=list, help_text="Articles that one sentence makes one voice: copy, original, share."
    )
    due = models.BooleanField(default=False, help_text="To be weighed again.")

    class Meta:
        indexes = [models.Index(fields=["story", "rank"], name="question_row_rank")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.state}"

    @property
    def reason(self) -> str:
        """Why it has its state, with sources by their keys; `ConflictLine.reason` has the names."""
        return Reason.of(self.why).sentence({})


class ArticleSnapshot(models.Model):
    """How an article stood when its answers were last taken into the rows, and what was known of
    it then whatever the question."""

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="snapshot"
    )
    story = models.ForeignKey(Story, models.CASCADE, related_name="article_snapshots")
    readings = models.PositiveIntegerField()
    decisions = models.PositiveIntegerField()
    source = models.PositiveBigIntegerField(null=True, help_text="The key of its source.")
    published_on = models.DateField(null=True)
    submitted_at = models.DateTimeField(
        null=True, help_text="When the first of its readings that count was submitted."
    )
    unasked = models.PositiveIntegerField(
        default=0, help_text="How many of its claims answer no question."
    )
    regions = models.CharField(
        max_length=64, default="", help_text="Names the parts of its page that had a role."
    )

    def __str__(self) -> str:
        return f"{self.article_id} at {self.readings}, {self.decisions}"


class StorySnapshot(models.Model):
    """What is known of all articles of a story in one piece, as a page reads it."""

    story = models.OneToOneField(Story, models.CASCADE, primary_key=True, related_name="snapshot")
    stamp = models.CharField(max_length=64, help_text="Names what it was taken from.")
    articles = models.JSONField(
        default=dict,
        help_text="Keys of those that are unread, and that have a claim without a question; of "
        "the others, the key and when the first reading was submitted, in microseconds.",
    )

    def __str__(self) -> str:
        return f"{self.story_id} at {self.stamp[:8]}"


class Copy(models.Model):
    """Two articles of a story that share wording: the later one, and the one it may copy."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="copies_of")
    original = models.ForeignKey(Article, models.CASCADE, related_name="copied_by")
    story = models.ForeignKey(Story, models.CASCADE, related_name="copies")
    share = models.FloatField(help_text="Of the shorter one's shingles, from 0 to 1.")

    class Meta:
        constraints = [models.UniqueConstraint(name="copy_once", fields=["article", "original"])]

    def __str__(self) -> str:
        return f"{self.article_id} of {self.original_id}: {self.share:.0%}"


class Visit(models.Model):
    """When somebody last opened a story's conflicts, and the rows' states then."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="visits")
    story = models.ForeignKey(Story, models.CASCADE, related_name="visits")
    seen_at = models.DateTimeField()
    states = models.JSONField(default=dict)

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
