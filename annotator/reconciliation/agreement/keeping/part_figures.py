"""Compute the parts of one story and kind, from all of its articles' sums in memory."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from annotator.reconciliation.agreement.article_figures import (
    local_day,
    month_of,
    sums_by_kind,
    week_of,
)
from annotator.reconciliation.agreement.keeping.parts import (
    PENDING,
    Figures,
    PartContent,
    pair_named,
)
from annotator.reconciliation.agreement.statistics import figures as statistics_figures
from annotator.reconciliation.agreement.statistics.bootstrap import FEWEST
from annotator.reconciliation.agreement.statistics.selection import SumsTable
from annotator.reconciliation.agreement_models import Scope
from annotator.reconciliation.models import Tally
from annotator.reconciliation.places.tallies import Sums
from articles.models import Story


class FoundPart(NamedTuple):
    """A part as it was computed."""

    content: PartContent
    articles: int
    annotators: int
    measured: bool
    """Whether it has the intervals that it can have."""


class KindShares:
    """What each article of a story adds to the figures of one kind, in the order of their keys."""

    def __init__(self, kind: str, rows: Sequence[tuple[int, date | None, Sums]]) -> None:
        """Take of each article the source's key, the day of the last submission, the sums."""
        self.kind = kind
        self.sums = [sums for _, _, sums in rows]
        self.days = [day for _, day, _ in rows]
        self._of: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by: dict[int, set[int]] = defaultdict(set)
        for at, (source, day, sums) in enumerate(rows):
            self._of[Scope.SOURCE, str(source)].append(at)
            if day is not None:
                self._of[Scope.MONTH, month_of(day).first.isoformat()].append(at)
                self._of[Scope.WEEK, week_of(day).first.isoformat()].append(at)
            for annotator in sums.annotators:
                self._by[annotator].add(at)
        self.labels = {label for sums in self.sums for label in sums.labels}
        self._whole: SumsTable | None = None

    @classmethod
    def read(cls, story: Story, kind: str) -> "KindShares":
        """Read the tallies of the story's articles, of which one kind is kept in memory."""
        read = Tally.objects.filter(story=story, submitted__gte=1).order_by("article_id")
        rows = read.values_list("article__source_id", "last_submitted", "sums")
        return cls(
            kind,
            [(source, local_day(at), sums_by_kind(sums, kind)[kind]) for source, at, sums in rows],
        )

    def compute(self, scope: str, which: str, intervals: bool) -> FoundPart | None:
        """Return a part; None where no article is of it any more."""
        at = self._articles_of(scope, which)
        if not at and scope != Scope.STORY:
            return None
        pair = pair_named(which) if scope == Scope.PAIR else None
        label = which if scope == Scope.LABEL else None
        table = self._table(scope, at)
        readers = [self.sums[i].annotators for i in at]
        articles = sum(len(one) > 1 for one in readers)
        wanted = intervals or articles < FEWEST
        found = statistics_figures.figures(table, pair, label, interval=wanted)
        of_labels: dict[str, Figures] = {}
        if scope in (Scope.SOURCE, Scope.MONTH, Scope.WEEK):
            of_labels = statistics_figures.by_label(table)
        days = [
            day
            for i in at
            if (day := self.days[i]) is not None and len(self.sums[i].annotators) > 1
        ]
        content = PartContent(
            found if wanted else _pending(found),
            of_labels,
            statistics_figures.confusion(table, pair) if label is None else {},
            (min(days), max(days)) if days else None,
        )
        people = pair or {one for each in readers if len(each) > 1 for one in each}
        return FoundPart(content, articles, len(people), wanted)

    def _articles_of(self, scope: str, which: str) -> Sequence[int]:
        """Return the positions of the part's articles, in order."""
        if scope == Scope.STORY:
            return range(len(self.sums))
        if scope == Scope.LABEL:
            return range(len(self.sums)) if which in self.labels else ()
        if scope == Scope.PAIR:
            one, two = pair_named(which)
            return sorted(self._by[one] & self._by[two])
        return self._of.get((scope, which), ())

    def _table(self, scope: str, at: Sequence[int]) -> SumsTable:
        if scope not in (Scope.STORY, Scope.LABEL):
            return SumsTable([self.sums[i] for i in at])
        if self._whole is None:
            self._whole = SumsTable(self.sums)
        return self._whole


def _pending(figures: Figures) -> Figures:
    """Return the figures, each that has a value without its interval as yet."""
    return {
        name: figure if figure.value is None else figure._replace(because=PENDING)
        for name, figure in figures.items()
    }
