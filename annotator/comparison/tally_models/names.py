"""How often names are used: of each article what it adds, and the counts of the story.

In a tally 0 stands for every source, and for no entity.
"""

from django.db import models

from articles.models import Article, Story

LONGEST_FORM = 200
"""Characters of a name's form, or of a word, that are kept: no longer text finds an index."""


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
