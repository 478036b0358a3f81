"""Proposals over HTTP: what a claim most likely answers, and what it says of it."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.proposals import known
from annotator.annotations.proposals.forms import ProposalsForm
from annotator.annotations.proposals.proposing import answered_by, proposals_for
from annotator.people.access import ANNOTATORS, DeskRequest, article_for


@require_GET
@never_cache
def proposals(request: DeskRequest, pk: int) -> HttpResponse:
    """Send the likeliest questions for a span with their values, and the claim's details."""
    article = article_for(request, pk, ANNOTATORS)
    form = ProposalsForm(request.GET, article=article)
    if not form.is_valid():
        problems = [f"{name}: {text}" for name, texts in form.errors.items() for text in texts]
        return JsonResponse({"error": " ".join(problems), "fields": form.errors}, status=422)
    given = form.cleaned_data
    names = known.registry()
    marked = known.marked_span(
        article, given["start"], given["end"], given["label"], given["text"], names
    )
    questions = known.asked_questions(article, request.user, names, given["question"])
    if given["question"]:
        return JsonResponse(answered_by(marked, questions[0], names))
    return JsonResponse(proposals_for(marked, questions, names))
