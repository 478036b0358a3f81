"""The admin of annotations: Django imports it, and its modules register their pages."""

from annotator.annotations.admin import (
    annotations,
    articles,
    bulk_acts,
    people,
    sources,
    vocabulary,
)

__all__ = ["annotations", "articles", "bulk_acts", "people", "sources", "vocabulary"]
