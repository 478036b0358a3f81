"""Import by address: ask for pages, see what was fetched, preview each, take or drop it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from annotator.background import worker_is_there
from annotator.desk.arrivals.access import fetched_page_for, fetching_story_for
from annotator.desk.arrivals.fetch_actions import WantedPage, ask_for_pages, drop_page, take_page
from annotator.desk.arrivals.forms import AboutForm, AddressesForm
from annotator.desk.arrivals.page import ShownArrival, arrival_of, first_look, look_again
from annotator.desk.models import FetchedPage
from annotator.pagination import page_of
from annotator.people.access import MANAGERS, DeskRequest, story_for
from articles.models import Article, Source, Story

State = FetchedPage.State


@require_http_methods(["GET", "HEAD", "POST"])
def fetched_pages(request: DeskRequest, slug: str) -> HttpResponse:
    """List what was fetched for the story and waits, or ask for more addresses."""
    if request.method != "POST":
        story = story_for(request, slug, MANAGERS)
        return _list(request, story, AddressesForm())
    story = fetching_story_for(request, slug, settings.FETCH_ADDRESSES)
    form = AddressesForm(request.POST)
    if not form.is_valid():
        return _list(request, story, form)
    ask_for_pages(story, map(WantedPage, form.cleaned_data["addresses"]), request.user)
    return redirect("desk:fetched_pages", story.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def fetched_page(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Preview what an address holds, or store what was previewed."""
    page = fetched_page_for(request, slug, pk)
    if page.state != State.FETCHED:
        return redirect("desk:fetched_pages", slug)
    if request.method != "POST":
        given = {"source": page.source, "title": page.title}
        shown = first_look(page.story, arrival_of(page), given, page.published_on)
        return _show(request, page, shown)
    form = AboutForm(request.POST)
    shown, wanted = look_again(page.story, form, arrival_of(page), request.POST)
    if wanted is None:
        return _show(request, page, shown)
    messages.success(request, str(take_page(page, wanted)))
    address = reverse("desk:fetched_pages", args=[slug])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


@require_POST
def drop_fetched(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Take a page off the list."""
    page = fetched_page_for(request, slug, pk)
    drop_page(page)
    messages.success(request, f"Dropped: {page}")
    return redirect("desk:fetched_pages", slug)


@require_POST
def fetch_again(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Ask once more for an address that could not be fetched."""
    page = fetched_page_for(request, slug, pk)
    fetching_story_for(request, slug, settings.FETCH_ADDRESSES)
    ask_for_pages(page.story, [WantedPage(page.address)], request.user)
    return redirect("desk:fetched_pages", slug)


def _list(request: DeskRequest, story: Story, form: AddressesForm) -> HttpResponse:
    kept = FetchedPage.objects.filter(story=story).defer("content").select_related("asked_by")
    page = page_of(kept, request)
    shown = {
        "story": story,
        "tab": "import",
        "way_in": "addresses",
        "form": form,
        "page": page,
        "fetching": settings.FETCH_ADDRESSES,
        "goes_on": any(one.state == State.WAITING for one in page),
        "worker": worker_is_there(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/fetched_pages.html", shown, status=status)


def _show(request: DeskRequest, page: FetchedPage, shown: ShownArrival) -> HttpResponse:
    context = {"story": page.story, "tab": "import", "way_in": "addresses", "arrived": page}
    context |= {"form": shown.form, "preview": shown.preview}
    context["corrects"] = Article.objects.filter(
        story=page.story, url__in={page.address, page.landed_at}
    ).first()
    if request.htmx:
        template = "desk/_import_preview.html"
    else:
        template = "desk/fetched_page.html"
        context["sources"] = Source.objects.values_list("name", flat=True)[:500]
    refused = request.method == "POST" and shown.preview.problems
    return render(request, template, context, status=422 if refused else 200)
