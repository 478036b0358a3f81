"""Annotations, assignments, and where an article stands."""

from annotator.annotations.models.annotation import Annotation, Receipt
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
from annotator.annotations.models.bulk_act import BulkAct
from annotator.annotations.models.choices import (
    Approximator,
    Layer,
    Modality,
    Origin,
    Proposed,
    ValueSpan,
)
from annotator.annotations.models.constraints import DOCUMENT_LABEL, SPAN
from annotator.annotations.models.dismissal import Dismissal
from annotator.annotations.models.document_label import DocumentLabel
from annotator.annotations.models.notice import Notice, NoticeKind
from annotator.annotations.models.placement import Placement, Revision
from annotator.annotations.models.presence import Presence
from annotator.annotations.models.reader_counts import ReaderCounts
from annotator.annotations.models.region_change import RegionChange
from annotator.annotations.models.staged import StagedBatch

__all__ = [
    "DOCUMENT_LABEL",
    "DUE_FIRST",
    "ENDED",
    "OPEN",
    "SPAN",
    "Annotation",
    "Approximator",
    "ArticleProgress",
    "Assignment",
    "AssignmentState",
    "BulkAct",
    "Dismissal",
    "DocumentLabel",
    "Layer",
    "Modality",
    "Notice",
    "NoticeKind",
    "Origin",
    "Placement",
    "Presence",
    "Proposed",
    "ReaderCounts",
    "Receipt",
    "RegionChange",
    "Revision",
    "Stage",
    "StagedBatch",
    "ValueSpan",
    "is_overdue",
    "overdue",
]
