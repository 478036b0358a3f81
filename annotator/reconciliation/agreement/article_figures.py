"""What the agreement page and its file are computed from: each article's counts, and a choice.

Nothing here asks the database but `article_shares`.
"""

import json
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from annotator.reconciliation.agreement.statistics.figures import Pair
from annotator.reconciliation.agreement.statistics.selection import Selection, SumsTable
from annotator.reconciliation.models import Tally
from annotator.reconciliation.places.tallies import Sums

SHORT = timedelta(days=92)
"""What was submitted within this time is shown by week, else by month."""


class ArticleShare(NamedTuple):
    """What one article adds to the figures: its sums by kind, and what it is chosen by."""

    article: int
    title: str
    source: str
    """The source's slug."""
    source_name: str
    last: date | None
    """The day on which a reading of it was last submitted."""
    sums: dict[str, Sums]


class Choice(NamedTuple):
    """What the figures are to be of. Nothing chosen: of everything of the kind."""

    kind: str
    label: str | None = None
    source: str | None = None
    article: int | None = None
    pair: Pair | None = None
    since: date | None = None
    until: date | None = None

    def admits(self, share: ArticleShare) -> bool:
        """Return whether the article is among the chosen ones; label and pair choose inside of
        it."""
        if self.since or self.until:
            day = share.last
            if day is None or (self.since or day) > day or (self.until or day) < day:
                return False
        return self.source in (None, share.source) and self.article in (None, share.article)


def article_shares(tallies: QuerySet[Tally], kind: str = "") -> list[ArticleShare]:
    """Return the shares of these tallies' articles, by primary key; of every kind or of one.

    Articles of which nobody has submitted a reading are left out.
    """
    columns = ("article_id", "article__title", "article__source__slug", "article__source__name")
    rows = tallies.filter(submitted__gte=1).order_by("article_id")
    return [
        ArticleShare(pk, title, slug, name, local_day(last), sums_by_kind(sums, kind))
        for pk, title, slug, name, last, sums in rows.values_list(
            *columns, "last_submitted", "sums"
        )
    ]


def local_day(at: datetime | None) -> date | None:
    """Return the day of a time, where the desk is."""
    return timezone.localtime(at).date() if at else None


def sums_by_kind(text: str, kind: str = "") -> dict[str, Sums]:
    """Return a tally's sums by kind, or of one kind."""
    return {
        name: Sums.unpacked(packed)
        for name, packed in json.loads(text).items()
        if not kind or name == kind
    }


def annotator_pairs(chosen: Iterable[ArticleShare]) -> list[Pair]:
    """Return every two annotators who have submitted the same article, sorted."""
    sets = {tuple(sums.annotators) for share in chosen for sums in share.sums.values()}
    return sorted({pair for readers in sets for pair in combinations(readers, 2)})


def comparable(chosen: Iterable[ArticleShare], choice: Choice) -> list[ArticleShare]:
    """Return the articles that two have read, or both of the pair: only they say anything."""
    wanted = set(choice.pair or ())
    found = []
    for share in chosen:
        readers = share.sums[choice.kind].annotators
        if len(readers) > 1 and wanted.issubset(readers):
            found.append(share)
    return found


def sums_of(chosen: Iterable[ArticleShare], kind: str) -> list[Sums]:
    """Return the articles' sums of this kind."""
    return [share.sums[kind] for share in chosen]


class Period(NamedTuple):
    """A month, or a week from Monday: its first day and its last."""

    first: date
    last: date

    @property
    def weekly(self) -> bool:
        """Whether it is a week."""
        return self.last - self.first < timedelta(7)


def by_month(chosen: Iterable[ArticleShare]) -> dict[Period, list[ArticleShare]]:
    """Return the articles by the month of the last submission, in the order of time."""
    return _by(month_of, chosen)


def by_period(chosen: Sequence[ArticleShare]) -> dict[Period, list[ArticleShare]]:
    """Return the articles by month; by week where all was submitted within SHORT."""
    days = [share.last for share in chosen if share.last]
    short = bool(days) and max(days) - min(days) < SHORT
    return _by(week_of if short else month_of, chosen)


def _by(
    period: Callable[[date], Period], chosen: Iterable[ArticleShare]
) -> dict[Period, list[ArticleShare]]:
    found: dict[Period, list[ArticleShare]] = {}
    for share in chosen:
        if share.last:
            found.setdefault(period(share.last), []).append(share)
    return dict(sorted(found.items()))


def week_of(day: date) -> Period:
    """Return the week of a day, from Monday."""
    first = day - timedelta(day.weekday())
    return Period(first, first + timedelta(6))


def month_of(day: date) -> Period:
    """Return the month of a day."""
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def by_source(chosen: Iterable[ArticleShare]) -> dict[tuple[str, str], list[ArticleShare]]:
    """Return the articles by the source's slug and name, in the order of names."""
    found: dict[tuple[str, str], list[ArticleShare]] = {}
    for share in sorted(chosen, key=lambda share: (share.source_name, share.article)):
        found.setdefault((share.source, share.source_name), []).append(share)
    return found


def exact_f1(compared: Iterable[ArticleShare], kind: str, pair: Pair | None) -> float | None:
    """Return exact F1 of these articles; None where nothing is marked."""
    table = SumsTable(sums_of(compared, kind))
    same, spans = Selection(table, pair).spans().columns[:, [0, 3]].sum(0).tolist()
    return 2 * same / spans if spans else None


class Ranked(NamedTuple):
    """An article's exact and overlap F1, None where nothing is marked, and the spans compared."""

    share: ArticleShare
    exact: float | None
    overlap: float | None
    spans: int


def rank_articles(chosen: Sequence[ArticleShare], choice: Choice, table: SumsTable) -> list[Ranked]:
    """Return the compared articles, the least agreeing first; where nothing is marked, last.

    `table` is of just these articles, and of the chosen label.
    """
    at = None if choice.label is None else table.labels.index(choice.label)
    columns = Selection(table, choice.pair).spans(at).columns[:, [0, 1, 3]].tolist()
    rows = [
        Ranked(share, 2 * exact / spans, 2 * overlap / spans, int(spans))
        if spans
        else Ranked(share, None, None, 0)
        for share, (exact, overlap, spans) in zip(chosen, columns, strict=True)
    ]
    return sorted(rows, key=lambda row: (row.exact is None, row.exact, row.overlap, -row.spans))
