"""Quote one page of the passages behind a figure, each in its sentence."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q, QuerySet, Sum

from annotator.annotations.models import SPAN, Annotation, Layer
from annotator.machines.models import StoryReader
from annotator.pagination import SIZE
from annotator.reconciliation.machine_figures.alone import Passage, passages_of
from annotator.reconciliation.models import MachineCell
from annotator.reconciliation.places.batch import BatchReader
from annotator.reconciliation.places.spans import Span
from annotator.reconciliation.stand_in.forms import What
from annotator.reconciliation.stand_in.gold import shows
from articles.models import Article
from articles.sentences import sentence_around


class PassagesAsked(NamedTuple):
    """Which passages are asked for; an empty label or source is any."""

    kind: str
    what: str
    label: str = ""
    source: str = ""

    def admits(self, passage: Passage) -> bool:
        """Return whether a passage is one of them."""
        settled, said = (span.label if span else "" for span in passage)
        holds = {
            What.SAME: settled == said,
            What.MISSED: not said,
            What.ONLY: not settled,
            What.DIFFERS: bool(settled and said and settled != said),
        }
        return holds[What(self.what)] and self.label in ("", settled, said)


class MachinePassage(NamedTuple):
    """What is settled at some words and what the machine says there, in its sentence."""

    article: Article
    start: int
    settled: Span | None
    said: Span | None
    before: str
    words: str
    after: str


class MachinePassages(Sequence[MachinePassage]):
    """All passages that a figure counts, of which only the page that is asked for is read.

    Reading a page takes at most as many articles as it has passages, and a fixed number of
    statements.
    """

    def __init__(
        self, wanted: StoryReader, cells: QuerySet[MachineCell], asked: PassagesAsked
    ) -> None:
        self.wanted, self.asked = wanted, asked
        chosen = cells.filter(shows(asked.what, asked.label))
        if asked.source:
            chosen = chosen.filter(article__source__slug=asked.source)
        self._cells = chosen.order_by()

    def __len__(self) -> int:
        return self._cells.aggregate(all=Sum("passages"))["all"] or 0

    def __getitem__(self, at: slice) -> list[MachinePassage]:  # type: ignore[override]
        first, last = at.start or 0, at.stop or SIZE
        chosen: list[int] = []
        passed = before = 0
        counted = self._cells.values_list("article_id").annotate(all=Sum("passages"))
        for article, number in counted.order_by("article_id")[:last]:
            if passed < last and passed + number > first:
                before = before if chosen else passed
                chosen.append(article)
            passed += number
        return self._quoted(chosen)[first - before : last - before]

    def _quoted(self, keys: list[int]) -> list[MachinePassage]:
        articles = Article.objects.filter(pk__in=keys).select_related("source").order_by("pk")
        spans: dict[tuple[int, bool], list[Span]] = defaultdict(list)
        account = self.wanted.reader.account_id
        wanted = Q(layer=Layer.GOLD) | Q(layer=Layer.MACHINE, annotator=account)
        live = Annotation.every_layer.filter(
            wanted, SPAN, article__in=keys, kind=self.asked.kind, erased_at=None
        )
        for article, layer, _, span in BatchReader().spans(live):
            spans[article, layer == Layer.GOLD].append(span)
        return [
            _quoted(article, passage)
            for article in articles
            for passage in passages_of(spans[article.pk, True], spans[article.pk, False])
            if self.asked.admits(passage)
        ]


def _quoted(article: Article, passage: Passage) -> MachinePassage:
    there = [span for span in passage if span is not None]
    start, end = min(span.start for span in there), max(span.end for span in there)
    return MachinePassage(article, start, *passage, *sentence_around(article.text, start, end))
