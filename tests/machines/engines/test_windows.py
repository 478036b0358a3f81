"""A long text is cut into parts that cover it, at the borders of its blocks."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.machines.engines.windows import windows


def test_a_short_text_is_one_part():
    assert windows("One line.\nAnother.", 100, 10) == [(0, 18)]
    assert windows("", 100, 10) == []


def test_parts_begin_and_end_with_blocks_and_share_some():
    text = "aaaa\nbbbb\ncccc\ndddd"
    assert [text[start:end] for start, end in windows(text, 9, 4)] == [
        "aaaa\nbbbb",
        "bbbb\ncccc",
        "cccc\ndddd",
    ]
    assert [text[start:end] for start, end in windows(text, 9, 0)] == ["aaaa\nbbbb", "cccc\ndddd"]


def test_a_block_that_is_too_long_is_cut_at_a_blank():
    parts = windows("word " * 100, 50, 0)
    assert all(end - start <= 50 for start, end in parts)
    assert all(start % 5 == 0 for start, _ in parts)


@given(st.text("ab \n", max_size=300), st.integers(3, 60), st.integers(0, 30))
def test_they_cover_all_that_is_no_line_end(text, size, overlap):
    parts = windows(text, size, min(overlap, size // 2))
    assert all(0 < end - start <= size for start, end in parts)
    covered = {at for start, end in parts for at in range(start, end)}
    assert all(at in covered for at, sign in enumerate(text) if sign != "\n")
    assert parts == sorted(parts)
    assert [end for _, end in parts] == sorted({end for _, end in parts})
