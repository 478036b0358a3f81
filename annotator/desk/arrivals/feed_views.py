"""A story's feeds: follow and remove them, and decide on what they offer."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from annotator.background import worker_is_there
from annotator.desk.arrivals import feed_actions
from annotator.desk.arrivals.access import feed_for, fetching_story_for
from annotator.desk.arrivals.filters import EntryFilter
from annotator.desk.arrivals.forms import FeedForm
from annotator.desk.models import Feed, FeedEntry
from annotator.pagination import SIZE, page_of
from annotator.people.access import MANAGERS, DeskRequest, story_for
from articles.models import Story


@require_http_methods(["GET", "HEAD", "POST"])
def feeds(request: DeskRequest, slug: str) -> HttpResponse:
    """List what the story's feeds offer, or follow one more."""
    if request.method != "POST":
        story = story_for(request, slug, MANAGERS)
        return _list(request, story, FeedForm())
    story = fetching_story_for(request, slug, settings.FETCH_ADDRESSES)
    form = FeedForm(request.POST)
    if form.is_valid():
        try:
            feed_actions.follow_feed(story, form.cleaned_data["address"], request.user)
        except ValidationError as error:
            form.add_error("address", error.messages)
        else:
            return redirect("desk:feeds", story.slug)
    return _list(request, story, form)


@require_POST
def look_at_feeds_now(request: DeskRequest, slug: str) -> HttpResponse:
    """Let all feeds of the story be looked at now."""
    story = fetching_story_for(request, slug, settings.FETCH_ADDRESSES)
    feed_actions.look_now(story, request.user)
    messages.success(request, "The feeds are looked at now. Reload the page in a moment.")
    return redirect("desk:feeds", slug)


@require_POST
def remove_feed(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Follow a feed no longer."""
    feed = feed_for(request, slug, pk)
    feed_actions.remove_feed(feed)
    messages.success(request, f"{feed} is followed no longer. What was taken stays.")
    return redirect("desk:feeds", slug)


@require_POST
def decide_entries(request: DeskRequest, slug: str) -> HttpResponse:
    """Take or dismiss what is ticked, or offer it again."""
    story = story_for(request, slug, MANAGERS)
    act = request.POST.get("act", "")
    keys = [int(key) for key in request.POST.getlist("entries")[:SIZE] if _is_key(key)]
    done: list[int] = []
    if not keys or act not in {"take", "dismiss", "offer"}:
        messages.error(request, "Tick what you mean, then press what is to be done with it.")
    elif act == "take":
        fetching_story_for(request, slug, settings.FETCH_ADDRESSES)
        if feed_actions.take_entries(story, keys, request.user):
            return redirect("desk:fetched_pages", slug)
    elif act == "dismiss":
        done = feed_actions.dismiss_entries(story, keys, request.user)
    else:
        feed_actions.offer_again(story, keys, request.user)
    told = {"dismissed": ",".join(map(str, done))} if done else {}
    address = reverse("desk:feeds", args=[slug])
    return HttpResponseRedirect(f"{address}?{urlencode(told)}" if told else address)


def _is_key(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < 16


def _list(request: DeskRequest, story: Story, form: FeedForm) -> HttpResponse:
    offered = FeedEntry.objects.filter(story=story).select_related("feed")
    listed = EntryFilter(request.GET, offered, story=story)
    page = page_of(listed.qs, request)
    dismissed = request.GET.get("dismissed", "").split(",")[:SIZE]
    shown = {
        "story": story,
        "tab": "import",
        "way_in": "feeds",
        "form": form,
        "filter": listed,
        "page": page,
        "feeds": list(Feed.objects.filter(story=story)[:200]),
        "dismissed": [key for key in dismissed if _is_key(key)],
        "fetching": settings.FETCH_ADDRESSES,
        "worker": worker_is_there(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/feeds.html", shown, status=status)
