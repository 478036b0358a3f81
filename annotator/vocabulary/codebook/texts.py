"""What a codebook says, as plain values: its labels, its guidelines (pure: no Django)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

KINDS = ("claim", "entity", "stance")
MEANING = ("definition", "example", "counterexample")
"""What of a label an edition changes, in the order in which it is shown."""


@dataclass(frozen=True)
class LabelText:
    """One label: its slug, which begins with its kind, and what it means."""

    slug: str
    name: str
    polarity: int | None = None
    definition: str = ""
    example: str = ""
    counterexample: str = ""
    is_active: bool = True

    @property
    def kind(self) -> str:
        """Of which kind it is: claim, entity or stance."""
        return self.slug.partition("-")[0]

    @property
    def meaning(self) -> tuple[str, str, str]:
        """What an edition changes of it: the texts named by `MEANING`."""
        return self.definition, self.example, self.counterexample


@dataclass(frozen=True)
class CodebookText:
    """The codebook of one edition: who published it, when and why, and what it said then."""

    number: int
    labels: Mapping[str, LabelText]
    """The labels by slug, in the order of the palette."""
    guidelines: str = ""
    note: str = ""
    published_by: str = ""
    published_at: datetime | None = None
    reworded: frozenset[str] = field(default=frozenset())
    """Slugs of the labels whose words it changes while they mean the same."""
