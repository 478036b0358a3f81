"""The alternative-annotator test, by its formulas, by hand, and beside scipy."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from annotator.reconciliation.machine_figures.comparison import compare
from annotator.reconciliation.machine_figures.standing import PersonCounts, counts_of
from annotator.reconciliation.stand_in.alternative_test import (
    alternative_test,
    benjamini_yekutieli,
)
from annotator.reconciliation.stand_in.sentence import stand_in_sentence
from annotator.reconciliation.stand_in.t_test import p_below, p_mean_below
from tests.reconciliation.machine_figures.worked import entities

COUNT = st.integers(0, 60)


@given(st.floats(-40, 40), st.integers(1, 500))
def test_students_t_is_scipys(t, freedom):
    assert p_below(t, freedom) == pytest.approx(stats.t.cdf(t, freedom), rel=1e-9, abs=1e-12)


@given(COUNT, COUNT, COUNT, st.sampled_from([0.2, 0.15, 0.1]))
def test_the_paired_test_is_scipys(lower, zero, upper, epsilon):
    if sum(n > 0 for n in (lower, zero, upper)) < 2:
        return
    differences = [-1] * lower + [0] * zero + [1] * upper
    expected = stats.ttest_1samp(differences, epsilon, alternative="less").pvalue
    assert p_mean_below(lower, zero, upper, epsilon) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_the_paired_test_by_hand():
    # 40 articles, d = −1 in 20, 0 in 10, 1 in 10: mean −¼, Σ(d − mean)² = 20·9/16 + 10/16 + 10·25/16
    # = 27.5, s = √(27.5/39), t = (−0.25 − 0.2)/(s/√40) = −3.3893, 39 degrees of freedom.
    t = -0.45 / (sqrt(27.5 / 39) / sqrt(40))
    assert round(t, 4) == -3.3893
    assert p_mean_below(20, 10, 10, 0.2) == pytest.approx(stats.t.cdf(t, 39))


@pytest.mark.parametrize(("counts", "p"), [((30, 0, 0), 0), ((0, 30, 0), 0), ((0, 0, 30), 1)])
def test_without_variance_the_mean_decides(counts, p):
    assert p_mean_below(*counts, 0.2) == p
    [one] = alternative_test({1: PersonCounts(*counts)}, 0.2).people
    assert (one.same, one.rejected) == (True, p == 0)


def test_benjamini_and_yekutieli_by_hand():
    # m = 4, 1 + ½ + ⅓ + ¼ = 25/12: the bounds are .006, .012, .018 and .024.
    assert benjamini_yekutieli({1: 0.03, 2: 0.005, 3: 0.011, 4: 0.5}, 0.05) == {2, 3}
    # The first alone would fail; the second carries it.
    assert benjamini_yekutieli({1: 0.007, 2: 0.0115, 3: 0.4, 4: 0.5}, 0.05) == {1, 2}
    assert benjamini_yekutieli({1: 0.013, 2: 0.02, 3: 0.03, 4: 0.04}, 0.05) == set()
    assert benjamini_yekutieli({}, 0.05) == set()


@given(st.dictionaries(st.integers(1, 20), st.floats(0, 1), min_size=1, max_size=12))
def test_benjamini_and_yekutieli_is_scipys(ps):
    adjusted = stats.false_discovery_control(list(ps.values()), method="by")
    expected = {person for person, p in zip(ps, adjusted, strict=True) if p <= 0.05}
    close = {person for person, p in zip(ps, adjusted, strict=True) if abs(p - 0.05) < 1e-9}
    assert benjamini_yekutieli(ps, 0.05) - close == expected - close


def test_who_is_beaten_decides():
    counts = {1: PersonCounts(40, 10, 0), 2: PersonCounts(30, 10, 10), 3: PersonCounts(0, 0, 50)}
    found = alternative_test(counts, 0.2)
    assert [one.rejected for one in found.people] == [True, True, False]
    assert found.winning == pytest.approx(2 / 3)
    assert found.advantage == pytest.approx((1 + 0.8 + 0) / 3)
    assert found.passes
    assert stand_in_sentence(found, "entity", "Cues") == (
        "For entities, Cues may stand in for a reader, by this test: it did as well as 2 of the 3 "
        "people tested (winning rate 0.67, at least 0.5 is asked for, with ε = 0.2), and was at "
        "least as close to the others as the one left out in 60 of 100 articles."
    )


def test_half_is_enough_and_less_is_not():
    good, bad = PersonCounts(50), PersonCounts(person=50)
    assert alternative_test({1: good, 2: bad}, 0.2).passes
    test = alternative_test({1: good, 2: bad, 3: bad}, 0.2)
    assert not test.passes
    assert "may not stand in" in stand_in_sentence(test, "claim", "Cues")


def test_a_smaller_allowance_asks_for_more():
    counts = {1: PersonCounts(10, 30, 12)}
    assert alternative_test(counts, 0.2).passes
    assert not alternative_test(counts, 0.1).passes


def test_below_thirty_articles_nobody_is_tested():
    found = alternative_test({1: PersonCounts(29), 2: PersonCounts(5)}, 0.2)
    assert (found.winning, found.tested, found.people[0].p) == (None, 0, None)
    assert stand_in_sentence(found, "claim", "Cues").endswith(
        "is not known yet, because a person is tested on 30 articles that it and two others have "
        "read, too, and in which somebody has marked claims, and nobody has more than 29 articles."
    )
    nobody = stand_in_sentence(alternative_test({}, 0.2), "claim", "Cues")
    assert nobody.endswith("because no article that it has read was submitted by three people.")


def test_articles_that_nobody_marked_are_no_instances():
    alone = alternative_test({1: PersonCounts(empty=40)}, 0.2)
    assert (alone.people, alone.winning, alone.left_out) == ([], None, 40)
    few = alternative_test({1: PersonCounts(both=29, empty=400)}, 0.2)
    assert few.winning is None
    assert stand_in_sentence(few, "claim", "Cues").endswith(
        "nobody has more than 29 articles. Left out: 400 articles a person in which neither the "
        "machine nor anybody has marked any claims."
    )
    counts = {1: PersonCounts(10, 30, empty=25), 2: PersonCounts(40)}
    said = stand_in_sentence(alternative_test(counts, 0.2), "stance", "Cues")
    assert said.endswith(
        "Left out: up to 25 articles a person in which neither the machine nor anybody has marked "
        "any stances."
    )


def test_a_machine_that_never_marks_does_not_pass_where_a_kind_is_rare():
    """Of 100 articles 60 have nothing. In 40 three people mark the same, and the machine nothing:
    it shares nothing with any two (0), each person all with both (2), so that d = 1 in all 40."""
    place = entities(1, (0, 5, "x"))
    rare = [
        compare({}, dict.fromkeys((1, 2, 3), spans), None, [], {})
        for spans in [place] * 40 + [{}] * 60
    ]
    counts = counts_of(one for article in rare for one in article.standings["entity"])
    assert counts[1] == PersonCounts(person=40, empty=60)
    found = alternative_test(counts, 0.2)
    assert (found.winning, found.advantage, found.left_out) == (0, 0, 60)
    assert not found.passes
