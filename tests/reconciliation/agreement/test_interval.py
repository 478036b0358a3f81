"""The 95 % interval: a bootstrap over articles, the same every time."""

import random

import numpy as np
import pytest

from annotator.reconciliation.agreement.statistics import bootstrap
from annotator.reconciliation.agreement.statistics.figures import Sums, figures, pair_and_count
from tests.reconciliation.marks import Mark, Readings, counted, spans


def story(articles: int, alone: int = 4) -> list[Sums]:
    """Articles of differing agreement; the first, and each `alone`th, is read by two of three."""
    dice = random.Random(1)
    found = []
    for number in range(articles):
        places = [(at * 20 + 3, at * 20 + 12, dice.choice("xyz")) for at in range(8)]
        readings: Readings = {}
        for annotator in range(3 - (number % alone == 0)):
            marks: list[Mark] = []
            for start, end, label in places:
                if dice.random() < 0.9:
                    given = label if dice.random() < 0.7 else dice.choice("xyz")
                    marks.append((start + dice.choice((0, 0, 1)), end, given))
            readings[annotator] = marks
        linked = [span._replace(link=dice.choice("ppq")) for span in spans(readings)]
        found.append(pair_and_count(linked, list(readings), 170))
    return found


def test_the_interval_is_that_of_whole_samples_counted_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bootstrap, "RESAMPLES", 40)
    articles = story(13, alone=13)  # so that places marked by 3 are the commonest in any sample
    draws = np.random.Generator(np.random.PCG64(1)).integers(0, 13, (40, 13))
    for pair in (None, (0, 1)):
        samples = [figures([articles[i] for i in row], pair, interval=False) for row in draws]
        for name, figure in figures(articles, pair).items():
            values = [sample[name].value for sample in samples]
            assert figure.low == pytest.approx(np.percentile(values, 2.5, method="linear")), name
            assert figure.high == pytest.approx(np.percentile(values, 97.5, method="linear")), name
            assert figure.low < figure.value < figure.high, name
            assert (figure.dropped, figure.because) == (0, "")


def test_a_thousand_samples_of_f1_one_by_one() -> None:
    articles = story(12)
    each = [figures([article], interval=False)["exact"] for article in articles]
    compared = np.array([figure.n for figure in each])
    agreed = np.array([figure.n * (figure.value or 0) for figure in each])
    draws = np.random.Generator(np.random.PCG64(1)).integers(0, 12, (1000, 12))
    ratios = [agreed[row].sum() / compared[row].sum() for row in draws]
    exact = figures(articles)["exact"]
    assert exact.low == pytest.approx(float(np.quantile(ratios, 0.025)))
    assert exact.high == pytest.approx(float(np.quantile(ratios, 0.975)))


def test_pieces_draw_what_one_draw_would(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = story(15)
    whole = figures(articles)
    monkeypatch.setattr(bootstrap, "CELLS", 100)
    assert figures(articles) == whole


def test_the_interval_is_the_same_every_time_and_of_the_order() -> None:
    articles = story(20)
    assert figures(articles) == figures(list(articles))
    assert figures(articles)["exact"].low != figures(articles[::-1])["exact"].low


def test_a_label_has_an_interval_too() -> None:
    found = figures(story(10), label="x")
    for name in ("exact", "overlap", "characters", "details", "ku_alpha"):
        assert found[name].low is not None, name


@pytest.mark.parametrize(("count", "given"), [(9, False), (10, True)])
def test_no_interval_below_ten_articles(count: int, given: bool) -> None:
    single = [counted({0: [(0, 5, "x")]}) for _ in range(5)]
    exact = figures(story(count) + single)["exact"]
    assert exact.value is not None
    assert (exact.low is not None) == given
    assert exact.because == (
        "" if given else "no interval below 10 articles: it would be far too narrow"
    )


def test_only_articles_of_both_count_for_a_pair() -> None:
    articles = story(13)
    assert sum(2 in article.annotators for article in articles) == 9
    assert figures(articles, (0, 1))["kappa"].low is not None
    assert figures(articles, (0, 2))["kappa"].because.startswith("no interval below 10")


def test_articles_with_one_reading_change_nothing() -> None:
    single = counted({0: [(0, 5, "x")]})
    articles = story(12)
    assert figures([single, *articles, single]) == figures(articles)


def test_no_interval_unless_wanted() -> None:
    exact = figures(story(12), interval=False)["exact"]
    assert (exact.low, exact.high, exact.because) == (None, None, "")


def test_undefined_samples_are_dropped_and_counted() -> None:
    alike = [counted({0: [(0, 5, "x")], 1: [(0, 5, "x")]}) for _ in range(9)]
    other = counted({0: [(0, 5, "y")], 1: [(0, 5, "y")]})
    alpha = figures([*alike, other])["alpha"]
    draws = np.random.Generator(np.random.PCG64(1)).integers(0, 10, (1000, 10))
    only_one_label = int(((draws == 9).sum(1) % 10 == 0).sum())
    assert alpha.dropped == only_one_label > 300
    assert alpha.low == alpha.high == 1
