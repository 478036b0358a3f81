"""Which names a form may stand for, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.comparison.names.similar import MOST, KnownNames, words_of

KNOWN = KnownNames(
    [
        ("khan", "Imran Khan"),
        ("un", "United Nations"),
        ("nord", "Nord Stream"),
        ("sharif", "Shehbaz Sharif"),
        ("imf", "IMF"),
        ("macron", "Emmanuel Macron"),
        ("doe", "Jane Doe"),
        ("pm", "Prime Minister of Norway"),
    ]
)


@pytest.mark.parametrize(
    "form, key, why",
    [
        ("Khan Imran", "khan", "same words"),
        ("IMRAN KHAN’s", "khan", "same words"),
        ("Prime Minister Imran Khan", "khan", "same without titles"),
        ("the U.N.", "un", None),
        ("UN", "un", "its initials"),
        ("U.N.", "un", "its initials"),
        ("Nordstream", "nord", "run together or apart"),
        ("Shahbaz Sharif", "sharif", "spelt alike"),
        ("International Monetary Fund", "imf", "initials of it"),
        ("Émmanuel Macron", "macron", "same words"),
        ("J. Doe", "doe", "a first name cut short"),
        ("Khan", "khan", "part of the name"),
    ],
)
def test_a_form_and_its_reason(form, key, why):
    found = {one.key: one.why for one in KNOWN.like(form)}
    if why is None:
        # “the” stands before the letters: these are two words, not initials.
        assert key not in found
    else:
        assert found.get(key) == why


@pytest.mark.parametrize("form", ["Olaf Scholz", "🎉", "", "war", "M. Khan Abdul"])
def test_what_resembles_nothing_is_not_suggested(form):
    assert KNOWN.like(form) == []


def test_the_surest_reason_comes_first():
    known = KnownNames([("one", "Imran Khan Niazi"), ("two", "Khan, Imran")])
    assert [one.key for one in known.like("Imran Khan")] == ["two", "one"]


@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=12))
def test_any_text_can_be_compared(names, form):
    found = KnownNames(enumerate(names)).like(form)
    assert len({one.key for one in found}) == len(found) <= MOST
    for one in found:
        assert names[one.key] == one.name


@given(st.text(alphabet="abcdefgh ", min_size=1, max_size=12).filter(str.strip))
def test_a_name_is_always_like_itself(name):
    assert KnownNames([("it", name)]).like(name)[0].why == "same words"
    assert words_of(name.upper()) == words_of(name)
