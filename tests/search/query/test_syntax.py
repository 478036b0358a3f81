"""What can be typed into the box, and what is said of what cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.search.query.syntax import (
    FIELDS,
    MOST_TERMS,
    FieldTerm,
    SearchError,
    Term,
    read_query,
)

SIGNS = st.one_of(st.sampled_from("\"“”-:*<>=.,km 0123456789$%´'\\"), st.characters())
TYPED = st.lists(
    st.one_of(st.text(SIGNS, max_size=20), st.sampled_from([f"{field}:" for field in FIELDS])),
    max_size=8,
).map("".join)


@given(TYPED)
def test_whatever_is_typed_is_read_or_refused_with_its_place(text):
    try:
        query = read_query(text)
    except SearchError as error:
        refused = error
        query = read_query("")
    else:
        refused = SearchError(0, 0, ".", ".")
    assert 0 <= refused.start <= refused.end <= len(text)
    assert refused.wrong.endswith(".")
    assert refused.remedy.endswith(".")
    if query.terms or query.fields:
        assert all(term.words and all(term.words) for term in query.terms)
        assert all(term.field in FIELDS and term.text for term in query.fields)


def test_words_phrases_beginnings_and_what_is_left_out():
    terms = read_query('Dam “the  DAM broke” pipe* -drone -"o\'neill" don’t 1,100').terms
    assert terms == (
        Term(("dam",)),
        Term(("the", "dam", "broke")),
        Term(("pipe",), begins=True),
        Term(("drone",), left_out=True),
        Term(("o", "neill"), left_out=True),
        Term(("don", "t")),
        Term(("1", "100")),
    )


def test_fields():
    query = read_query('SOURCE:"Harbour Post" -label:claim-event kind:notes by:me word')
    assert query.fields == (
        FieldTerm("source", "Harbour Post"),
        FieldTerm("label", "claim-event", left_out=True),
        FieldTerm("kind", "notes"),
        FieldTerm("by", "me"),
    )
    assert query.wanted == (Term(("word",)),)


@pytest.mark.parametrize(
    "text, place, wrong, remedy",
    [
        ('dam "the lake', '"the lake', "not closed", "Put another one"),
        ("dam colour:red", "colour:red", "no field “colour:”", "put them in quotes"),
        ("https://x.example", "https://x.example", "no field", "put them in quotes"),
        ("dam source: x", "source:", "Nothing stands behind", "an outlet"),
        ("a -", "-", "no letter", "write a word"),
        ("dam ?!", "?!", "no letter", "Leave it out"),
        ("da*m", "da*m", "end of a word only", "dam*"),
        ("a*", "a*", "too many words", "two letters"),
        ("kind:letter", "kind:letter", "no kind “letter”", "article, highlight"),
        ("label:?!", "label:?!", "no letter", "a label"),
        ("value:>far", "value:>far", "no value", "3..5km"),
        ("value:2022-02-31", "value:2022-02-31", "is no day", "2022-02"),
        ("value:5..3km", "value:5..3km", "ends below", "3..5km"),
        ("value:3km..5kg", "value:3km..5kg", "do not measure the same", "3..5km"),
    ],
)
def test_what_cannot_be_read_is_said_with_place_and_remedy(text, place, wrong, remedy):
    with pytest.raises(SearchError) as refused:
        read_query(text)
    error = refused.value
    assert text[error.start : error.end] == place
    assert wrong in error.wrong
    assert remedy in error.remedy


def test_too_much_is_refused():
    assert len(read_query("dam " * MOST_TERMS).terms) == MOST_TERMS
    for text in ("dam " * (MOST_TERMS + 1), "x" * 401):
        with pytest.raises(SearchError):
            read_query(text)
