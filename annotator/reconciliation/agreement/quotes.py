"""Quote one page of the passages of a cell, each in its sentence."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.pagination import SIZE
from annotator.reconciliation.agreement.article_figures import ArticleShare, Choice
from annotator.reconciliation.agreement.statistics.confusion import (
    Cell,
    ConfusedPassage,
    confusion_counts,
    equivalent_cells,
    passages,
)
from annotator.reconciliation.places.batch import BatchedReadings, BatchReader
from articles.models import Article
from articles.sentences import sentence_around


class QuotedPassage(NamedTuple):
    """A passage in its article: what stands before and after it in its sentence."""

    share: ArticleShare
    passage: ConfusedPassage
    before: str
    words: str
    after: str


def passage_counts(
    chosen: Iterable[ArticleShare], choice: Choice, cell: Cell
) -> list[tuple[ArticleShare, int]]:
    """Return the articles that have passages of this cell, and how many each has."""
    cells = equivalent_cells(cell, choice.pair)
    found = []
    for share in chosen:
        there = confusion_counts(share.sums[choice.kind], choice.pair)
        if number := sum(there[one] for one in cells):
            found.append((share, number))
    return found


class Quotes(Sequence[QuotedPassage]):
    """All passages of a cell, of which only the page that is asked for is read and paired.

    Reading a page of `SIZE` takes at most as many articles, and a fixed number of statements.
    """

    def __init__(self, found: list[tuple[ArticleShare, int]], choice: Choice, cell: Cell) -> None:
        self.found, self.choice, self.cell = found, choice, cell

    def __len__(self) -> int:
        return sum(number for _, number in self.found)

    def __getitem__(self, at: slice) -> list[QuotedPassage]:  # type: ignore[override]
        first, last = at.start or 0, at.stop or SIZE
        chosen: list[ArticleShare] = []
        passed = before = 0
        for share, number in self.found:
            if passed < last and passed + number > first:
                before = before if chosen else passed
                chosen.append(share)
            passed += number
        return self._quoted(chosen)[first - before : last - before]

    def _quoted(self, shares: list[ArticleShare]) -> list[QuotedPassage]:
        keys = [share.article for share in shares]
        gathered = BatchReader().read(keys)
        texts = dict(Article.objects.filter(pk__in=keys).order_by().values_list("pk", "text"))
        return [
            QuotedPassage(
                share, passage, *sentence_around(texts[share.article], passage.start, passage.end)
            )
            for share in shares
            for passage in self._passages(gathered[share.article])
        ]

    def _passages(self, article: BatchedReadings) -> list[ConfusedPassage]:
        spans = article.spans[self.choice.kind]
        return passages(spans, article.submitted, self.cell, self.choice.pair)
