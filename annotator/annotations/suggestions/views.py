"""Suggestions over HTTP: what is suggested in an article, and dismissals."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.suggestions import actions
from annotator.annotations.suggestions.forms import DismissalForm
from annotator.annotations.workbench.forms import reasons
from annotator.people.access import ANNOTATORS, DeskRequest, article_for, of_another


@require_GET
@never_cache
def suggestions(request: DeskRequest, pk: int) -> HttpResponse:
    """Send the places where something is suggested; a reading that is to see none is told so."""
    article = article_for(request, pk, ANNOTATORS)
    found = actions.suggested(article, request.user)
    told = {"places": found.places, "entities": found.entities}
    return JsonResponse(told | ({"withheld": True} if found.withheld else {}))


@require_POST
def dismissals(request: DeskRequest, pk: int) -> HttpResponse:
    """Store one dismissal from an outbox, or take one back; sent again, it is answered alike."""
    if refused := of_another(request):
        return refused
    article = article_for(request, pk, ANNOTATORS)
    form = DismissalForm(request.POST)
    if not form.is_valid():
        problems = [f"{name}: {text}" for name, texts in form.errors.items() for text in texts]
        return JsonResponse({"error": " ".join(problems), "fields": form.errors}, status=422)
    given = form.cleaned_data
    act = actions.dismiss if given.pop("verb") == "dismiss" else actions.recall
    try:
        act(article, request.user, **given)
    except ValidationError as error:
        return JsonResponse({"error": reasons(error)}, status=422)
    return JsonResponse({"start": given["start"], "end": given["end"]})
