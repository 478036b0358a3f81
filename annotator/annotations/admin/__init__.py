"""The admin of annotations: Django imports it, and its modules register their pages."""

from annotator.annotations.admin import annotations, articles, people, vocabulary

__all__ = ["annotations", "articles", "people", "vocabulary"]
