"""What each outlet calls the same thing, and forms not linked yet: door, form, act, page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from annotator.comparison.curation_log import actions as curation_log_actions
from annotator.comparison.names import actions as names_actions
from annotator.comparison.names.entity_views import NAMES
from annotator.comparison.names.forms import LinkForm, NamesForm
from annotator.comparison.names.html import MOST_FORMS, draw_names, draw_users
from annotator.comparison.names.surface_forms import First, KeptNames, NamesAsked
from annotator.comparison.outlet_columns import draw_head, rows_a_page
from annotator.comparison.posting import act_on_form
from annotator.comparison.seen import seen_by
from annotator.comparison.tallies.changes import being_behind
from annotator.comparison.tallies.name_uses import EVERY
from annotator.comparison.tally_models import NameTally
from annotator.operations.replica import reads_from_replica
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.text import fold
from annotator.vocabulary.models import Entity
from annotator.vocabulary.offered import offered_entities

MOST_OFFERED = 500
"""Entities that the field offers to link to: those that the story names first."""


@require_GET
@reads_from_replica
def names(request: DeskRequest, slug: str) -> HttpResponse:
    """Show entities with their forms by outlet, or the forms that nobody has linked; fifty a
    page, or fewer entities where there are many sources."""
    story = story_for(request, slug, SETTLERS)
    seen = seen_by(request.user, story)
    form = NamesForm(request.GET, seen.sources)
    page = {"story": story, "tab": "sources", "subtab": "names", "filter": {"form": form}}
    if not form.is_valid():
        return render(request, "comparison/names.html", page, status=422)
    filters = form.cleaned_data
    asked = NamesAsked(
        filters["label"], filters["source"] or EVERY, fold(filters["text"]), filters["sort"]
    )
    kept = KeptNames(story, seen.unseen, asked)
    every = KeptNames(story, seen.unseen, replace(asked, text="")) if asked.text else kept
    page |= {"linked": len(every.linked), "unlinked": len(every.unlinked), "counted": True}
    page |= {"hidden": seen.hidden, "recent": names_actions.recent_links(seen)}
    page["curated"] = curation_log_actions.recent_curations(story, NAMES)
    page |= being_behind(story, seen.hidden)
    sources = {k: name for k, name in seen.sources.items() if filters["source"] in (None, k)}
    draw = _unlinked_page if filters["show"] == "unlinked" else _linked_page
    return render(request, "comparison/names.html", page | draw(request, kept, sources))


@require_POST
def link_names(request: DeskRequest, slug: str) -> HttpResponse:
    """Link all unlinked mentions in some forms to one entity."""
    story = story_for(request, slug, SETTLERS)

    def act(given: dict[str, Any]) -> tuple[str, str]:
        seen, entity = seen_by(request.user, story), given["entity"]
        _, done = names_actions.link(
            seen, given["form"], entity, request.user, alias=given["alias"]
        )
        words = f"{done} mention{'' if done == 1 else 's'} linked to {entity}."
        return f"{words} It can be undone below.", _address(request, slug)

    form, back = LinkForm(request.POST), _address(request, slug)
    return act_on_form(request, form, act, subtab="names", back=back)


@require_POST
def undo_link(request: DeskRequest, slug: str, act: str) -> HttpResponse:
    """Undo one act of linking."""
    story = story_for(request, slug, SETTLERS)

    def undo(_: dict[str, Any]) -> tuple[str, str]:
        done = names_actions.undo(seen_by(request.user, story), act, request.user)
        words = f"Undone: {done} mention{'' if done == 1 else 's'} unlinked again."
        return words, _address(request, slug)

    back = _address(request, slug)
    return act_on_form(request, forms.Form(request.POST), undo, subtab="names", back=back)


def _address(request: DeskRequest, slug: str) -> str:
    """Return the address of the list as it was: the form's address carried its filter."""
    address, query = reverse("comparison:names", args=[slug]), request.GET.urlencode()
    return f"{address}?{query}" if query else address


def _linked_page(
    request: DeskRequest, kept: KeptNames, sources: Mapping[int, str]
) -> dict[str, Any]:
    page: Page[NameTally] = page_of(kept.linked, request, size=rows_a_page(len(sources)))
    keys = [row.entity for row in page]
    entities, drawn = Entity.objects.in_bulk(keys), kept.forms_of(keys, MOST_FORMS)
    one_of_it = reverse("comparison:name", args=[request.membership.story.slug])

    def acts(entity: Entity) -> Iterable[tuple[str, str]]:
        return [("Merge or split", f"{one_of_it}?{urlencode({'entity': entity.slug})}")]

    named = (drawn[key] for key in keys)
    table = draw_names(named, entities, sources, leading_to_places(), acts)
    return {"page": page, "drawn": table, "head": draw_head(sources, "Called, by source")}


def _unlinked_page(
    request: DeskRequest, kept: KeptNames, sources: Mapping[int, str]
) -> dict[str, Any]:
    page: Page[NameTally] = page_of(kept.unlinked, request)
    forms = [row.form for row in page]
    names, likes = kept.users_of(forms), kept.suggestions(forms)
    keys = {int(str(one.key)) for like in likes.values() for one in like or ()}
    entities = Entity.objects.filter(active=True).in_bulk(keys)
    address = leading_to_places()
    lines = []
    for form in forms:
        like, users = likes.get(form), draw_users(names[form], sources, address)
        perhaps = [(entities.get(int(str(one.key))), one.why) for one in like or ()]
        active = [(entity, why) for entity, why in perhaps if entity]
        lines.append((names[form], users, active, like is not None))
    story = request.membership.story
    named = NameTally.objects.filter(
        story=story, label="", source=EVERY, form="", aside=False, entity=OuterRef("pk")
    )
    offered = Entity.objects.filter(active=True).order_by(~Exists(named), "name")[:MOST_OFFERED]
    return {"page": page, "lines": lines, "offered": offered_entities(offered)}


def leading_to_places() -> Callable[[First], str]:
    """Return a function that gives the address of a place in its article."""
    before, after = reverse("reconciliation:settle", args=[0]).split("0")
    return lambda first: f"{before}{first[1]}{after}?at={first[2]}"
