"""Declare voices.csv: one row a passage that two articles of one voice share."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from annotator.annotations.visibility.portions import Portion
from annotator.comparison.article_cells import ARTICLE, article_cells
from annotator.comparison.copies.actions import CopyPair, copy_pairs, copy_threshold, time_order
from annotator.comparison.copies.shingles import shared_runs
from annotator.comparison.question_rows.kept import question_rows, rows_behind
from annotator.people.access import SETTLERS
from annotator.tables import Row, Table, columns
from articles.models import Article, Story

PLACE = f"{ARTICLE} start end quote".split()


class JoinedPair(NamedTuple):
    """Two articles of one voice.

    Slug and wording of the question on which a sentence joins them; both are empty where the
    articles as a whole are one voice.
    """

    pair: CopyPair
    question: str = ""
    wording: str = ""


def _rows(portion: Portion) -> Iterator[Row]:
    for story in portion.stories:
        articles = article_cells(story, portion.hidden)
        for joined in _joined(story, portion.hidden):
            copy, original = joined.pair.copy, joined.pair.original
            head = {
                "story": story.slug,
                "question": joined.question,
                "question_text": joined.wording,
                "share": f"{joined.pair.share:.4f}",
            }
            found = Article.objects.filter(pk__in=(copy, original)).order_by()
            texts = dict(found.values_list("pk", "text"))
            for run in shared_runs(texts[copy], texts[original]):
                here = _place("copy", articles[copy], texts[copy], run.start, run.end)
                there = _place(
                    "original", articles[original], texts[original], run.other_start, run.other_end
                )
                yield head | here | there


def _place(
    which: str, article: Mapping[str, Any], text: str, start: int, end: int
) -> dict[str, Any]:
    cells = {**article, "start": start, "end": end, "quote": text[start:end]}
    return {f"{which}_{name}": value for name, value in cells.items()}


def _joined(story: Story, hidden: Collection[int]) -> Iterator[JoinedPair]:
    """Yield whole articles first, the largest share first; then what sentences join, by
    question."""
    order = {key: at for key, at in time_order(story).items() if key not in hidden}
    for pair in copy_pairs(story, order, copy_threshold(story)):
        yield JoinedPair(pair)
    for row in sorted(question_rows(story, hidden), key=lambda row: row.question.slug):
        joined: list[Any] = row.joined
        for pair in joined:
            yield JoinedPair(CopyPair(*pair), row.question.slug, row.question.wording)


def _behind(portion: Portion) -> bool:
    """Return whether a row is missing or old; who has still to read is not told, as on the page."""
    return not portion.hidden and any(rows_behind(story) for story in portion.stories)


VOICES = Table(
    name="voices",
    url="comparison:voices_csv",
    heading="Between the sources",
    sentence="One row a passage of five words or more that two articles of one voice share.",
    columns=columns(
        ("story", "its slug"),
        (
            "question question_text",
            "the question that one sentence of both answers; empty where the articles as a whole "
            "are one voice",
        ),
        (
            "share",
            "how much of the shorter one's wording, or sentence, they share, between 0 and 1",
        ),
        (
            " ".join(f"copy_{name}" for name in PLACE),
            "the passage in the later article, as in labels.csv",
        ),
        (
            " ".join(f"original_{name}" for name in PLACE),
            "the same passage in the earlier article, as in labels.csv",
        ),
    ),
    roles=SETTLERS,
    rows=_rows,
    behind=_behind,
    size=50,
)
