"""What sources of a story foretell: as it is kept, or as one member sees it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, QuerySet

from annotator.annotations.models import Annotation, Modality
from annotator.comparison.engine.prediction_evidence import Judge
from annotator.comparison.engine.records import AnswerInCell, CellMark
from annotator.comparison.foretold import foretold_by
from annotator.comparison.models import KeptPrediction
from annotator.comparison.question_rows.answers import (
    Hidden,
    answers_of,
    counted_claims,
    question_record,
)
from annotator.comparison.question_rows.cells import said_of_data
from annotator.vocabulary.models import Question
from articles.models import Story


class Prediction(NamedTuple):
    """One passage that foretells, once, whoever marked it."""

    question: Question
    said: AnswerInCell
    outcome: CellMark
    due: tuple[date, date] | None
    judges: list[Judge]
    aside: str = ""
    """The role of the part of the page that keeps it from counting; '' where it counts."""
    more: int = 0
    """Passages that judge it beyond these."""


def predictions_of(story: Story, hidden: Hidden) -> list[Prediction]:
    """Return all predictions that may be seen: kept ones where nothing is hidden, else computed
    without these articles."""
    if not hidden:
        kept = KeptPrediction.objects.filter(story=story, question__active=True)
        return [prediction_kept(one) for one in in_order(kept)]
    return list(_computed(story, hidden))


def in_order(kept: QuerySet[KeptPrediction]) -> QuerySet[KeptPrediction]:
    """Return kept predictions question by question, what counts first."""
    return kept.select_related("question").order_by(
        "question__wording", "question_id", "aside", "article_id", "start", "pk"
    )


def _computed(story: Story, hidden: Hidden) -> Iterator[Prediction]:
    foretelling = Annotation.objects.filter(
        counted_claims(story, hidden), modality=Modality.PREDICTED, question__active=True
    )
    keys = foretelling.order_by().values("question")
    questions = list(Question.objects.filter(pk__in=keys).order_by("wording", "pk"))
    answers = answers_of(story, questions, hidden)
    for each in questions:
        for one in foretold_by(question_record(each), answers[each.pk]):
            yield Prediction(each, one.said, one.outcome, one.due, one.judges, one.aside)


def prediction_kept(kept: KeptPrediction) -> Prediction:
    """Return the prediction that a row was computed to hold."""
    due = (kept.due_first, kept.due_last) if kept.due_first and kept.due_last else None
    judges = [_judge(*one) for one in kept.judges["shown"]]
    said = said_of_data(kept.said, kept.article_id, kept.source, kept.published_on)
    return Prediction(
        kept.question, said, CellMark(kept.outcome), due, judges, kept.aside, kept.judges["more"]
    )


def _judge(place: list[Any], fits: bool, said: list[Any]) -> Judge:
    article, source, day = place
    published = date.fromisoformat(day) if day else None
    return Judge(said_of_data(said, article, source, published), fits)


def counted_outcomes(kept: QuerySet[KeptPrediction]) -> list[tuple[str, int]]:
    """Return how many of the predictions that count had each outcome."""
    found = kept.filter(aside="").order_by().values("outcome").annotate(n=Count("pk"))
    return list(found.values_list("outcome", "n"))


def narrowed(kept: QuerySet[KeptPrediction], wanted: dict[str, Any]) -> QuerySet[KeptPrediction]:
    """Return the kept predictions that are asked for, in the order asked for: as `chosen` does."""
    if outcome := wanted["outcome"]:
        kept = kept.filter(outcome=outcome, aside="")
    if source := wanted["source"]:
        kept = kept.filter(source=source.pk)
    by_day = {
        "": F("due_last").asc(nulls_last=True),
        "date": F("published_on").asc(nulls_first=True),
        "-date": F("published_on").desc(nulls_last=True),
    }[wanted["sort"]]
    order = ("aside", by_day, "question__wording", "start", "pk")
    return kept.select_related("question").order_by(*order)


def chosen(every: Iterable[Prediction], wanted: dict[str, Any]) -> list[Prediction]:
    """Return the predictions that are asked for, in the order asked for."""
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
    rows.sort(key=lambda one: one.aside)
    return rows
