"""How many of a machine's leads hold: by who asserted them, each share with its interval."""

from collections.abc import Collection
from math import sqrt
from typing import NamedTuple

from django.db.models import Count

from annotator.comparison.models import LeadState, LeadVerdict, WhyNotSo
from annotator.comparison.seen import leads_seen
from articles.models import Story

Z95 = 1.959963984540054
"""The 97.5 % quantile of the normal distribution."""
MOST_REASONS = 3


class AssertedFigures(NamedTuple):
    """What became of the leads that one machine asserted."""

    asserted_by: str
    confirmed: int
    not_so: int
    open: int
    unread: int
    reasons: tuple[tuple[str, int], ...] = ()
    """The commonest reasons why leads were not so, each with how often."""

    @property
    def decided(self) -> int:
        """How many are confirmed or not so; an open one says neither."""
        return self.confirmed + self.not_so

    @property
    def share(self) -> float | None:
        """Which share of the decided ones is confirmed; None where none is decided."""
        return self.confirmed / self.decided if self.decided else None

    @property
    def per_cent(self) -> str:
        """The share with its interval: “67% (21% to 94%)”."""
        if self.share is None:
            return ""
        low, high = wilson(self.confirmed, self.decided)
        return f"{self.share:.0%} ({low:.0%} to {high:.0%})"


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, 0 to 1.

    The score interval of E. B. Wilson, “Probable inference, the law of succession, and statistical
    inference”, JASA 22 (1927), 209-212, without correction for continuity, as L. D. Brown,
    T. T. Cai and A. DasGupta advise, Statistical Science 16 (2001), 101-133. Raises ValueError for
    no trials.
    """
    if trials <= 0:
        raise ValueError("There is no share of nothing.")
    share, z2 = successes / trials, Z95**2
    middle = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = Z95 * sqrt(share * (1 - share) / trials + z2 / (4 * trials**2)) / (1 + z2 / trials)
    return max(0.0, middle - half), min(1.0, middle + half)


def precision_of(story: Story, hidden: Collection[int] = ()) -> list[AssertedFigures]:
    """Return the figures by who asserted the leads, most leads first; two statements.

    A stale verdict counts as it was given.
    """
    seen = leads_seen(story, hidden)
    counts: dict[str, dict[str, int]] = {}
    for name, state, count in seen.values_list("asserted_by", "state").annotate(n=Count("pk")):
        counts.setdefault(name, {})[state] = count
    reasons: dict[str, list[tuple[str, int]]] = {}
    why = LeadVerdict.objects.filter(lead__in=seen, verdict=LeadState.NOT_SO).order_by()
    counted = why.values_list("lead__asserted_by", "reason").annotate(n=Count("pk"))
    for name, reason, count in counted.order_by("-n", "reason"):
        reasons.setdefault(name, []).append((str(WhyNotSo(reason).label), count))
    found = [
        AssertedFigures(
            name, of.get(LeadState.CONFIRMED, 0), of.get(LeadState.NOT_SO, 0),
            of.get(LeadState.OPEN, 0), of.get(LeadState.UNREAD, 0),
            tuple(reasons.get(name, [])[:MOST_REASONS]),
        )
        for name, of in counts.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-(one.decided + one.open + one.unread), one.asserted_by))
