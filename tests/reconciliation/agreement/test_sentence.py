"""The sentence that the agreement page begins with: every number is a figure's, what is not known
is named."""

import pytest

from annotator.reconciliation.agreement.sentence import agreement_sentence, basis_sentence
from annotator.reconciliation.agreement.statistics.figures import TOO_FEW, Figure

KNOWN = Figure(0.612, 340, "spans compared", None, 0.5, 0.7149, 0, "")


def test_of_all_readers():
    assert agreement_sentence(12, KNOWN) == (
        "On 12 articles two readers mark the same span with the same label in 61 of 100 cases "
        "(50 to 71)."
    )
    assert basis_sentence(12, KNOWN, False) == (
        "n = 340 spans compared. In brackets the 95 % interval."
    )


def test_of_two_and_of_a_label():
    assert agreement_sentence(1, KNOWN, ["ada", "bo"], "“Person”") == (
        "On 1 article ada and bo mark the same span as “Person” in 61 of 100 cases (50 to 71)."
    )


@pytest.mark.parametrize(
    "articles, because, measuring, says",
    [
        (3, TOO_FEW, False, "The interval is not known yet, because it needs 10 articles."),
        (12, "", True, "The interval is not known yet: it is being computed."),
        (12, "no interval: the figure was undefined in every sample", False,
         "No interval: the figure was undefined in every sample."),
    ],
)  # fmt: skip
def test_without_an_interval_it_says_why(articles, because, measuring, says):
    figure = KNOWN._replace(low=None, high=None, because=because)
    told = agreement_sentence(articles, figure)
    assert told.endswith("in 61 of 100 cases.")
    assert basis_sentence(articles, figure, measuring) == f"n = 340 spans compared. {says}"


def test_where_nothing_is_marked_it_says_so():
    figure = Figure(None, 0, "spans compared", None, None, None, 0, "nothing is marked")
    assert agreement_sentence(12, figure) == (
        "How often two readers mark the same span with the same label is not known yet, because "
        "nothing is marked."
    )
    assert basis_sentence(12, figure, False) == ""
