"""How many articles say nothing on a question, by what is known of them (pure).

The story's articles are counted once, whatever the question; each row keeps how many of them are to
be counted one by one: those that answer it, and those whose cell is ruled on.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from annotator.comparison.engine.compare import unanswered_cell
from annotator.comparison.engine.records import ArticleRecord, CellMark, QuestionRecord

UNREAD, LOOSE, READ, EARLY = "unread", "loose", "read", "early"
"""What an article is: nobody has read it; it is read and has a claim without a question; it is read
and has none; and that before the question was asked."""


def apart_of(
    question: QuestionRecord,
    answering: Iterable[ArticleRecord],
    ruled: Iterable[ArticleRecord],
) -> dict[str, Any]:
    """Return what a row keeps: how many of the articles that answer, or whose cell is ruled on,
    the story's counts hold, and what the ruled ones are instead.

    The articles that answer are not among those `ruled`.
    """
    found: Counter[str] = Counter()
    instead: Counter[str] = Counter()
    for article in ruled:
        found.update(_counted_as(article, question))
        instead[unanswered_cell(article, question).marks[0].value] += 1
    for article in answering:
        found.update(_counted_as(article, question))
    return {"apart": dict(found), "ruled": dict(instead)}


def _counted_as(article: ArticleRecord, question: QuestionRecord) -> tuple[str, ...]:
    """Return as what the article stands in the story's counts."""
    if not article.submitted:
        return (UNREAD,)
    if article.unasked:
        return (LOOSE,)
    asked = question.asked_at
    return (READ, EARLY) if asked and min(article.submitted) <= asked else (READ,)


def silent_counts(
    story: Mapping[str, int], early: int, kept: Mapping[str, Any]
) -> dict[CellMark, int]:
    """Return how many articles say nothing on the question, by mark.

    `story`: how many of its articles are unread, loose and read; `early`: how many of the read ones
    were so before the question was asked; `kept`: what `apart_of` returned of it.
    """
    apart: Mapping[str, int] = kept.get("apart", {})
    early -= apart.get(EARLY, 0)
    found = Counter(
        {
            CellMark.UNREAD: story[UNREAD] - apart.get(UNREAD, 0),
            CellMark.NOT_LOOKED_FOR: story[LOOSE] - apart.get(LOOSE, 0) + early,
            CellMark.SILENT: story[READ] - apart.get(READ, 0) - early,
        }
    )
    for mark, number in kept.get("ruled", {}).items():
        found[CellMark(mark)] += number
    return {mark: number for mark, number in found.items() if number > 0}


def early_counts(submitted: Sequence[datetime], asked: Mapping[int, datetime]) -> dict[int, int]:
    """Return, for each question, how many of the times, which are sorted, are not after it was
    asked."""
    return {key: bisect_right(submitted, at) for key, at in asked.items()}


def without(
    story: Mapping[str, int],
    hidden: Collection[ArticleRecord],
    question: QuestionRecord,
    early: int,
) -> tuple[dict[str, int], int]:
    """Return the story's counts, and the early ones among them, without these articles."""
    gone = Counter(word for one in hidden for word in _counted_as(one, question))
    left = {word: number - gone[word] for word, number in story.items()}
    return left, early - gone[EARLY]
