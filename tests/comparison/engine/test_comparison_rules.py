"""The rules of comparing sources beyond the ruled cases: state and marks, one case a rule."""

import pytest

from annotator.comparison.engine.compare import compare
from tests.comparison.answers import asks, says

COUNT = asks("quantity", "count")
KM = asks("quantity", "km", tolerance=0.02)
SHARE = asks("quantity", "percent", whole=100, scope="Pakistan")
CHANGING = asks("quantity", "count", can_change=True, settling_days=3)
DATE, YES, TEXT = asks("date"), asks("yes-no"), asks("text")
TOPICS = asks("text", many=True)

CASES = [
    # what a source's approximator leaves open
    ("about reaches a tenth", COUNT, [says("A", 100, approx="about"), says("B", 110)], "agree within tolerance"),
    ("about reaches no further", COUNT, [says("A", 100, approx="about"), says("B", 111, step="0.1")], "conflict"),
    ("about reaches as far as asked", asks("quantity", about=0.2), [says("A", 100, approx="about"), says("B", 119)], "agree within tolerance"),
    ("no rounding of about", COUNT, [says("A", 100, approx="about", step=100), says("B", 140)], "conflict"),
    ("nearly is less", COUNT, [says("A", 100, approx="nearly"), says("B", 101, step=1)], "conflict"),
    ("nearly is not much less", COUNT, [says("A", 100, approx="nearly"), says("B", 89)], "conflict"),
    ("more than is more", COUNT, [says("A", 20, approx="more than"), says("B", 500)], "agree within tolerance"),
    ("more than touches, rounded", COUNT, [says("A", 20, approx="more than"), says("B", 20)], "agree within tolerance"),
    ("more than touches, nothing allowed", COUNT, [says("A", 20, approx="more than"), says("B", 20, approx="up to")], "conflict"),
    ("at least touches", COUNT, [says("A", 20, approx="at least"), says("B", 20, approx="up to")], "agree within tolerance"),
    ("less than against more than", COUNT, [says("A", 20, approx="less than"), says("B", 30, approx="more than")], "conflict"),
    ("below nought", asks("quantity", "degC"), [says("A", -5, "degC", "about"), says("B", "-5.4", "degC", step="0.1")], "agree within tolerance"),
    # the allowance
    ("the coarser step counts, halved", COUNT, [says("A", 2000, step=1000), says("B", 2500, step=1)], "agree within tolerance"),
    ("and not the sum of the steps", COUNT, [says("A", 2000, step=1000), says("B", 2501, step=1)], "conflict"),
    ("the tolerance of the larger", asks("quantity", "km", tolerance=0.1), [says("A", 90, "km"), says("B", 100, "km")], "agree within tolerance"),
    ("the larger allowance, not both", asks("quantity", "km", tolerance=0.1), [says("A", 89, "km", step=2), says("B", 100, "km")], "conflict"),
    # units
    ("tons and tonnes", asks("quantity", "tonne", tolerance=0.02), [says("A", 100, "tonne"), says("B", 110, "ton")], "agree within tolerance"),
    ("Fahrenheit", asks("quantity", "degC"), [says("A", 40, "degC"), says("B", 104, "degF")], "agree"),
    ("fractions", asks("quantity", "percent"), [says("A", 26, "percent"), says("B", "0.26", "fraction", step="0.01")], "agree"),
    ("decades", asks("quantity", "year"), [says("A", 20, "year"), says("B", 2, "decade")], "agree"),
    ("people need no unit", asks("quantity", "people"), [says("A", 12), says("B", 12, "people")], "agree"),
    ("a length needs one", KM, [says("A", 12), says("B", 12, "km")], "not comparable"),
    ("compound units", KM, [says("A", 12, "km per litre"), says("B", 12, "km")], "not comparable"),
    ("a question without a unit", asks("quantity"), [says("A", 1, "mi"), says("B", "1.609344", "km"), says("C", 1, "mi")], "agree"),
    ("no number in it", KM, [says("A", wording="very long", unit="km"), says("B", 5, "km")], "not comparable"),
    # one scope from the other
    ("shares that do not add up", SHARE, [says("A", 26, "percent", scope="Russia"), says("B", 70, "percent")], "conflict"),
    ("a limit, derived", SHARE, [says("A", 26, "percent", "more than", scope="Russia"), says("B", 70, "percent")], "agree within tolerance"),
    ("a limit, derived, exceeded", SHARE, [says("A", 26, "percent", "more than", scope="Russia"), says("B", 75, "percent")], "conflict"),
    ("a third scope", SHARE, [says("A", 26, "percent", scope="Russia"), says("B", 5, "percent", scope="China"), says("C", 70, "percent")], "scope differs"),
    ("two scopes, none asked", asks("quantity", "percent", whole=100), [says("A", 26, "percent", scope="Russia"), says("B", 74, "percent", scope="Pakistan")], "agree"),
    ("no whole", COUNT, [says("A", 26, scope="Russia"), says("B", 74)], "scope differs"),
    ("a scope apart", COUNT, [says("A", 26, scope="Russia"), says("B", 74), says("C", 74)], "agree"),
    ("the asked scope by name", SHARE, [says("A", 74, "percent", scope=" pakistan"), says("B", 74, "percent")], "agree"),
    # dates
    ("an open end", DATE, [says("A", hi="2021-07"), says("B", lo="2021-07-31")], "agree within tolerance"),
    ("open ends that miss", DATE, [says("A", hi="2021-07"), says("B", lo="2021-08")], "conflict"),
    ("before a day is not that day", DATE, [says("A", hi="2021-07-01", bounds="()"), says("B", lo="2021-07-01", hi="2021-07-01")], "conflict"),
    ("a month in a year", DATE, [says("A", lo="1999", hi="1999"), says("B", lo="1999-04", hi="1999-04")], "agree within tolerance"),
    # words
    ("yes and no", YES, [says("A", key="yes"), says("B", key="no")], "conflict"),
    ("a denied yes is a no", YES, [says("A", key="yes", modality="denied"), says("B", key="no")], "agree"),
    ("an option not chosen", YES, [says("A", wording="perhaps"), says("B", key="no")], "not comparable"),
    ("other texts", TEXT, [says("A", key="by sea"), says("B", key="by land")], "conflict"),
    ("the same text", TEXT, [says("A", key="By  sea"), says("B", key="by sea")], "agree"),
    ("several can hold", TOPICS, [says("A", key="gas"), says("A", key="war"), says("B", key="gas")], "selection differs"),
    ("several, the same", TOPICS, [says("A", key="gas"), says("A", key="war"), says("B", key="war"), says("B", key="gas")], "agree"),
    ("several, one denied", TOPICS, [says("A", key="gas"), says("B", key="gas", modality="denied")], "conflict"),
    # denials
    ("not more than 20, and 20", COUNT, [says("A", 20, approx="more than", modality="denied"), says("B", 20)], "single source"),
    ("not more than 20, and 23", COUNT, [says("A", 20, approx="more than", modality="denied"), says("B", 23)], "conflict"),
    ("not April, and that year", DATE, [says("A", lo="1999-04", hi="1999-04", modality="denied"), says("B", lo="1999", hi="1999")], "single source"),
    ("a denial agrees with nothing", COUNT, [says("A", 20, modality="denied"), says("B", 23), says("C", 23)], "agree"),
    ("nothing but denials", COUNT, [says("A", 20, modality="denied"), says("B", 20, modality="denied")], "unanswered"),
    # speakers
    ("own voice goes before speakers", COUNT, [says("A", 12), says("A", 15, said_by="police"), says("B", 12)], "agree"),
    ("a speaker against another's own voice", COUNT, [says("A", 12), says("B", 15, said_by="police"), says("C", 12)], "speakers differ"),
    ("a conflict goes before speakers", COUNT, [says("A", 12), says("B", 15, said_by="police"), says("C", 13)], "conflict"),
    ("a speaker denies", COUNT, [says("A", 12), says("B", 12, said_by="police", modality="denied")], "speakers differ"),
    # time
    ("settled by then", CHANGING, [says("A", 10, pub="2022-02-25"), says("B", 12, pub="2022-03-01")], "superseded?"),
    ("not settled yet", CHANGING, [says("A", 10, pub="2022-02-25"), says("B", 12, pub="2022-02-28")], "conflict"),
    ("as of goes before publication", CHANGING, [says("A", 10, as_of="2021"), says("B", 12, as_of="2021-06")], "conflict"),
    ("no date is no excuse", CHANGING, [says("A", 10), says("X", 12)], "conflict"),
    ("the same source, and another later", CHANGING, [says("A", 10, pub="2022-02-01"), says("B", 12, pub="2022-03-01"), says("B", 10, pub="2022-02-02", article="B2")], "superseded?"),
    # copies, sources
    ("copies of an original that is silent", COUNT, [says("A", 10), says("B", 10)], "one voice"),
    ("one source twice", COUNT, [says("A", 10), says("A", 10, article="A2")], "single source"),
    ("predictions alone", COUNT, [says("A", 10, modality="predicted"), says("B", 20, modality="predicted")], "prediction only"),
    ("a prediction against a fact", COUNT, [says("A", 10, modality="predicted"), says("B", 20), says("C", 20)], "agree"),
    ("unsettled alone", COUNT, [says("A", 10, settled=False), says("B", 10, settled=False)], "unsettled (unanswered → agree)"),
    ("unsettled, both states", COUNT, [says("A", 10), says("B", 12), says("B", 10, settled=False)], "conflict"),
]  # fmt: skip
VOICES = {"copies of an original that is silent": {"A": "agency", "B": "A"}}


@pytest.mark.parametrize("name, question, answers, label", CASES, ids=[case[0] for case in CASES])
def test_the_rules(name, question, answers, label):
    row = compare(question, answers, voices=VOICES.get(name))
    assert row.label == label, row.reason
