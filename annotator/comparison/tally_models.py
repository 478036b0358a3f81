"""What the pages of names, stance and unanswered claims count, kept ready: derived, never typed.

Of each article what it adds to the counts, and of each story the counts. `tallies/` is the only
writer. In a tally 0 stands for every source, and for no entity.
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from articles.models import Article, Story

LONGEST_FORM = 200
"""Characters of a name's form, or of a word, that are kept: no longer text finds an index."""


class TallyChange(models.Model):
    """Articles of a story that have changed since they were last counted: written in the
    transaction that changes them, taken away by the refresh that has counted them.

    Rows are only ever added beside each other: who changes something waits for nobody.
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    articles = models.JSONField(default=list, help_text="Their keys.")
    whole = models.BooleanField(default=False, help_text="All articles are to be counted.")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.story_id}: {'everything' if self.whole else self.articles}"


class NameUse(models.Model):
    """What one article calls one thing under one label: an entity, or a form nobody has linked."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="name_uses")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    source = models.PositiveBigIntegerField()
    label = models.CharField(max_length=60)
    entity = models.PositiveBigIntegerField(help_text="0 where nobody has linked it.")
    form = models.CharField(max_length=LONGEST_FORM, help_text="As written, folded.")
    aside = models.BooleanField(help_text="In captions, references and the like.")
    places = models.PositiveIntegerField(help_text="Whoever marked them.")
    once = models.PositiveIntegerField(help_text="Of these, the ones no other label counts.")
    first = models.CharField(max_length=240, help_text="Day, article and start of the first.")

    class Meta:
        indexes = [
            models.Index(fields=["story", "entity", "form"], name="name_use_of"),
        ]

    def __str__(self) -> str:
        return f"{self.form} ×{self.places} in {self.article_id}"


class NameTally(models.Model):
    """How often a story, or one source in it, uses a name; under one label, or under any ('').

    Of an entity there is one tally a form (`form` set) and one in all (`form` empty).
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    label = models.CharField(max_length=60, blank=True)
    source = models.PositiveBigIntegerField()
    entity = models.PositiveBigIntegerField()
    form = models.CharField(max_length=LONGEST_FORM, blank=True)
    aside = models.BooleanField(default=False)
    called = models.CharField(max_length=LONGEST_FORM, help_text="What it is sorted by.")
    count = models.IntegerField(default=0)
    uses = models.IntegerField(default=0, help_text="How many articles' uses it sums up.")
    first = models.CharField(max_length=240, blank=True)
    like = models.JSONField(
        null=True,
        help_text="Entities that the form may stand for, and why. Null: to be sought, or (of an "
        "entity’s form) other forms have not been compared with it yet.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="name_tally_once",
                fields=["story", "label", "source", "entity", "form", "aside"],
            )
        ]
        indexes = [
            models.Index(
                fields=["story", "label", "source", "aside", "-count"], name="name_tally_often"
            ),
            models.Index(fields=["entity"], name="name_tally_entity"),
            models.Index(
                fields=["story"],
                name="name_tally_due",
                condition=models.Q(like__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.called} ×{self.count}"


class RegistrySeen(models.Model):
    """Up to which change of the registry the names of a story were compared with it."""

    story = models.OneToOneField(Story, models.CASCADE, primary_key=True, related_name="+")
    entities = models.PositiveBigIntegerField(help_text="The key of a row of their history.")
    aliases = models.PositiveBigIntegerField(help_text="The key of a row of their history.")

    def __str__(self) -> str:
        return f"{self.story_id} at {self.entities}, {self.aliases}"


class StancePlace(models.Model):
    """A place where somebody takes a stance, or (without start and end) an article as a whole."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="stance_places")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    source = models.PositiveBigIntegerField()
    day = models.DateField(help_text="The article's; the last of all days where it has none.")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    holder = models.PositiveBigIntegerField(help_text="0: the article's own voice.")
    target = models.PositiveBigIntegerField(help_text="0 where none is given.")
    polarity = models.SmallIntegerField()
    aside = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["story", "day", "article", "start"], name="stance_place_day"),
            models.Index(
                fields=["story", "holder", "target", "day", "article"], name="stance_place_of"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} → {self.target}: {self.polarity} in {self.article_id}"


class StanceTally(models.Model):
    """How often a holder is for and against a target, in a story or in one source of it."""

    class Scope(models.TextChoices):
        PASSAGE = "passage", "passages that count"
        ASIDE = "aside", "passages in captions, references and the like"
        ARTICLE = "article", "whole articles"

    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    scope = models.CharField(max_length=7, choices=Scope.choices)
    source = models.PositiveBigIntegerField()
    holder = models.PositiveBigIntegerField()
    target = models.PositiveBigIntegerField()
    spoken = models.BooleanField(help_text="Whether a speaker holds it.")
    holder_called = models.CharField(max_length=LONGEST_FORM, blank=True)
    target_called = models.CharField(max_length=LONGEST_FORM, blank=True)
    against = models.IntegerField(default=0)
    neutral = models.IntegerField(default=0)
    favour = models.IntegerField(default=0)
    times = models.IntegerField(default=0)
    divided = models.IntegerField(default=0, help_text="Those that contradict the commoner side.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="stance_tally_once",
                fields=["story", "scope", "source", "holder", "target"],
            )
        ]
        indexes = [
            models.Index(
                fields=["story", "scope", "source", "spoken", "-times"], name="stance_tally_often"
            ),
            models.Index(fields=["holder"], name="stance_tally_holder"),
            models.Index(fields=["target"], name="stance_tally_target"),
        ]

    def __str__(self) -> str:
        return f"{self.holder} → {self.target}: −{self.against} ·{self.neutral} +{self.favour}"


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
