"""predictions.csv: one row a prediction, and one for each passage that judges it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.http import StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.cells import defused, lines
from annotator.comparison.article_cells import ARTICLE, article_cells
from annotator.comparison.engine.records import AnswerInCell
from annotator.comparison.place_rows import download
from annotator.comparison.predictions.views import Prediction, predictions_of
from annotator.comparison.question_rows.answers import AnswerPassage
from annotator.people.access import SETTLERS, DeskRequest, story_for
from articles.models import Story

COLUMNS = (
    "story", "question", "question_text", "question_type", "prediction", "outcome", "due_first",
    "due_last", "role", "fits", "value", "said_by", "settled", *ARTICLE, "annotation_id", "start",
    "end", "quote",
)  # fmt: skip


@require_GET
@never_cache
def predictions_csv(request: DeskRequest, slug: str) -> StreamingHttpResponse:
    """predictions.csv of the articles that this adjudicator or manager may see."""
    story = story_for(request, slug, SETTLERS)
    rows = _rows(story, articles_hidden_from(request.user, story))
    return download(lines(COLUMNS, rows, bom="bom" in request.GET), story, "predictions")


def _rows(story: Story, hidden: Collection[int]) -> Iterator[list[str]]:
    articles = article_cells(story, hidden)
    for one in predictions_of(story, hidden):
        head = _head(story, one)
        yield [*head, "prediction", "", *_passage(one.said, articles)]
        for judge in one.judges:
            fits = "yes" if judge.fits else "no"
            yield [*head, "judge", fits, *_passage(judge.said, articles)]


def _head(story: Story, one: Prediction) -> list[str]:
    question, place = one.question, one.said.answer.name
    first, last = (day.isoformat() for day in one.due) if one.due else ("", "")
    asked = [defused(question.slug), defused(question.wording), question.type]
    return [defused(story.slug), *asked, str(place.key), one.outcome.value, first, last]


def _passage(said: AnswerInCell, articles: Mapping[Any, list[str]]) -> list[str]:
    answer = said.answer
    place: AnswerPassage = answer.name
    says = [defused(said.text), defused(answer.said_by), "yes" if answer.settled else "no"]
    where = [str(place.key), str(place.start), str(place.end), defused(place.quote)]
    return [*says, *articles[answer.article], *where]
