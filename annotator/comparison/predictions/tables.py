"""Declare predictions.csv: one row a prediction, and one for each passage that judges it."""

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.annotations.visibility.portions import Portion
from annotator.comparison.article_cells import ARTICLE, article_cells
from annotator.comparison.engine.records import AnswerInCell
from annotator.comparison.predictions.predictions import Prediction, predictions_of
from annotator.comparison.question_rows.cells import AnswerPassage
from annotator.comparison.question_rows.kept import rows_behind
from annotator.people.access import SETTLERS
from annotator.tables import Row, Table, columns
from articles.models import Story
from articles.parts import BODY


def _rows(portion: Portion) -> Iterator[Row]:
    for story in portion.stories:
        articles = article_cells(story, portion.hidden)
        for one in predictions_of(story, portion.hidden):
            head = _head(story, one)
            yield head | {"role": "prediction", "fits": None} | _passage(one.said, articles)
            for judge in one.judges:
                judged = {"role": "judge", "fits": judge.fits}
                yield head | judged | _passage(judge.said, articles)


def _head(story: Story, one: Prediction) -> dict[str, Any]:
    place: AnswerPassage = one.said.answer.name
    first, last = one.due or (None, None)
    return {
        "story": story.slug,
        "question": one.question.slug,
        "question_text": one.question.wording,
        "question_type": one.question.type,
        "prediction": place.key,
        "outcome": "not counted" if one.aside else one.outcome.value,
        "region": one.aside or BODY,
        "due_first": first,
        "due_last": last,
    }


def _passage(said: AnswerInCell, articles: Mapping[Any, dict[str, Any]]) -> dict[str, Any]:
    answer = said.answer
    place: AnswerPassage = answer.name
    return {
        "value": said.text,
        "said_by": answer.said_by,
        "settled": answer.settled,
        **articles[answer.article],
        "annotation_id": place.key,
        "start": place.start,
        "end": place.end,
        "quote": place.quote,
    }


def _behind(portion: Portion) -> bool:
    """Return whether a row is missing or old; who has still to read is not told, as on the page."""
    return not portion.hidden and any(rows_behind(story) for story in portion.stories)


PREDICTIONS = Table(
    name="predictions",
    url="comparison:predictions_csv",
    heading="Between the sources",
    sentence="One row a prediction, with what became of it, and one a passage that judges it.",
    columns=columns(
        (
            "story question question_text question_type",
            "which question: slugs, its wording, its type",
        ),
        ("prediction", "the `annotation_id` of the prediction: the same in all its rows"),
        ("outcome", "`open`, `came true`, `failed`, `disputed`, or `not counted`: see `region`"),
        (
            "region",
            "`caption`, `link`, `references`, `boilerplate` or `repeated` where the prediction "
            "stands in such a part of the page; otherwise `body`",
        ),
        (
            "due_first due_last",
            "the first and the last day on which it is to be so; empty where no day is given",
        ),
        ("role", "`prediction`; or `judge`, a passage published later"),
        ("fits", "of a judge, `yes` where the prediction fits it, else `no`"),
        (
            "value said_by settled",
            "what the passage says, who says it, and whether it is settled, as in conflicts.csv",
        ),
        (
            f"{ARTICLE} annotation_id start end quote",
            "where the passage stands, as in labels.csv",
        ),
    ),
    roles=SETTLERS,
    rows=_rows,
    behind=_behind,
)
