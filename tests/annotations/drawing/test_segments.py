"""Segments and pieces: they tile the text, whatever lies over it."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.drawing.segments import (
    PIECE,
    Mark,
    all_pieces,
    by_piece,
    pieces,
    segments,
    touched,
)
from articles.text import Block, blocks

TEXT = st.text(alphabet="ab é\u0301🎉اب\n ", min_size=1, max_size=80)


@st.composite
def marked(draw):
    text = draw(TEXT)
    spans = draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=8)
    )
    marks = [
        Mark(min(a, b), max(a, b), str(n), "claim") for n, (a, b) in enumerate(spans) if a != b
    ]
    return text, marks


@given(marked())
def test_segments_tile_and_name_exactly_what_lies_over_them(case):
    text, marks = case
    at = 0
    for segment in segments(0, len(text), marks):
        assert segment.start == at < segment.end
        at = segment.end
        for place in range(segment.start, segment.end):
            assert {m.key for m in segment.over} == {
                m.key for m in marks if m.start <= place < m.end
            }
        assert {m.key for m in segment.begins} == {m.key for m in marks if m.start == segment.start}
    assert at == len(text)


@given(marked())
def test_each_piece_gets_the_marks_that_reach_into_it(case):
    text, marks = case
    drawn = all_pieces(blocks(text))
    for piece in drawn:
        expected = {m.key for m in marks if m.start < piece.end and m.end > piece.start}
        assert {m.key for m in by_piece(drawn, marks)[piece.start]} == expected
    for mark in marks:
        near = [p for p in drawn if mark.start < p.end and mark.end > p.start]
        assert touched(drawn, [(mark.start, mark.end)]) == near


def test_innermost_mark_comes_last():
    long, short = Mark(0, 10, "long", "claim"), Mark(2, 5, "short", "entity")
    inner = next(s for s in segments(0, 10, [short, long]) if s.start == 2)
    assert [m.key for m in inner.over] == ["long", "short"]


@given(st.integers(1, 3 * PIECE), st.booleans())
def test_a_long_block_is_cut_into_pieces_that_lose_nothing(length, spaced):
    text = ("word " * length)[:length] if spaced else "x" * length
    cut = list(pieces(Block(7, text)))
    assert "".join(piece.text for piece in cut) == text
    assert all(len(piece.text) <= PIECE for piece in cut)
    assert [piece.start for piece in cut] == [
        7 + sum(len(p.text) for p in cut[:n]) for n in range(len(cut))
    ]
