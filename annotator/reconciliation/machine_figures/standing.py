"""Ask who stands closer to the others, a machine or a person who is left out (pure: no Django).

Source: Calderon, Reichart and Dror, "The Alternative Annotator Test for LLM-as-a-Judge" (2025),
arXiv 2501.10970, section 3. The alignment of a reading with the others is here the mean of its F1
with each of them: of spans nobody knows in advance how many there are.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from annotator.reconciliation.machine_figures.alone import Overlap

FEWEST_READERS = 3
"""Whoever is left out is compared with two others at least."""


class Standing(NamedTuple):
    """One person on one article: whether the machine is at least as close to the others as they
    are (1 or 0), and whether they are at least as close as the machine."""

    person: int
    machine: int
    own: int
    empty: int = 0
    """1 where neither the machine nor anybody has marked anything of the kind: it is then no
    instance of the test, which is of what was annotated."""


class PersonCounts(NamedTuple):
    """How often the machine alone is as close to the others as one person, both are, and the
    person alone is; by article."""

    machine: int = 0
    both: int = 0
    person: int = 0
    empty: int = 0
    """On how many articles beside these nobody has marked anything of the kind."""

    @property
    def articles(self) -> int:
        """How many articles they were compared on: the instances of the test."""
        return self.machine + self.both + self.person

    @property
    def same(self) -> bool:
        """Whether every article came out the same: then there is no variance to test by."""
        return max(self.machine, self.both, self.person) == self.articles


def standings(
    with_machine: Mapping[int, Overlap], between: Mapping[tuple[int, int], Overlap]
) -> list[Standing]:
    """Return how each person stands to the machine; nothing where fewer than three have read.

    `with_machine` is what each person shares with the machine, `between` what two people share, the
    smaller key first. Sums stand for means: both are over the same people, and exact.
    """
    people = sorted(with_machine)
    if len(people) < FEWEST_READERS:
        return []
    both = (*with_machine.values(), *between.values())
    empty = int(not any(overlap.size for overlap in both))
    found = []
    for left in people:
        others = [one for one in people if one != left]
        machine = sum((with_machine[one].f1 for one in others), Fraction())
        own = sum((between[min(left, k), max(left, k)].f1 for k in others), Fraction())
        found.append(Standing(left, int(machine >= own), int(own >= machine), empty))
    return found


def counts_of(standings: Iterable[Standing]) -> dict[int, PersonCounts]:
    """Count by person how they stand to the machine, and what is no instance of the test."""
    found: dict[int, Counter[str]] = {}
    for person, machine, own, empty in standings:
        closer = "both" if machine and own else "machine" if machine else "person"
        found.setdefault(person, Counter())["empty" if empty else closer] += 1
    return {
        person: PersonCounts(of["machine"], of["both"], of["person"], of["empty"])
        for person, of in sorted(found.items())
    }
