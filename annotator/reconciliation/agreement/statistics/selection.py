"""Many articles' sums as columns of numbers, for all annotators or for two (pure: no Django)."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain, combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from annotator.reconciliation.agreement.statistics.bootstrap import SampledColumns
from annotator.reconciliation.agreement.statistics.u_alpha import Numbers
from annotator.reconciliation.places.tallies import HELD, MET, TOLD, Sums

Rows = npt.NDArray[np.int64]


class Units(NamedTuple):
    """Places that two or more annotators have marked, equal ones of an article in one row."""

    article: Rows
    """The position of the article, (rows,)."""
    times: Rows
    """How many such places, (rows,)."""
    values: Numbers
    """How many annotators gave each label, (rows, labels)."""


class SumsTable:
    """All articles' rows, each led by the article's position; labels by position too."""

    def __init__(self, articles: Sequence[Sums], label: str | None = None) -> None:
        """Lay the articles' sums end to end; `label`, if given, is among the labels, used or
        not."""
        self.readers = [frozenset(one.annotators) for one in articles]
        self.overlapping = [
            frozenset(one.annotators[i] for i in one.overlapping) for one in articles
        ]
        self.lengths = _array([one.length for one in articles])
        used = {tag for one in articles for tag in one.labels}
        self.labels = sorted(used if label is None else used | {label})
        at = {label: i for i, label in enumerate(self.labels)}
        self._names = _array([name for one in articles for name in one.annotators])
        self._name_from = _starts([len(one.annotators) for one in articles])
        self._tags = _array([at[tag] for one in articles for tag in one.labels])
        self._tag_from = _starts([len(one.labels) for one in articles])
        self.held = self._rows([one.held for one in articles], HELD, 1, 1)
        self.met = self._rows([one.met for one in articles], MET, 2, 1)
        self.told = self._rows([one.told for one in articles], TOLD, 2, 2)
        self._units = [one.units for one in articles]

    def pairs(self) -> list[tuple[int, int]]:
        """Return every two annotators who have submitted the same article, sorted."""
        sets = set(self.readers)
        return sorted({pair for readers in sets for pair in combinations(sorted(readers), 2)})

    def _rows(self, flat: list[list[int]], width: int, names: int, tags: int) -> Rows:
        """Return rows of `names` annotators, `tags` labels and counts, by their place among all."""
        found = _array(list(chain.from_iterable(flat))).reshape(-1, width)
        article = np.repeat(np.arange(len(flat)), [len(row) // width for row in flat])
        for i in range(names):
            found[:, i] = self._names[self._name_from[article] + found[:, i]]
        for i in range(names, names + tags):
            found[:, i] = self._tags[self._tag_from[article] + found[:, i]]
        return np.column_stack((article, found))

    @cached_property
    def units(self) -> Units:
        """The groups of two or more spans, among all annotators of an article."""
        listed = list(chain.from_iterable(self._units))
        article = np.repeat(np.arange(len(self._units)), [len(units) for units in self._units])
        widths = [len(unit) for unit in listed]
        flat = _array(list(chain.from_iterable(listed)))
        first = _starts(widths)
        rest = np.ones(len(flat), bool)
        rest[first] = False
        row = np.repeat(np.arange(len(listed)), widths)[rest]
        tags = self._tags[self._tag_from[article[row]] + flat[rest]]
        return Units(article, flat[first], _count_matrix(row, tags, len(listed), len(self.labels)))


class Selection:
    """The articles that at least two have read, or both of a pair; only their rows."""

    def __init__(
        self, table: SumsTable, pair: tuple[int, int] | None, among: Iterable[int] | None = None
    ) -> None:
        """Choose articles; `among`: positions of articles in the table, in order; None means
        all."""
        self.pair = pair
        self.labels = table.labels
        self._wide = len(table.labels)
        self._table = table
        two = frozenset(pair or ())
        chosen = [
            i
            for i in (range(len(table.readers)) if among is None else among)
            if (two <= table.readers[i] if pair else len(table.readers[i]) > 1)
        ]
        self.articles = len(chosen)
        self._readers = [two or table.readers[i] for i in chosen]
        self._overlap = [
            not table.overlapping[i].isdisjoint(readers)
            for i, readers in zip(chosen, self._readers, strict=True)
        ]
        self._lengths = table.lengths[chosen]
        self._place = np.full(len(table.readers), -1)
        self._place[chosen] = np.arange(self.articles)
        self._held = self._kept(table.held, 1)
        self._met = self._kept(table.met, 2)
        self._told = self._kept(table.told, 2)

    def _kept(self, rows: Rows, names: int) -> Rows:
        """Return the chosen articles' and annotators' rows; articles by their new positions."""
        keep = self._place[rows[:, 0]] >= 0
        if self.pair:
            for i in range(1, names + 1):
                keep &= np.isin(rows[:, i], self.pair)
        found = rows[keep]
        found[:, 0] = self._place[found[:, 0]]
        return found

    def _by_article(self, rows: Rows, values: Rows) -> Numbers:
        return _count_matrix(rows[:, 0], np.zeros_like(values), self.articles, 1, values)[:, 0]

    def _by_label(self, rows: Rows, label: int, values: Rows) -> Numbers:
        """Add up `values`, (articles, labels); the label stands in the column `label`."""
        return _count_matrix(rows[:, 0], rows[:, label], self.articles, self._wide, values)

    def spans(self, label: int | None = None) -> SampledColumns:
        """Return (articles, 6): same-label pairs with the same edges, all same-label pairs, such
        pairs with the same details; spans compared; characters shared, characters compared.
        Of one label, or of all.
        """
        met, held = self._met, self._held
        if label is not None:
            met, held = met[met[:, 3] == label], held[held[:, 2] == label]
        others = _array([len(readers) - 1 for readers in self._readers])
        compared = [self._by_article(held, held[:, i]) * others for i in (3, 4)]
        exact, overlap, details, shared = (self._by_article(met, met[:, i]) for i in (5, 4, 6, 7))
        columns = (exact, overlap, details, compared[0], shared, compared[1])
        return SampledColumns(None, np.column_stack(columns))

    def marked(self) -> int:
        """Return how many spans there are."""
        return int(self._held[:, 3].sum())

    @cached_property
    def units(self) -> Units:
        """Places marked by two or more: the groups, or the pairs where only two are chosen."""
        if not self.pair:
            every = self._table.units
            keep = self._place[every.article] >= 0
            article = self._place[every.article[keep]]
            return Units(article, every.times[keep], every.values[keep])
        same = self._met[self._met[:, 4] > 0]
        article = np.concatenate((same[:, 0], self._told[:, 0]))
        times = np.concatenate((same[:, 4], self._told[:, 5]))
        row = np.arange(len(times))
        first = np.concatenate((same[:, 3], self._told[:, 3]))
        second = np.concatenate((same[:, 3], self._told[:, 4]))
        shape = len(times), self._wide
        return Units(
            article, times, _count_matrix(row, first, *shape) + _count_matrix(row, second, *shape)
        )

    def agreeing(self, units: Units) -> SampledColumns:
        """Return (articles, 1 + labels): the values in agreement in these units, each as the
        share of the unit's other values that equal it; then the values by label.
        """
        sizes = units.values.sum(1)
        agreeing = (units.values * (units.values - 1)).sum(1) / (sizes - 1)
        columns = [np.bincount(units.article, units.times * agreeing, self.articles)]
        for label in range(self._wide):
            values = units.times * units.values[:, label]
            columns.append(np.bincount(units.article, values, self.articles))
        return SampledColumns(None, np.column_stack(columns))

    def judged(self) -> SampledColumns:
        """Return (articles, 1 + 2 labels): pairs of spans with one label; pairs by the first
        annotator's label, and by the second's, who is the one with the larger number.
        """
        same = self._by_label(self._met, 3, self._met[:, 4])
        first, second = (self._by_label(self._told, i, self._told[:, 5]) for i in (3, 4))
        return SampledColumns(None, np.column_stack((same.sum(1), same + first, same + second)))

    def continua(self) -> list[tuple[int, SampledColumns]]:
        """Return for each set of annotators its size, and the columns of a Continuum: length,
        marked, squares, same, meeting, squares of meetings; without articles whose spans overlap.
        """
        met, held = self._met, self._held
        columns = np.column_stack(
            (
                self._lengths,
                self._by_label(held, 2, held[:, 4]),
                self._by_article(held, held[:, 5]),
                *(self._by_label(met, 3, met[:, i]) for i in (7, 8, 9)),
            )
        )
        sets: dict[frozenset[int], list[int]] = {}
        for i, (readers, overlap) in enumerate(zip(self._readers, self._overlap, strict=True)):
            if not overlap:
                sets.setdefault(readers, []).append(i)
        if len(sets) == 1 and not any(self._overlap):
            return [(len(readers), SampledColumns(None, columns)) for readers in sets]
        return [
            (len(readers), SampledColumns(np.array(articles), columns[articles]))
            for readers, articles in sets.items()
        ]

    def left_out(self) -> tuple[int, int, int]:
        """Count articles with overlapping spans; the code points of the others, and of all."""
        total = int(self._lengths.sum())
        out = np.array(self._overlap, bool)
        return int(out.sum()), total - int(self._lengths[out].sum()), total

    def confusion(self) -> Rows:
        """Count pairs by the two labels, (labels + 1, labels + 1); last, what the other one
        missed."""
        met, told = self._met, self._told
        size = self._wide + 1
        cells = _count_matrix(told[:, 3], told[:, 4], size, size, told[:, 5])
        cells += _count_matrix(met[:, 3], met[:, 3], size, size, met[:, 4])
        ranks = [{name: i for i, name in enumerate(sorted(two))} for two in self._readers]
        rank = _array([ranks[at][name] for at, name in self._held[:, :2].tolist()])
        later = _array([len(readers) - 1 for readers in self._readers])[self._held[:, 0]] - rank
        label, spans = self._held[:, 2], self._held[:, 3]
        none = np.zeros_like(label)
        firsts = _count_matrix(none, label, 1, size, spans * later)[0]
        seconds = _count_matrix(none, label, 1, size, spans * rank)[0]
        cells[:, -1] = firsts - cells.sum(1)
        cells[-1, :-1] = (seconds - cells.sum(0))[:-1]
        return cells.astype(np.int64)


def _array(numbers: Sequence[int]) -> Rows:
    return np.array(numbers, np.int64)


def _starts(widths: Sequence[int]) -> Rows:
    """Return where each of these runs begins when they are laid end to end."""
    return np.cumsum([0, *widths[:-1]]) if widths else _array([])


def _count_matrix(
    row: Rows, column: Rows, rows: int, columns: int, values: Rows | None = None
) -> Numbers:
    """Return a matrix (rows, columns) in which each value, or 1, is added to its cell."""
    flat = np.bincount(row * columns + column, values, rows * columns)
    return flat.reshape(rows, columns).astype(np.float64)
