"""Claims that answer no question, and the wordings that they are compared with."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from annotator.comparison.tally_models.names import LONGEST_FORM
from articles.models import Article, Story


class OpenClaim(models.Model):
    """A place where a claim stands that counts and answers no question, with what it is like."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="open_claims")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    source = models.PositiveBigIntegerField()
    day = models.DateField(help_text="The article's; the last of all days where it has none.")
    day_back = models.DateField(help_text="The same; the first of all days where it has none.")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    key = models.UUIDField(help_text="One of the claims at this place.")
    quote = models.TextField()
    like = models.JSONField(
        default=list, encoder=DjangoJSONEncoder,
        help_text="Questions it may answer: the question, the wording, its source and article.",
    )  # fmt: skip
    others = models.JSONField(
        default=list, encoder=DjangoJSONEncoder,
        help_text="Claims like it: the claim, its words, its source and article.",
    )  # fmt: skip
    due = models.BooleanField(default=True, help_text="What it is like is to be sought again.")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="open_claim_once", fields=["article", "start", "end"])
        ]
        indexes = [
            models.Index(fields=["story", "day", "article", "start"], name="open_claim_oldest"),
            models.Index(
                fields=["story", "-day_back", "article", "start"], name="open_claim_newest"
            ),
            models.Index(fields=["story", "source", "day"], name="open_claim_source"),
            models.Index(fields=["story"], condition=models.Q(due=True), name="open_claim_due"),
        ]

    def __str__(self) -> str:
        return self.quote


class ClaimTally(models.Model):
    """How many places of a story, or of one source in it, have a claim without a question."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    source = models.PositiveBigIntegerField()
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="claim_tally_once", fields=["story", "source"])]

    def __str__(self) -> str:
        return f"{self.story_id}, {self.source}: {self.count}"


class ClaimWording(models.Model):
    """A wording that claims are compared with: a claim's that counts, or a question's own."""

    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="claim_wordings")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    source = models.PositiveBigIntegerField(help_text="0: it is a question's own wording.")
    question = models.PositiveBigIntegerField(help_text="0: it is a claim's that answers none.")
    key = models.UUIDField(null=True, help_text="One of the claims that are worded so.")
    text = models.TextField()
    fresh = models.BooleanField(default=True, help_text="Open claims are to be compared with it.")

    class Meta:
        indexes = [
            models.Index(fields=["story", "article"], name="claim_wording_article"),
            models.Index(
                fields=["story"], condition=models.Q(fresh=True), name="claim_wording_fresh"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class WordTally(models.Model):
    """In how many wordings of a story a word stands, and in which, unless these are too many."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    word = models.CharField(max_length=LONGEST_FORM)
    count = models.IntegerField(default=0)
    wordings = models.JSONField(default=list, help_text="Their keys; empty where it is too common.")

    class Meta:
        constraints = [models.UniqueConstraint(name="word_tally_once", fields=["story", "word"])]

    def __str__(self) -> str:
        return f"{self.word} ×{self.count}"
