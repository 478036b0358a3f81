"""What an act of curation will do, shown before it is done."""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from annotator.annotations.models import SPAN, Annotation, Layer

EXAMPLES = 5


@dataclass(frozen=True)
class CurationPlan:
    """What will happen, what stays as it is, and some of the highlights that change."""

    will: tuple[str, ...]
    stays: tuple[str, ...] = ()
    examples: tuple[Annotation, ...] = ()

    @property
    def fingerprint(self) -> str:
        """A name for the plan: another one where the same act would by now do something else."""
        lines = "\n".join((*self.will, "", *self.stays))
        return hashlib.sha256(lines.encode()).hexdigest()[:16]


def number(count: int, one: str, many: str = "") -> str:
    """Write a number with its noun: “1 highlight”, “1,200 highlights”."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def some(annotations: "QuerySet[Annotation]") -> tuple[Annotation, ...]:
    """Return a few examples, with what their line names."""
    shown = annotations.filter(erased_at=None).select_related("article", "annotator", "label")
    return tuple(shown.defer("article__text").order_by("pk")[:EXAMPLES])


class Counted(NamedTuple):
    """How many highlights of people something is about, deleted ones apart, and how many of
    machines."""

    living: int
    erased: int
    of_machines: int


def counted(which: Q, seen: Q) -> Counted:
    """Count the highlights that meet both conditions."""
    machine, live = Q(layer=Layer.MACHINE), Q(erased_at=None)
    found = Annotation.every_layer.filter(SPAN & which & seen).aggregate(
        living=Count("pk", filter=live & ~machine),
        erased=Count("pk", filter=~live & ~machine),
        of_machines=Count("pk", filter=live & machine),
    )
    return Counted(**found)


def moving(what: str, living: int, erased: int, of_machines: int) -> str:
    """Write a line of a plan: “To name X instead of Y: 12 highlights, and 1 deleted one.”"""
    also = f", and {number(erased, 'deleted one')}" if erased else ""
    also += f", and {of_machines:,} of machines" if of_machines else ""
    return f"{what}: {number(living, 'highlight')}{also}."


def gold_lines(moving: "QuerySet[Annotation]") -> list[str]:
    """Tell in a plan what happens to what is settled."""
    gold = moving.filter(layer=Layer.GOLD)
    if not (count := gold.count()):
        return []
    articles = gold.order_by().values("article").distinct().count()
    return [
        f"{number(count, 'of them is', 'of them are')} settled: the decisions behind turn stale, "
        f"and {number(articles, 'article')} that may be finished will be under revision."
    ]
