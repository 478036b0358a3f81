"""Values in one unit of what they measure."""

import pytest

from annotator.search.query.measures import MeasuredValue, MeasureUnread, measure_of, read_range


@pytest.mark.parametrize(
    "low, high, bounds, unit, expected",
    [
        ("1100", "1100", "[]", "km", MeasuredValue("length", 1100.0, 1100.0)),
        ("1100000", "1100000", "[]", "m", MeasuredValue("length", 1100.0, 1100.0)),
        ("5", "", "(]", "percent", MeasuredValue("share", 5.0, None, low_open=True)),
        ("0.05", "0.05", "[]", "fraction", MeasuredValue("share", 5.0, 5.0)),
        ("3000000000", "3000000000", "[]", "USD", MeasuredValue("USD", 3e9, 3e9)),
        ("40", "40", "[]", "People", MeasuredValue("people", 40.0, 40.0)),
        ("40", "40", "[]", "", MeasuredValue("", 40.0, 40.0)),
        ("2022-02-24", "2022-02-24", "[]", "", MeasuredValue("date", 738210.0, 738210.0)),
        ("-5", "-3", "[]", "degC", MeasuredValue("temperature", -5.0, -3.0)),
        ("", "", "", "km", None),
        ("many", "", "", "km", None),
    ],
)
def test_stored_values(low, high, bounds, unit, expected):
    assert measure_of(low, high, bounds, unit) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (">1000km", MeasuredValue("length", 1000.0, None, low_open=True)),
        (">=1,000 km", MeasuredValue("length", 1000.0, None)),
        ("<5%", MeasuredValue("share", None, 5.0, high_open=True)),
        ("≤5%", MeasuredValue("share", None, 5.0)),
        ("3..5km", MeasuredValue("length", 3.0, 5.0)),
        ("3000m..5km", MeasuredValue("length", 3.0, 5.0)),
        ("40", MeasuredValue("", 40.0, 40.0)),
        ("40 people", MeasuredValue("people", 40.0, 40.0)),
        ("$3", MeasuredValue("USD", 3.0, 3.0)),
        (">3 billion USD", MeasuredValue("USD", 3e9, None, low_open=True)),
        ("۱۱۰۰ km", MeasuredValue("length", 1100.0, 1100.0)),
        ("2022-02", MeasuredValue("date", 738187.0, 738214.0)),
        (">2022-02", MeasuredValue("date", 738214.0, None, low_open=True)),
        ("<2022-02", MeasuredValue("date", None, 738187.0, high_open=True)),
    ],
)
def test_what_is_sought(text, expected):
    assert read_range(text).within == expected


@pytest.mark.parametrize("text", ["", ">", "far", "..", "3..", "..5km", "2022-13", "1e9km", "--3"])
def test_what_is_no_value(text):
    with pytest.raises(MeasureUnread):
        read_range(text)
