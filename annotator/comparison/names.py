"""What each outlet calls the same thing, and forms not linked yet: door, form, act, page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from annotator.comparison import linking
from annotator.comparison.covering import seen_by
from annotator.comparison.name_rows import draw_head, draw_names, draw_users
from annotator.comparison.naming_forms import LinkForm, NamesForm
from annotator.comparison.similar import Known
from annotator.comparison.surface_forms import First, Name, Naming, naming
from annotator.listing import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.people.models import User
from annotator.vocabulary.models import Alias, Entity, folded


@require_GET
def names(request: DeskRequest, slug: str) -> HttpResponse:
    """Entities with their forms by outlet, or the forms that nobody has linked; fifty a page."""
    story = story_for(request, slug, SETTLERS)
    seen = seen_by(request.user, story)
    form = NamesForm(request.GET, seen.sources)
    page = {"story": story, "tab": "sources", "way": "names", "filter": {"form": form}}
    if not form.is_valid():
        return render(request, "comparison/names.html", page, status=422)
    asked = form.cleaned_data
    found = naming(seen, asked["label"], asked["source"])
    entities = Entity.objects.in_bulk(list(found.linked))
    page |= {"found": found, "hidden": seen.hidden, "lately": linking.lately(seen)}
    sources = {k: name for k, name in seen.sources.items() if asked["source"] in (None, k)}
    if asked["show"] == "unlinked":
        page |= _unlinked(request, found, asked, sources)
    else:
        page |= _linked(request, found, asked, sources, entities)
    return render(request, "comparison/names.html", page)


@require_POST
def link_names(request: DeskRequest, slug: str) -> HttpResponse:
    """Link all unlinked mentions in some forms to one entity."""
    story = story_for(request, slug, SETTLERS)
    seen = seen_by(request.user, story)
    form = LinkForm(request.POST)
    try:
        if form.is_valid():
            chosen, entity = form.cleaned_data["form"], form.cleaned_data["entity"]
            _, done = linking.link(seen, chosen, entity, request.user)
            words = f"{done} mention{'' if done == 1 else 's'} linked to {entity}."
            messages.success(request, f"{words} It can be undone below.")
            return redirect(_address(request, slug))
    except ValidationError as refused:
        form.add_error(None, refused)
    return _refused(request, slug, [str(one) for told in form.errors.values() for one in told])


@require_POST
def undo_link(request: DeskRequest, slug: str, act: str) -> HttpResponse:
    """Undo one such link."""
    story = story_for(request, slug, SETTLERS)
    try:
        done = linking.undo(seen_by(request.user, story), act, request.user)
    except ValidationError as refused:
        return _refused(request, slug, refused.messages)
    messages.success(request, f"Undone: {done} mention{'' if done == 1 else 's'} unlinked again.")
    return redirect(_address(request, slug))


def _refused(request: DeskRequest, slug: str, told: list[str]) -> HttpResponse:
    page = {"story": request.membership.story, "tab": "sources", "way": "names", "refused": told}
    page["back"] = _address(request, slug)
    return render(request, "comparison/names_refused.html", page, status=422)


def _address(request: DeskRequest, slug: str) -> str:
    """The list as it was: the form's address carried its filter."""
    address, query = reverse("comparison:names", args=[slug]), request.GET.urlencode()
    return f"{address}?{query}" if query else address


def _linked(
    request: DeskRequest,
    found: Naming,
    asked: Mapping[str, Any],
    sources: Mapping[int, str],
    entities: Mapping[int, Entity],
) -> dict[str, Any]:
    text = folded(asked["text"])

    def called(name: Name) -> str:
        return folded(entities[name.entity or 0].name)

    chosen = [one for one in found.linked.values() if _has(one, text) or text in called(one)]
    rows = page_of(_sorted(chosen, asked["sort"], called), request)
    curator = request.user

    def acts(entity: Entity) -> Iterable[tuple[str, str]]:
        return _curating(entity, curator)

    drawn = draw_names(rows, entities, sources, place_of, acts)
    return {"page": rows, "drawn": drawn, "head": draw_head(sources, "Called, by source")}


def _unlinked(
    request: DeskRequest, found: Naming, asked: Mapping[str, Any], sources: Mapping[int, str]
) -> dict[str, Any]:
    text = folded(asked["text"])
    chosen = [one for one in found.unlinked.values() if _has(one, text)]
    rows: Page[Name] = page_of(_sorted(chosen, asked["sort"], lambda one: one.form), request)
    entities = {one.pk: one for one in Entity.objects.filter(active=True)}
    known = _known(entities, found) if rows.object_list else Known(())
    lines = []
    for name in rows:
        like = [(entities[int(str(one.key))], one.why) for one in known.like(name.form)]
        lines.append((name, draw_users(name, sources, place_of), like))
    offered = sorted(entities.values(), key=lambda one: (one.pk not in found.linked, one.name))
    return {"page": rows, "lines": lines, "offered": offered[:500]}


def _known(entities: Mapping[int, Entity], found: Naming) -> Known:
    """Names, aliases and the forms linked so far, those most used first."""
    called = [(one.pk, one.name) for one in entities.values()]
    rows = Alias.objects.filter(entity__active=True).order_by().values_list("entity_id", "name")
    called += rows
    linked = [one for one in found.linked.values() if one.entity in entities]
    called += [(one.entity, form) for one in linked if one.entity for form in one.forms]
    uses: dict[Any, int] = {one.entity: one.whole.count for one in linked}
    return Known(sorted(set(called), key=lambda one: (-uses.get(one[0], 0), one)))


def _has(name: Name, text: str) -> bool:
    return any(text in form for form in name.forms)


def _sorted(names: Iterable[Name], sort: str, called: Any) -> list[Name]:
    orders: dict[str, Any] = {
        "": lambda one: (-one.whole.count, called(one), one.entity or 0),
        "name": lambda one: (called(one), one.entity or 0),
        "first": lambda one: (one.whole.first, called(one)),
    }
    return sorted(names, key=orders[sort])


def place_of(first: First) -> str:
    """The address of a place in its article."""
    before, after = _settle()
    return f"{before}{first[1]}{after}?at={first[2]}"


def _settle() -> tuple[str, str]:
    before, after = reverse("reconciliation:settle", args=[0]).split("0")
    return before, after


def _curating(entity: Entity, user: User) -> list[tuple[str, str]]:
    """The admin's acts on an entity, for who may use them."""
    if not (user.is_staff and user.has_perm("vocabulary.change_entity")):
        return []
    listed = reverse("admin:vocabulary_entity_changelist")
    split = reverse("admin:vocabulary_entity_split", args=[entity.pk])
    return [("Merge", f"{listed}?q={entity.slug}"), ("Split", split)]
