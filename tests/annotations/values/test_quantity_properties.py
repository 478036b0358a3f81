"""What holds of any text: no error, the source's own words, the same again, and time that grows
with the text."""

import json
import re
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.values.extract import extract
from annotator.annotations.values.numbers import find_numerals, latin_digits, tidy_number
from annotator.annotations.values.quantity_reading import find_amounts
from annotator.annotations.values.units import UNITS, convertible, dimension_of, unit_named
from tests.work import steps

HERE = Path(__file__).parent
QUOTES = [case["quote"] for case in json.loads((HERE / "reading_values.json").read_text())]
PIECES = [
    *sorted({piece for quote in QUOTES for piece in quote.split()}),
    "-", "–", "/", ":", "%", "$", "½", "⁶", "'", '"', "(", ")", "one", "half", "a", "of", "to", "m", "x", "+", "،",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
    st.tuples(st.sampled_from(QUOTES), st.sampled_from(QUOTES)).map(" ".join),
)
ASKED = st.sampled_from(["", "km", "USD", "percent", "people", "barrel/day", "degC", "junk"])


@given(TEXTS, ASKED)
def test_what_is_read_stands_in_the_quote_and_reads_the_same_again(quote, asked):
    found = extract(quote, "quantity", asked)
    if found is None:
        return
    assert found.value
    assert found.value in quote
    assert extract(found.value, "quantity", asked) == found


@given(TEXTS, ASKED)
def test_both_ends_are_numbers_in_order(quote, asked):
    for amount in find_amounts(latin_digits(quote), asked):
        assert amount.low <= amount.high
        assert 0 <= amount.start < amount.end <= len(quote)


@given(TEXTS)
def test_numbers_stand_in_order_and_apart(text):
    found = find_numerals(latin_digits(text))
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(TEXTS)
def test_a_typed_number_is_plain_or_refused(text):
    try:
        tidy = tidy_number(text)
    except ValueError:
        return
    assert re.fullmatch(r"-?\d+(\.\d+)?", tidy)


@given(TEXTS, ASKED)
def test_any_word_is_a_unit_or_none(word, asked):
    symbol = unit_named(word, asked)
    assert (
        symbol is None
        or symbol == asked
        or dimension_of(symbol)
        or symbol in {"rupee", "degree"}
        or len(symbol) == 3
    )


def read(text: str) -> None:
    find_amounts(latin_digits(text))
    find_numerals(latin_digits(text))


@pytest.mark.parametrize(
    "piece",
    ["1 ", "…", "one ", "1,", "1.", "-", "1-", "1/", "half ", "hundred ", "million ", "two-", "between ", "more than ",
     "40 to ", "up to ", "ثلاثة و", "से ", "一", "万", "km ", "$", "' ", "\" ", "a ", "40 people or ", "1 crore ", "(40) "],
)  # fmt: skip
def test_steps_grow_with_the_text(piece):
    find_amounts("40 people, 3 Personen")  # what is loaded once
    short, long = (steps(partial(read, piece * (size // len(piece)))) for size in (400, 1600))
    assert long <= 6 * short + 2000


def test_only_the_beginning_of_a_long_quote_is_read():
    assert extract("x " * 3000 + "40 people", "quantity") is None


@pytest.mark.parametrize("one, other, together", [
    ("km/h", "m/s", True), ("barrel/day", "m³/year", True), ("ft³/year", "ft³/day", True), ("m³/year", "m³", False),
    ("USD/barrel", "USD", False), ("SEK", "USD", False), ("percent", "‰", True), ("km", "km/h", False),
])  # fmt: skip
def test_rates_compare_with_rates(one, other, together):
    assert convertible(one, other) is together


@pytest.mark.parametrize("word, symbol", [
    ("ft3/year", "ft³/year"), ("m3/day", "m³/day"), ("tonnes/year", "tonne/year"), ("barrels/day", "barrel/day"),
    ("Kilometern", "km"), ("километров", "km"), ("प्रतिशत", "percent"), ("SEK", "SEK"), ("cents", None),
    ("basis points", None),
])  # fmt: skip
def test_units_and_rates_by_name(word, symbol):
    assert unit_named(word) == symbol


def test_every_unit_is_named_by_its_own_words():
    for units in UNITS.values():
        for symbol, words in units.items():
            for word in words.split():
                named = unit_named(word.replace("_", " "))
                assert named in {symbol, "rupee"} or word in {"$", "¥", "rs", "lb.", "oz."}, word
