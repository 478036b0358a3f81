"""What is read: sources, stories, articles. Nothing here knows of annotations, nor of users."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from articles import text as texts
from articles.version_models import Original, Version

__all__ = ["Article", "Original", "Region", "Source", "Story", "Version"]


class Source(models.Model):
    """An outlet: a newspaper, an agency, a site. (A person who is quoted is a speaker.)"""

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=200, unique=True, allow_unicode=True)
    homepage = models.URLField(blank=True, max_length=500)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Story(models.Model):
    """One event or topic that several sources cover; the workspace."""

    slug = models.SlugField(
        max_length=80, unique=True, allow_unicode=True, help_text="Part of its address."
    )
    title = models.CharField(max_length=200)
    guidelines = models.TextField(
        blank=True, help_text="What annotators should mark, and how. They read it beside the text."
    )
    readers = models.PositiveSmallIntegerField(
        "readers an article",
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text="How many people should read each article.",
    )
    take_next = models.BooleanField(
        "annotators may take the next article",
        default=True,
        help_text="Whoever has read what was assigned takes an article that still lacks readers.",
    )
    hide_sources = models.BooleanField(
        "hide sources from annotators",
        default=False,
        help_text="While they read, annotators do not see an article's source, byline or address.",
    )
    readers_settle = models.BooleanField(
        "readers may settle",
        default=False,
        help_text="A person may settle an article that they have read; their decisions are marked.",
    )
    copy_share = models.PositiveSmallIntegerField(
        "one voice from, per cent",
        default=40,
        validators=[MinValueValidator(5), MaxValueValidator(100)],
        help_text="Two articles that share so much of the shorter's wording are one voice.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "stories"
        constraints = [
            models.CheckConstraint(
                name="story_asks_for_readers",
                condition=models.Q(readers__gte=1),
                violation_error_message="A story asks for at least one reader an article.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Article(models.Model):
    """One text by one source in one story.

    Its text does not change once it is stored; a corrected one is a new version, and the article
    has the newest, whose number is `version`.
    """

    story = models.ForeignKey(Story, models.PROTECT, related_name="articles")
    source = models.ForeignKey(Source, models.PROTECT, related_name="articles")
    title = models.CharField(max_length=500)
    byline = models.CharField(max_length=300, blank=True)
    url = models.URLField("address", max_length=2000, blank=True)
    language = models.CharField(max_length=35, blank=True, help_text="A tag such as en or ur.")
    published_on = models.DateField(null=True, blank=True)
    text = models.TextField()
    text_sha256 = models.CharField("SHA-256 of the text", max_length=64, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    word_count = models.PositiveIntegerField(editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["published_on", "pk"]
        permissions = [("erase_article", "Can erase an article for good")]
        indexes = [
            # A story's numbers are summed from this alone: the rows carry the texts.
            models.Index(fields=["story", "source", "word_count"], name="article_numbers"),
            # A page of a story's list is read off its order, whatever the story's size.
            models.Index(fields=["story", "published_on", "id"], name="article_by_date"),
            models.Index(fields=["story", "title", "id"], name="article_by_title"),
            models.Index(fields=["story", "word_count", "id"], name="article_by_words"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="article_once_in_a_story",
                fields=["story", "source", "text_sha256"],
                violation_error_message="This story has this text of this source already.",
            ),
            models.CheckConstraint(
                name="article_text_not_empty",
                condition=~models.Q(text=""),
                violation_error_message="The article has no text.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean_fields(self, exclude: Any = None) -> None:
        """Seal the text, so that its canonical form, hash and word count belong together."""
        if "text" not in (exclude or ()):
            try:
                self.seal()
            except texts.TextRefused as refusal:
                raise ValidationError({"text": str(refusal)}) from refusal
        super().clean_fields(exclude=exclude)

    def seal(self) -> None:
        """Set what follows from the text. Raises TextRefused where it cannot be stored."""
        self.text = texts.canonical(self.text)
        self.text_sha256 = texts.sha256(self.text)
        self.word_count = texts.word_count(self.text)

    def blocks(self) -> list[texts.Block]:
        """Return the blocks of the text, in order."""
        return list(texts.blocks(self.text))


class Region(models.Model):
    """A part of an article's text that has a role; what no region covers is body.

    `start` and `end` are code points into the article's text, half-open.
    """

    class Role(models.TextChoices):
        BODY = "body", "body"
        HEADLINE = "headline", "headline"
        STANDFIRST = "standfirst", "standfirst"
        BYLINE = "byline", "byline"
        CAPTION = "caption", "caption"
        LINK = "link", "link"
        REFERENCES = "references", "references"
        BOILERPLATE = "boilerplate", "boilerplate"
        REPEATED = "repeated", "repeated"

    class Origin(models.TextChoices):
        INTAKE = "intake", "proposed when the article came in"
        READER = "reader", "proposed while reading"
        MANAGER = "manager", "set by a manager"

    article = models.ForeignKey(Article, models.CASCADE, related_name="regions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    role = models.CharField(max_length=11, choices=Role.choices)
    origin = models.CharField(max_length=7, choices=Origin.choices, default=Origin.INTAKE)

    class Meta:
        ordering = ["article", "start", "end"]
        constraints = [
            models.CheckConstraint(
                name="region_not_empty",
                condition=models.Q(start__lt=models.F("end")),
                violation_error_message="The region is empty.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.start}-{self.end}"
