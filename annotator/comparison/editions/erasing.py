"""Take out of published editions what is erased for good: an article's words, a person's name.

An edition that quotes the article is withdrawn; one that names the person stands. Each keeps the
hash that it had.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from annotator.comparison.editions import actions
from annotator.comparison.editions.documents.document import (
    canonical_json,
    hash_of,
    time_as_text,
)
from annotator.comparison.editions.documents.erasing import (
    ARTICLE,
    NAME,
    Left,
    noted,
    without_article,
    without_words,
)
from annotator.comparison.editions.stored import document_of, withdrawal_of
from annotator.comparison.models import Edition
from annotator.people.models import User
from articles.models import Article

TAKEN_DOWN = "An article that it quotes was taken down."


def editions_quoting(article: Article) -> list[Edition]:
    """Return the editions that quote the article, without their documents, the newest first."""
    found = Edition.objects.filter(story=article.story_id).defer("document")
    return [edition for edition in found if article.pk in edition.articles]


@transaction.atomic
def erase_article_from_editions(article: Article, by: User, written: Left) -> int:
    """Withdraw the editions that quote the article, and erase its words from them; return how many.

    `written`: what is left of what people wrote in any edition of the desk.
    """
    quoting = editions_quoting(article)
    for edition in quoting:
        if withdrawal_of(edition) is None:
            actions.withdraw(edition, by, reason=TAKEN_DOWN)
        _rewrite(edition, ARTICLE, lambda document: without_article(document, article.pk))
    for edition in Edition.objects.order_by("pk").iterator(20):
        _rewrite(edition, ARTICLE, lambda document: without_words(document, written, written))
    return len(quoting)


@transaction.atomic
def erase_name_from_editions(signed: Left, written: Left) -> int:
    """Erase a name from every edition that is signed with it or mentions it; return how many."""
    every = Edition.objects.order_by("pk").iterator(20)
    return sum(
        _rewrite(edition, NAME, lambda document: without_words(document, signed, written))
        for edition in every
    )


def editions_naming(signed: Left, written: Left) -> Iterator[Edition]:
    """Yield the editions from which `erase_name_from_editions` would erase a name."""
    for edition in Edition.objects.select_related("story").order_by("pk").iterator(20):
        document = document_of(edition)
        if without_words(document, signed, written) != document:
            yield edition


def _rewrite(
    edition: Edition, what: str, change: Callable[[Mapping[str, Any]], dict[str, Any]]
) -> bool:
    """Store what is left of the edition's document, with its new hash; return whether any went."""
    document = document_of(edition)
    left = change(document)
    if left == document:
        return False
    now = time_as_text(timezone.now())
    edition.document = canonical_json(noted(left, what, now, edition.sha256))
    edition.sha256 = hash_of(edition.document)
    edition.title, edition.note, edition.signed = left["title"], left["note"], left["published_by"]
    edition.save(update_fields=["document", "sha256", "title", "note", "signed"])
    return True
