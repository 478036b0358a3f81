"""Values in one unit of what they measure."""

import pytest

from annotator.search.query.measures import Measure, MeasureUnread, measure_of, read_range


@pytest.mark.parametrize(
    "low, high, bounds, unit, expected",
    [
        ("1100", "1100", "[]", "km", Measure("length", 1100.0, 1100.0)),
        ("1100000", "1100000", "[]", "m", Measure("length", 1100.0, 1100.0)),
        ("5", "", "(]", "percent", Measure("share", 5.0, None, low_open=True)),
        ("0.05", "0.05", "[]", "fraction", Measure("share", 5.0, 5.0)),
        ("3000000000", "3000000000", "[]", "USD", Measure("USD", 3e9, 3e9)),
        ("40", "40", "[]", "People", Measure("people", 40.0, 40.0)),
        ("40", "40", "[]", "", Measure("", 40.0, 40.0)),
        ("2022-02-24", "2022-02-24", "[]", "", Measure("date", 738210.0, 738210.0)),
        ("-5", "-3", "[]", "degC", Measure("temperature", -5.0, -3.0)),
        ("", "", "", "km", None),
        ("many", "", "", "km", None),
    ],
)
def test_stored_values(low, high, bounds, unit, expected):
    assert measure_of(low, high, bounds, unit) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (">1000km", Measure("length", 1000.0, None, low_open=True)),
        (">=1,000 km", Measure("length", 1000.0, None)),
        ("<5%", Measure("share", None, 5.0, high_open=True)),
        ("≤5%", Measure("share", None, 5.0)),
        ("3..5km", Measure("length", 3.0, 5.0)),
        ("3000m..5km", Measure("length", 3.0, 5.0)),
        ("40", Measure("", 40.0, 40.0)),
        ("40 people", Measure("people", 40.0, 40.0)),
        ("$3", Measure("USD", 3.0, 3.0)),
        (">3 billion USD", Measure("USD", 3e9, None, low_open=True)),
        ("۱۱۰۰ km", Measure("length", 1100.0, 1100.0)),
        ("2022-02", Measure("date", 738187.0, 738214.0)),
        (">2022-02", Measure("date", 738214.0, None, low_open=True)),
        ("<2022-02", Measure("date", None, 738187.0, high_open=True)),
    ],
)
def test_what_is_sought(text, expected):
    assert read_range(text).within == expected


@pytest.mark.parametrize("text", ["", ">", "far", "..", "3..", "..5km", "2022-13", "1e9km", "--3"])
def test_what_is_no_value(text):
    with pytest.raises(MeasureUnread):
        read_range(text)
