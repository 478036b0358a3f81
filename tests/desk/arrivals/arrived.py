"""What has arrived from the web, without asking it."""

from django.utils import timezone

from annotator.desk.models import Feed, FeedEntry, FetchedPage, address_key

PAGE = (
    b"<html lang='en'><head><title>Talks go on</title>"
    b"<meta property='article:published_time' content='2024-02-29T10:00:00Z'>"
    b"<meta name='author' content='Ann Quill'></head><body><nav>Home</nav><article><h1>Talks go on</h1>"
    b"<p>The minister said on Monday that the talks about the pipeline would go on for a week.</p>"
    b"<p>Nobody else wanted to say how long they would take, or what they would cost in the end.</p>"
    b"</article><script>alert('hostile')</script></body></html>"
)


def fetched(story, address: str, content: bytes = PAGE, media_type: str = "text/html", **more):
    values = {
        "landed_at": address,
        "state": "fetched",
        "asked_at": timezone.now(),
        "ended_at": timezone.now(),
    }
    return FetchedPage.objects.create(
        story=story, address=address, key=address_key(address), content=content,
        media_type=media_type, **(values | more),
    )  # fmt: skip


def followed(story, address: str, **more) -> Feed:
    values = {"added_at": timezone.now(), "look_at": timezone.now()}
    return Feed.objects.create(
        story=story, address=address, key=address_key(address), **(values | more)
    )


def entry(feed: Feed, number: int, **more) -> FeedEntry:
    address = f"https://post.example/{number}"
    values = {"title": f"Entry {number}", "source": "The Post", "seen_at": timezone.now()}
    return FeedEntry.objects.create(
        story=feed.story, feed=feed, address=address, key=address_key(address),
        own_key=address_key(f"own {number}"), **(values | more),
    )  # fmt: skip
