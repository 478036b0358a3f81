"""A quote is found where its words stand, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.comparison.leads.intake.quotes import QuotedText

TEXT = (
    "“It will cost\nnearly $3 billion,” 🎉 said  Omar — an analyst. پائپ لائن کی لمبائی. It will."
    " It is 1,000 km long."
)


@pytest.mark.parametrize(
    ("quote", "words", "exact"),
    [
        ("nearly $3 billion", "nearly $3 billion", True),
        ("لائن کی لمبائی", "لائن کی لمبائی", True),
        ("🎉", "🎉", True),
        ('"It will cost nearly $3 billion,"', "“It will cost\nnearly $3 billion,”", False),
        ("said Omar - an analyst", "said  Omar — an analyst", False),
        ("“said Omar”", "said  Omar", False),
        ("… cost nearly …", "cost\nnearly", False),
    ],
)
def test_it_is_found(quote, words, exact):
    place = QuotedText(TEXT).place(quote)
    assert place is not None
    assert (TEXT[place.start : place.end], place.exact) == (words, exact)


@pytest.mark.parametrize(
    "quote", ["nearly $4 billion", "000 km", "", "   ", "…", "it will", "\u200b"]
)
def test_it_is_not(quote):
    assert QuotedText(TEXT).place(quote) is None


def test_of_several_places_the_nearest_is_meant():
    assert QuotedText(TEXT).place("It will").start == 1
    assert QuotedText(TEXT).place("It will", near=70).start == TEXT.rindex("It will")


@given(st.text(min_size=1), st.integers(0), st.integers(1, 40))
def test_what_was_cut_out_of_a_text_stands_in_it(text, start, length):
    start %= len(text)
    quote = text[start : start + length]
    place = QuotedText(text).place(quote)
    words = quote.strip()
    if words and not (words[0].isdigit() or words[-1].isdigit()):  # a part of a figure is none
        assert place is not None
        assert place.exact
        assert text[place.start : place.end] == words
