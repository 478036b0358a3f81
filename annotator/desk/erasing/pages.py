"""What of an article stands where it came from and where it was told: pages, feeds, messages."""

from urllib.parse import urlsplit, urlunsplit

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from annotator.desk.models import FeedEntry, FetchedPage, address_key
from annotator.webhooks.models import WebhookMessage
from articles.models import Article, Original, Version


def addresses_of(article: Article) -> set[str]:
    """Return the addresses at which the article and its versions stand."""
    of_it = {"article": article.pk}
    found = {
        article.url,
        *Version.objects.filter(**of_it).values_list("url", flat=True),
        *Original.objects.filter(**of_it).values_list("url", flat=True),
    }
    return found - {""}


def waiting_pages(article: Article) -> tuple[list[int], list[int]]:
    """Return the fetched pages and the entries of feeds that are of the article, by their keys."""
    keys = {address_key(address) for address in addresses_of(article)}
    fetched = FetchedPage.objects.filter(key__in=keys).values_list("pk", flat=True)
    entries = FeedEntry.objects.filter(key__in=keys).values_list("pk", flat=True)
    return list(fetched), list(entries)


def messages_about(article: Article) -> list[WebhookMessage]:
    """Return the messages to other servers that tell of the article."""
    told = WebhookMessage.objects.filter(story=article.story_id).order_by("pk")
    return [
        one for one in told.iterator(500) if one.facts.get("article", {}).get("id") == article.pk
    ]


def erase_pages(article: Article) -> dict[str, int]:
    """Erase the article from what waits to be taken in and what was told; return how many.

    An entry of a feed stays, without its words, so that it is not offered again.
    """
    fetched, entries = waiting_pages(article)
    FetchedPage.objects.filter(pk__in=fetched).delete()
    for entry in FeedEntry.objects.filter(pk__in=entries):
        entry.title, entry.address = "", _host(entry.address)
        if entry.state == FeedEntry.State.NEW:
            entry.state = FeedEntry.State.DISMISSED
        entry.save(update_fields=["title", "address", "state"])
    told = messages_about(article)
    for message in told:
        about = message.facts["article"]
        message.facts = message.facts | {"article": about | {"title": "", "url": None}}
        message.save(update_fields=["facts"])
    kind = ContentType.objects.get_for_model(Article)
    LogEntry.objects.filter(content_type=kind, object_id=str(article.pk)).update(
        object_repr=f"article {article.pk}", change_message=""
    )
    counts = {"fetched pages": len(fetched), "feed entries": len(entries), "messages": len(told)}
    return {name: count for name, count in counts.items() if count}


def _host(address: str) -> str:
    """Return the address of the site alone: the rest often spells the title."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, "/", "", ""))
