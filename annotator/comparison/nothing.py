"""How many articles say nothing on a question, by what is known of them, without going through
all of them for each question (pure). `silence.py` says the same of one article."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from annotator.comparison.answered import Article, Mark, Question
from annotator.comparison.silence import nothing_said


class Nothing:
    """The story's articles sorted by what is known of them whatever the question."""

    def __init__(
        self,
        articles: Iterable[int],
        submitted: Mapping[int, tuple[datetime, ...]],
        unasked: Mapping[int, int],
    ) -> None:
        self._submitted, self._unasked = submitted, unasked
        self._unread: set[int] = set()
        self._loose: set[int] = set()
        self._first: dict[int, datetime] = {}
        for article in articles:
            if not (times := submitted.get(article)):
                self._unread.add(article)
            elif unasked.get(article):
                self._loose.add(article)
            else:
                self._first[article] = min(times)
        self._in_order = sorted(self._first.values())

    def counts(
        self, question: Question, answering: Collection[int], ruled: Iterable[Article]
    ) -> dict[Mark, int]:
        """By mark; `answering` have a cell of their own, `ruled` are counted one by one."""
        told = {article.key: article for article in ruled if article.key not in answering}
        apart = {*answering, *told}
        first = [self._first[key] for key in apart if key in self._first]
        early = 0
        if question.asked_at:
            early = bisect_right(self._in_order, question.asked_at)
            early -= sum(at <= question.asked_at for at in first)
        found = Counter(
            {
                Mark.UNREAD: len(self._unread - apart),
                Mark.NOT_LOOKED_FOR: len(self._loose - apart) + early,
                Mark.SILENT: len(self._in_order) - len(first) - early,
            }
        )
        for article in told.values():
            found[nothing_said(article, question).marks[0]] += 1
        return {mark: number for mark, number in found.items() if number}
