"""Tell of articles and versions as one member may see them: the source, where it is not hidden."""

from collections.abc import Sequence

from annotator.annotations.visibility.source_masking import (
    hides_sources_from,
    source_hidden,
    sources_hidden_from,
)
from annotator.api.articles.schemas import (
    ArticleOut,
    ArticleTextOut,
    PartOut,
    VersionOut,
    VersionTextOut,
)
from annotator.people.models import Membership
from articles.models import Article, Version
from articles.regions import parts_of

_PLAIN = ("title", "language", "published_on", "word_count", "version", "created_at")
_OF_VERSION = (
    "number", "title", "word_count", "text_sha256", "dated_on", "origin", "note", "is_noted",
    "came_at",
)  # fmt: skip


def articles_out(articles: Sequence[Article], membership: Membership) -> list[ArticleOut]:
    """Return the articles of one story, in their order; one statement where it hides sources."""
    keys = [article.pk for article in articles]
    bare: set[int] = set()
    if hides_sources_from(membership):
        among = Article.objects.filter(sources_hidden_from(membership.user), pk__in=keys)
        bare = set(among.order_by().values_list("pk", flat=True))
    return [_article(one, membership, one.pk in bare) for one in articles]


def article_out(article: Article, membership: Membership) -> ArticleTextOut:
    """Return an article with its text and parts."""
    plain = _article(article, membership, source_hidden(article, membership))
    return ArticleTextOut(
        **plain.model_dump(),
        text=article.text,
        text_sha256=article.text_sha256,
        parts=[PartOut(start=p.start, end=p.end, role=p.role) for p in parts_of(article)],
    )


def version_out(version: Version, hidden: bool) -> VersionOut:
    """Return a version; `hidden`: whether where it comes from is."""
    return VersionOut(
        url=None if hidden else version.url,
        **{name: getattr(version, name) for name in _OF_VERSION},
    )


def version_text_out(version: Version, hidden: bool) -> VersionTextOut:
    """Return a version with its text."""
    return VersionTextOut(**version_out(version, hidden).model_dump(), text=version.text)


def _article(article: Article, membership: Membership, bare: bool) -> ArticleOut:
    return ArticleOut(
        id=article.pk,
        story=membership.story.slug,
        source=None if bare else article.source.name,
        url=None if bare else article.url,
        byline=None if bare else article.byline,
        **{name: getattr(article, name) for name in _PLAIN},
    )
