"""Reading a value off a quote: a table of what sources write, and what holds for any text."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.annotations.values.dates import tidy_day, tidy_partial_date
from annotator.annotations.values.extract import extract
from annotator.annotations.values.numbers import tidy_number
from annotator.annotations.values.units import convertible, unit_named

QUANTITIES = [
    # quote, value as the source puts it, low, high, bounds, unit, approximator
    ("1,100-kilometer", "1,100-kilometer", "1100", "1100", "[]", "km", "exact"),
    ("nearly 23 years", "nearly 23 years", "23", "23", "[]", "year", "nearly"),
    ("more than 20", "more than 20", "20", "", "()", "", "more than"),
    ("no more than 20", "no more than 20", "", "20", "(]", "", "up to"),
    ("at least 20 people", "at least 20", "20", "", "[)", "", "at least"),
    ("20+ years", "20+ years", "20", "", "[)", "year", "at least"),
    ("20 years or more", "20 years or more", "20", "", "[)", "year", "at least"),
    ("less than 5", "less than 5", "", "5", "()", "", "less than"),
    ("up to 5 km", "up to 5 km", "", "5", "(]", "km", "up to"),
    ("$3 billion", "$3 billion", "3000000000", "3000000000", "[]", "USD", "exact"),
    ("nearly $3 billion", "nearly $3 billion", "3000000000", "3000000000", "[]", "USD", "nearly"),
    ("around 2 billion USD", "around 2 billion USD", "2000000000", "2000000000", "[]", "USD", "about"),
    ("a three-billion-dollar line", "three-billion-dollar", "3000000000", "3000000000", "[]", "USD", "exact"),
    ("€1,5bn", "€1,5bn", "1500000000", "1500000000", "[]", "EUR", "exact"),
    ("US$500m", "US$500m", "500000000", "500000000", "[]", "USD", "exact"),
    ("Rs 5,000 crore", "Rs 5,000 crore", "50000000000", "50000000000", "[]", "rupee", "exact"),
    ("1.5 lakh crore", "1.5 lakh crore", "1500000000000", "1500000000000", "[]", "", "exact"),
    ("26 percent", "26 percent", "26", "26", "[]", "percent", "exact"),
    ("74%", "74%", "74", "74", "[]", "percent", "exact"),
    ("٧٤٪", "٧٤٪", "74", "74", "[]", "percent", "exact"),
    ("74 فیصد", "74 فیصد", "74", "74", "[]", "percent", "exact"),
    ("the 680-mile line", "680-mile", "680", "680", "[]", "mi", "exact"),
    ("800 km long", "800 km", "800", "800", "[]", "km", "exact"),
    ("1100km-long", "1100km", "1100", "1100", "[]", "km", "exact"),
    ("لمبائی تقریباً ۱۱۰۰ کلومیٹر ہے", "تقریباً ۱۱۰۰ کلومیٹر", "1100", "1100", "[]", "km", "about"),
    ("بطول ١٬١٠٠ كيلومتر", "١٬١٠٠ كيلومتر", "1100", "1100", "[]", "km", "exact"),
    ("около 1 100 км", "около 1 100 км", "1100", "1100", "[]", "km", "about"),
    ("长1100公里", "1100公里", "1100", "1100", "[]", "km", "exact"),
    ("1.100 km", "1.100 km", "1100", "1100", "[]", "km", "exact"),
    ("3.125 percent", "3.125 percent", "3.125", "3.125", "[]", "percent", "exact"),
    ("1,5 million", "1,5 million", "1500000", "1500000", "[]", "", "exact"),
    ("1,23,456 rupees", "1,23,456 rupees", "123456", "123456", "[]", "rupee", "exact"),
    ("between 10 and 12 km", "between 10 and 12 km", "10", "12", "[]", "km", "exact"),
    ("10–12 km", "10–12 km", "10", "12", "[]", "km", "exact"),
    ("10 to 12", "10 to 12", "10", "12", "[]", "", "exact"),
    ("10% to 12%", "10% to 12%", "10", "12", "[]", "percent", "exact"),
    ("$2.5–3 billion", "$2.5–3 billion", "2500000000", "3000000000", "[]", "USD", "exact"),
    ("-5 °C", "-5 °C", "-5", "-5", "[]", "degC", "exact"),
    ("104 degrees Fahrenheit", "104 degrees Fahrenheit", "104", "104", "[]", "degF", "exact"),
    ("five million tonnes", "five million tonnes", "5000000", "5000000", "[]", "tonne", "exact"),
    ("100 hectares", "100 hectares", "100", "100", "[]", "hectare", "exact"),
    ("100,000 barrels per day", "100,000 barrels per day", "100000", "100000", "[]", "barrel/day", "exact"),
    ("three", "three", "3", "3", "[]", "", "exact"),
    ("twenty-three years", "twenty-three years", "23", "23", "[]", "year", "exact"),
    ("two dozen", "two dozen", "24", "24", "[]", "", "exact"),
    ("a hundred", "a hundred", "100", "100", "[]", "", "exact"),
    ("half a million", "half a million", "500000", "500000", "[]", "", "exact"),
    ("two and a half years", "two and a half years", "2.5", "2.5", "[]", "year", "exact"),
    ("one hundred and twenty-five thousand", "one hundred and twenty-five thousand", "125000", "125000", "[]", "", "exact"),
    ("1999 km", "1999 km", "1999", "1999", "[]", "km", "exact"),
    ("In April 1999 the 1,100 km line", "1,100 km", "1100", "1100", "[]", "km", "exact"),
]  # fmt: skip
DATES = [
    ("was in 1999", "1999", "1999-01-01", "1999-12-31", "[]", "exact"),
    ("24 February 2022", "24 February 2022", "2022-02-24", "2022-02-24", "[]", "exact"),
    ("on February 24, 2022,", "February 24, 2022", "2022-02-24", "2022-02-24", "[]", "exact"),
    ("In April 1999, two men", "April 1999", "1999-04-01", "1999-04-30", "[]", "exact"),
    ("2022-02-24", "2022-02-24", "2022-02-24", "2022-02-24", "[]", "exact"),
    ("24/02/2022", "24/02/2022", "2022-02-24", "2022-02-24", "[]", "exact"),
    ("02/24/2022", "02/24/2022", "2022-02-24", "2022-02-24", "[]", "exact"),
    ("03.02.2022", "03.02.2022", "2022-02-03", "2022-02-03", "[]", "exact"),
    ("24-26 February 2022", "24-26 February 2022", "2022-02-24", "2022-02-26", "[]", "exact"),
    ("the 1990s", "1990s", "1990-01-01", "1999-12-31", "[]", "exact"),
    ("by July 2023", "by July 2023", "", "2023-07-31", "(]", "up to"),
    ("before 2020", "before 2020", "", "2020-01-01", "()", "less than"),
    ("since 2015", "since 2015", "2015-01-01", "", "[)", "at least"),
    ("after March 2020", "after March 2020", "2020-03-31", "", "()", "more than"),
    ("around 2015", "around 2015", "2015-01-01", "2015-12-31", "[]", "about"),
    ("from 2015 to 2018", "from 2015 to 2018", "2015-01-01", "2018-12-31", "[]", "exact"),
    ("۲۴ فروری ۲۰۲۲", "۲۴ فروری ۲۰۲۲", "2022-02-24", "2022-02-24", "[]", "exact"),
    ("24 февраля 2022", "24 февраля 2022", "2022-02-24", "2022-02-24", "[]", "exact"),
    ("в 1999 году", "1999 году", "1999-01-01", "1999-12-31", "[]", "exact"),
]


@pytest.mark.parametrize("quote, value, low, high, bounds, unit, approximator", QUANTITIES)
def test_a_quantity_is_read_off(quote, value, low, high, bounds, unit, approximator):
    reading = extract(quote)
    assert reading is not None
    assert (reading.type, reading.value, reading.low, reading.high) == (
        "quantity",
        value,
        low,
        high,
    )
    assert (reading.bounds, reading.unit, reading.approximator) == (bounds, unit, approximator)


@pytest.mark.parametrize("quote, value, low, high, bounds, approximator", DATES)
def test_a_date_is_read_off(quote, value, low, high, bounds, approximator):
    for reading in (extract(quote), extract(quote, "date")):
        assert reading is not None
        assert (reading.type, reading.value, reading.low, reading.high) == (
            "date",
            value,
            low,
            high,
        )
        assert (reading.bounds, reading.unit, reading.approximator) == (bounds, "", approximator)


@pytest.mark.parametrize(
    "quote",
    ["", "-", "G20", "COVID-19", "the 24th", "at 10:30", "1.2.3", "02/03/2022", "31 June", "many"],
)
def test_what_is_neither_is_left_alone(quote):
    assert extract(quote) is None


@pytest.mark.parametrize(
    "quote, type, unit, low, read_unit",
    [
        ("26 percent of the 1,100 km", "quantity", "km", "1100", "km"),
        ("26 percent of the 1,100 km", "quantity", "percent", "26", "percent"),
        ("for 23 years, 680 miles", "quantity", "km", "680", "mi"),
        ("1999", "quantity", "", "1999", ""),
        ("On 24 February 2022, 40 people", "quantity", "", "40", ""),
        ("5,000 rupees", "quantity", "PKR", "5000", "PKR"),
        ("5,000 pounds", "quantity", "lb", "5000", "lb"),
        ("5,000 pounds", "quantity", "", "5000", "GBP"),
        ("$5", "quantity", "CAD", "5", "CAD"),
        ("for 23 years, in 1999", "date", "", "1999-01-01", ""),
    ],
)
def test_the_question_decides_what_is_read(quote, type, unit, low, read_unit):
    reading = extract(quote, type, unit)
    assert reading is not None
    assert (reading.low, reading.unit) == (low, read_unit)


def test_a_question_of_yes_or_no():
    reading = extract("“No,” she said", "yes-no")
    assert reading is not None
    assert (reading.type, reading.value) == ("yes-no", "No")
    assert extract("nothing of the kind", "yes-no") is None


@pytest.mark.parametrize("type", ["choice", "text"])
def test_free_answers_are_not_guessed(type):
    assert extract("nearly 23 years", type) is None


@pytest.mark.parametrize(
    "word, symbol",
    [("Kilometres", "km"), ("کلومیٹر", "km"), ("كيلومتر", "km"), ("metric tons", "tonne"), ("%", "percent"),
     ("per cent", "percent"), ("US dollars", "USD"), ("PKR", "PKR"), ("°C", "degC"), ("km", "km"), ("m", "m"),
     ("square-kilometres", "km²"), ("furlongs", None), ("", None)],
)  # fmt: skip
def test_units_by_name(word, symbol):
    assert unit_named(word) == symbol


def test_what_can_be_compared():
    assert convertible("km", "mi")
    assert not convertible("USD", "EUR")
    assert not convertible("km", "")


@pytest.mark.parametrize(
    "typed, tidy",
    [("1,100", "1100"), ("2e9", "2000000000"), ("3 billion", "3000000000"), (" 1.50 ", "1.5"), ("1,5", "1.5"),
     ("-0.0", "0"), ("-5", "-5"), ("−5", "-5"), ("۱۱۰۰", "1100"), ("1.100", "1.1"), ("twenty-three", "23"), ("1e-3", "0.001"),
     ("0007", "7")],
)  # fmt: skip
def test_a_typed_number_becomes_plain(typed, tidy):
    assert tidy_number(typed) == tidy


@pytest.mark.parametrize(
    "typed", ["", "about 5", "5 km", "1e9999", "--5", "1..2", "9" * 80, "nan", "inf", "²"]
)
def test_what_is_no_number_is_refused_in_words(typed):
    with pytest.raises(ValueError, match=r"not a number|too long"):
        tidy_number(typed)


@pytest.mark.parametrize(
    "typed, first, last",
    [
        ("1999", "1999-01-01", "1999-12-31"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1999-04-12", "1999-04-12", "1999-04-12"),
    ],
)
def test_a_partial_date_has_a_first_and_a_last_day(typed, first, last):
    assert (tidy_partial_date(typed), tidy_day(typed, last=False), tidy_day(typed, last=True)) == (
        typed,
        first,
        last,
    )


@pytest.mark.parametrize(
    "typed", ["", "99", "1999-13", "1999-02-30", "0000", "12 April 1999", "1999-4", "١٩٩٩"]
)
def test_what_is_no_date_is_refused_in_words(typed):
    with pytest.raises(ValueError, match="is not a date: write 1999"):
        tidy_day(typed, last=True)


WORDS = st.sampled_from(
    ["nearly", "about", "more than", "1,100", "2.5", "23", "1999", "million", "crore", "and", "a", "half", "hundred",
     "twenty", "three", "km", "%", "$", "-", "–", "to", "between", "February", "24", "by", "2022-02-24", "½", "°C", ",",
     ".", "۱۲", "کلومیٹر", "K", "\n", "e", "9" * 30, "or more", "İ", "ß", "🎉"]
)  # fmt: skip
QUOTES = st.one_of(
    st.text(max_size=80),
    st.lists(WORDS, max_size=14).map(" ".join),
    st.lists(WORDS, max_size=14).map("".join),
)


@given(
    QUOTES,
    st.sampled_from([None, "quantity", "date", "yes-no", "text"]),
    st.sampled_from(["", "km", "USD", "junk"]),
)
@example("1" * 5000, None, "")
def test_any_text_is_read_without_error_and_in_its_own_words(quote, type, unit):
    reading = extract(quote, type, unit)
    if reading is None:
        return
    assert reading.value
    assert reading.value in quote
    assert len(reading.value) <= 500
    for end in (reading.low, reading.high):
        pattern = r"\d{4}-\d\d-\d\d" if reading.type == "date" else r"-?\d+(\.\d+)?"
        assert end == "" or (re.fullmatch(pattern, end) and len(end) <= 64)
    if reading.low and reading.high and reading.type == "quantity":
        assert float(reading.low) <= float(reading.high)
    elif reading.low and reading.high:
        assert reading.low <= reading.high


@given(QUOTES)
def test_tidying_a_number_twice_changes_nothing(typed):
    try:
        once = tidy_number(typed)
    except ValueError:
        return
    assert tidy_number(once) == once
    assert len(once) <= 64


@given(st.dates())
def test_a_whole_day_is_its_own_first_and_last(day):
    assert (
        tidy_day(day.isoformat(), last=False)
        == tidy_day(day.isoformat(), last=True)
        == day.isoformat()
    )
