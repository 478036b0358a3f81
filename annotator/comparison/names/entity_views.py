"""An entity of a story's names: merged into another or split, with its plan shown first; and
undone."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.curation import merge, split
from annotator.annotations.curation.plans import counted
from annotator.comparison.access import curation_for
from annotator.comparison.curation_log import actions
from annotator.comparison.curation_log.undo import undo
from annotator.comparison.models import Curation
from annotator.comparison.names.forms import EntityForm, MergeNameForm, SplitNameForm
from annotator.comparison.names.planning import planned, seen_by_reader
from annotator.comparison.posting import act_on_form, refusal_page
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.vocabulary.models import Entity
from annotator.vocabulary.offered import offered_entities

PAGE = {"tab": "sources", "subtab": "names"}
NAMES = (Curation.Kind.MERGED_NAMES, Curation.Kind.SPLIT_NAME)


@require_GET
def name(request: DeskRequest, slug: str) -> HttpResponse:
    """Show one entity: what it can be merged into, its forms to split off, and what either would
    do."""
    story = story_for(request, slug, SETTLERS)
    seen, back = seen_by_reader(request.user), reverse("comparison:names", args=[slug])
    form_of = {"into": MergeNameForm, "new_name": SplitNameForm}
    form = next((form_of[one] for one in form_of if one in request.GET), EntityForm)(request.GET)
    plan = planned(form, request.user)
    if not form.is_valid():
        return refusal_page(request, form, subtab="names", back=back)
    entity = form.cleaned_data["entity"]
    shown = {
        "story": story, **PAGE, "entity": entity, "plan": plan, "act": form.cleaned_data,
        "surface": split.surface_forms(entity, seen),
        "uses": counted(merge.naming([entity]), seen)[0],
        "others": offered_entities(Entity.objects.filter(active=True).exclude(pk=entity.pk)[:500]),
    }  # fmt: skip
    return render(request, "comparison/name.html", shown)


@require_POST
def merge_names(request: DeskRequest, slug: str) -> HttpResponse:
    """Merge an entity into another."""
    story, by = story_for(request, slug, SETTLERS), request.user
    return _act_on_form(
        request,
        MergeNameForm(request.POST),
        lambda given: actions.merge_entities(story, given["into"], given["entity"], by),
    )


@require_POST
def split_name(request: DeskRequest, slug: str) -> HttpResponse:
    """Let some forms of an entity name a new one."""
    story, by = story_for(request, slug, SETTLERS), request.user
    return _act_on_form(
        request,
        SplitNameForm(request.POST),
        lambda given: actions.split_entity(
            story, given["entity"], given["surface"], given["new_name"], by
        ),
    )


@require_POST
def undo_curation(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Undo a curation of names or of questions."""
    act = curation_for(request, slug, pk)
    of_names = act.kind in NAMES
    back = reverse(f"comparison:{'names' if of_names else 'questions'}", args=[slug])

    def undone(_: dict[str, Any]) -> tuple[str, str]:
        undo(act, request.user)
        return f"Undone: {act.told}.", back

    subtab = "names" if of_names else "unanswered"
    return act_on_form(request, forms.Form(request.POST), undone, subtab=subtab, back=back)


def _act_on_form(
    request: DeskRequest, form: EntityForm, act: Callable[[dict[str, Any]], Curation]
) -> HttpResponse:
    back = reverse("comparison:names", args=[request.membership.story.slug])

    def act_in_words(given: dict[str, Any]) -> tuple[str, str]:
        return f"{act(given).told}. It can be undone below.", back

    planned(form, request.user)
    return act_on_form(request, form, act_in_words, subtab="names", back=back)
