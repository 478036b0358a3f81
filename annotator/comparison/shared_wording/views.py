"""One voice or five: the articles of a story that share wording, and the passages they share."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.copies.actions import (
    LEAST_SHARE,
    CopyPair,
    Order,
    copy_pairs,
    copy_threshold,
    refresh_copies,
    time_order,
)
from annotator.comparison.copies.shingles import earliest_voices as voices_among
from annotator.comparison.copies.shingles import shared_runs
from annotator.comparison.question_rows.refresh import question_rows
from annotator.comparison.shared_wording.attribution import lost_attributions
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.vocabulary.models import Question
from articles.models import Article, Source, Story
from articles.sentences import sentence_around

LISTS = [
    ("one", "One voice"),
    ("nearly", "Less than one voice"),
    ("sentence", "One voice in one sentence"),
    ("lost", "Attribution lost"),
]


class Voice(NamedTuple):
    """The articles of one voice, the earliest first; each with the pair that brought it in."""

    members: list[tuple[int, CopyPair | None]]


class SharedAnswer(NamedTuple):
    """Articles that one sentence makes one voice on a question."""

    question: Question
    pairs: list[CopyPair]


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
        fields["source"].queryset = Source.objects.filter(articles__story=story).distinct()


class PairForm(forms.Form):
    """Two articles of the story whose passages are to stand side by side."""

    copy = forms.ModelChoiceField(Article.objects.none())
    original = forms.ModelChoiceField(Article.objects.none())

    def __init__(self, data: Any, among: Any) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["copy"].queryset = fields["original"].queryset = among


@require_GET
def voices(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the articles that share wording, or where attribution is lost."""
    story = story_for(request, slug, SETTLERS)
    refresh_copies(story)
    hidden = articles_hidden_from(request.user, story)
    form = VoicesForm(request.GET, story)
    filters = form.cleaned_data if form.is_valid() else {}
    order = {pk: at for pk, at in time_order(story).items() if pk not in hidden}
    pairs = copy_pairs(story, order, copy_threshold(story))
    copies = voices_among(((pair.copy, pair.original) for pair in pairs), order)
    rows = _rows(story, order, pairs, copies, hidden, filters) if form.is_valid() else []
    page = page_of(rows, request)
    page.object_list = _with_articles(page.object_list)
    shown = {
        "story": story, "tab": "sources", "subtab": "voices", "page": page,
        "filter": {"form": form}, "show": filters.get("show") or "one",
        "articles": len(order), "hidden": len(hidden),
        "voices": len(order) - len(copies), "least": f"{LEAST_SHARE:.0%}",
    }  # fmt: skip
    return render(request, "comparison/voices.html", shown)


@require_GET
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


def _rows(
    story: Story,
    order: Order,
    pairs: list[CopyPair],
    copies: Mapping[int, int],
    hidden: frozenset[int],
    filters: Mapping[str, Any],
) -> list[Any]:
    """Return what is asked for, whole, as keys of articles: a page of it is then read."""
    if filters["show"] == "lost":
        return lost_attributions(story, hidden, filters["source"])
    if filters["show"] == "sentence":
        rows: list[Any] = _sentences(story, hidden)
        keys = [[pk for pair in row.pairs for pk in pair[:2]] for row in rows]
    elif filters["show"] == "nearly":
        whose = {pk: copies.get(pk, pk) for pk in order}
        near = copy_pairs(story, order, LEAST_SHARE, copy_threshold(story))
        rows = [pair for pair in near if whose[pair.copy] != whose[pair.original]]
        keys = [[row.copy, row.original] for row in rows]
    else:
        rows = _groups(order, pairs, copies)
        keys = [[pk for pk, _ in row.members] for row in rows]
    if filters["sort"] == "date":
        placed = sorted(range(len(rows)), key=lambda at: min(order[pk] for pk in keys[at]))
        rows, keys = [rows[at] for at in placed], [keys[at] for at in placed]
    if filters["source"]:
        of_it = Article.objects.filter(story=story, source=filters["source"]).order_by()
        own = set(of_it.values_list("pk", flat=True))
        rows = [row for row, held in zip(rows, keys, strict=True) if not own.isdisjoint(held)]
    return rows


def _sentences(story: Story, hidden: frozenset[int]) -> list[SharedAnswer]:
    """Return the questions on which sentences join articles, the one with most pairs first."""
    rows = [row for row in question_rows(story, hidden) if row.joined]
    rows.sort(key=lambda row: (-len(row.joined), row.question.wording))
    return [SharedAnswer(row.question, [CopyPair(*pair) for pair in row.joined]) for row in rows]


def _groups(order: Order, pairs: list[CopyPair], copies: Mapping[int, int]) -> list[Voice]:
    """Return the voices of several articles, the largest first."""
    nearest: dict[int, CopyPair] = {}
    for pair in pairs:
        nearest.setdefault(pair.copy, pair)
    held: dict[int, list[int]] = defaultdict(list)
    for copy, original in copies.items():
        held[original].append(copy)
    groups = [
        Voice(
            [(original, None)]
            + [(pk, nearest.get(pk)) for pk in sorted(held[original], key=order.__getitem__)]
        )
        for original in held
    ]
    return sorted(groups, key=lambda one: (-len(one.members), order[one.members[0][0]]))


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
            drawn.append([(found[pk], pair and _share(pair, found)) for pk, pair in row.members])
        elif isinstance(row, SharedAnswer):
            drawn.append((row.question, [_share(pair, found) for pair in row.pairs]))
        elif isinstance(row, CopyPair):
            drawn.append(_share(row, found))
        else:
            drawn.append(row)
    return drawn


def _share(pair: CopyPair, found: Mapping[int, Article]) -> dict[str, Any]:
    copy, original = found[pair.copy], found[pair.original]
    return {"copy": copy, "original": original, "percent": f"{pair.share:.0%}"}
