"""Show what a machine's suggestions do to the people who see them: door, form, figures, page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.machines.suggestions.beside import help_beside
from annotator.operations.replica import reads_from_replica
from annotator.people.access import DeskRequest
from annotator.reconciliation.machine_effect.page import effect_context
from annotator.reconciliation.machine_figures.access import machine_for
from annotator.reconciliation.machine_figures.forms import KindForm
from annotator.reconciliation.machine_figures.seen import seen_figures


@require_GET
@never_cache
@reads_from_replica
def effect(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Show readings with a machine's suggestions beside readings without them."""
    wanted = machine_for(request, slug, pk)
    form = KindForm(request.GET)
    page = {"story": wanted.story, "tab": "machines", "wanted": wanted, "form": form}
    page |= {"machine": wanted.reader.name, "filter": {"form": form}}
    if not form.is_valid():
        return render(request, "reconciliation/machine_effect.html", page, status=422)
    kind = form.cleaned_data["kind"]
    hidden = articles_hidden_from(request.user, wanted.story)
    page |= effect_context(wanted, seen_figures(wanted, hidden, [kind]), kind, help_beside(wanted))
    return render(request, "reconciliation/machine_effect.html", page)
