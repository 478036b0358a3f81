"""How many articles say nothing on a question, by what is known of them (pure).

It goes through the articles once, not for each question; `engine/compare.py` says the same of one
article.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from annotator.comparison.engine.compare import unanswered_cell
from annotator.comparison.engine.records import ArticleRecord, CellMark, QuestionRecord

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(at: datetime) -> int:
    """Return the microseconds since the beginning of 1970, exactly."""
    since = at - BEGINNING
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


class SilentArticles:
    """The story's articles sorted by what is known of them whatever the question.

    `unread`: keys of the articles that nobody has read. `loose`: keys of the articles that are read
    and have a claim without a question. `first`: when the first reading of each other article was
    submitted, in microseconds, by its key.
    """

    def __init__(
        self, unread: Iterable[int], loose: Iterable[int], first: Mapping[Any, int]
    ) -> None:
        self._unread, self._loose, self._first = set(unread), set(loose), first
        self._in_order = sorted(first.values())

    def counts(
        self, question: QuestionRecord, answering: Collection[int], ruled: Iterable[ArticleRecord]
    ) -> dict[CellMark, int]:
        """Return how many articles say nothing on the question, by mark.

        `answering`: keys of the articles that have a cell of their own; `ruled` are counted one by
        one.
        """
        one_by_one = {article.key: article for article in ruled if article.key not in answering}
        apart = {*answering, *one_by_one}
        first = [self._first[key] for key in apart if key in self._first]
        early = 0
        if question.asked_at:
            asked = microseconds(question.asked_at)
            early = bisect_right(self._in_order, asked)
            early -= sum(at <= asked for at in first)
        found = Counter(
            {
                CellMark.UNREAD: len(self._unread - apart),
                CellMark.NOT_LOOKED_FOR: len(self._loose - apart) + early,
                CellMark.SILENT: len(self._in_order) - len(first) - early,
            }
        )
        for article in one_by_one.values():
            found[unanswered_cell(article, question).marks[0]] += 1
        return {mark: number for mark, number in found.items() if number}
