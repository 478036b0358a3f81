"""The workbench: each view is door, form, action, page."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.assignments import actions as assignments_actions
from annotator.annotations.models import Annotation
from annotator.annotations.recording.receipts import StaleRevision
from annotator.annotations.values import extract
from annotator.annotations.visibility.source_masking import source_hidden
from annotator.annotations.workbench import document_labels, reading
from annotator.annotations.workbench import page as workbench_page
from annotator.annotations.workbench.changes import carry_out
from annotator.annotations.workbench.entity_search import entities_called
from annotator.annotations.workbench.forms import ChangeForm, HandBackForm, ReadOffForm, reasons
from annotator.annotations.workbench.offline_views import kept_offline
from annotator.navigation import way
from annotator.people.access import ANNOTATORS, SETTLERS, DeskRequest, article_for, of_another
from annotator.people.models import User
from articles.models import Article


@require_GET
@never_cache
@kept_offline
def workbench(request: DeskRequest, pk: int) -> HttpResponse:
    """Show one's own reading of the article, to be read and changed."""
    return page(request, article_for(request, pk))


def page(
    request: DeskRequest, article: Article, refused: HandBackForm | None = None
) -> HttpResponse:
    """Show the workbench; 422 with the form, open, by which an article could not be handed back."""
    shown = workbench_page.page(article, request.user, request.membership.manager)
    settles = bool(request.membership.roles & SETTLERS)
    shown |= {
        "source_hidden": source_hidden(article, request.membership),
        "may_take": article.story.take_next and request.membership.annotator,
        "handing_back": refused,
        "sees_who_is_here": settles and not shown["may_annotate"],
    }
    return render(request, "annotations/workbench.html", shown, status=422 if refused else 200)


@require_GET
@never_cache
def further(request: DeskRequest, pk: int, start: int) -> HttpResponse:
    """Send what the page of a long reading lays further on, from a place in the text on."""
    article = article_for(request, pk)
    return JsonResponse(workbench_page.further(article, request.user, start))


@require_POST
def change(request: DeskRequest, pk: int) -> HttpResponse:
    """Take one change from an outbox. 409 with what is there now; 422 with the reason."""
    return _changed(request, pk, request.POST)


@require_POST
def whole_change(request: DeskRequest, pk: int) -> HttpResponse:
    """Take one change of a document label as browsers kept it up to release 0.1.

    Some may still hold one. Its target went by another name.
    """
    sent = request.POST.copy()
    for name in {"target", "target_new"} & sent.keys():
        sent[f"stance_{name}"] = sent.pop(name)[-1]
    return _changed(request, pk, sent)


def _changed(request: DeskRequest, pk: int, sent: QueryDict) -> HttpResponse:
    if refused := of_another(request):
        return refused
    article = article_for(request, pk, ANNOTATORS)
    form = ChangeForm(sent, story=article.story)
    if not form.is_valid():
        problems = [f"{name}: {text}" for name, texts in form.errors.items() for text in texts]
        return JsonResponse({"error": " ".join(problems), "fields": form.errors}, status=422)
    asked: dict[str, Any] = form.cleaned_data
    id = asked["annotation"]
    before = [] if asked["verb"] == "create" else reading.span_of(article, request.user, id)
    try:
        done = carry_out(request, article, asked)
    except StaleRevision as stale:
        today = _answer(article, request.user, id, stale.today, before)
        return JsonResponse({"error": stale.message, **today}, status=409)
    except ValidationError as error:
        fields = error.message_dict if hasattr(error, "error_dict") else {}
        return JsonResponse({"error": reasons(error), "fields": fields}, status=422)
    spans = before if done.is_document_label else [*before, done.span]
    return JsonResponse(_answer(article, request.user, done.pk, done, spans))


def _answer(
    article: Article, user: User, id: UUID, now: Annotation | None, spans: list[tuple[int, int]]
) -> dict[str, Any]:
    """Return what the page takes over: of a document label what it says, else what is redrawn."""
    if now is not None and now.is_document_label:
        return document_labels.after_change(article, user, id)
    return workbench_page.after_change(article, user, id, spans)


@require_GET
def read_off(request: DeskRequest, pk: int) -> HttpResponse:
    """Send the value that a quote states, for a claim's form to begin with, or {} for none."""
    article = article_for(request, pk, ANNOTATORS)
    form = ReadOffForm(request.GET, story=article.story)
    if not form.is_valid():
        return JsonResponse({"error": "Give the text.", "fields": form.errors}, status=422)
    question = form.cleaned_data["question"]
    kind, unit = (question.type, question.unit) if question else (None, "")
    found = extract.extract(form.cleaned_data["text"], kind, unit, published=article.published_on)
    return JsonResponse(asdict(found) if found else {})


@require_GET
def entities(request: DeskRequest, pk: int) -> HttpResponse:
    """Send the entities of the registry that `q` may name: it is in a name or alias, or near."""
    article_for(request, pk)
    return JsonResponse({"entities": entities_called(request.GET.get("q", "")[:200])})


@require_POST
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    """Submit one's own reading of the article."""
    article = article_for(request, pk, ANNOTATORS)
    try:
        assignments_actions.submit(article, request.user)
    except ValidationError as error:
        messages.error(request, reasons(error))
    else:
        messages.success(request, f"Submitted: “{article}”. You can reopen it until it is settled.")
        following = workbench_page.progress(article, request.user)["next_article"]
        if following is None and not article.story.take_next:
            return redirect(way("home"))
    return redirect("annotations:workbench", pk)


@require_POST
def reopen(request: DeskRequest, pk: int) -> HttpResponse:
    """Reopen one's own submitted reading of the article."""
    article = article_for(request, pk, ANNOTATORS)
    try:
        assignments_actions.reopen(article, request.user)
    except ValidationError as error:
        messages.error(request, reasons(error))
    else:
        messages.success(request, "Reopened. Submit it again when you are done.")
    return redirect("annotations:workbench", pk)
