"""What comes in from the web and waits for a manager: fetched pages, feeds and their entries."""

from hashlib import sha256

from django.conf import settings
from django.db import models


def address_key(address: str) -> str:
    """Return what makes two addresses one: an index holds it whatever the address's length."""
    return sha256(address.partition("#")[0].encode(errors="surrogatepass")).hexdigest()


class FetchedPage(models.Model):
    """An address that a manager asked for, and what it holds, until it is taken or dropped.

    `annotator/desk/arrivals/fetch_actions.py` is the only writer.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        FETCHED = "fetched", "fetched"
        FAILED = "failed", "failed"

    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="fetched_pages")
    address = models.URLField(max_length=2000)
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=500, blank=True, help_text="As a feed gives it.")
    source = models.CharField(max_length=200, blank=True, help_text="As a feed gives it.")
    published_on = models.DateField(null=True, help_text="As a feed gives it.")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    landed_at = models.URLField(max_length=2000, blank=True, help_text="Where it led in the end.")
    content = models.BinaryField(default=b"")
    media_type = models.CharField(max_length=100, blank=True)
    charset = models.CharField(max_length=40, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="fetched_page_once",
                fields=["story", "key"],
                violation_error_message="This address is in the list already.",
            )
        ]
        indexes = [models.Index(fields=["story", "-asked_at", "-id"], name="fetched_newest")]

    def __str__(self) -> str:
        return self.title or self.address


class Feed(models.Model):
    """An RSS or Atom feed whose new entries are offered to a story.

    `annotator/desk/arrivals/feed_actions.py` is the only writer of feeds and their entries.
    """

    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="feeds")
    address = models.URLField(max_length=2000)
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    look_at = models.DateTimeField(help_text="When it is looked at next.")
    looked_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    failures = models.PositiveSmallIntegerField(default=0, help_text="In a row.")

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="feed_once",
                fields=["story", "key"],
                violation_error_message="The story has this feed already.",
            )
        ]
        indexes = [models.Index(fields=["look_at"], name="feed_due")]

    def __str__(self) -> str:
        return self.title or self.address


class FeedEntry(models.Model):
    """An entry of a feed that was offered to a story: once, whatever became of the feed."""

    class State(models.TextChoices):
        NEW = "new", "new"
        TAKEN = "taken", "taken"
        DISMISSED = "dismissed", "dismissed"

    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="feed_entries")
    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, related_name="entries")
    address = models.URLField(max_length=2000)
    key = models.CharField(max_length=64, help_text="Of the address.")
    own_key = models.CharField(max_length=64, help_text="Of what the feed calls it.")
    title = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True)
    seen_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.NEW)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-seen_at", "-pk"]
        verbose_name_plural = "feed entries"
        constraints = [
            models.UniqueConstraint(name="entry_once_a_story", fields=["story", "key"]),
            models.UniqueConstraint(name="entry_once_a_feed", fields=["feed", "own_key"]),
        ]
        indexes = [models.Index(fields=["story", "state", "-seen_at", "-id"], name="entry_newest")]

    def __str__(self) -> str:
        return self.title or self.address
