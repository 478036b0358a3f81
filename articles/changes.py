"""Say that articles have changed, or what is known of them: for whoever keeps what follows from it.

What is saved one by one says so by itself, by Django's own signals; what is written many at once
says it here, inside the transaction that writes.
"""

from collections.abc import Iterable

from django.dispatch import Signal

articles_changed = Signal()
"""Sent with `articles`, their keys."""
article_revised = Signal()
"""Sent with `article`, whose text is another one now, inside the transaction that writes it."""


def note_articles(articles: Iterable[int]) -> None:
    """Say that these articles have changed. To be called inside a transaction."""
    if keys := sorted(set(articles)):
        articles_changed.send(sender=None, articles=keys)
