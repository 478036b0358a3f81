"""The figures of agreement, by hand: the rule's worked example, and what is undefined."""

import json

import pytest

from annotator.reconciliation.agreement.statistics.figures import (
    Figure,
    Sums,
    by_label,
    by_pair,
    confusion,
    figures,
    pair_and_count,
)
from annotator.reconciliation.agreement.statistics.selection import SumsTable
from annotator.reconciliation.places.spans import Span
from tests.reconciliation.marks import Readings, counted, spans

A, B, C = 1, 2, 3
EXAMPLE = [
    counted(
        {
            A: [(0, 10, "x"), (20, 30, "y")],
            B: [(0, 10, "x"), (22, 30, "y")],
            C: [(0, 10, "y"), (32, 38, "x")],
        }
    ),
    counted({A: [(5, 15, "x")], B: [(5, 15, "x"), (20, 25, "y")]}),
]


@pytest.mark.parametrize(
    ("name", "above", "below", "of"),
    [
        ("exact", 4, 15, "spans compared"),
        ("overlap", 6, 15, "spans compared"),
        ("characters", 56, 133, "characters compared"),
    ],
)
def test_f1_of_the_worked_example(name: str, above: int, below: int, of: str) -> None:
    figure = figures(EXAMPLE)[name]
    assert figure.value == pytest.approx(above / below)
    assert (figure.n, figure.of) == (below, of)


@pytest.mark.parametrize(("label", "value", "n"), [("x", 4 / 8, 8), ("y", 2 / 7, 7)])
def test_f1_of_one_label(label: str, value: float, n: int) -> None:
    overlap = figures(EXAMPLE, label=label)["overlap"]
    assert overlap.value == pytest.approx(value)
    assert overlap.n == n
    assert by_label(EXAMPLE)[label]["overlap"][:2] == overlap[:2]


@pytest.mark.parametrize("pair", [None, (A, B)])
@pytest.mark.parametrize("label", [None, "x", "never"])
def test_some_of_a_table_are_as_good_as_these_alone(pair, label) -> None:
    for among in ([], [0], [1], [0, 1]):
        alone = [EXAMPLE[at] for at in among]
        table = SumsTable([*EXAMPLE, EXAMPLE[0]], label)
        assert figures(table, pair, label, among=among) == figures(alone, pair, label)


def test_alpha_of_the_worked_example() -> None:
    alpha = figures(EXAMPLE)["alpha"]
    assert alpha.value == pytest.approx(0.5)
    assert alpha.coverage == pytest.approx(7 / 9)
    assert (alpha.n, alpha.of) == (3, "places")


def test_kappa_is_for_every_pair_of_annotators() -> None:
    pairs = by_pair(EXAMPLE)
    assert list(pairs) == [(A, B), (A, C), (B, C)]
    assert pairs[A, B]["kappa"].value == pytest.approx(1)
    assert pairs[A, B]["kappa"].n == 3
    assert pairs[A, C]["kappa"].value == 0
    assert "kappa" not in figures(EXAMPLE)


def test_fleiss_takes_the_commonest_size_and_of_two_the_larger() -> None:
    fleiss = figures(EXAMPLE)["fleiss"]
    assert (fleiss.n, fleiss.of) == (2, "places marked by 2")
    tied = figures([EXAMPLE[0], counted({A: [(0, 5, "x")], B: [], C: []})])["fleiss"]
    assert (tied.n, tied.of) == (1, "places marked by 3")


def test_a_pair_is_of_these_two_alone() -> None:
    assert figures(EXAMPLE, (A, B))["exact"].value == pytest.approx(2 * 2 / 7)
    assert figures(EXAMPLE, (A, C))["exact"].n == 4
    two = [counted({A: [(0, 10, "x")], C: [(0, 10, "y")]})]
    three = [counted({A: [(0, 10, "x")], B: [(0, 10, "y")], C: [(0, 10, "y")]})]
    for name, figure in figures(two, (A, C)).items():
        assert figures(three, (A, C))[name] == figure


def test_details_are_the_share_of_same_label_pairs() -> None:
    def span(annotator: int, start: int, link: str, value: str) -> Span:
        return Span(start, start + 5, "claim", link, (value,), "", annotator)

    article = pair_and_count(
        [
            *(span(A, 0, "q1", "5"), span(B, 0, "q1", "5")),
            *(span(A, 10, "q1", "5"), span(B, 10, "q1", "6")),
            *(span(A, 20, "q1", "5"), span(B, 20, "q2", "5")),
            *(span(A, 30, "", ""), span(B, 30, "", "")),
            Span(40, 45, "claim", "q1", ("5",), "", A),
            Span(40, 45, "other", "q1", ("5",), "", B),
        ],
        {A, B},
        100,
    )
    details = figures([article])["details"]
    assert (details.value, details.n) == (0.5, 4)


def test_confusion_has_what_the_other_missed() -> None:
    assert confusion(EXAMPLE) == {
        ("x", "x"): 2,
        ("y", "y"): 1,
        ("x", "y"): 2,
        ("y", ""): 2,
        ("", "x"): 2,
        ("", "y"): 1,
    }
    assert confusion(EXAMPLE, (A, C)) == {("x", "y"): 1, ("y", ""): 1, ("", "x"): 1}
    assert confusion([]) == {}


def test_spans_of_someone_who_has_not_submitted_are_passed_over() -> None:
    readings: Readings = {A: [(0, 5, "x")], B: [(0, 5, "x")], C: [(0, 5, "z")]}
    assert pair_and_count(spans(readings), {A, B}, 50) == counted(
        {A: readings[A], B: readings[B]}, 50
    )


def test_characters_with_two_labels_count_twice_and_doubled_ones_once() -> None:
    article = counted({A: [(0, 10, "x"), (5, 12, "x"), (0, 4, "y")], B: [(8, 14, "x")]})
    assert figures([article])["characters"].value == pytest.approx(2 * 4 / (12 + 4 + 6))


def test_sums_survive_json() -> None:
    packed = json.loads(json.dumps([article.packed() for article in EXAMPLE]))
    assert [Sums.unpacked(value) for value in packed] == EXAMPLE
    with pytest.raises(TypeError):
        Sums.unpacked([1, 2])


@pytest.mark.parametrize(
    ("articles", "reasons"),
    [
        ([], dict.fromkeys(figures(EXAMPLE), "no article has two readings to compare")),
        (
            [counted({A: [(0, 5, "x")]})],
            dict.fromkeys(figures(EXAMPLE), "no article has two readings to compare"),
        ),
        (
            [counted({A: [], B: []})],
            {
                "exact": "nothing is marked",
                "details": "no two spans with the same label are at the same place",
                "alpha": "no two annotators marked the same place",
                "fleiss": "no two annotators marked the same place",
                "u_alpha": "nothing is marked, or everything with one label",
                "u_alpha_segmentation": "nothing is marked, or everything",
                "cu_alpha": "there are not two labels where spans meet",
            },
        ),
        (
            [counted({A: [(0, 5, "x")], B: [(0, 5, "x")]})],
            {
                "alpha": "only one label was used",
                "fleiss": "only one label was used",
                "cu_alpha": "there are not two labels where spans meet",
            },
        ),
        (
            [counted({A: [(0, 5, "x"), (2, 7, "y")], B: [(0, 5, "x")]})],
            {"u_alpha": "spans of one annotator overlap in every article"},
        ),
    ],
)
def test_undefined_says_why(articles: list[Sums], reasons: dict[str, str]) -> None:
    found = figures(articles)
    for name, reason in reasons.items():
        assert (found[name].value, found[name].because) == (None, reason)
        assert (found[name].low, found[name].high) == (None, None)


def test_undefined_of_a_pair_and_of_a_label() -> None:
    apart = [counted({A: [(0, 5, "x")], B: [(50, 55, "y")]})]
    kappa = figures(apart, (A, B))["kappa"]
    assert kappa == Figure(
        None, 0, "pairs of spans", 0, None, None, 0, "no two annotators marked the same place"
    )
    alike = [counted({A: [(0, 5, "x")], B: [(0, 5, "x")]})]
    assert figures(alike, (A, B))["kappa"].because == "only one label was used"
    assert figures(alike, (A, C))["exact"].because == "no article has two readings to compare"
    unused = figures(alike, label="z")
    assert unused["exact"].because == "the label is not used"
    assert unused["ku_alpha"].value is None


def test_an_article_with_overlapping_spans_is_left_out_of_u_alpha_and_counted() -> None:
    clean = counted({A: [(0, 5, "x"), (9, 14, "y")], B: [(0, 5, "x"), (9, 12, "y")]}, 60)
    nested = counted({A: [(0, 9, "x"), (2, 7, "y")], B: [(0, 5, "x")]}, 40)
    alone, both = figures([clean])["u_alpha"], figures([clean, nested])["u_alpha"]
    assert both.value == alone.value
    assert (alone.left_out, both.left_out) == (0, 1)
    assert (both.n, both.coverage) == (60, 0.6)
