"""Words as newspapers print them, and what a careful editor would store."""

import json
from collections import Counter
from pathlib import Path

import pytest

from annotator.annotations.values.extract import ExtractedValue, extract

HERE = Path(__file__).parent
VECTORS = json.loads((HERE / "reading_values.json").read_text())
QUANTITIES = [case for case in VECTORS if case["type"] == "quantity"]
PHRASES = json.loads((HERE / "newspaper_phrases.json").read_text())


def near(wanted: str | None, found: str) -> bool:
    if not wanted or not found:
        return not wanted and not found
    return abs(float(wanted) - float(found)) <= 0.001 * abs(float(wanted))


def outcome(case: dict[str, str], found: ExtractedValue | None) -> str:
    """Return right, silent or wrong. A wrong value is worse than ten silences."""
    nothing = case["low"] is None and case["high"] is None
    if found is None:
        return "right" if nothing else "silent"
    right = (
        near(case["low"], found.low)
        and near(case["high"], found.high)
        and (found.unit, found.approximator) == (case["unit"] or "", case["approximator"])
    )
    return "right" if right and not nothing else "wrong"


def read(cases: list[dict[str, str]]) -> Counter[str]:
    """Return how many cases are right, silent and wrong."""
    return Counter(
        outcome(case, extract(case["quote"], case["type"], case["question_unit"])) for case in cases
    )


def test_hardly_a_quantity_is_read_wrong_and_nearly_all_are_read():
    english = read([case for case in QUANTITIES if case["group"] != "foreign"])
    assert english["wrong"] <= 0.01 * english.total()
    assert english["right"] >= 0.98 * english.total()


def test_quantities_of_other_languages_are_read_as_well():
    foreign = read([case for case in QUANTITIES if case["group"] == "foreign"])
    assert foreign["wrong"] == 0
    assert foreign["right"] >= 0.95 * foreign.total()


@pytest.mark.parametrize(
    "quote, asked, low, high, unit, approximator",
    PHRASES,
    ids=[f"{q} | {u}" for q, u, *_ in PHRASES],
)
def test_a_phrase_is_stored_as_an_editor_would(quote, asked, low, high, unit, approximator):
    case = {"low": low, "high": high, "unit": unit, "approximator": approximator}
    found = extract(quote, "quantity", asked)
    assert outcome(case, found) == "right", found


@pytest.mark.parametrize(
    "quote, never",
    [
        ("two-thirds of the houses", "2"),
        ("2,5 Mio. Euro", "2.5"),
        ("one in five people", "1"),
        ("10⁶ litres", "10"),
        ("No one died", "1"),
        ("Rs10,000", "0"),
    ],
)
def test_a_part_of_a_number_is_never_taken_for_it(quote, never):
    found = extract(quote, "quantity")
    assert found is None or never not in {found.low, found.high}


@pytest.mark.parametrize(
    "quote, asked, low, unit",
    [
        ("12.4 billion cubic feet a year", "", "12400000000", "ft³/year"),
        ("34 million cubic feet a day", "ft³/year", "34000000", "ft³/day"),
        ("34 million cubic feet a day", "ft³", "34000000", "ft³"),
        ("1.2 million tonnes a year", "tonne/year", "1200000", "tonne/year"),
        ("$20 a barrel", "USD/barrel", "20", "USD/barrel"),
        ("40 litres per minute", "", "40", "litre/minute"),
        ("30 metres per second", "", "30", "m/s"),
    ],
)
def test_a_rate_is_a_rate_where_it_flows_or_is_asked_for(quote, asked, low, unit):
    found = extract(quote, "quantity", asked)
    assert found is not None
    assert (found.low, found.unit) == (low, unit)


@pytest.mark.parametrize(
    "quote, asked", [("$2 billion", "km"), ("48 hours", "USD"), ("3 kg", "percent")]
)
def test_what_cannot_be_what_is_asked_for_is_not_proposed(quote, asked):
    assert extract(quote, "quantity", asked) is None
