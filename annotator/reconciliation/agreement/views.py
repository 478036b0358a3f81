"""Show how far annotators agree, and the passages behind a cell: door, form, figures, page."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from annotator.annotations.drawing.html import Tag
from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.annotations.workbench.page import tags_of
from annotator.background import worker_is_there
from annotator.machines.counting import counting_machines
from annotator.machines.names import reader_names
from annotator.operations.replica import reads_from_replica
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.reconciliation.agreement.choosing import MOST, VisibleStory, known_to, overview_of
from annotator.reconciliation.agreement.forms import CellForm, ChoiceForm
from annotator.reconciliation.agreement.kept import changed_articles, kept_stamp, parts_due
from annotator.reconciliation.agreement.page import page_context
from annotator.reconciliation.agreement.quotes import QuotedPassage, Quotes
from annotator.vocabulary.models import Kind, Label

FRESH = 600
"""Seconds for which a page is kept drawn; for so long a name that was changed may still show."""


@require_GET
@reads_from_replica
def agreement(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the figures of a choice, as they are kept; drawn once, until they are counted again."""
    story = story_for(request, slug, SETTLERS)
    seen = VisibleStory(story, articles_hidden_from(request.user, story))
    machines = [one.name for one in counting_machines([story])[story.pk]]
    behind = _behind(seen) | {"machines": machines}
    key = _key(request, seen, machines)
    drawn = None if behind["due"] else caches["drawn"].get(key)
    status = 200
    if drawn is None:
        drawn, valid = _drawn(request, seen, behind)
        status = 200 if valid else 422
        if valid and not behind["due"]:
            caches["drawn"].set(key, drawn, FRESH)
    page = {"story": story, "tab": "agreement", "drawn": drawn}
    return render(request, "reconciliation/agreement.html", page, status=status)


def _drawn(request: DeskRequest, seen: VisibleStory, behind: dict[str, Any]) -> tuple[str, bool]:
    """Return the page as it is drawn, and whether what was asked can be shown."""
    labels = list(Label.objects.all())
    form = ChoiceForm(request.GET, known_to(seen, request.GET, labels))
    page = {"story": seen.story, "form": form, "filter": {"form": form}, "most": MOST} | behind
    if form.is_valid():
        view = overview_of(seen, form.choice(), form.order_of_pairs(), form.pairs_of())
        page["some"] = bool(view and view.articles) or seen.compared(Kind.CLAIM).exists()
        if view:
            page |= page_context(seen.story, view, labels, request)
    drawn = render_to_string("reconciliation/_agreement.html", page, request)
    return drawn, form.is_valid()


def _key(request: DeskRequest, seen: VisibleStory, machines: Sequence[str]) -> str:
    """Return what the page rests on: the figures, what was asked, what this member must not see
    yet, and who counts."""
    asked = sorted(request.GET.lists())
    words = repr((seen.story.slug, kept_stamp(seen.story), sorted(seen.hidden), asked, machines))
    return f"agreement-{sha256(words.encode()).hexdigest()}"


def _behind(seen: VisibleStory) -> dict[str, Any]:
    """Return how far what is kept lies behind what has been submitted.

    To who has still to read it never does: it would tell that somebody else has read.
    """
    if seen.hidden:
        return {"changed": 0, "due": False, "worker": True}
    changed = changed_articles(seen.story)
    due = bool(changed) or parts_due(seen.story)
    return {"changed": changed, "due": due, "worker": not due or worker_is_there()}


@require_GET
@reads_from_replica
def passages(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the passages of one cell of the confusion matrix, fifty a page."""
    story = story_for(request, slug, SETTLERS)
    seen = VisibleStory(story, articles_hidden_from(request.user, story))
    labels = list(Label.objects.all())
    form = CellForm(request.GET, known_to(seen, request.GET, labels))
    page: dict[str, Any] = {"story": story, "tab": "agreement", "form": form}
    if not form.is_valid():
        return render(request, "reconciliation/agreement_passages.html", page, status=422)
    choice, cell = form.choice(), form.cell()
    found = page_of(Quotes(seen, choice, cell), request)
    tags, people = tags_of(labels), _people(found)
    rows = [(quoted, _lanes(quoted, tags, people)) for quoted in found]
    names = [tags[label].text if label else "missed" for label in cell]
    page |= _behind(seen) | {"page": found, "rows": rows, "names": names, "choice": choice}
    return render(request, "reconciliation/agreement_passages.html", page)


def _lanes(
    quoted: QuotedPassage, tags: Mapping[str, Tag], people: Mapping[int, str]
) -> list[tuple[str, Tag | None, str]]:
    """Return for each of the two the name, the label and the words; neither, where it was
    missed."""
    passage = quoted.passage
    spans = zip(passage.annotators, (passage.first, passage.second), strict=True)
    return [
        (people[one], tags[span.label] if span else None, span.quote if span else "")
        for one, span in spans
    ]


def _people(found: Any) -> Mapping[int, str]:
    """Return what those are called whose passages these are."""
    return reader_names({one for quoted in found for one in quoted.passage.annotators}).called
