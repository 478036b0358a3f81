"""What decides a question's row, set on its page: first what would change, then the act."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.audit import history_of
from annotator.comparison.access import question_for
from annotator.comparison.curation_log.actions import recent_curations
from annotator.comparison.curation_log.settings import set_question
from annotator.comparison.models import Curation
from annotator.comparison.questions.settings_form import SettingsForm, given_settings
from annotator.comparison.questions.settings_preview import SettingsPreview, preview_of
from annotator.people.access import DeskRequest
from annotator.vocabulary.models import Question
from annotator.vocabulary.question_settings import with_settings

CHANGED = "Something has changed since you looked: this is what would happen now."


@require_GET
@never_cache
def question_settings(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Show what decides a question's row; with settings in the address, what they would change."""
    question = question_for(request, slug, pk)
    if "type" not in request.GET:
        return _page(request, question, SettingsForm(initial=given_settings(question)))
    form = SettingsForm(request.GET)
    preview = _preview(request, question, form)
    return _page(request, question, form, preview, status=200 if preview else 422)


@require_POST
def set_settings(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Store the settings whose preview was shown; 409 where it would be another one by now."""
    question = question_for(request, slug, pk)
    form = SettingsForm(request.POST)
    preview = _preview(request, question, form)
    if preview is None:
        return _page(request, question, form, status=422)
    if request.POST.get("shown") != preview.fingerprint:
        return _page(request, question, form, preview, status=409, notice=CHANGED)
    done = set_question(question, form.settings(), request.user)
    told = "Stored. It can be undone below." if done else "Nothing was to be changed."
    messages.success(request, told)
    return redirect("comparison:question_settings", slug, pk)


def _preview(
    request: DeskRequest, question: Question, form: SettingsForm
) -> SettingsPreview | None:
    """Return what the form's settings would change; None where they cannot be, and the form says
    why."""
    if not form.is_valid():
        return None
    try:
        changed = with_settings(question, form.settings())
    except ValidationError as error:
        form.add_error(None, error)
        return None
    return preview_of(question, changed, articles_hidden_from(request.user, question.story))


def _page(
    request: DeskRequest,
    question: Question,
    form: SettingsForm,
    preview: SettingsPreview | None = None,
    status: int = 200,
    notice: str = "",
) -> HttpResponse:
    kinds = (Curation.Kind.SET, Curation.Kind.REWORDED)
    at = reverse("comparison:question", args=[question.story.slug])
    shown: dict[str, Any] = {
        "story": question.story, "tab": "sources", "subtab": "unanswered", "question": question,
        "form": form, "preview": preview, "notice": notice, "past": history_of(question),
        "sent": [(name, form.data[name]) for name in form.fields if name in form.data],
        "hidden": len(articles_hidden_from(request.user, question.story)),
        "curated": recent_curations(question.story, kinds, of=question.pk),
        "back": f"{at}?question={question.pk}",
    }  # fmt: skip
    return render(request, "comparison/question_settings.html", shown, status=status)
