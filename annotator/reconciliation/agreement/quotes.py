"""Quote one page of the passages of a cell, each in its sentence."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from django.db.models import F, Q, Sum, Window

from annotator.pagination import SIZE
from annotator.reconciliation.agreement.article_figures import (
    ArticleShare,
    Choice,
    article_shares,
    sums_by_kind,
)
from annotator.reconciliation.agreement.choosing import Seen, chosen_articles
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

    How many each article has is kept; the database finds the articles of the page. Reading a page
    of `SIZE` takes at most as many articles, and a fixed number of statements. Of a pair each
    article that has the cell is looked at, since counts are kept of all pairs together.
    """

    def __init__(self, seen: Seen, choice: Choice, cell: Cell) -> None:
        self.choice, self.cell = choice, cell
        cells = Q()
        for one, two in equivalent_cells(cell, choice.pair):
            cells |= Q(one=one, two=two)
        among = ArticleCell.objects.filter(cells, story=seen.story, kind=choice.kind)
        if choice != Choice(choice.kind) or seen.hides(choice.kind):
            among = among.filter(article__in=chosen_articles(seen, choice).values("article"))
        self._rows = among.order_by()

    def __len__(self) -> int:
        if self.choice.pair:
            return sum(number for _, number in self._of_pair)
        found: int | None = self._rows.aggregate(all=Sum("passages"))["all"]
        return found or 0

    def __getitem__(self, at: slice) -> list[QuotedPassage]:  # type: ignore[override]
        first, last = at.start or 0, at.stop or SIZE
        chosen: list[int] = []
        passed = before = 0
        for article, number, passed in self._articles(first, last):
            before = before if chosen else passed - number
            chosen.append(article)
        return self._quoted(chosen)[first - before : last - before]

    def _articles(self, first: int, last: int) -> Iterable[tuple[int, int, int]]:
        """Return the articles of these passages: each with its number of passages, and how many
        there are up to its end."""
        if self.choice.pair:
            ends = accumulate(number for _, number in self._of_pair)
            counted = ((*one, end) for one, end in zip(self._of_pair, ends, strict=True))
            return [one for one in counted if one[2] > first and one[2] - one[1] < last]
        # A cell and its mirror are two rows of an article: both tell of both.
        number = Window(Sum("passages"), partition_by=F("article"))
        end = Window(Sum("passages"), order_by=F("article").asc())
        rows = self._rows.annotate(number=number, end=end)
        rows = rows.filter(end__gt=first, end__lt=F("number") + last)
        return sorted(set(rows.values_list("article_id", "number", "end")))

    @cached_property
    def _of_pair(self) -> list[tuple[int, int]]:
        """Count each article's passages of the pair, and leave out those that have none."""
        kind, cells = self.choice.kind, equivalent_cells(self.cell, self.choice.pair)
        tallies = Tally.objects.filter(article__in=self._rows.values("article"))
        found = []
        for article, sums in tallies.order_by("article_id").values_list("article_id", "sums"):
            there = confusion_counts(sums_by_kind(sums, kind)[kind], self.choice.pair)
            if number := sum(there[one] for one in cells):
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
