"""Let the passages of leads follow a corrected text, in the transaction that brings it."""

from typing import Any

from django.db.models import Q

from annotator.comparison.leads.intake.plan import place_quotes
from annotator.comparison.models import Lead
from articles.changes import article_revised
from articles.models import Article

PLACES = ("start_a", "end_a", "found_a", "start_b", "end_b", "found_b")


def connect() -> None:
    """Link corrected texts with leads; called once, when the app is ready."""
    article_revised.connect(_revised)


def _revised(article: Article, **_: Any) -> None:
    """Look for the quotes of the article's leads in its text of today."""
    leads = list(Lead.objects.filter(Q(article_a=article) | Q(article_b=article)))
    if not leads:
        return
    sides = [(one, "a") for one in leads if one.article_a_id == article.pk]
    sides += [(one, "b") for one in leads if one.article_b_id == article.pk]
    place_quotes(article, sides)
    Lead.objects.bulk_update(leads, PLACES, batch_size=500)
