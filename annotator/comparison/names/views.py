"""What each outlet calls the same thing, and forms not linked yet: door, form, act, page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.models import Annotation
from annotator.comparison.curation_log import actions as curation_log_actions
from annotator.comparison.names import actions as names_actions
from annotator.comparison.names.entity_views import NAMES
from annotator.comparison.names.forms import LinkForm, NamesForm
from annotator.comparison.names.html import draw_names, draw_users
from annotator.comparison.names.similar import KnownNames
from annotator.comparison.names.surface_forms import (
    First,
    Naming,
    Total,
    forms_of,
    naming,
    narrowed,
    users_of,
)
from annotator.comparison.outlet_columns import draw_head
from annotator.comparison.posting import act_on_form
from annotator.comparison.seen import Seen, seen_by
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.text import fold
from annotator.vocabulary.models import Alias, Entity
from annotator.vocabulary.offered import offered_entities


@require_GET
def names(request: DeskRequest, slug: str) -> HttpResponse:
    """Show entities with their forms by outlet, or the forms that nobody has linked; fifty a
    page."""
    story = story_for(request, slug, SETTLERS)
    seen = seen_by(request.user, story)
    form = NamesForm(request.GET, seen.sources)
    page = {"story": story, "tab": "sources", "subtab": "names", "filter": {"form": form}}
    if not form.is_valid():
        return render(request, "comparison/names.html", page, status=422)
    filters = form.cleaned_data
    among = narrowed(seen, filters["label"], filters["source"])
    words = bool(filters["text"] or filters["show"])
    found = naming(seen, among, words=words, first=filters["sort"] == "first")
    aside = narrowed(seen, filters["label"], filters["source"], aside=True)
    page |= {"found": found, "hidden": seen.hidden, "recent": names_actions.recent_links(seen)}
    page["curated"] = curation_log_actions.recent_curations(story, NAMES)
    sources = {k: name for k, name in seen.sources.items() if filters["source"] in (None, k)}
    if filters["show"] == "unlinked":
        page |= _unlinked_page(request, found, filters, sources, (seen, among))
    else:
        _add_named_aside_alone(found, naming(seen, aside, words=words))
        page |= _linked_page(request, found, filters, sources, (among, aside))
    return render(request, "comparison/names.html", page)


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
    request: DeskRequest,
    found: Naming,
    filters: Mapping[str, Any],
    sources: Mapping[int, str],
    within: tuple[QuerySet[Annotation], QuerySet[Annotation]],
) -> dict[str, Any]:
    among, aside = within
    text = fold(filters["text"])
    names = dict(Entity.objects.filter(pk__in=list(found.linked)).values_list("pk", "name"))
    called = {key: fold(name) for key, name in names.items()}
    rows = [
        (called[key], total) for key, total in found.linked.items()
        if _has(total, text) or text in called[key]
    ]  # fmt: skip
    page = page_of([total.entity for _, total in _sorted(rows, filters["sort"])], request)
    entities = Entity.objects.in_bulk(list(page))
    drawn, apart = forms_of(list(page), among), forms_of(list(page), aside)
    one_of_it = reverse("comparison:name", args=[request.membership.story.slug])

    def acts(entity: Entity) -> Iterable[tuple[str, str]]:
        return [("Merge or split", f"{one_of_it}?{urlencode({'entity': entity.slug})}")]

    named = ((drawn[key], apart[key]) for key in page)
    table = draw_names(named, entities, sources, leading_to_places(), acts)
    return {"page": page, "drawn": table, "head": draw_head(sources, "Called, by source")}


def _add_named_aside_alone(found: Naming, aside: Naming) -> None:
    """Add the entities that no article names by itself: listed too, with no mention that counts."""
    for entity, total in aside.linked.items():
        found.linked.setdefault(entity, replace(total, count=0))


def _unlinked_page(
    request: DeskRequest,
    found: Naming,
    filters: Mapping[str, Any],
    sources: Mapping[int, str],
    within: tuple[Seen, QuerySet[Annotation]],
) -> dict[str, Any]:
    text = fold(filters["text"])
    chosen = [(form, total) for form, total in found.unlinked.items() if _has(total, text)]
    page: Page[str] = page_of([form for form, _ in _sorted(chosen, filters["sort"])], request)
    names = users_of({form: found.unlinked[form] for form in page}, *within)
    entities = {one.pk: one for one in Entity.objects.filter(active=True)}
    known = _known(entities, found) if names else KnownNames(())
    address = leading_to_places()
    lines = []
    for name in (names[form] for form in page):
        like = [(entities[int(str(one.key))], one.why) for one in known.like(name.form)]
        lines.append((name, draw_users(name, sources, address), like))
    offered = sorted(entities.values(), key=lambda one: (one.pk not in found.linked, one.name))
    return {"page": page, "lines": lines, "offered": offered_entities(offered[:500])}


def _known(entities: Mapping[int, Entity], found: Naming) -> KnownNames:
    """Return names, aliases and the forms linked so far, the most used first."""
    called = [(one.pk, one.name) for one in entities.values()]
    rows = Alias.objects.filter(entity__active=True).order_by().values_list("entity_id", "name")
    called += rows
    linked = [one for one in found.linked.values() if one.entity in entities]
    called += [(one.entity, form) for one in linked if one.entity for form in one.forms]
    uses: dict[Any, int] = {one.entity: one.count for one in linked}
    return KnownNames(sorted(set(called), key=lambda one: (-uses.get(one[0], 0), one)))


def _has(total: Total, text: str) -> bool:
    return not text or any(text in form for form in total.forms)


def _sorted(rows: Iterable[tuple[str, Total]], sort: str) -> list[tuple[str, Total]]:
    """Sort the names, each with what it is called, in the order asked for."""
    orders: dict[str, Callable[[tuple[str, Total]], Any]] = {
        "": lambda row: (-row[1].count, row[0], row[1].entity or 0),
        "name": lambda row: (row[0], row[1].entity or 0),
        "first": lambda row: (row[1].first, row[0]),
    }
    return sorted(rows, key=orders[sort])


def leading_to_places() -> Callable[[First], str]:
    """Return a function that gives the address of a place in its article."""
    before, after = reverse("reconciliation:settle", args=[0]).split("0")
    return lambda first: f"{before}{first[1]}{after}?at={first[2]}"
