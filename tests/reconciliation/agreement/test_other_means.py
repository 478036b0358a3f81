"""The same figures by scikit-learn, statsmodels, pair by pair, and character by character.

The libraries are imported where they are asked: each process that collects tests reads this file.
"""

import warnings
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from annotator.reconciliation.agreement.statistics import measures
from annotator.reconciliation.agreement.statistics.figures import (
    Sums,
    by_label,
    by_pair,
    confusion,
    figures,
)
from annotator.reconciliation.agreement.statistics.selection import Selection, SumsTable
from tests.reconciliation.alpha import alpha_by_pairs
from tests.reconciliation.marks import LENGTH, Readings, anyhow, apart, counted, judged, read_by

LABELS = "xyz"
units_by = st.lists(st.text(LABELS, min_size=3, max_size=3), min_size=1, max_size=25)
gaps_by = st.lists(st.text(LABELS + ".", min_size=3, max_size=3), min_size=1, max_size=25)
readings_apart = st.lists(read_by(3, apart()), min_size=2, max_size=4)


def split(units: list[str]) -> list[Sums]:
    """The same units in two articles, where there are two: figures are of all articles."""
    half = len(units) // 2
    return [judged(part) for part in (units[:half], units[half:]) if part]


@settings(max_examples=30)
@given(units_by)
def test_cohen_is_that_of_scikit_learn_and_statsmodels(units: list[str]) -> None:
    from sklearn.metrics import cohen_kappa_score
    from statsmodels.stats import inter_rater

    first, second = [unit[0] for unit in units], [unit[1] for unit in units]
    value = figures(split(units), (0, 1))["kappa"].value
    if len({*first, *second}) == 1:
        assert value is None
        return
    assert value == pytest.approx(cohen_kappa_score(first, second))
    table = [[sum(u[0] == a and u[1] == b for u in units) for b in LABELS] for a in LABELS]
    assert value == pytest.approx(inter_rater.cohens_kappa(np.array(table), return_results=False))


@settings(max_examples=30)
@given(units_by)
def test_fleiss_is_that_of_statsmodels(units: list[str]) -> None:
    from statsmodels.stats import inter_rater

    table, _ = inter_rater.aggregate_raters(np.array([list(unit) for unit in units]))
    value = figures(split(units))["fleiss"].value
    if len(set("".join(units))) == 1:
        assert value is None
    else:
        assert value == pytest.approx(inter_rater.fleiss_kappa(table))


def test_alpha_by_pairs_is_that_of_the_published_example() -> None:
    """Krippendorff (2011): four observers, twelve units, nominal α = .743."""
    observers = ["123321412...", "12332241 25.3".replace(" ", ""), ".33323422 51.".replace(" ", "")]
    observers.append("123324412 51.".replace(" ", ""))
    units = ["".join(given).replace(".", "") for given in zip(*observers, strict=True)]
    assert alpha_by_pairs(units) == pytest.approx(0.743, abs=5e-4)


@settings(max_examples=50)
@given(gaps_by)
def test_alpha_from_coincidences_is_that_of_all_pairs(units: list[str]) -> None:
    assume(any(len(unit.replace(".", "")) > 1 for unit in units))
    selection = Selection(SumsTable(split(units)), None)
    part = selection.agreeing(selection.units)
    (found,) = measures.alpha([part.columns.sum(0, keepdims=True)])
    value = figures(split(units))["alpha"].value
    by_pairs = alpha_by_pairs([unit.replace(".", "") for unit in units])
    if by_pairs is None:
        assert np.isnan(found)
        assert value is None
        return
    assert found == pytest.approx(by_pairs)
    assert value == pytest.approx(by_pairs)


@settings(max_examples=30)
@given(gaps_by)
def test_f1_of_aligned_places_is_that_of_scikit_learn(units: list[str]) -> None:
    from sklearn.metrics import precision_recall_fscore_support

    true, guess = [unit[0] for unit in units], [unit[1] for unit in units]
    articles = split(units)
    labels = sorted({*true, *guess} - {"."})
    assume(labels)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        micro = precision_recall_fscore_support(true, guess, labels=labels, average="micro")[2]
        each = precision_recall_fscore_support(true, guess, labels=labels)[2]
    found = figures(articles, (0, 1))
    assert found["exact"].value == pytest.approx(micro)
    assert found["overlap"].value == pytest.approx(micro)
    assert found["characters"].value == pytest.approx(micro)
    one_by_one = by_label(articles, (0, 1))
    assert [one_by_one[label]["exact"].value for label in labels] == pytest.approx(list(each))


@settings(max_examples=40)
@given(st.lists(read_by(3, anyhow()), min_size=1, max_size=3))
def test_characters_one_by_one(articles: list[Readings]) -> None:
    def share(label: str | None) -> float | None:
        both = sizes = 0
        for readings in articles:
            sets = [
                {(at, tag) for s, e, tag in marks for at in range(s, e) if label in (None, tag)}
                for marks in readings.values()
            ]
            both += sum(len(one & two) for one, two in combinations(sets, 2))
            sizes += sum(len(one) + len(two) for one, two in combinations(sets, 2))
        return 2 * both / sizes if sizes else None

    counts = [counted(readings, LENGTH) for readings in articles]
    assert figures(counts)["characters"].value == pytest.approx(share(None))
    for label in LABELS:
        assert figures(counts, label=label)["characters"].value == pytest.approx(share(label))


@settings(max_examples=30)
@given(readings_apart)
def test_articles_add_up_as_if_they_stood_end_to_end(articles: list[Readings]) -> None:
    joined: Readings = {annotator: [] for annotator in articles[0]}
    for at, readings in enumerate(articles):
        for annotator, marks in readings.items():
            shifted = [(s + at * LENGTH, e + at * LENGTH, label) for s, e, label in marks]
            joined[annotator] += shifted
    whole = [counted(joined, LENGTH * len(articles))]
    parts = [counted(readings, LENGTH) for readings in articles]
    for pair in (None, (1, 3)):
        for name, figure in figures(whole, pair).items():
            other = figures(parts, pair)[name]
            assert figure.value == pytest.approx(other.value), name
            assert figure.coverage == pytest.approx(other.coverage), name
            assert figure.n == other.n, name
    assert confusion(whole) == confusion(parts)


@settings(max_examples=30)
@given(st.lists(read_by(3, anyhow()), min_size=1, max_size=3))
def test_names_and_order_of_annotators_do_not_matter(articles: list[Readings]) -> None:
    renamed = [
        {10 - annotator: marks[::-1] for annotator, marks in readings.items()}
        for readings in articles
    ]
    one = [counted(readings, LENGTH) for readings in articles]
    two = [counted(readings, LENGTH) for readings in renamed]
    for name, figure in figures(one).items():
        assert figures(two)[name].value == pytest.approx(figure.value), name
    there, back = by_pair(one), by_pair(two)
    for (first, second), found in there.items():
        for name, figure in found.items():
            other = back[10 - second, 10 - first][name].value
            assert other == pytest.approx(figure.value), name


@settings(max_examples=30)
@given(st.lists(read_by(3, anyhow()), min_size=1, max_size=3))
def test_the_confusion_matrix_counts_every_span_once_a_pair(articles: list[Readings]) -> None:
    counts = [counted(readings, LENGTH) for readings in articles]
    cells = confusion(counts)
    compared = figures(counts)["exact"].n
    assert sum(n * (bool(one) + bool(two)) for (one, two), n in cells.items()) == compared
    agreed = sum(n for (one, two), n in cells.items() if one == two)
    overlap = figures(counts)["overlap"].value
    assert overlap == (pytest.approx(2 * agreed / compared) if compared else None)
