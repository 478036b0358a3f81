"""The texts that an article has had, and what each came in as."""

from django.db import models


class Version(models.Model):
    """One text of an article that was corrected; the article itself has the newest one.

    Rows are there once there are two: an article that was never corrected is its only version.
    `articles/versions/actions.py` is the only writer.
    """

    class Origin(models.TextChoices):
        FIRST = "first", "as it first came in"
        PASTED = "pasted", "pasted"
        FILE = "file", "a file"
        ADDRESS = "address", "fetched from its address"
        COMMAND = "command", "the command revise_article"

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    text = models.TextField()
    text_sha256 = models.CharField("SHA-256 of the text", max_length=64)
    word_count = models.PositiveIntegerField()
    regions = models.JSONField(
        default=list, help_text="Its parts with a role, as they stood: start, end, role, origin."
    )
    dated_on = models.DateField(null=True, blank=True, help_text="The day the outlet gives it.")
    origin = models.CharField(max_length=7, choices=Origin.choices, default=Origin.FIRST)
    url = models.URLField("address", max_length=2000, blank=True)
    note = models.TextField(blank=True, max_length=2000, help_text="What the desk says of it.")
    is_noted = models.BooleanField(
        "the article says so",
        default=False,
        help_text="The outlet tells its readers that it corrected the article.",
    )
    came_at = models.DateTimeField()

    class Meta:
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(name="version_number_once", fields=["article", "number"])
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.title}"


class Original(models.Model):
    """What a version came in as, byte by byte: the page, the file or the pasted text."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="originals")
    version = models.PositiveIntegerField(default=1)
    content = models.BinaryField()
    sha256 = models.CharField("SHA-256 of the bytes", max_length=64)
    size = models.PositiveIntegerField(help_text="In bytes.")
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=300, blank=True, help_text="Of the file, if it was one.")
    encoding = models.CharField(max_length=40, blank=True, help_text="As which it was read.")
    url = models.URLField("address", max_length=2000, blank=True)
    pages = models.JSONField(
        default=list, help_text="Where in the text each page of a paged document begins."
    )
    came_at = models.DateTimeField()

    class Meta:
        ordering = ["article", "version"]
        constraints = [
            models.UniqueConstraint(name="original_once_a_version", fields=["article", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.name or self.url or self.media_type}, {self.size} bytes"
