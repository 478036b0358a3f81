"""What the page shows of whether a machine may stand in, as plain values."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django.http import QueryDict
from django.urls import reverse

from annotator.machines.models import StoryReader
from annotator.machines.names import reader_names
from annotator.reconciliation.machine_figures.seen import SeenFigures
from annotator.reconciliation.stand_in.alternative_test import (
    FEWEST,
    AlternativeTest,
    PersonTest,
    alternative_test,
)
from annotator.reconciliation.stand_in.forms import What
from annotator.reconciliation.stand_in.gold import (
    GoldCounts,
    by_label,
    by_source,
    cells_of,
    whole_of,
)
from annotator.reconciliation.stand_in.sentence import stand_in_sentence
from annotator.vocabulary.models import Kind, Label


class PersonRow(NamedTuple):
    """One person against the machine, in words."""

    called: str
    articles: int
    left_out: int
    machine: str
    own: str
    p: str
    result: str


class GoldRow(NamedTuple):
    """What the machine marked of one label or source, each number with its passages' address."""

    called: str
    f1: str
    exact: str
    settled: int
    said: int
    numbers: Sequence[tuple[int, str]]


def test_context(seen: SeenFigures, epsilon: float, machine: str) -> list[dict[str, Any]]:
    """Return of each kind the sentence and the table of people."""
    if seen.figures is None:
        return []
    tests = {kind: alternative_test(seen.figures.people[kind], epsilon) for kind in Kind.values}
    everybody = {one.person for test in tests.values() for one in test.people}
    names = reader_names(everybody).called if everybody else {}
    return [_kind(kind, test, names, machine) for kind, test in tests.items()]


def _kind(
    kind: str, test: AlternativeTest, names: Mapping[int, str], machine: str
) -> dict[str, Any]:
    return {
        "kind": kind,
        "called": {"claim": "Claims", "entity": "Entities", "stance": "Stances"}[kind],
        "sentence": stand_in_sentence(test, kind, machine),
        "test": test,
        "people": [_person(one, names) for one in test.people],
    }


def _person(one: PersonTest, names: Mapping[int, str]) -> PersonRow:
    counts = one.counts
    own = (counts.person + counts.both) / counts.articles
    return PersonRow(
        names.get(one.person, "?"), counts.articles, counts.empty, _of_100(one.advantage),
        _of_100(own), "" if one.p is None else _p_value(one.p), _result(one),
    )  # fmt: skip


def _result(one: PersonTest) -> str:
    if one.p is None:
        return f"not tested: fewer than {FEWEST} articles"
    said = "the machine does as well" if one.rejected else "not shown that it does as well"
    return f"{said}; every article came out the same" if one.same else said


def _p_value(p: float) -> str:
    return "below 0.001" if p < 0.001 else f"{p:.3f}"


def _of_100(share: float) -> str:
    return f"{100 * share:.0f} of 100"


def gold_context(
    wanted: StoryReader, kind: str, hidden: Collection[int], labels: Collection[Label]
) -> dict[str, Any]:
    """Return how the machine stands to what is settled, of one kind: three statements."""
    cells = cells_of(wanted, kind, hidden)
    names = {label.slug: label.name for label in labels}
    whole = whole_of(cells)
    to = reverse("reconciliation:machine_passages", args=[wanted.story.slug, wanted.pk])
    return {
        "gold_kind": kind,
        "gold": _gold_row(whole, to, kind, "") if whole.settled + whole.said else None,
        "gold_labels": [_gold_row(one, to, kind, "label") for one in by_label(cells, names)],
        "gold_sources": [_gold_row(one, to, kind, "source") for one in by_source(cells)],
    }


def _gold_row(of: GoldCounts, to: str, kind: str, by: str) -> GoldRow:
    differs = of.differs + of.instead if by == "label" else of.differs
    numbers = {
        What.SAME: of.same, What.MISSED: of.missed, What.ONLY: of.only, What.DIFFERS: differs,
    }  # fmt: skip
    return GoldRow(
        of.called, _figure(of.f1), _figure(of.exact_f1), of.settled, of.said,
        [(number, _address(to, kind, what, by, of.which)) for what, number in numbers.items()],
    )  # fmt: skip


def _address(to: str, kind: str, what: What, by: str, which: str) -> str:
    query = QueryDict(mutable=True)
    query.update({"kind": kind, "what": what.value} | ({by: which} if by else {}))
    return f"{to}?{query.urlencode()}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
