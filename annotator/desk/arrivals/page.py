"""What the pages of arrivals show, as plain values, and whether what was previewed is stored."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db.models import Q

from annotator.desk.arrivals.forms import AboutForm, about
from annotator.desk.models import FetchedPage
from annotator.desk.stories.import_page import Preview, chosen_drafts, preview
from annotator.desk.stories.import_views import NOT_PREVIEWED
from articles.intake.arrivals import Arrival, read_arrival
from articles.intake.choices import Choices
from articles.intake.drafts import Batch, Draft, DraftProblem, gather
from articles.models import Article, Source, Story


class ShownArrival(NamedTuple):
    """A form of what is known of an article, and the preview of what would be stored."""

    form: AboutForm
    preview: Preview


def arrival_of(page: FetchedPage) -> Arrival:
    """Return what a fetched page holds."""
    return Arrival(page.landed_at, bytes(page.content), page.media_type, page.charset)


def first_look(
    story: Story, arrival: Arrival, given: Mapping[str, str], day: date | None = None
) -> ShownArrival:
    """Return the form as what arrived fills it in, with its preview.

    `given` stands before what it says of itself; `day` is taken where it says none.
    """
    values = {"source": source_of(story, arrival.address)} | {
        name: value for name, value in given.items() if value
    }
    batch = gather(read_arrival(arrival, values))
    batch.drafts = [replace(one, published_on=one.published_on or day) for one in batch.drafts]
    found = about(batch.drafts[0]) if batch.drafts else values | {"url": arrival.address}
    shown = preview(story, batch, Choices({}), batch.drafts)
    return ShownArrival(AboutForm(initial=found), shown)


def look_again(
    story: Story, form: AboutForm, arrival: Arrival, sent: Mapping[str, Any]
) -> tuple[ShownArrival, list[Draft] | None]:
    """Return what arrived with what was sent of it, and the drafts that are to be stored now, as
    they were chosen to be; None where they are only looked at."""
    batch, choices = form.batch_of(arrival), form.choices()
    drafts, problems = chosen_drafts(batch, choices)
    batch.problems += problems
    is_wanted = is_to_be_stored(sent, batch)
    shown = ShownArrival(form, preview(story, batch, choices, drafts))
    return shown, drafts if is_wanted else None


def is_to_be_stored(sent: Mapping[str, Any], batch: Batch) -> bool:
    """Return whether the batch is what was previewed and is to be stored now.

    Where it is to be stored and is something else, that is a problem of the batch.
    """
    if sent.get("step") != "store" or batch.problems:
        return False
    if sent.get("previewed") == batch.digest():
        return True
    batch.problems.append(DraftProblem("What you sent", NOT_PREVIEWED))
    return False


def source_of(story: Story, address: str) -> str:
    """Return the name of the source that an address most likely belongs to.

    That of an article of the story from the same host, or a source whose homepage it is; else the
    host itself, which is to be corrected.
    """
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    starts = [f"{scheme}://{www}{host}/" for scheme in ("https", "http") for www in ("www.", "")]
    at_host = Q(url__in=[])
    at_home = Q(homepage__in=[start.rstrip("/") for start in starts])
    for start in starts:
        at_host |= Q(url__startswith=start)
        at_home |= Q(homepage__startswith=start)
    known = Article.objects.filter(at_host, story=story).order_by("-pk")
    name = known.values_list("source__name", flat=True).first()
    name = name or Source.objects.filter(at_home).values_list("name", flat=True).first()
    return name or host[:200]
