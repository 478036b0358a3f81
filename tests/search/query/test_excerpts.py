"""The passage in which the words stand, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.search.query.excerpts import LENGTH, excerpt
from annotator.search.query.folding import words_of
from annotator.search.query.syntax import Term, read_query

TEXT = (
    "The minister landed at noon. 🎉 She praised a pipeline of 1,100 kilometres.\n\n"
    "“It will cost $3 billion,” said Café-owner Omar Reza’s aide.\nپائپ لائن کی لمبائی ہے۔ 管道很长\n"
)


def marked(text: str, query: str) -> list[str]:
    return [piece.text for piece in excerpt(text, read_query(query).terms) if piece.found]


@pytest.mark.parametrize(
    "query, expected",
    [
        ("pipeline", ["pipeline"]), ('"1,100 kilometres"', ["1,100 kilometres"]),
        ("cafe", ["Café"]), ("owner", ["owner"]), ("$3", ["$3"]), ("🎉", ["🎉"]), ("管道", ["管道"]),
        ('"پائپ لائن"', ["پائپ لائن"]), ("minis*", ["minister"]), ("reza", ["Reza"]),
        ("reza said -pipeline", ["said", "Reza"]), ("absent", []),
    ],
)  # fmt: skip
def test_what_is_found_is_marked(query, expected):
    assert marked(TEXT, query) == expected


def test_a_long_text_is_cut_around_the_words():
    text = "word " * 5000 + "the dam\nbroke" + " word" * 5000
    pieces = excerpt(text, read_query('"the dam broke"').terms)
    assert [piece.text for piece in pieces if piece.found] == ["the dam\nbroke"]
    assert pieces[0].text == "… "
    assert pieces[-1].text == " …"
    assert sum(len(piece.text) for piece in pieces) < LENGTH + 10


@pytest.mark.parametrize("before", [0, 1, 2, 4, 29, 31, 60, 95, 200])
def test_no_excerpt_begins_within_a_word(before):
    text = (
        "Harbours " + "xy " * (before // 3) + "z" * (before % 3) + " " + "word " * 17 + "dam " * 90
    )
    told = "".join(piece.text for piece in excerpt(text, read_query("dam").terms))
    assert told.removeprefix("… ").split()[0] in text.split()


@given(st.text(max_size=900), st.data())
def test_an_excerpt_quotes_the_text_and_marks_what_it_can(text, data):
    words = words_of(text)
    sought = data.draw(st.sampled_from(words)) if words else "absent"
    pieces = excerpt(text, [Term((sought,))])
    middle = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert middle in text or text in middle
    for piece in pieces:
        if piece.found:
            assert sought in words_of(piece.text)
