"""Quote one page of the passages of a cell, each in its sentence."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from django.db.models import Sum

from annotator.pagination import SIZE
from annotator.reconciliation.agreement.article_figures import (
    ArticleShare,
    Choice,
    article_shares,
    sums_by_kind,
)
from annotator.reconciliation.agreement.choosing import VisibleStory, chosen_articles
from annotator.reconciliation.agreement.statistics.confusion import (
    Cell,
    ConfusedPassage,
    confusion_counts,
    equivalent_cells,
    passages,
)
from annotator.reconciliation.agreement_models import ArticleCell
from annotator.reconciliation.models import Tally
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


class Quotes(Sequence[QuotedPassage]):
    """All passages of a cell, of which only the page that is asked for is read and paired.

    How many each article has is kept, of all pairs of annotators together. Reading a page of `SIZE`
    takes at most as many articles, and a fixed number of statements; of one pair the counts of
    every article that has the cell are looked at.
    """

    def __init__(self, seen: VisibleStory, choice: Choice, cell: Cell) -> None:
        self.choice, self.cell = choice, cell
        cells = equivalent_cells(cell, choice.pair)
        among = ArticleCell.objects.filter(story=seen.story, kind=choice.kind)
        if choice != Choice(choice.kind) or seen.hides(choice.kind):
            among = among.filter(article__in=chosen_articles(seen, choice).values("article"))
        self._cells = [among.filter(one=one, two=two).order_by("article") for one, two in cells]

    def __len__(self) -> int:
        if self.choice.pair:
            return sum(number for _, number in self._of_pair)
        return sum(rows.aggregate(all=Sum("passages"))["all"] or 0 for rows in self._cells)

    def __getitem__(self, at: slice) -> list[QuotedPassage]:  # type: ignore[override]
        first, last = at.start or 0, at.stop or SIZE
        counted = self._of_pair if self.choice.pair else self._first(last)
        chosen: list[int] = []
        passed = before = 0
        for article, number in counted:
            if passed < last and passed + number > first:
                before = before if chosen else passed
                chosen.append(article)
            passed += number
        return self._quoted(chosen)[first - before : last - before]

    def _first(self, number: int) -> list[tuple[int, int]]:
        """Return the articles of so many passages: each article has one of them at least."""
        found: Counter[int] = Counter()
        for rows in self._cells:
            for article, there in rows.values_list("article_id", "passages")[:number]:
                found[article] += there
        return sorted(found.items())

    @cached_property
    def _of_pair(self) -> list[tuple[int, int]]:
        """Count each article's passages of the pair, and leave out those that have none."""
        kind = self.choice.kind
        [rows] = self._cells
        tallies = Tally.objects.filter(article__in=rows.order_by().values("article"))
        found = []
        for article, sums in tallies.order_by("article_id").values_list("article_id", "sums"):
            there = confusion_counts(sums_by_kind(sums, kind)[kind], self.choice.pair)
            if number := there[self.cell]:
                found.append((article, number))
        return found

    def _quoted(self, keys: list[int]) -> list[QuotedPassage]:
        shares = article_shares(Tally.objects.filter(article__in=keys), self.choice.kind)
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
