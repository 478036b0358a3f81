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
    DUE_FIRST,
    ENDED,
    OPEN,
    ArticleProgress,
    Assignment,
    AssignmentState,
    Stage,
    is_overdue,
    overdue,
)
from annotator.annotations.models.dismissal import Dismissal

__all__ = [
    "DUE_FIRST",
    "ENDED",
    "OPEN",
    "Annotation",
    "Approximator",
    "ArticleLabel",
    "ArticleProgress",
    "Assignment",
    "AssignmentState",
    "Dismissal",
    "Layer",
    "Modality",
    "Receipt",
    "Stage",
    "is_overdue",
    "overdue",
]
