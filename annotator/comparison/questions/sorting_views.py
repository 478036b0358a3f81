"""Text answers sorted into the same and different ones, all of a page at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.annotations.workbench.forms import reasons
from annotator.comparison.access import question_for
from annotator.comparison.curation_log.actions import recent_curations
from annotator.comparison.curation_log.sorting import AnswersChanged, sort_answers
from annotator.comparison.models import Curation
from annotator.comparison.questions.sorting import (
    Wording,
    annotations_worded,
    give_passages,
    nearest_first,
    suggest,
    wordings_of,
)
from annotator.comparison.questions.sorting_form import (
    SortingForm,
    WordingListForm,
    choice_of,
    groups_shown,
)
from annotator.pagination import page_of
from annotator.people.access import DeskRequest
from annotator.vocabulary.models import Question


@require_GET
@never_cache
def sorting(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Show the worded answers of a text question and the groups that they are sorted into."""
    return _page(request, question_for(request, slug, pk))


@require_POST
def sort(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Sort the page's answers; 409 where one of them is another by now, 422 with the reason."""
    question = question_for(request, slug, pk)
    hidden = articles_hidden_from(request.user, question.story)
    form = SortingForm(request.POST, wordings_of(question, hidden))
    if not form.is_valid():
        return _page(
            request,
            question,
            " ".join(str(told) for found in form.errors.values() for told in found),
            422,
        )
    keys = annotations_worded(question, hidden, form.wanted())
    try:
        done = sort_answers(question, keys, request.user)
    except ValidationError as error:
        return _page(request, question, reasons(error), 422)
    except AnswersChanged as error:
        return _page(request, question, str(error), 409)
    messages.success(request, "Sorted. It can be undone below." if done else "Nothing was sorted.")
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    response = redirect("comparison:sorting", slug, pk)
    response["Location"] += query
    return response


def _page(
    request: DeskRequest, question: Question, refused: str = "", status: int = 200
) -> HttpResponse:
    hidden = articles_hidden_from(request.user, question.story)
    every = wordings_of(question, hidden) if question.type == Question.Type.TEXT else []
    form = SortingForm(None, every)
    suggest(every, choice_of(form), form.new)
    asked = WordingListForm(request.GET)
    loose, listed = [one for one in every if not one.key], _listed(asked, every)
    page = page_of(listed, request)
    shown_here = list(page)
    give_passages(shown_here)
    shown: dict[str, Any] = {
        "story": question.story, "tab": "sources", "subtab": "unanswered", "question": question,
        "page": page, "groups": groups_shown(form, shown_here), "refused": refused,
        "loose": [one for one in shown_here if not one.key], "left": len(loose),
        "every": len(every),
        "new": [(one, n) for n, one in enumerate(form.new, start=len(form.keys) + 1)],
        "suggested": "suggest" in request.GET, "hidden": len(hidden),
        "suggestible": any(one.suggested for one in loose), "filter": {"form": asked},
        "curated": recent_curations(question.story, (Curation.Kind.SORTED,), of=question.pk),
    }  # fmt: skip
    return render(request, "comparison/question_sorting.html", shown, status=status)


def _listed(asked: WordingListForm, every: list[Wording]) -> list[Wording]:
    """Return the wordings that are asked for: what is not sorted first, near ones together; or as
    the sources published them. A choice that makes no sense narrows nothing."""
    asked.is_valid()
    wanted = asked.cleaned_data.get("text", "").casefold()
    found = [
        one
        for one in every
        if wanted in one.text.casefold() or any(wanted in name.casefold() for name in one.sources)
    ]
    if asked.cleaned_data.get("sort") == "date":
        return found
    return sorted(nearest_first(found), key=lambda one: one.key != "")
