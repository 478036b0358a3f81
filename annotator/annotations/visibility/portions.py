"""Say what of the desk somebody may take in a file, and give a table its address.

The door, then the filters, then what the member may not see yet: the same for every table.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.models import Layer
from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.annotations.visibility.source_masking import hides_sources_from, sources_hidden_from
from annotator.operations.replica import reads_from_replica
from annotator.people.access import DeskRequest, story_for
from annotator.people.models import Membership
from annotator.tables import Table, TableFilters, refused, streamed
from articles.models import Story

EVERYTHING = Q()
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Portion:
    """What of the desk goes into one file: of these stories, in order of their slugs, everything
    but what is left out."""

    stories: Sequence[Story]
    hidden: frozenset[int] = frozenset()
    """Articles of which nothing goes into it."""
    articles: Q = EVERYTHING
    """Which articles go into it, as a condition on Article; `hidden` ones are none of them."""
    rows: Q = EVERYTHING
    """What of each article goes into it, as a condition on what the table's rows are."""
    sourceless: Q = NOTHING
    """Articles whose source and address are left out, as a condition on Article."""
    machines: bool = False
    """Whether what machines marked goes into it, in the place of what people did."""


def portion_of(
    table: Table[Portion],
    stories: Sequence[Story],
    form: TableFilters,
    membership: Membership | None = None,
) -> Portion:
    """Return what a member of the one story may have of the table; without one, everything.

    The form has been found valid.
    """
    stories = sorted(stories, key=lambda story: story.slug)
    articles, rows = form.articles(), form.rows()
    machines = form.cleaned_data.get("layer") == Layer.MACHINE
    if membership is None:
        return Portion(stories, articles=articles, rows=rows, machines=machines)
    user, [story] = membership.user, stories
    hidden: frozenset[int] = frozenset()
    if table.visible is not None:
        rows &= table.visible(user, story, membership)
    elif hidden := articles_hidden_from(user, story):
        articles &= ~Q(pk__in=hidden)
    masked = table.masks_sources and hides_sources_from(membership)
    return Portion(
        stories, hidden, articles, rows, sources_hidden_from(user) if masked else NOTHING, machines
    )


def address_of(table: Table[Portion]) -> URLPattern:
    """Return the address at which members of a story download the table."""

    @require_GET
    @never_cache
    @reads_from_replica
    def download(request: DeskRequest, slug: str) -> HttpResponseBase:
        story = story_for(request, slug, table.roles)
        form = table.filters(request.GET, story, request.membership)
        if not form.is_valid():
            return refused(form)
        portion = portion_of(table, [story], form, request.membership)
        return streamed(table, portion, story.slug, bom=form.bom_wanted())

    name = table.url.partition(":")[2]
    return path(f"stories/<str:slug>/{table.file}", download, name=name)
