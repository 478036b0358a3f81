"""What sources of a story foretell, and what became of it: open, came true, failed, disputed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.engine.records import AnswerInCell, CellMark
from annotator.comparison.models import KeptPrediction
from annotator.comparison.predictions.predictions import (
    Prediction,
    chosen,
    counted_outcomes,
    narrowed,
    prediction_kept,
    predictions_of,
)
from annotator.comparison.question_rows.columns import sources_of
from annotator.comparison.question_rows.kept import rows_behind, sentences_kept
from annotator.comparison.waiting import asks_progress, being_behind, progress_part
from annotator.operations.replica import reads_from_replica
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from articles.models import Article, Source, Story

OUTCOMES = (CellMark.OPEN, CellMark.CAME_TRUE, CellMark.FAILED, CellMark.DISPUTED)
MOST = 4
"""Passages that judge a prediction, shown beside it; the others are counted."""


class PredictionsForm(forms.Form):
    outcome = forms.ChoiceField(
        choices=[("", "Any outcome"), *((mark.value, mark.capitalize()) for mark in OUTCOMES)],
        label="Outcome",
        required=False,
    )
    source = forms.ModelChoiceField(
        Source.objects.none(), label="Source", empty_label="Every source", required=False
    )
    sort = forms.ChoiceField(
        label="Sort by",
        choices=[("", "Due first"), ("date", "Foretold first"), ("-date", "Foretold last")],
        required=False,
    )

    def __init__(self, data: Any, story: Story) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["source"].queryset = sources_of(story)


@require_GET
@reads_from_replica
def predictions(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the story's predictions, with what became of them."""
    story = story_for(request, slug, SETTLERS)
    if asks_progress(request):
        return progress_part(request, story)
    hidden = articles_hidden_from(request.user, story)
    form = PredictionsForm(request.GET, story)
    wanted = form.cleaned_data if form.is_valid() else None
    page: Page[Any]
    if hidden:
        every = predictions_of(story, hidden)
        numbers = Counter(one.outcome.value for one in every if not one.aside)
        page = page_of([] if wanted is None else chosen(every, wanted), request)
        there = bool(every)
    else:
        kept = KeptPrediction.objects.filter(story=story, question__active=True)
        numbers = Counter(dict(counted_outcomes(kept)))
        page = page_of(kept.none() if wanted is None else narrowed(kept, wanted), request)
        page.object_list = [prediction_kept(one) for one in page.object_list]
        there = bool(numbers) or bool(page.object_list) or kept.exists()
    page.object_list = _with_sentences(page.object_list)
    shown = {
        "story": story, "tab": "sources", "subtab": "predictions", "page": page,
        "filter": {"form": form}, "hidden": len(hidden), "any": there,
        "numbers": [(mark, numbers[mark.value]) for mark in OUTCOMES],
        "today": timezone.localdate(), **being_behind(story, not hidden and rows_behind(story)),
    }  # fmt: skip
    return render(request, "comparison/predictions.html", shown)


def _with_sentences(page: Iterable[Prediction]) -> list[dict[str, Any]]:
    """Return the page's predictions with their sentences; two statements."""
    page = list(page)
    shown = [each for one in page for each in (one.said, *(j.said for j in one.judges[:MOST]))]
    keys: set[Any] = {each.answer.article for each in shown}
    articles = Article.objects.select_related("source").defer("text").in_bulk(keys)
    answering: dict[int, set[Any]] = {}
    for one in page:
        here = answering.setdefault(one.question.pk, set())
        here.update(
            each.answer.article for each in (one.said, *(j.said for j in one.judges[:MOST]))
        )
    sentences = sentences_kept(answering)
    return [
        {
            "question": one.question,
            "outcome": one.outcome,
            "aside": one.aside,
            "look": one.outcome.replace(" ", "-"),
            "due": one.due,
            "passage": _passage(one.said, articles, sentences),
            "judges": [(_passage(j.said, articles, sentences), j.fits) for j in one.judges[:MOST]],
            "more": max(len(one.judges) - MOST, 0) + one.more,
        }
        for one in page
    ]


def _passage(
    said: AnswerInCell, articles: dict[Any, Article], sentences: Mapping[Any, Any]
) -> dict[str, Any]:
    article, passage = articles[said.answer.article], said.answer.name
    place = (article.pk, passage.start, passage.end)
    return {
        "article": article,
        "start": passage.start,
        "text": said.text,
        "said_by": said.answer.said_by,
        "settled": said.answer.settled,
        "sentence": sentences.get(place, ("", passage.quote, "")),
    }
