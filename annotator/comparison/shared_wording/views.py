"""One voice or five: the articles of a story that share wording, and the passages they share."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.paginator import Page
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.copies.actions import LEAST_SHARE, CopyPair
from annotator.comparison.copies.shingles import shared_runs
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.columns import sources_of
from annotator.comparison.question_rows.kept import Kept, kept_of
from annotator.comparison.shared_wording.losses import kept_losses, loss_kept, losses_behind
from annotator.comparison.shared_wording.seen_voices import SeenVoices
from annotator.comparison.shared_wording.voices import (
    SharedAnswer,
    Voice,
    as_pairs,
    kept_near,
    kept_sentences,
    kept_voices,
    shared_answers,
    with_members,
)
from annotator.comparison.waiting import asks_progress, being_behind, progress_part
from annotator.operations.replica import reads_from_replica
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from articles.models import Article, Source, Story
from articles.sentences import sentence_around

LISTS = [
    ("one", "One voice"),
    ("nearly", "Less than one voice"),
    ("sentence", "One voice in one sentence"),
    ("lost", "Attribution lost"),
]


class VoicesForm(forms.Form):
    """What to list, and of which source."""

    show = forms.ChoiceField(label="Show", choices=LISTS, required=False)
    source = forms.ModelChoiceField(
        Source.objects.none(), label="Source", empty_label="Every source", required=False
    )
    sort = forms.ChoiceField(
        label="Sort by",
        choices=[("", "Most shared first"), ("date", "Oldest first")],
        required=False,
    )

    def __init__(self, data: Any, story: Story) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["source"].queryset = sources_of(story)


class PairForm(forms.Form):
    """Two articles of the story whose passages are to stand side by side."""

    copy = forms.ModelChoiceField(Article.objects.none())
    original = forms.ModelChoiceField(Article.objects.none())

    def __init__(self, data: Any, among: Any) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["copy"].queryset = fields["original"].queryset = among


@require_GET
@reads_from_replica
def voices(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the articles that share wording, or where attribution is lost."""
    story = story_for(request, slug, SETTLERS)
    if asks_progress(request):
        return progress_part(request, story)
    hidden, kept = articles_hidden_from(request.user, story), kept_of(story)
    form = VoicesForm(request.GET, story)
    filters = form.cleaned_data if form.is_valid() else {}
    page, numbers = _listed(request, story, kept, hidden, filters)
    page.object_list = _with_articles(page.object_list)
    shown = {
        "story": story, "tab": "sources", "subtab": "voices", "page": page,
        "filter": {"form": form}, "show": filters.get("show") or "one",
        "hidden": len(hidden), "least": f"{LEAST_SHARE:.0%}", **numbers,
        **being_behind(story, kept.behind and not hidden),
        "looking": filters.get("show") == "lost" and not hidden and losses_behind(story),
    }  # fmt: skip
    return render(request, "comparison/voices.html", shown)


def _listed(
    request: HttpRequest, story: Story, kept: Kept, hidden: Hidden, filters: Mapping[str, Any]
) -> tuple[Page[Any], dict[str, int]]:
    """Return the page that is asked for, as keys of articles, and how many articles and voices
    there are."""
    numbers = {"articles": kept.articles, "voices": kept.articles - kept.copies}
    if not filters:
        return page_of([], request), numbers
    show, source = filters["show"], filters["source"]
    oldest = filters["sort"] == "date"
    page: Page[Any]
    if hidden:
        seen = SeenVoices(story, hidden)
        numbers = {"articles": len(seen.order), "voices": len(seen.order) - len(seen.copies)}
    if show == "lost":
        page = page_of(kept_losses(story, hidden, source), request)
        page.object_list = [loss_kept(one) for one in page.object_list]
    elif hidden:
        page = page_of(seen.rows(show, source, oldest), request)
    elif show == "sentence":
        page = page_of(kept_sentences(story, source, oldest), request)
        page.object_list = shared_answers(page.object_list)
    elif show == "nearly":
        page = page_of(kept_near(story, source, oldest), request)
        page.object_list = as_pairs(story, page.object_list)
    else:
        page = page_of(kept_voices(story, source, oldest), request)
        page.object_list = with_members(story, page.object_list)
    return page, numbers


@require_GET
@reads_from_replica
def shared(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the passages that two articles share, side by side."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    among = Article.objects.filter(~Q(pk__in=hidden), story=story).select_related("source")
    form = PairForm(request.GET, among)
    shown = {"story": story, "tab": "sources", "subtab": "voices"}
    if not form.is_valid():
        return render(request, "comparison/voices_shared.html", shown, status=422)
    copy, original = form.cleaned_data["copy"], form.cleaned_data["original"]
    found = shared_runs(copy.text, original.text)
    page = page_of(found, request)
    passages = [
        (
            sentence_around(copy.text, run.start, run.end),
            sentence_around(original.text, run.other_start, run.other_end),
        )
        for run in page
    ]
    shown |= {"copy": copy, "original": original, "page": page, "passages": passages}
    return render(request, "comparison/voices_shared.html", shown)


def _with_articles(rows: Any) -> list[Any]:
    """Return the page's rows with their articles: one statement."""
    rows = list(rows)
    keys: set[int] = set()
    for row in rows:
        if isinstance(row, Voice):
            keys |= {pk for pk, _ in row.members}
        elif isinstance(row, SharedAnswer):
            keys |= {pk for pair in row.pairs for pk in pair[:2]}
        elif isinstance(row, CopyPair):
            keys |= {row.copy, row.original}
    found = Article.objects.filter(pk__in=keys).select_related("source").defer("text").in_bulk()
    drawn: list[Any] = []
    for row in rows:
        if isinstance(row, Voice):
            members = [(found[pk], pair and _share(pair, found)) for pk, pair in row.members]
            drawn.append({"members": members, "size": row.size, "more": row.size - len(members)})
        elif isinstance(row, SharedAnswer):
            pairs = [_share(pair, found) for pair in row.pairs]
            drawn.append((row.question, pairs, row.size - len(pairs)))
        elif isinstance(row, CopyPair):
            drawn.append(_share(row, found))
        else:
            drawn.append(row)
    return drawn


def _share(pair: CopyPair, found: Mapping[int, Article]) -> dict[str, Any]:
    copy, original = found[pair.copy], found[pair.original]
    return {"copy": copy, "original": original, "percent": f"{pair.share:.0%}"}
