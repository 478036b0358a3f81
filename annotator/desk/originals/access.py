"""The door to what an article came in as: whoever may know its source."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from annotator.annotations.visibility.source_masking import source_hidden
from annotator.people.access import DeskRequest, article_for
from annotator.text import plain_number
from articles.models import Article, Original


def article_with_source(request: DeskRequest, pk: int) -> Article:
    """Return the article for a member from whom its source is not hidden.

    Raises Http404 for a stranger, PermissionDenied while the story hides its sources.
    """
    article = article_for(request, pk)
    if source_hidden(article, request.membership):
        raise PermissionDenied(
            "The story hides its sources while you read. What an article came in as would tell its "
            "source: it is shown once the article is finished."
        )
    return article


def original_for(article: Article, asked: str) -> Original | None:
    """Return what the version that is asked for came in as, without its bytes.

    `asked` is a version's number as it stands in an address; '' asks for the newest that was kept.
    None where nothing was kept. Raises Http404 where there is no such version.
    """
    kept = Original.objects.filter(article=article).defer("content").order_by("-version")
    if not asked:
        return kept.first()
    number = plain_number(asked)
    found = None if number is None else kept.filter(version=number).first()
    if found is None:
        raise Http404
    return found
