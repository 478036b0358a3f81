"""Annotations, assignments, and where an article stands."""

from annotator.annotations.models.annotation import (
    Annotation,
    Approximator,
    Layer,
    Modality,
    Receipt,
)
from annotator.annotations.models.assignment import (
    ENDED,
    OPEN,
    Assignment,
    Stage,
    Standing,
    State,
)

__all__ = [
    "ENDED",
    "OPEN",
    "Annotation",
    "Approximator",
    "Assignment",
    "Layer",
    "Modality",
    "Receipt",
    "Stage",
    "Standing",
    "State",
]
