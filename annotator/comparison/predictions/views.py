"""What sources of a story foretell, and what became of it: open, came true, failed, disputed."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from annotator.annotations.models import Annotation, Modality
from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.prediction_evidence import Judge, due_days, judges_of
from annotator.comparison.engine.records import Answer, AnswerInCell, CellMark, ComparedRow
from annotator.comparison.question_rows.answers import (
    Hidden,
    answers_of,
    counted_claims,
    question_record,
)
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.vocabulary.models import Question
from articles.models import Article, Source, Story
from articles.sentences import sentence_around

OUTCOMES = (CellMark.OPEN, CellMark.CAME_TRUE, CellMark.FAILED, CellMark.DISPUTED)
MOST = 4
"""Passages that judge a prediction, shown beside it; the others are counted."""


class Prediction(NamedTuple):
    """One passage that foretells, once, whoever marked it."""

    question: Question
    said: AnswerInCell
    outcome: CellMark
    due: tuple[date, date] | None
    judges: list[Judge]
    aside: str = ""
    """The role of the part of the page that keeps it from counting; '' where it counts."""


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
        fields["source"].queryset = Source.objects.filter(articles__story=story).distinct()


@require_GET
def predictions(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the story's predictions, with what became of them."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    form = PredictionsForm(request.GET, story)
    every = predictions_of(story, hidden)
    page = page_of(_chosen(every, form.cleaned_data) if form.is_valid() else [], request)
    page.object_list = _with_sentences(page.object_list)
    numbers = [
        (mark, sum(one.outcome is mark and not one.aside for one in every)) for mark in OUTCOMES
    ]
    shown = {
        "story": story, "tab": "sources", "subtab": "predictions", "page": page,
        "filter": {"form": form}, "numbers": numbers, "hidden": len(hidden), "any": bool(every),
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "comparison/predictions.html", shown)


def predictions_of(story: Story, hidden: Hidden) -> list[Prediction]:
    """Return all predictions that may be seen; five statements, whatever their number.

    What stands in captions, references and the like is told with its role; it judges nothing, and
    nothing judges it.
    """
    foretelling = Annotation.objects.filter(
        counted_claims(story, hidden), modality=Modality.PREDICTED, question__active=True
    )
    keys = foretelling.order_by().values("question")
    questions = list(Question.objects.filter(pk__in=keys).order_by("wording", "pk"))
    answers = answers_of(story, questions, hidden)
    return [
        one
        for each in questions
        for aside, told in _by_aside(answers[each.pk]).items()
        for one in _of_question(each, told, aside)
    ]


def _by_aside(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """Return the answers by the role that keeps them from counting, those that count first."""
    found: dict[str, list[Answer]] = {"": []}
    for one in answers:
        found.setdefault(one.aside, []).append(one._replace(aside=""))
    return found


def _of_question(question: Question, answers: list[Answer], aside: str) -> list[Prediction]:
    """Return the predictions of one question; those of an aside without a judge."""
    record = question_record(question)
    row = compare(record, answers)
    said = _answers_in(row)
    found: list[Prediction] = []
    for cell in row.cells.values():
        here: list[Prediction] = []
        for each in cell.said:
            if each.answer.modality == Modality.PREDICTED:
                judges = [] if aside else _distinct(judges_of(each, said, record))
                when = due_days(each.answer, question.type)
                outcome = CellMark.OPEN if aside else each.outcome or CellMark.OPEN
                one = Prediction(question, each, outcome, when, judges, aside)
                if not any(_same(one, other) for other in here):
                    here.append(one)
        found += here
    return found


def _answers_in(row: ComparedRow) -> list[AnswerInCell]:
    return [each for cell in row.cells.values() for each in cell.said]


def _same(one: Prediction, other: Prediction) -> bool:
    """Return whether two passages of an article foretell the same: two people's edges may
    differ."""
    here, there = one.said.answer, other.said.answer
    meet = here.name.start < there.name.end and there.name.start < here.name.end
    return meet and one.said.text == other.said.text


def _distinct(judges: Iterable[Judge]) -> list[Judge]:
    """Return the judges, of the same words read alike by several people one."""
    found: dict[tuple[Any, ...], Judge] = {}
    for judge in judges:
        passage = judge.said.answer.name
        key = (judge.said.answer.article, passage.start, passage.end, judge.said.text)
        found.setdefault(key, judge)
    return list(found.values())


def _chosen(every: list[Prediction], wanted: dict[str, Any]) -> list[Prediction]:
    rows = [
        one
        for one in every
        if (not one.aside if wanted["outcome"] == one.outcome.value else not wanted["outcome"])
        and (not wanted["source"] or one.said.answer.source == wanted["source"].pk)
    ]
    rows.sort(key=lambda one: (one.question.wording, one.said.answer.name.start))
    if wanted["sort"] == "":
        rows.sort(key=lambda one: one.due[1] if one.due else date.max)
    else:
        backward = wanted["sort"] == "-date"
        rows.sort(key=lambda one: one.said.answer.published or date.min, reverse=backward)
    rows.sort(key=lambda one: bool(one.aside))
    return rows


def _with_sentences(page: Iterable[Prediction]) -> list[dict[str, Any]]:
    """Return the page's predictions with their sentences; one statement."""
    page = list(page)
    shown = [each for one in page for each in (one.said, *(j.said for j in one.judges[:MOST]))]
    keys = {each.answer.article for each in shown}
    articles = Article.objects.select_related("source").in_bulk(keys)
    return [
        {
            "question": one.question,
            "outcome": one.outcome,
            "aside": one.aside,
            "look": one.outcome.replace(" ", "-"),
            "due": one.due,
            "passage": _passage(one.said, articles),
            "judges": [(_passage(j.said, articles), j.fits) for j in one.judges[:MOST]],
            "more": max(len(one.judges) - MOST, 0),
        }
        for one in page
    ]


def _passage(said: AnswerInCell, articles: dict[Any, Article]) -> dict[str, Any]:
    article, passage = articles[said.answer.article], said.answer.name
    return {
        "article": article,
        "start": passage.start,
        "text": said.text,
        "said_by": said.answer.said_by,
        "settled": said.answer.settled,
        "sentence": sentence_around(article.text, passage.start, passage.end),
    }
