"""Suggested mentions over HTTP: what the registry finds in an article, and dismissals."""

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
    """Send the places where the article names an entity of the registry."""
    article = article_for(request, pk, ANNOTATORS)
    places, entities = actions.suggested(article, request.user)
    return JsonResponse({"places": places, "entities": entities})


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
