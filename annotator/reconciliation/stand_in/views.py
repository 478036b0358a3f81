"""Show whether a machine may stand in, and the passages behind its figures: door, form, page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.drawing.html import Tag
from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.annotations.workbench.page import tags_of
from annotator.operations.replica import reads_from_replica
from annotator.pagination import page_of
from annotator.people.access import DeskRequest
from annotator.reconciliation.machine_figures.access import machine_for
from annotator.reconciliation.machine_figures.seen import seen_figures
from annotator.reconciliation.stand_in.forms import WORDS, MachinePassagesForm, StandInForm, What
from annotator.reconciliation.stand_in.gold import cells_of
from annotator.reconciliation.stand_in.page import gold_context, test_context
from annotator.reconciliation.stand_in.passages import (
    MachinePassage,
    MachinePassages,
    PassagesAsked,
)
from annotator.vocabulary.models import Kind, Label


@require_GET
@never_cache
@reads_from_replica
def stand_in(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Show the test of each kind, and of one kind how the machine stands to what is settled."""
    wanted = machine_for(request, slug, pk)
    form = StandInForm(request.GET)
    page: dict[str, Any] = {"story": wanted.story, "tab": "machines", "wanted": wanted}
    page |= {"machine": wanted.reader.name, "form": form, "filter": {"form": form}}
    if not form.is_valid():
        return render(request, "reconciliation/machine_stand_in.html", page, status=422)
    hidden = articles_hidden_from(request.user, wanted.story)
    kind = form.cleaned_data["kind"] or Kind.CLAIM.value
    seen = seen_figures(wanted, hidden, ())
    page |= {"seen": seen, "because": seen.because, "epsilon": form.allowance()}
    page["kinds"] = test_context(seen, form.allowance(), wanted.reader.name)
    page |= gold_context(wanted, kind, hidden, Label.objects.all())
    return render(request, "reconciliation/machine_stand_in.html", page)


@require_GET
@never_cache
@reads_from_replica
def passages(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Show the passages behind a number, fifty a page."""
    wanted = machine_for(request, slug, pk)
    labels = list(Label.objects.all())
    form = MachinePassagesForm(request.GET, labels)
    page: dict[str, Any] = {"story": wanted.story, "tab": "machines", "wanted": wanted}
    page |= {"machine": wanted.reader.name, "form": form}
    if not form.is_valid():
        return render(request, "reconciliation/machine_passages.html", page, status=422)
    asked = PassagesAsked(**form.cleaned_data)
    hidden = articles_hidden_from(request.user, wanted.story)
    found = MachinePassages(wanted, cells_of(wanted, asked.kind, hidden), asked)
    shown = page_of(found, request)
    tags = tags_of(labels)
    page |= {"page": shown, "rows": [(one, _lanes(one, tags, wanted.reader.name)) for one in shown]}
    page["words"] = WORDS[What(asked.what)]
    page["label"] = next((one.name for one in labels if one.slug == asked.label), "")
    return render(request, "reconciliation/machine_passages.html", page)


def _lanes(
    one: MachinePassage, tags: Mapping[str, Tag], machine: str
) -> list[tuple[str, Tag | None, str]]:
    """Return what is settled and what the machine says: a name, the label, the words."""
    return [
        (name, tags[span.label] if span else None, span.quote if span else "")
        for name, span in (("Settled", one.settled), (machine, one.said))
    ]
