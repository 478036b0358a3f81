"""Give the rows of stand_in.csv: each machine against each person, in all and by article."""

from collections.abc import Iterator, Mapping

from annotator.annotations.visibility.portions import Portion
from annotator.exchange.forms import ArticleFilters
from annotator.exchange.tables.machine_effect import machines_of
from annotator.people.access import SETTLERS
from annotator.people.models import User
from annotator.reconciliation.machine_figures.comparison import KINDS
from annotator.reconciliation.machine_figures.counting import kept_comparisons
from annotator.reconciliation.machine_figures.standing import PersonCounts, counts_of
from annotator.reconciliation.stand_in.alternative_test import EPSILONS, alternative_test
from annotator.tables import Row, Table, columns

NOBODY = dict.fromkeys(
    (
        "person",
        "articles",
        "left_out",
        "machine_closer",
        "both_as_close",
        "person_closer",
        "p",
        "rejected",
    )
)
"""What is told of persons alone."""
UNTESTED = dict.fromkeys(("epsilon", "p", "rejected", "winning_rate", "advantage"))
"""What is not told of one article."""


def _rows(portion: Portion) -> Iterator[Row]:
    """Yield of each machine and kind a row for each ε and person, then one a person and article."""
    names: Mapping[int, str] | None = None
    for machine, wanted in machines_of(portion):
        if names is None:
            names = dict(User.objects.order_by().values_list("pk", "username"))
        kept = [(article, one.standings) for article, one in
                kept_comparisons(wanted, portion.articles)]  # fmt: skip
        for kind in KINDS:
            of_kind = machine | {"kind": kind}
            counts = counts_of(one for _, stood in kept for one in stood.get(kind, ()))
            yield from (of_kind | cells for cells in _tested(counts, names))
            for article, stood in kept:
                for person, of in counts_of(stood.get(kind, ())).items():
                    cells = {"scope": "article", "which": str(article)} | UNTESTED
                    yield of_kind | cells | _counts(names[person], of)


def _tested(
    counts: Mapping[int, PersonCounts], names: Mapping[int, str]
) -> Iterator[dict[str, object]]:
    """Yield for each ε the result, which names nobody, and then each person's."""
    for epsilon in EPSILONS:
        test = alternative_test(counts, epsilon)
        of_test = {
            "scope": "story", "which": "", "epsilon": epsilon, "winning_rate": test.winning,
            "advantage": test.advantage,
        }  # fmt: skip
        yield NOBODY | of_test
        for one in test.people:
            rejected = "" if one.p is None else "yes" if one.rejected else "no"
            person = _counts(names[one.person], one.counts)
            yield of_test | person | {"p": one.p, "rejected": rejected}


def _counts(person: str, of: PersonCounts) -> dict[str, object]:
    return {
        "person": person, "articles": of.articles, "left_out": of.empty,
        "machine_closer": of.machine,
        "both_as_close": of.both, "person_closer": of.person,
    }  # fmt: skip


STAND_IN = Table(
    name="stand_in",
    url="exchange:stand_in",
    heading="Decisions, diagnosis, agreement",
    sentence=(
        "One row a person whom a machine is held against, by kind: how often either is closer to "
        "the others, and what the alternative-annotator test says of it, and of all together."
    ),
    columns=columns(
        ("story", "the story's slug"),
        ("machine machine_name", "the username of the machine, and its name"),
        ("kind", "`claim`, `entity` or `stance`"),
        ("scope", "what the row is of: `story` (all its articles, at one ε) or `article`"),
        ("which", "the article's number; empty for the story"),
        ("person", "the username of whoever is left out; empty in the row of the result"),
        (
            "articles",
            "articles that the machine, they and two others at least have read, and in which one "
            "of them has marked something of the kind",
        ),
        (
            "left_out",
            "articles that all these have read and in which nobody has marked any",
        ),
        (
            "machine_closer both_as_close person_closer",
            "on how many of these the machine alone, both, or the person alone is at least as "
            "close to the others",
        ),
        ("epsilon", "by how much the machine may fall short: 0.2, 0.15 or 0.1"),
        (
            "p",
            "of the one-sided paired t-test that it falls short by less; empty below 30 articles",
        ),
        (
            "rejected",
            "`yes` where Benjamini and Yekutieli's procedure at .05 takes the machine to do as "
            "well, else `no`; empty where nothing was tested",
        ),
        ("winning_rate", "the share of tested people with `yes`; from 0.5 on it may stand in"),
        (
            "advantage",
            "how often, on average over the tested people, the machine is at least as close",
        ),
    ),
    roles=SETTLERS,
    filters=ArticleFilters,
    rows=_rows,
)
