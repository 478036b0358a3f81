"""The alternative-annotator test: may a machine stand in for a person? (pure: no Django)

Source: Calderon, Reichart and Dror, "The Alternative Annotator Test for LLM-as-a-Judge: How to
Statistically Justify Replacing Human Annotators with LLMs" (ACL 2025, arXiv 2501.10970).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotator.reconciliation.machine_figures.standing import PersonCounts
from annotator.reconciliation.stand_in.t_test import p_mean_below

FEWEST = 30
"""Articles of one person that are tested: the paper's own bound."""
FALSE_SHARE = 0.05
"""The false discovery rate that Benjamini and Yekutieli's procedure holds over the people."""
PASSES = 0.5
"""The winning rate from which on a machine may stand in."""
EPSILONS = (0.2, 0.15, 0.1)
"""What a person's work costs more: experts, trained readers, a crowd."""


class PersonTest(NamedTuple):
    """One person against the machine."""

    person: int
    counts: PersonCounts
    p: float | None
    """None where they are not tested: on too few articles."""
    rejected: bool
    """Whether the machine is taken to be as good, but for ε."""
    same: bool
    """Whether every article came out the same: then there is no variance to test by."""

    @property
    def advantage(self) -> float:
        """How often the machine is at least as close to the others as this person."""
        return (self.counts.machine + self.counts.both) / self.counts.articles


class AlternativeTest(NamedTuple):
    """The test of one machine and one kind."""

    epsilon: float
    people: Sequence[PersonTest]
    winning: float | None
    """The share of the tested people whose hypothesis was rejected; None where nobody is tested."""
    advantage: float | None
    """The average advantage probability of the tested people."""
    left_out: int
    """Articles that are no instance, since neither the machine nor anybody has marked anything of
    the kind there: of the person who has most of them."""

    @property
    def tested(self) -> int:
        """How many people were tested."""
        return sum(one.p is not None for one in self.people)

    @property
    def passes(self) -> bool:
        """Whether the machine may stand in, by the test."""
        return self.winning is not None and self.winning >= PASSES


def alternative_test(counts: Mapping[int, PersonCounts], epsilon: float) -> AlternativeTest:
    """Return whether a machine does as well as each person, but for `epsilon`, and how many of
    them it beats so. Whoever has no instance is not among the people."""
    left_out = max((of.empty for of in counts.values()), default=0)
    ps = {
        person: p_mean_below(of.machine, of.both, of.person, epsilon)
        for person, of in counts.items()
        if of.articles >= FEWEST
    }
    rejected = benjamini_yekutieli(ps, FALSE_SHARE)
    people = [
        PersonTest(person, of, ps.get(person), person in rejected, of.same)
        for person, of in counts.items()
        if of.articles
    ]
    tested = [one for one in people if one.p is not None]
    if not tested:
        return AlternativeTest(epsilon, people, None, None, left_out)
    return AlternativeTest(
        epsilon, people, len(rejected) / len(tested),
        sum(one.advantage for one in tested) / len(tested), left_out,
    )  # fmt: skip


def benjamini_yekutieli(ps: Mapping[int, float], share: float) -> set[int]:
    """Return whose hypotheses are rejected: of m p-values in order the first k, k the largest with
    p₍ₖ₎ ≤ k/m · share/(1 + ½ + … + 1/m) (Benjamini and Yekutieli 2001, theorem 1.3)."""
    ranked = sorted(ps, key=lambda person: (ps[person], person))
    m = len(ranked)
    harmonic = sum(1 / rank for rank in range(1, m + 1))
    last = 0
    for rank, person in enumerate(ranked, 1):
        if ps[person] <= rank / m * share / harmonic:
            last = rank
    return set(ranked[:last])
