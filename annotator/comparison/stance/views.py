"""Holder by target, by source; the passages behind each number: door, form, page."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from annotator.comparison.outlet_columns import MOST_COLUMNS, draw_head, rows_a_page
from annotator.comparison.seen import seen_by
from annotator.comparison.stance.document_stances import overall
from annotator.comparison.stance.forms import PassagesForm, StanceForm
from annotator.comparison.stance.html import Address, draw_stances
from annotator.comparison.stance.kept_relations import KeptStances, names_among
from annotator.comparison.stance.relations import OWN, SPEAKERS, WORDS, Relation
from annotator.comparison.tallies.changes import being_behind
from annotator.comparison.tally_models import StancePlace
from annotator.operations.replica import reads_from_replica
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from articles.models import Article
from articles.sentences import sentence_around


class StancePassage(NamedTuple):
    """A stance in its sentence: what stands before the words, the words, what stands after."""

    stance: StancePlace
    article: Article
    holder: str
    target: str
    words: str
    sentence: tuple[str, str, str]


@require_GET
@reads_from_replica
def stance(request: DeskRequest, slug: str) -> HttpResponse:
    """Show who is for and against whom, fifty relations a page, or fewer where there are many
    sources."""
    story = story_for(request, slug, SETTLERS)
    seen = seen_by(request.user, story)
    form = StanceForm(request.GET, KeptStances(seen).ends(), seen.sources)
    page = {"story": story, "tab": "sources", "subtab": "stance", "filter": {"form": form}}
    page |= being_behind(story, seen.hidden) | {"hidden": seen.hidden}
    if not form.is_valid():
        return render(request, "comparison/stance.html", page, status=422)
    asked = form.asked()
    kept = KeptStances(seen, asked)
    size = rows_a_page(len(seen.sources if asked.source is None else (asked.source,)))
    rows = page_of(kept.relations(form.cleaned_data["sort"]), request, size=size)
    relations, whole = kept.by_outlet(rows), kept.of_articles()
    ends = {key for one in relations for key in (one.holder, one.target) if key}
    names = names_among(ends | {row.target for row in whole})
    sources = {k: name for k, name in seen.sources.items() if asked.source in (None, k)}

    page["drawn"] = draw_stances(relations, names, sources, leading_to_passages(slug, asked.source))
    page |= {"page": rows, "head": draw_head(sources, "By source"), "aside": kept.count(aside=True)}
    page |= {"overall": overall(whole, names, sources), "many_sources": len(sources) > MOST_COLUMNS}
    return render(request, "comparison/stance.html", page)


@require_GET
@reads_from_replica
def stance_passages(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the passages behind one number, oldest first, fifty a page."""
    story = story_for(request, slug, SETTLERS)
    seen = seen_by(request.user, story)
    form = PassagesForm(request.GET, KeptStances(seen).ends(), seen.sources)
    page = {"story": story, "tab": "sources", "subtab": "stance", "filter": {"form": form}}
    page |= being_behind(story, seen.hidden)
    if not form.is_valid():
        return render(request, "comparison/stance_passages.html", page, status=422)
    given = form.cleaned_data
    kept = KeptStances(seen, form.asked())
    rows = page_of(kept.passages(given["polarity"], given["untargeted"]), request)
    page |= {"page": rows, "passages": _quoted(list(rows))}
    return render(request, "comparison/stance_passages.html", page)


def leading_to_passages(slug: str, only: int | None) -> Address:
    """Return a function that gives the address of the passages of a relation in one source, or in
    all that were asked for."""
    passages = reverse("comparison:stance_passages", args=[slug])

    def address(one: Relation, source: int | None) -> str:
        holder = f"&holder={one.holder}" if one.holder else ""
        target = "untargeted=on" if one.target is None else f"target={one.target}"
        source = only if source is None else source
        among = "" if source is None else f"&source={source}"
        voice = SPEAKERS if one.holder else OWN
        return f"{passages}?voice={voice}{holder}&{target}{among}"

    return address


def _quoted(rows: list[StancePlace]) -> list[StancePassage]:
    """Return the passages in their sentences; two statements."""
    articles = Article.objects.select_related("source").in_bulk({row.article_id for row in rows})
    names = names_among({key for row in rows for key in (row.holder, row.target)})
    return [
        StancePassage(
            row,
            articles[row.article_id],
            names.get(row.holder, ""),
            names.get(row.target, ""),
            WORDS[row.polarity],
            sentence_around(articles[row.article_id].text, row.start or 0, row.end or 0),
        )
        for row in rows
    ]
