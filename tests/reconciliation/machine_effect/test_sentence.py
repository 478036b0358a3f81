"""What is said of a difference, and of what is not known."""

import pytest

from annotator.reconciliation.machine_effect.sentence import effect_sentence, signed
from annotator.reconciliation.machine_figures.effect import ArmFigure, EffectFigure


def figure(name: str, one: float, two: float, low: float | None, high: float | None, because=""):
    arms = (ArmFigure(one, None, None, 120, 40), ArmFigure(two, None, None, 35, 20))
    return EffectFigure(name, *arms, one - two, low, high, because)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            figure("machine", 0.81, 0.69, 0.05, 0.19),
            "With suggestions, readers agreed with Cues 0.12 more than without: F1 0.81 against F1 "
            "0.69, a difference of +0.05 to +0.19 (95 % interval; n = 120 and 35).",
        ),
        (
            figure("gold", 0.5, 0.6, -0.2, 0.01),
            "With suggestions, readers agreed with what is settled 0.10 less than without: F1 0.50 "
            "against F1 0.60, a difference of −0.20 to +0.01 (95 % interval; n = 120 and 35). The "
            "interval has 0 in it: this may be chance.",
        ),
        (
            figure("peers", 0.7, 0.699, -0.004, 0.1),
            "With suggestions, readers agreed with each other as much as without: F1 0.70 against "
            "F1 0.70, a difference of 0.00 to +0.10 (95 % interval; n = 120 and 35). The interval "
            "has 0 in it: this may be chance.",
        ),
        (
            figure("pace", 3.0, 8.0, -6.0, -4.0),
            "With suggestions, readers took 5.0 minutes less for 1,000 characters than without: 3.0 "
            "minutes against 8.0 minutes, a difference of −6.0 to −4.0 (95 % interval; n = 120 and "
            "35).",
        ),
        (
            figure("machine", 0.8, 0.7, None, None, "it needs 1 more article"),
            "Whether suggestions made readers agree more with Cues is not known yet, because it "
            "needs 1 more article.",
        ),
    ],
)
def test_in_words(found, said):
    assert effect_sentence(found, "Cues") == said


def test_what_is_0_has_no_sign():
    assert (signed("gold", -0.001), signed("pace", -0.26)) == ("0.00", "−0.3")
