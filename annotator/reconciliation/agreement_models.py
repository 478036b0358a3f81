"""What of agreement is kept ready for its page and its file.

`agreement/counting.py` is the only writer of parts and articles' figures, `agreement/changes.py`
of changes.
"""

from django.db import models
from django.db.models import Q

from annotator.vocabulary.models import Kind
from articles.models import Article, Story


class Scope(models.TextChoices):
    """Of what a kept figure is."""

    STORY = "story", "the whole story"
    LABEL = "label", "one label"
    SOURCE = "source", "one source"
    PAIR = "pair", "two annotators"
    MONTH = "month", "one month"
    WEEK = "week", "one week"


UNDEFINED = 2.0
"""What `exact` and `overlap` hold where nothing is marked: it sorts behind every figure."""


class AgreementChange(models.Model):
    """That the submitted readings of an article have changed, until its figures are counted."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="agreement_changes")

    def __str__(self) -> str:
        return f"Article {self.article_id} has changed"


class ArticleAgreement(models.Model):
    """How far the readers of one article agree on one kind; derived from its tally."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="agreement")
    story = models.ForeignKey(Story, models.CASCADE, related_name="article_agreement")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    readings = models.PositiveIntegerField(help_text="The tally's own number when it was counted.")
    source_key = models.BigIntegerField(help_text="Of what source the article was then.")
    day = models.DateField(null=True, help_text="On which a reading was last submitted.")
    annotators = models.TextField(help_text="The keys of those who submitted, by comma.")
    compared = models.BooleanField(help_text="Whether two have submitted it.")
    exact = models.FloatField()
    overlap = models.FloatField()
    unlike = models.IntegerField(help_text="The spans compared, negative: many come first.")
    figures = models.TextField(help_text="Every figure of the article alone, as JSON.")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="agreement_once_a_kind", fields=["article", "kind"])
        ]
        indexes = [
            models.Index(
                fields=["story", "kind", "exact", "overlap", "unlike", "article"],
                condition=Q(compared=True),
                name="agreement_least_first",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of article {self.article_id}"


class ArticleCell(models.Model):
    """How many passages an article has in one cell of the confusion matrix, of any two of its
    annotators; the empty label is what was missed."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="agreement_cells")
    story = models.ForeignKey(Story, models.CASCADE, related_name="agreement_cells")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    one = models.CharField(max_length=50, blank=True)
    two = models.CharField(max_length=50, blank=True)
    passages = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["story", "kind", "one", "two", "article", "passages"],
                name="agreement_cell_articles",
            )
        ]

    def __str__(self) -> str:
        return f"{self.passages} of {self.one}, {self.two}"


class AgreementPart(models.Model):
    """The figures of one part of a story: all of it, a label, a source, two annotators, a time.

    `changes` counts how often something of it has changed, `counted` and `measured` say at which
    of these numbers its figures and their intervals were computed: a part is due where they differ.
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="agreement_parts")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    scope = models.CharField(max_length=6, choices=Scope.choices)
    which = models.CharField(
        max_length=80,
        blank=True,
        help_text="The label's slug, the source's key, two keys with a space, or the first day.",
    )
    one_key = models.BigIntegerField(null=True, help_text="Of a pair, the smaller key.")
    two_key = models.BigIntegerField(null=True)
    changes = models.PositiveIntegerField(default=1)
    counted = models.PositiveIntegerField(default=0)
    measured = models.PositiveIntegerField(default=0)
    articles = models.PositiveIntegerField(default=0, help_text="That two have read.")
    annotators = models.PositiveIntegerField(default=0)
    exact = models.FloatField(default=UNDEFINED)
    spans = models.PositiveIntegerField(default=0)
    content = models.TextField(default="", help_text="Figures, labels, confusion, as JSON.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="agreement_part_once", fields=["story", "kind", "scope", "which"]
            )
        ]
        indexes = [
            models.Index(
                fields=["story", "kind", "scope", "exact", "id"], name="agreement_part_least_first"
            ),
            models.Index(
                fields=["story", "kind", "scope", "spans", "id"], name="agreement_part_most_spans"
            ),
            models.Index(
                fields=["story"],
                condition=~Q(counted=models.F("changes")) | ~Q(measured=models.F("changes")),
                name="agreement_part_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.scope} {self.which}".rstrip()
