"""The doors to what arrives from the web: a manager's, and each thing by its story."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from annotator.desk.models import Feed, FetchedPage
from annotator.people.access import MANAGERS, DeskRequest, story_for
from articles.models import Story


def fetched_page_for(request: DeskRequest, slug: str, pk: int) -> FetchedPage:
    """Return a fetched page, its story loaded. Raises Http404 or PermissionDenied."""
    story = story_for(request, slug, MANAGERS)
    page = FetchedPage.objects.filter(story=story, pk=pk).first()
    if page is None:
        raise Http404
    page.story = story
    return page


def feed_for(request: DeskRequest, slug: str, pk: int) -> Feed:
    """Return a feed of the story. Raises Http404 or PermissionDenied."""
    story = story_for(request, slug, MANAGERS)
    feed = Feed.objects.filter(story=story, pk=pk).first()
    if feed is None:
        raise Http404
    return feed


def fetching_story_for(request: DeskRequest, slug: str, is_on: bool) -> Story:
    """Return the story, where the desk asks other servers. Raises Http404 or PermissionDenied."""
    story = story_for(request, slug, MANAGERS)
    if not is_on:
        raise PermissionDenied(
            "This desk asks no other server. Whoever runs it switches that on: FETCH_ADDRESSES."
        )
    return story
