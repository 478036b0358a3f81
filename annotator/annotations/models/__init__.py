"""Annotations, assignments, and where an article stands."""

from annotator.annotations.models.annotation import (
    Annotation,
    Approximator,
    Layer,
    Modality,
    Receipt,
)
from annotator.annotations.models.article_label import ArticleLabel
from annotator.annotations.models.assignment import (
    ENDED,
    OPEN,
    Assignment,
    Stage,
    Standing,
    State,
    is_overdue,
    overdue,
)
from annotator.annotations.models.dismissal import Dismissal

__all__ = [
    "ENDED",
    "OPEN",
    "Annotation",
    "Approximator",
    "ArticleLabel",
    "Assignment",
    "Dismissal",
    "Layer",
    "Modality",
    "Receipt",
    "Stage",
    "Standing",
    "State",
    "is_overdue",
    "overdue",
]
