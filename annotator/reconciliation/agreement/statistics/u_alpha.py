"""Krippendorff's α for marking spans in a continuum: uα, |uα, cuα, (k)uα (pure: no Django).

Source: Krippendorff, Mathet, Bouvry and Widlöcher, "On the reliability of unitizing textual
continua: further developments", Quality & Quantity 50 (2016), 2347-2364, equations 1, 4, 5a, 6, 10,
11 and 13b. Each coefficient is 1 - (observed / expected disagreement), both taken from coincidences
of lengths in code points. What one annotator left bare is cut into gaps of one code point each, so
that only lengths and squared lengths are needed: the lengths of several articles add up, as if the
articles stood end to end, and no gap reaches from one into the next.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


class Continuum(NamedTuple):
    """Sums over the articles of one set of `coders` annotators, two or more.

    Every array has one row a sample (one for the figure itself, many for its interval);
    shapes are (samples,) or (samples, labels). No annotator's own spans overlap.
    """

    coders: int
    length: Numbers
    """Of the articles' texts, (samples,)."""
    marked: Numbers
    """Length of all annotators' spans by label, (samples, labels)."""
    squares: Numbers
    """Squared lengths of all annotators' spans, (samples,)."""
    same: Numbers
    """Length, over the pairs of annotators, to which both give the label, (samples, labels)."""
    meeting: Numbers
    """Length of spans of the label that meets the other annotator's spans, over the pairs and
    seen from each of the two, (samples, labels)."""
    meeting_squares: Numbers
    """Squares of what each span so meets in all, over the pairs, (samples, labels)."""

    @classmethod
    def of(cls, coders: int, columns: Numbers) -> "Continuum":
        """Build one from (samples, columns): length, marked, squares, same, meeting,
        meeting_squares."""
        labels = (columns.shape[1] - 2) // 4
        length, marked, squares, *meetings = np.split(
            columns, np.cumsum((1, labels, 1, labels, labels)), axis=1
        )
        return cls(coders, length[:, 0], marked, squares[:, 0], *meetings)

    def u(self) -> Numbers:
        """Compute agreement on where and what: uα, (samples,); NaN where fewer than two categories.

        Observed: every pair's intersections, gaps being one more category, over (coders - 1).
        Expected: any code point of any annotator against any other's, save that one unit never
        meets itself: X = [Σ_c (n_c² - Σ L²) + n_φ (n_φ - 1)] / [n² - Σ L² - n_φ].
        """
        return self._alpha(self.marked, self.same.sum(1))

    def bar_u(self) -> Numbers:
        """Compute agreement on where alone, all labels being one: |uα, (samples,); NaN as in
        `u`."""
        return self._alpha(self.marked.sum(1, keepdims=True), self.meeting.sum(1) / 2)

    def cu(self) -> Numbers:
        """Compute agreement on labels where spans meet: cuα, (samples,); NaN if one label or none
        meets.

        Equation 10: a unit is as long as the sum of its intersections. The equation is of two
        annotators; of more, the sums of the pairs are pooled, each pair's units for themselves, so
        that the figure never exceeds 1.
        """
        total = self.meeting.sum(1)
        observed = 1 - ratio(2 * self.same.sum(1), total)
        expected = ratio(
            total**2 - (self.meeting**2).sum(1), total**2 - self.meeting_squares.sum(1)
        )
        return np.where((self.meeting > 0).sum(1) > 1, 1 - ratio(observed, expected), np.nan)

    def ku(self, label: int) -> Numbers:
        """Compute how reliably this label is told from the others where spans meet: (k)uα,
        (samples,).

        NaN where no span of the label meets another, or no span of another label does.
        """
        own, others = self.meeting[:, label], np.delete(self.meeting, label, 1).sum(1)
        across = own * others
        observed = 1 - ratio(2 * self.same[:, label], own)
        expected = ratio(across, across + own**2 - self.meeting_squares[:, label])
        return np.where(across > 0, 1 - ratio(observed, expected), np.nan)

    def _alpha(self, marked: Numbers, same: Numbers) -> Numbers:
        """Compute 1 - observed / expected, for categories of these lengths, and the gaps."""
        total = self.coders * self.length
        spans = marked.sum(1)
        gaps = total - spans
        pairs = self.coders * (self.coders - 1) / 2
        both_bare = pairs * self.length - (self.coders - 1) * spans + self.meeting.sum(1) / 2
        observed = 1 - ratio(2 * (same + both_bare), (self.coders - 1) * total)
        # 1 - X: above the line the units' own squares cancel out.
        apart = 2 * spans * gaps + spans**2 - (marked**2).sum(1)
        expected = ratio(apart, total**2 - self.squares - gaps)
        categories = (marked > 0).sum(1) + (gaps > 0)
        return np.where(categories > 1, 1 - ratio(observed, expected), np.nan)


def ratio(above: Numbers, below: Numbers) -> Numbers:
    """Divide, with NaN and no warning where there is nothing to divide by."""
    found: Numbers = np.full(np.broadcast(above, below).shape, np.nan)
    np.divide(above, below, out=found, where=below != 0)
    return found
