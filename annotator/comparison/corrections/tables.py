"""Declare corrections.csv: one row an answer that a correction touched, or a correction of none."""

from collections.abc import Iterator
from typing import Any

from annotator.annotations.visibility.portions import Portion
from annotator.comparison.article_cells import ARTICLE, article_cells
from annotator.comparison.corrections.finding import (
    ChangedAnswer,
    Correction,
    corrected_versions,
    corrections,
)
from annotator.people.access import SETTLERS
from annotator.tables import Row, Table, columns
from articles.models import Story

PORTION = 200
NO_ANSWER: dict[str, Any] = dict.fromkeys(
    (
        "question", "question_text", "became", "was", "was_quote", "now", "now_quote",
        "still_so", "still_so_articles",
    ),
    "",
)  # fmt: skip
"""What a correction says that touched no answer."""


def _rows(portion: Portion) -> Iterator[Row]:
    for story in portion.stories:
        articles = article_cells(story, portion.hidden)
        versions = list(corrected_versions(story, portion.hidden).order_by("came_at", "pk"))
        for first in range(0, len(versions), PORTION):
            for one in corrections(story, versions[first : first + PORTION]):
                head = _head(story, one) | articles[one.article.pk]
                for answer in one.answers:
                    yield head | _answer(answer)
                if not one.answers:
                    yield head | NO_ANSWER


def _head(story: Story, one: Correction) -> dict[str, Any]:
    return {
        "story": story.slug,
        "text_version": one.version.number,
        "corrected_on": one.on,
        "days_stood": one.stood,
        "noted": one.version.is_noted,
        "note": one.version.note,
    }


def _answer(answer: ChangedAnswer) -> dict[str, Any]:
    return {
        "question": answer.question.slug,
        "question_text": answer.question.wording,
        "became": answer.became.value,
        "was": answer.was_value,
        "was_quote": answer.quote,
        "now": answer.now_value,
        "now_quote": " … ".join(one.quote for one in answer.now),
        "still_so": "; ".join(one.source for one in answer.holders),
        "still_so_articles": " ".join(str(one.article) for one in answer.holders),
    }


CORRECTIONS = Table(
    name="corrections",
    url="comparison:corrections_csv",
    heading="Between the sources",
    sentence="One row an answer that a corrected text changed, with who still has the old one.",
    columns=columns(
        ("story", "the story's slug"),
        (f"{ARTICLE}", "the article as it is now, as in labels.csv"),
        ("text_version", "the number of the version that brought the correction"),
        ("corrected_on", "the day the outlet gives; where it gives none, the day it came in"),
        ("days_stood", "for how many days the text before stood, where its day is known"),
        ("noted note", "whether the outlet tells its readers, `yes` or `no`; what the desk says"),
        (
            "question question_text",
            "the question whose answer it touched; empty where it touched none",
        ),
        (
            "became",
            "`changed`, `taken out`, `reworded` where the value is the same in other words, or "
            "`to be looked at`",
        ),
        ("was was_quote", "the value before, and the words on which it stood"),
        ("now now_quote", "the values since, and their words; several are joined"),
        (
            "still_so still_so_articles",
            "the sources that still say what was corrected; their articles",
        ),
    ),
    roles=SETTLERS,
    rows=_rows,
)
