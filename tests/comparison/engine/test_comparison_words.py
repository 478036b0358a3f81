"""What editors read: reasons, amounts and dates; units, and how precisely a number is stated."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from annotator.annotations.values.extract import extract
from annotator.annotations.values.units import UNITS
from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.conversion import conversion
from annotator.comparison.engine.phrases import amount_in_words, span_of_days
from annotator.comparison.engine.time_window import Dated, Near
from annotator.comparison.engine.values import step_of
from tests.comparison.answers import asks, says

COUNT = asks("quantity", "count")
KM = asks("quantity", "km", tolerance=0.02)
USD = asks("quantity", "USD")


@pytest.mark.parametrize(
    "question, answers, reason",
    [
        (KM, [], "No article answers this."),
        (KM, [says("A", 1, "km", modality="predicted")], "There are only predictions so far."),
        (KM, [says("A", 1, "km", modality="denied")], "No article gives a value; what there is denies one."),
        (KM, [says("A", 1, "km")], "Only one source gives a value: A."),
        (
            asks("quantity", "km", scope="the main line"),
            [says("A", 1, "km"), says("B", 2, "km", scope="a branch")],
            "No two sources speak of the same: A of the main line, B of a branch.",
        ),
        (KM, [says("A", 1100, "km"), says("B", 800, "km")], "B says 800 km, A 1,100 km: 300 km apart, 22 would be allowed."),
        (KM, [says("A", 680, "mi"), says("B", 1100, "km")], "A says 680 mi (1,094 km), B 1,100 km: 5.646 km apart, 22 would be allowed."),
        (USD, [says("A", "2e9", "USD", "about"), says("B", "3e9", "USD", step="1e9")], "A says about 2 billion USD (1.8 billion to 2.2 billion USD), B 3 billion USD: 800 million USD apart, 500 million would be allowed."),
        (COUNT, [says("A", 10, approx="more than"), says("B", 10, approx="less than")], "B says less than 10, A more than 10: they exclude each other."),
        (COUNT, [says("A", 10, approx="more than"), says("B", 12)], "A says more than 10, B 12: both can hold."),
        (COUNT, [says("A", 10, approx="at least"), says("B", 8, approx="up to")], "B says up to 8, A at least 10: 2 apart, nothing is allowed."),
        (COUNT, [says("A", 12), says("B", 12), says("C", 12)], "A, B and C say 12."),
        (COUNT, [says("A", 12, modality="denied"), says("B", 12)], "B says 12; A denies 12: both cannot hold."),
        (COUNT, [says("A", 12, said_by="police"), says("B", 15)], "A says 12 (said by police), B 15 (in its own voice): 3 apart, 0.5 would be allowed."),
        (COUNT, [says("A", 12, said_by="police"), says("B", 15, said_by="police")], "A says 12 (said by police), B 15 (said by police): 3 apart, 0.5 would be allowed."),
        (
            asks("quantity", can_change=True, settling_days=7),
            [says("A", 12), says("D", 15)],
            "A says 12, D 15: 3 apart, 0.5 would be allowed. The value can change, and the two are more than 7 days apart.",
        ),
        (asks("date"), [says("A", hi="2021-07"), says("B", lo="2022-02-24")], "A says until 31 July 2021, B from 24 February 2022: 208 days apart, they do not meet."),
        (asks("yes-no"), [says("A", key="yes", wording="it did"), says("B", key="no", wording="never")], "B says no, A yes: both cannot hold."),
        (asks("text", many=True), [says("A", key="gas"), says("B", key="war")], "Several answers can hold; not every article gives the same ones: A: “gas”; B: “war”."),
        (USD, [says("A", 2, "USD"), says("B", 3, "PKR")], "No two sources’ answers can be compared: A: 2 USD; B: 3 PKR. PKR cannot be converted into USD."),
        (
            COUNT,
            [says("A", 12), says("B", 12), says("C", 15, settled=False)],
            "By settled answers alone: agree. A and B say 12. By all: A and B say 12; C says 15: 3 apart, 0.5 would be allowed.",
        ),
    ],
)  # fmt: skip
def test_every_state_says_why(question, answers, reason):
    assert compare(question, answers).reason == reason


def test_copies_say_that_they_are_one_voice():
    row = compare(COUNT, [says("A", 12), says("B", 12)], voices={"B": "A"})
    assert row.reason == "A and B: 2 sources, one voice, for they share their wording."


@pytest.mark.parametrize(
    "value, unit, words",
    [
        ("1100", "km", "1,100 km"), ("1", "year", "1 year"), ("0.5", "year", "0.5 years"),
        ("3", "century", "3 centuries"), ("26", "percent", "26%"), ("-5", "degC", "-5 °C"),
        ("1234.5", "km", "1,234.5 km"), ("1/3", "", "0.3333"), ("1/30000", "", "0.00003"),
        ("1234567", "count", "1,234,567"), ("1500000", "USD", "1.5 million USD"),
        ("100000000/3", "USD", "33.33 million USD"), ("1e12", "people", "1 trillion people"),
    ],
)  # fmt: skip
def test_amounts(value, unit, words):
    assert amount_in_words(Fraction(value), unit) == words


@pytest.mark.parametrize(
    "low, high, words",
    [
        ((1999, 4, 1), (1999, 4, 30), "April 1999"), ((1999, 1, 1), (1999, 12, 31), "1999"),
        ((1999, 4, 1), (1999, 5, 31), "1 April to 31 May 1999"),
        ((1999, 4, 1), (1999, 4, 1), "1 April 1999"), ((1, 1, 1), (9999, 12, 31), "1 January 1 to 31 December 9999"),
    ],
)  # fmt: skip
def test_days(low, high, words):
    assert span_of_days(date(*low), date(*high)) == words


@pytest.mark.parametrize(
    "wording, step",
    [
        ("2 billion", "1000000000"), ("2.4 billion USD", "100000000"), ("2.0 million", "100000"),
        ("1100", "1"), ("1,100-kilometer", "1"), ("12.50", "0.01"), ("twenty-three", "1"),
        ("5,000 crore", "10000000"), ("20 thousand", "1000"), ("2 to 3 billion", "1000000000"),
        ("nearly 23 years", "1"), ("two and a half million", "100000"), ("-5.5 °C", "0.1"),
        ("٧٤٪", "1"), ("$2.5 to 3 billion", "1000000000"), ("$10-15m", "1000000"), ("1.2m people", "100000"),
        ("3,5 Milliarden Euro", "100000000"), ("5,00,000", "1"),
    ],
)  # fmt: skip
def test_the_last_stated_digit(wording, step):
    read = extract(wording, "quantity")
    assert step_of(wording, Decimal(read.low), Decimal(read.high)) == Decimal(step)


def test_a_part_of_one_states_no_digit():
    assert step_of("two-thirds of voters", Decimal("66.66667"), Decimal("66.66667")) is None


def test_a_number_that_the_wording_does_not_hold_states_its_own_digits():
    assert step_of("a great many", Decimal("1100"), None) == 1
    assert step_of("a great many", None, Decimal("2.5")) == Decimal("0.1")
    assert step_of("a great many", None, None) is None


def test_every_unit_of_a_dimension_converts_there_and_back():
    for units in UNITS.values():
        for unit in units:
            for other in units:
                slope, offset = conversion(unit, other)
                back, rest = conversion(other, unit)
                assert (slope * back, offset * back + rest) == (1, 0)


@pytest.mark.parametrize(
    "unit, wanted, amount, converted",
    [
        ("mi", "km", 680, "1094.35392"), ("degF", "degC", 104, "40"), ("tonne", "kg", 2, "2000"),
        ("percent", "fraction", 25, "0.25"), ("‰", "percent", 5, "0.5"), ("week", "day", 2, "14"),
        ("decade", "year", 2, "20"), ("hectare", "km²", 100, "1"), ("km/h", "mph", "1.609344", "1"),
        ("barrel", "gallon", 1, "42"), ("lb", "ton", 2000, "1"), ("count", "", 3, "3"),
        ("ft³/year", "ft³/day", 365.25, "1"), ("m³/hour", "m³/day", 1, "24"), ("km/h", "m/s", 36, "10"),
        ("ft3/day", "ft3/year", 4, "1461"), ("USD/tonne", "USD/kg", 1000, "1"),
    ],
)  # fmt: skip
def test_conversions(unit, wanted, amount, converted):
    slope, offset = conversion(unit, wanted)
    assert Fraction(amount) * slope + offset == Fraction(converted)


@pytest.mark.parametrize("unit, wanted", [("USD", "PKR"), ("km", "kg"), ("", "km"), ("km", ""), ("km per litre", "km"), ("people", "km"), ("m³", "m³/year"), ("USD/tonne", "EUR/tonne"), ("USD/tonne", "USD/year")])  # fmt: skip
def test_what_does_not_convert(unit, wanted):
    assert conversion(unit, wanted) is None


def test_near_finds_another_ones_date_only():
    near = Near([Dated(1, 9, "A"), Dated(2, 3, "B"), Dated(20, 20, "A")])
    assert near.has(Dated(10, 10, "B"), 1)
    assert not near.has(Dated(10, 10, "A"), 1)  # B's ended on the third day
    assert near.has(Dated(5, 5, "A"), 2)
    assert not near.has(Dated(15, 15, "C"), 4)
    assert not Near([]).has(Dated(1, 1, "A"), 99)
