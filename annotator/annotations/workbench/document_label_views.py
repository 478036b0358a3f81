"""Labels of a whole article out of an outbox: door, form, action, page."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from annotator.annotations.models import ArticleLabel
from annotator.annotations.recording import document_labels as recording_document_labels
from annotator.annotations.workbench import document_labels as workbench_document_labels
from annotator.annotations.workbench.document_label_forms import ChangeForm
from annotator.annotations.workbench.forms import reasons
from annotator.annotations.workbench.views import of_another
from annotator.people.access import ANNOTATORS, DeskRequest, article_for


@require_POST
def change(request: DeskRequest, pk: int) -> HttpResponse:
    """One change. 409 with what is there now; 422 with the reason."""
    article = article_for(request, pk, ANNOTATORS)
    if refused := of_another(request):
        return refused
    form = ChangeForm(request.POST)
    if not form.is_valid():
        problems = [f"{name}: {text}" for name, texts in form.errors.items() for text in texts]
        return JsonResponse({"error": " ".join(problems), "fields": form.errors}, status=422)
    id = form.cleaned_data["annotation"]
    try:
        ACTS[form.cleaned_data["verb"]](article, request.user, form)
    except recording_document_labels.StaleRevision as conflict:
        today = workbench_document_labels.answer(article, request.user, id)
        return JsonResponse({"error": str(conflict), **today}, status=409)
    except ValidationError as error:
        return JsonResponse({"error": reasons(error), "fields": {}}, status=422)
    return JsonResponse(workbench_document_labels.answer(article, request.user, id))


def _give(article: Any, by: Any, form: ChangeForm) -> ArticleLabel:
    asked = form.cleaned_data
    return recording_document_labels.give(
        article, by, id=asked["annotation"], label=asked["label"], said=form.said(), op=asked["op"]
    )


def _change(article: Any, by: Any, form: ChangeForm) -> ArticleLabel:
    return recording_document_labels.change(
        article, by, **_known(form), label=form.cleaned_data["label"] or None, said=form.said()
    )


def _erase(article: Any, by: Any, form: ChangeForm) -> ArticleLabel:
    return recording_document_labels.erase(article, by, **_known(form))


def _restore(article: Any, by: Any, form: ChangeForm) -> ArticleLabel:
    return recording_document_labels.restore(article, by, **_known(form))


def _known(form: ChangeForm) -> dict[str, Any]:
    """Which label, at which revision, by which change."""
    asked = form.cleaned_data
    return {"id": asked["annotation"], "base": asked["base"], "op": asked["op"]}


ACTS: dict[str, Callable[[Any, Any, ChangeForm], ArticleLabel]] = {
    "create": _give,
    "edit": _change,
    "delete": _erase,
    "restore": _restore,
}
