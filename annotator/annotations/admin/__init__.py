"""The admin of what is annotated: what Django's autodiscovery imports registers itself."""

from annotator.annotations.admin import annotations, articles, people, vocabulary

__all__ = ["annotations", "articles", "people", "vocabulary"]
