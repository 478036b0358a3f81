"""A reader that is a program, and what a story wants of it. `readers/actions.py` is the only
writer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from annotator.people.models import User
from articles.models import Story


class Engine(models.TextChoices):
    """What does the reading."""

    NAMES = "names", "names of the registry"
    CUES = "cues", "numbers, dates and cue words"
    ENDPOINT = "endpoint", "a language model over HTTP"
    PROGRAM = "program", "a program of the desk’s own"
    SPACY = "spacy", "spaCy"
    GLINER = "gliner", "GLiNER"
    OUTSIDE = "outside", "a program elsewhere, which submits by the API"


GIVEN_NAMES = (Engine.NAMES, Engine.CUES)
"""Engines that make something of the registry's names: their input changes with these."""


class Shows(models.TextChoices):
    """What the people of a story see of a machine's reading."""

    NOTHING = "nothing", "nothing: people read blind"
    SUGGESTIONS = "suggestions", "suggestions, to be accepted one by one"
    LANE = "lane", "a lane of its own when settling"


class MachineReader(models.Model):
    """A program that reads as an account of its own, in one make: engine, model, options, prompt.

    A make that has read something does not change: another prompt is another reader, so that no
    figure ever mixes the two.
    """

    account = models.OneToOneField(User, models.PROTECT, related_name="machine_reader")
    name = models.CharField(max_length=100)
    engine = models.CharField(max_length=8, choices=Engine.choices)
    model = models.CharField(max_length=200, blank=True, help_text="As the engine calls it.")
    version = models.CharField(max_length=100, blank=True, help_text="The model's, as it is told.")
    options = models.JSONField(default=dict, blank=True)
    prompt = models.TextField(max_length=20_000, blank=True)
    make = models.CharField(
        max_length=64, unique=True, editable=False,
        help_text="SHA-256 of engine, model, version, options and prompt.",
    )  # fmt: skip
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class StoryReader(models.Model):
    """What one story wants of one machine reader."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="machine_readers")
    reader = models.ForeignKey(MachineReader, models.PROTECT, related_name="stories")
    counts = models.BooleanField(
        default=False,
        help_text="Whether its readings count as a reader's in agreement, majorities and "
        "automatic acts; each figure then says so.",
    )
    daily_articles = models.PositiveIntegerField(
        null=True, blank=True, help_text="The most articles it reads in one day, by UTC."
    )
    most_cost = models.DecimalField(
        max_digits=12, decimal_places=4, null=True, blank=True,
        help_text="What all its readings of the story may cost, in the desk's own currency.",
    )  # fmt: skip
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["reader__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="machine_once_in_a_story",
                fields=["story", "reader"],
                violation_error_message="This machine reads for the story already.",
            ),
            models.CheckConstraint(
                name="machine_removed_counts_not",
                condition=Q(counts=False) | Q(removed_at=None),
                violation_error_message="A machine that is taken off the story counts no more.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader} in {self.story}"


class AidRule(models.Model):
    """What people see of a machine's reading from a moment on; never changed, only followed.

    Which readings see no suggestions is drawn by `seed` (`suggestions/draw.py`), so that anybody
    can draw it again. The rule of the moment in which a reading was begun holds for it for good.
    """

    of = models.ForeignKey(StoryReader, models.CASCADE, related_name="aid_rules")
    shows = models.CharField(max_length=11, choices=Shows.choices)
    unaided_percent = models.PositiveSmallIntegerField(
        default=20, help_text="The share of readings that never see its suggestions, in percent."
    )
    seed = models.CharField(max_length=32, editable=False)
    since = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                name="aid_rule_percent",
                condition=Q(unaided_percent__lte=100),
                violation_error_message="The share lies between 0 and 100 percent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of}: {self.get_shows_display()} since {self.since}"
