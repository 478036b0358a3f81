"""What somebody says of an article as a whole: its overall stance, say. No span from 0 to n.

`article_labels.py` of the app is the only writer: it keeps revision and history together.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import StartsWith
from simple_history.models import HistoricalRecords

from annotator.annotations.models.annotation import Layer, Receipt
from annotator.vocabulary.models import Entity, Label
from articles.models import Article


class LiveArticleLabels(models.Manager["ArticleLabel"]):
    """Those that are not erased."""

    def get_queryset(self) -> models.QuerySet["ArticleLabel"]:
        return super().get_queryset().filter(erased_at=None)


class ArticleLabel(models.Model):
    """One label that one person gives to one article; of a stance, toward whom or what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, models.PROTECT, related_name="article_labels")
    layer = models.CharField(max_length=7, choices=Layer.choices, default=Layer.READING)
    annotator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="article_labels"
    )
    label = models.ForeignKey(Label, models.PROTECT, related_name="article_labels")
    target = models.ForeignKey(
        Entity, models.PROTECT, null=True, blank=True, related_name="article_labels"
    )
    note = models.TextField(blank=True, max_length=5000)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords(bases=[Receipt])
    everything = models.Manager["ArticleLabel"]()
    objects = LiveArticleLabels()

    class Meta:
        ordering = ["article", "label", "pk"]
        base_manager_name = "everything"
        constraints = [
            models.CheckConstraint(
                name="article_label_target_of_stance",
                condition=Q(target=None) | Q(StartsWith(F("label_id"), Value("stance-"))),
                violation_error_message="Only a stance is toward somebody or something.",
            ),
            models.UniqueConstraint(
                F("article"),
                F("annotator"),
                F("label"),
                Coalesce(F("target"), 0),
                name="article_label_once_in_a_reading",
                condition=Q(layer=Layer.READING, erased_at=None),
                violation_error_message="You have given the article this label already.",
            ),
            models.UniqueConstraint(
                F("article"),
                F("label"),
                Coalesce(F("target"), 0),
                name="article_label_once_in_gold",
                condition=Q(layer=Layer.GOLD, erased_at=None),
                violation_error_message="The article has this label settled already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label_id} of “{self.article}”"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise models.ProtectedError(
            "A label of an article is erased by article_labels.erase.", {self}
        )
