"""Canonical text, blocks and offsets: rules that hold for every text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import text as texts

ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs", "Cc"]),
        st.sampled_from("\n\r\t \u0085\u2028\u2029\ufeffé🎉ی"),
    ),
    max_size=200,
)


def canonical_or_none(raw: str) -> str | None:
    try:
        return texts.canonical(raw)
    except texts.TextRefused:
        return None


@given(ANY_TEXT)
def test_canonical_is_idempotent_but_for_a_second_mark(raw):
    once = canonical_or_none(raw)
    if once is not None and not once.startswith("\ufeff"):
        assert texts.canonical(once) == once


@given(ANY_TEXT)
def test_canonical_changes_line_ends_and_a_mark_alone(raw):
    text = canonical_or_none(raw)
    if text is not None:
        assert text.replace("\n", "") == "".join(
            c for c in raw.removeprefix("\ufeff") if c not in "\r\n\u0085\u2028\u2029"
        )
        assert not set(text) & set("\r\u0085\u2028\u2029")


@given(ANY_TEXT)
def test_blocks_tile_the_text(raw):
    text = canonical_or_none(raw)
    if text is None:
        return
    covered = 0
    for block in texts.blocks(text):
        assert text[block.start : block.end] == block.text
        assert "\n" not in block.text
        assert set(text[covered : block.start]) <= {"\n"}
        covered = block.end
    assert set(text[covered:]) <= {"\n"}


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\u0085", "\n", "\f", "\v"])
def test_every_line_end_is_one_line_feed(end):
    assert texts.canonical(f"one{end}{end}two") == "one\n\ntwo"


@pytest.mark.parametrize(
    "kept",
    [
        " leading",
        "two  spaces",
        "a\ttab",
        "e\u0301 apart",
        "trailing \n\n",
        "\u200fاردو",
        "🎉",
        "\u00a0hard",
        "mid\ufeffmark",
    ],
)
def test_nothing_else_changes(kept):
    assert texts.canonical(kept) == kept


def test_a_mark_at_the_start_goes_once():
    assert texts.canonical("\ufeff text") == " text"


@pytest.mark.parametrize("control", ["\x00", "\x08", "\x0e", "\x1b", "\x7f", "\x9f", "\ud800"])
def test_a_control_character_is_refused_by_line(control):
    with pytest.raises(texts.TextRefused, match=rf"Line 3 .*U\+{ord(control):04X}.*UTF-8"):
        texts.canonical(f"one\r\ntwo\rthr{control}ee")


@pytest.mark.parametrize("empty", ["", " ", "\n\t\n", "\ufeff", "\u2028"])
def test_an_empty_text_is_refused(empty):
    with pytest.raises(texts.TextRefused, match="empty"):
        texts.canonical(empty)


def test_words_are_counted_as_a_reader_would():
    assert texts.word_count("The PM's two-day visit cost 1.5 million. عمران خان") == 9


@given(st.text(st.sampled_from("aZé9_²ß ’'.-\n“”‘–—…,ا中\u0301")))
def test_counting_quickly_gives_what_the_pattern_gives(text):
    assert texts.word_count(text) == len(texts._WORD_END.findall(text))


def test_context_stops_at_the_edges():
    assert texts.context("abcdef", 2, 4, reach=10) == ("ab", "ef")
    assert texts.context("abcdef", 2, 4, reach=1) == ("b", "e")
