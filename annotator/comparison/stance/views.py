"""Holder by target, by source; the passages behind each number: door, form, page."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from annotator.comparison.outlet_columns import MOST_COLUMNS, draw_head
from annotator.comparison.seen import Seen, SeenArticle, seen_by
from annotator.comparison.stance.document_stances import overall
from annotator.comparison.stance.forms import PassagesForm, StanceForm
from annotator.comparison.stance.html import draw_stances
from annotator.comparison.stance.relations import (
    OWN,
    SPEAKERS,
    WORDS,
    Relation,
    Stance,
    chosen,
    relations,
    stances,
)
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.vocabulary.models import Entity
from articles.models import Article
from articles.sentences import sentence_around


class StancePassage(NamedTuple):
    """A stance in its sentence: what stands before the words, the words, what stands after."""

    stance: Stance
    article: SeenArticle
    holder: str
    target: str
    words: str
    sentence: tuple[str, str, str]


@require_GET
def stance(request: DeskRequest, slug: str) -> HttpResponse:
    """Show who is for and against whom, fifty relations a page."""
    story = story_for(request, slug, SETTLERS)
    seen = seen_by(request.user, story)
    every = stances(seen)
    names = names_of(every)
    form = StanceForm(request.GET, every, names, seen.sources)
    page = {"story": story, "tab": "sources", "subtab": "stance", "filter": {"form": form}}
    page |= {"hidden": seen.hidden}
    if not form.is_valid():
        return render(request, "comparison/stance.html", page, status=422)
    asked = form.asked()
    found = relations(chosen(every, seen, asked), seen)
    rows = page_of(_sorted(found, form.cleaned_data["sort"], names), request)
    sources = {k: name for k, name in seen.sources.items() if asked.source in (None, k)}

    def address(one: Relation, source: int | None) -> str:
        return _passages(slug, one, asked.source if source is None else source)

    drawn = draw_stances(rows, names, sources, address)
    page |= {"page": rows, "drawn": drawn, "head": draw_head(sources, "By source"), "found": found}
    page["aside"] = len(chosen(every, seen, asked._replace(aside=True)))
    page |= {"overall": overall(seen, asked, sources), "many_sources": len(sources) > MOST_COLUMNS}
    return render(request, "comparison/stance.html", page)


@require_GET
def stance_passages(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the passages behind one number, oldest first, fifty a page."""
    story = story_for(request, slug, SETTLERS)
    seen = seen_by(request.user, story)
    every = stances(seen)
    names = names_of(every)
    form = PassagesForm(request.GET, every, names, seen.sources)
    page = {"story": story, "tab": "sources", "subtab": "stance", "filter": {"form": form}}
    if not form.is_valid():
        return render(request, "comparison/stance_passages.html", page, status=422)
    side = form.cleaned_data["polarity"]
    found = [
        one
        for one in chosen(every, seen, form.asked())
        if side in (None, one.polarity)
        and not (form.cleaned_data["untargeted"] and one.target is not None)
    ]
    rows = page_of(sorted(found, key=lambda one: _when(one, seen)), request)
    page |= {"page": rows, "passages": _quoted(list(rows), seen, names)}
    return render(request, "comparison/stance_passages.html", page)


def names_of(every: Iterable[Stance]) -> dict[int, str]:
    """Return what the holders and targets are called, by key."""
    keys = {key for one in every for key in (one.holder, one.target) if key is not None}
    rows = Entity.objects.filter(pk__in=keys).order_by()
    return dict(rows.values_list("pk", "name"))


def _sorted(found: list[Relation], sort: str, names: Mapping[int, str]) -> list[Relation]:
    """Sort the relations, own voice before speakers, whatever the order asked for."""

    def called(key: int | None) -> tuple[str, int]:
        return (names[key].casefold(), key) if key else ("", 0)

    orders: dict[str, Any] = {
        "": lambda one: -one.times,
        "divided": lambda one: (-one.divided, -one.times),
        "holder": lambda one: called(one.holder),
        "target": lambda one: called(one.target),
    }
    first = orders[sort]
    return sorted(
        found,
        key=lambda one: (
            one.holder is not None, first(one), called(one.holder), called(one.target)
        ),
    )  # fmt: skip


def _passages(slug: str, one: Relation, source: int | None) -> str:
    asked: dict[str, Any] = {"voice": OWN if one.holder is None else SPEAKERS}
    if one.holder is not None:
        asked["holder"] = one.holder
    asked |= {"untargeted": "on"} if one.target is None else {"target": one.target}
    if source is not None:
        asked["source"] = source
    return f"{reverse('comparison:stance_passages', args=[slug])}?{urlencode(asked)}"


def _when(one: Stance, seen: Seen) -> tuple[Any, ...]:
    return (seen.articles[one.article].published or date.max, *one[:3], one.polarity)


def _quoted(rows: list[Stance], seen: Seen, names: Mapping[int, str]) -> list[StancePassage]:
    keys = {one.article for one in rows}
    texts = dict(Article.objects.filter(pk__in=keys).order_by().values_list("pk", "text"))
    return [
        StancePassage(
            one,
            seen.articles[one.article],
            "" if one.holder is None else names[one.holder],
            "" if one.target is None else names[one.target],
            WORDS[one.polarity],
            sentence_around(texts[one.article], one.start, one.end),
        )
        for one in rows
    ]
